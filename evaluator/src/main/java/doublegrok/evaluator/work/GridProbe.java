package doublegrok.evaluator.work;

import doublegrok.record.GridScores;
import doublegrok.task.QueryGrid;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Pictures of all queries after the same examples: the model's beside the references'. */
final class GridProbe {
  private static final int WHOLE = 255;

  private final Optional<ReferencePredictors> references;
  private final ModelAnswers.Source model;

  GridProbe(Optional<ReferencePredictors> references, ModelAnswers.Source model) {
    this.references = references;
    this.model = model;
  }

  GridScores look(QueryGrid grid) {
    TokenSequences cells = grid.sequences();
    int answer = cells.layout().answerPositions().get(0);
    ByteBuffer truths = ByteBuffer.allocate(cells.count());
    model.answers(cells, (tokens, logits, count) -> {
      double[] probabilities = new double[logits.length / count];
      for (int row = 0; row < count; row++) {
        int truth = tokens[row * cells.layout().length() + answer] & 0xFF;
        Softmax.into(probabilities, logits, row * probabilities.length);
        truths.put(inParts(probabilities[truth]));
      }
    });
    return new GridScores(
        grid.rows(),
        grid.columns(),
        grid.rowLabel(),
        grid.columnLabel(),
        grid.shots(),
        latents(grid),
        truths.flip(),
        references.map(each -> truths(each, cells, answer)).orElseGet(Map::of));
  }

  /** The one latent of all cells, or each row's. */
  private static List<Integer> latents(QueryGrid grid) {
    int[] all = grid.sequences().latents();
    return Arrays.stream(all).allMatch(each -> each == all[0])
        ? List.of(all[0])
        : IntStream.range(0, grid.rows())
            .mapToObj(row -> all[row * grid.columns()])
            .toList();
  }

  private static Map<String, ByteBuffer> truths(
      ReferencePredictors references, TokenSequences cells, int answer) {
    SequenceLayout layout = cells.layout();
    List<Reference> kinds = references.references();
    Map<String, ByteBuffer> truths = new TreeMap<>();
    kinds.forEach(kind -> truths.put(kind.label(), ByteBuffer.allocate(cells.count())));
    double[] probabilities = new double[kinds.size() * layout.vocabulary()];
    for (int cell = 0; cell < cells.count(); cell++) {
      int start = cell * layout.length();
      references.predict(cells.bytes(), start, layout, probabilities);
      int truth = cells.bytes()[start + answer] & 0xFF;
      for (int kind = 0; kind < kinds.size(); kind++) {
        double onTruth = probabilities[kind * layout.vocabulary() + truth];
        truths.get(kinds.get(kind).label()).put(inParts(onTruth));
      }
    }
    truths.values().forEach(ByteBuffer::flip);
    return truths;
  }

  /** A probability in 255ths; one that is no number is none. */
  private static byte inParts(double probability) {
    return (byte) Math.round(WHOLE * probability);
  }
}
