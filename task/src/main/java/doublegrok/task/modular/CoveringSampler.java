package doublegrok.task.modular;

import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.TokenSequences;
import doublegrok.task.random.CounterRandom;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluation sequences that cover the tasks of a set round after round. A sequence is a function of
 * seed, task, round and kind of inputs alone: a task that a swap moves to another set, and a larger
 * evaluation, keep the sequences they had.
 */
final class CoveringSampler implements EvaluationSampler {
  private final Examples examples;
  private final int shots;
  private final Map<EvaluationSet, EvaluationCover> covers;
  private final long seed;

  CoveringSampler(Examples examples, int shots, List<EvaluationCover> covers, long seed) {
    this.examples = examples;
    this.shots = shots;
    this.seed = seed;
    Map<EvaluationSet, EvaluationCover> filled = new LinkedHashMap<>();
    covers.stream()
        .filter(cover -> cover.tasks().length > 0)
        .sorted(Comparator.comparingInt(cover -> ModularSets.all().indexOf(cover.set())))
        .forEach(cover -> filled.put(cover.set(), cover));
    this.covers = Collections.unmodifiableMap(filled);
  }

  @Override
  public List<EvaluationSet> sets() {
    return List.copyOf(covers.keySet());
  }

  @Override
  public TokenSequences sequences(EvaluationSet set, int sequences) {
    requireAsked(set, sequences);
    EvaluationCover cover = covers.get(set);
    int length = cover.layout().length();
    byte[] tokens = new byte[Math.multiplyExact(sequences, length)];
    int[] latents = new int[sequences];
    int[] inputs = new int[shots];
    for (int row = 0; row < sequences; row++) {
      latents[row] = cover.tasks()[row % cover.tasks().length];
      long round = row / cover.tasks().length;
      long index = round << Integer.SIZE | latents[row];
      cover.inputs().draw(latents[row], inputs, new CounterRandom(seed, cover.stream(), index));
      examples.write(latents[row], inputs, tokens, row * length);
    }
    return new TokenSequences(cover.layout(), sequences, tokens, latents);
  }
}
