package doublegrok.explain.coefficient;

import doublegrok.task.Estimate;
import java.util.Arrays;
import java.util.List;

/**
 * Draws of one quantity from several chains, each in the order in which it was drawn.
 *
 * @param chains of as many draws each, at least two
 */
record Sample(List<double[]> chains) {
  /** Pieces that a chain is cut into to tell its error: fewer than a chain forgets in. */
  private static final int BLOCKS = 8;

  /** Mean of all draws, with the greatest of three errors: by chains, by halves, by blocks. */
  Estimate mean() {
    double byHalves = 0;
    double byBlocks = 0;
    for (double[] chain : chains) {
      byHalves += square(mean(half(chain, 0)) - mean(half(chain, 1))) / 4;
      byBlocks += blocks(chain);
    }
    int count = chains.size();
    double[] means = means();
    double byChains = count < 2 ? 0 : variance(means) / count;
    double square = Math.max(byChains, Math.max(byHalves, byBlocks) / (count * count));
    return new Estimate(mean(means), Math.sqrt(square));
  }

  /** How far the two halves of the chains are apart, as part of their mean. */
  double halvesApart() {
    double first = 0;
    double second = 0;
    for (double[] chain : chains) {
      first += mean(half(chain, 0));
      second += mean(half(chain, 1));
    }
    return 2 * Math.abs(first - second) / Math.abs(first + second);
  }

  /** How far the farthest two chains are apart, as part of the mean; 0 of one chain. */
  double chainsApart() {
    double[] means = means();
    double most = Arrays.stream(means).max().orElseThrow();
    double least = Arrays.stream(means).min().orElseThrow();
    return (most - least) / Math.abs(mean(means));
  }

  boolean isFinite() {
    return chains.stream().flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }

  double[] means() {
    return chains.stream().mapToDouble(Sample::mean).toArray();
  }

  static double mean(double[] draws) {
    return Arrays.stream(draws).average().orElse(Double.NaN);
  }

  /** Unbiased. */
  static double variance(double[] draws) {
    double mean = mean(draws);
    return Arrays.stream(draws).map(each -> square(each - mean)).sum() / (draws.length - 1);
  }

  /** Unbiased. */
  static double covariance(double[] some, double[] others) {
    double mean = mean(some);
    double other = mean(others);
    double sum = 0;
    for (int i = 0; i < some.length; i++) {
      sum += (some[i] - mean) * (others[i] - other);
    }
    return sum / (some.length - 1);
  }

  /** The first half of some draws (0), or the second (1). */
  static double[] half(double[] draws, int number) {
    int middle = draws.length / 2;
    return number == 0
        ? Arrays.copyOfRange(draws, 0, middle)
        : Arrays.copyOfRange(draws, middle, draws.length);
  }

  /** Square of the mean's error, as if blocks were independent. */
  private static double blocks(double[] draws) {
    int count = Math.min(BLOCKS, draws.length);
    double[] means = new double[count];
    for (int block = 0; block < count; block++) {
      means[block] = mean(Arrays.copyOfRange(
          draws, block * draws.length / count, (block + 1) * draws.length / count));
    }
    return variance(means) / count;
  }

  private static double square(double number) {
    return number * number;
  }
}
