package doublegrok.evaluator.probe;

import doublegrok.model.FloatTensor;
import doublegrok.task.finding.Finding;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Principal components of the tokens' embedding, where the model has one. */
final class EmbeddingProbe implements Probe {
  private static final String WEIGHTS = "embedding.weight";

  @Override
  public String name() {
    return "components-embedding";
  }

  @Override
  public Cost cost() {
    return Cost.CHEAP;
  }

  @Override
  public Map<String, Finding> find(Examination checkpoint) {
    return checkpoint
        .weights(WEIGHTS)
        .map(found -> Map.of(name(), components(found, checkpoint)))
        .orElseGet(Map::of);
  }

  private static Finding components(FloatTensor embedding, Examination checkpoint) {
    int vocabulary = Math.toIntExact(embedding.shape().get(0));
    int width = Math.toIntExact(embedding.shape().get(1));
    List<Integer> tokens = IntStream.range(0, vocabulary).boxed().toList();
    return TokenComponents.of(
        "embedding", embedding.values(), width, tokens, checkpoint.spec().family());
  }
}
