package doublegrok.explain;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Gathers a checkpoint's predictions on one set, as the mass that they put on each class of tokens.
 *
 * <p>They are smoothed as the references are, q to .98 q + .02 / p: then a model that is a mixture
 * of references is the same mixture of smoothed references, and the weights have no bias. Mass on
 * tokens that the set's vocabulary does not have, in a model that has more, is spread evenly over
 * the p tokens: it counts as guessing. Not thread-safe.
 */
public final class Masses {
  private final ReferenceTable table;
  private final int vocabulary;
  private final double[][] masses; // [answer, class]
  private final double[] negativeEntropy;
  private final long[] queries;

  /** Nothing gathered yet. */
  public Masses(ReferenceTable table) {
    this.table = table;
    this.vocabulary = table.layout().vocabulary();
    this.masses = IntStream.range(0, table.answers())
        .mapToObj(answer -> new double[table.classes(answer).size()])
        .toArray(double[][]::new);
    this.negativeEntropy = new double[table.answers()];
    this.queries = new long[table.answers()];
  }

  /**
   * Adds the prediction of one query; every query once.
   *
   * @param answer which answer of the sequence, from 0
   * @param query number of the sequence in the set, from 0
   * @param probabilities holds those of the vocabulary's tokens from {@code offset} on; what they
   *     lack of 1 lies on further tokens
   */
  public void add(int answer, int query, double[] probabilities, int offset) {
    ClassIndices indices = table.classes(answer).indices();
    double[] sums = masses[answer];
    double sum = 0;
    for (int token = 0; token < vocabulary; token++) {
      sum += probabilities[offset + token];
    }
    double kept = 1 - Smoothing.SHARE;
    double spread = Smoothing.of((1 - sum) / vocabulary, vocabulary);
    int from = query * vocabulary;
    double entropy = 0;
    for (int token = 0; token < vocabulary; token++) {
      double smoothed = kept * probabilities[offset + token] + spread;
      sums[indices.at(from + token)] += smoothed;
      entropy += EntropyTerm.of(smoothed);
    }
    negativeEntropy[answer] += entropy;
    queries[answer]++;
  }

  /**
   * All that several have gathered, each of other queries.
   *
   * @param parts of one table, at least one
   */
  public static Masses together(List<Masses> parts) {
    Masses all = new Masses(parts.get(0).table);
    for (Masses part : parts) {
      for (int answer = 0; answer < all.masses.length; answer++) {
        for (int index = 0; index < all.masses[answer].length; index++) {
          all.masses[answer][index] += part.masses[answer][index];
        }
        all.negativeEntropy[answer] += part.negativeEntropy[answer];
        all.queries[answer] += part.queries[answer];
      }
    }
    return all;
  }

  /** One attribution for each answer; unknown where a probability was no number. */
  public List<Attribution> attributions() {
    return IntStream.range(0, table.answers()).mapToObj(this::attribution).toList();
  }

  /** The attribution of one answer. */
  public Attribution attribution(int answer) {
    return table.classes(answer).attribution(masses(answer), negativeEntropy(answer));
  }

  ReferenceTable table() {
    return table;
  }

  /** Smoothed mass of each class, a mean over queries. */
  double[] masses(int answer) {
    double[] means = masses[answer].clone();
    for (int index = 0; index < means.length; index++) {
      means[index] /= queries[answer];
    }
    return means;
  }

  /** Sum of q ln q, a mean over queries, in nats. */
  double negativeEntropy(int answer) {
    return negativeEntropy[answer] / queries[answer];
  }
}
