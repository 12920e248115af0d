package doublegrok.task.modular;

import java.util.List;
import java.util.stream.IntStream;

/** Gathers a checkpoint's answers to impostor probes, separately for each answer. */
final class ImpostorScores {
  private final long[] probes;
  private final double[] impostor;
  private final double[] truth;
  private final double[] mean;
  private final double[] squares; // of the differences from the mean

  /** Nothing gathered yet, for sequences with this many answers that count. */
  public ImpostorScores(int answers) {
    probes = new long[answers];
    impostor = new double[answers];
    truth = new double[answers];
    mean = new double[answers];
    squares = new double[answers];
  }

  /**
   * Adds a probe.
   *
   * @param probabilities holds the model's prediction from {@code offset} on
   * @param impostorToken what the impostor answers
   * @param trueToken what the probe's own task answers
   */
  public void add(
      int answer, double[] probabilities, int offset, int impostorToken, int trueToken) {
    double onImpostor = probabilities[offset + impostorToken];
    double onTruth = probabilities[offset + trueToken];
    impostor[answer] += onImpostor;
    truth[answer] += onTruth;
    probes[answer]++;
    // Welford 1962, "Note on a method for calculating corrected sums of squares and products".
    double deviation = onImpostor - onTruth - mean[answer];
    mean[answer] += deviation / probes[answer];
    squares[answer] += deviation * (onImpostor - onTruth - mean[answer]);
  }

  /** One score for each answer. */
  public List<ImpostorScore> scores() {
    return IntStream.range(0, probes.length).mapToObj(this::score).toList();
  }

  private ImpostorScore score(int answer) {
    long count = probes[answer];
    return new ImpostorScore(
        count,
        impostor[answer] / count,
        truth[answer] / count,
        count == 0 ? Double.NaN : mean[answer],
        count < 2 ? Double.NaN : Math.sqrt(squares[answer] / (count - 1) / count));
  }
}
