package doublegrok.task.markov;

import doublegrok.task.LinearEquations;
import java.util.Arrays;
import java.util.List;

/**
 * Affine maps from features of words to their beliefs, by weighted ridge regression on four fifths
 * of the words, judged on the others. Lengths weigh alike, and in each its words by probability.
 */
final class BeliefFit {
  /** Parts into which words fall. */
  static final int FOLDS = 5;

  private static final double RIDGE = 1e-4;
  private static final double FLAT = 1e-9;

  private final int[] folds;
  private final double[] weights;
  private final double[][] targets;

  /** A fit of the beliefs after these words. */
  BeliefFit(List<ProbeWords.Word> words) {
    this(words, words.stream().map(ProbeWords.Word::belief).toArray(double[][]::new));
  }

  /** A fit of other targets of these words, [words, targets]. */
  BeliefFit(List<ProbeWords.Word> words, double[][] targets) {
    this.folds = words.stream().mapToInt(ProbeWords.Word::fold).toArray();
    double all = words.stream().mapToDouble(ProbeWords.Word::probability).sum();
    this.weights = words.stream().mapToDouble(word -> word.probability() / all).toArray();
    this.targets = targets;
  }

  /** What is said of each word by the fit on the other folds, [words, targets]. */
  double[][] heldOut(double[][] features) {
    double[] offset = mean(features);
    double[][] centred = less(features, offset);
    Moments[] parts = new Moments[FOLDS];
    Arrays.setAll(parts, fold -> new Moments(centred[0].length, targets[0].length));
    for (int word = 0; word < weights.length; word++) {
      parts[folds[word]].add(weights[word], centred[word], targets[word]);
    }
    double[][] said = new double[weights.length][];
    for (int fold = 0; fold < FOLDS; fold++) {
      double[][] map = allBut(fold, parts).map();
      for (int word = 0; word < weights.length; word++) {
        if (folds[word] == fold) {
          said[word] = mapped(map, centred[word]);
        }
      }
    }
    return said;
  }

  /** A sum anew: what is taken from a sum of all leaves its rounding, which is no feature. */
  private static Moments allBut(int fold, Moments[] parts) {
    Moments others = new Moments(parts[0].features.length, parts[0].targets.length);
    for (int part = 0; part < FOLDS; part++) {
      if (part != fold) {
        others.add(parts[part]);
      }
    }
    return others;
  }

  /** Share of the beliefs' variance that held-out words have explained; below 0 if none. */
  double explained(double[][] said) {
    double[] mean = mean(targets);
    double left = 0;
    double whole = 0;
    for (int word = 0; word < weights.length; word++) {
      for (int i = 0; i < mean.length; i++) {
        left += weights[word] * Math.pow(targets[word][i] - said[word][i], 2);
        whole += weights[word] * Math.pow(targets[word][i] - mean[i], 2);
      }
    }
    return 1 - left / whole;
  }

  private double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (int word = 0; word < rows.length; word++) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += weights[word] * rows[word][i];
      }
    }
    return mean;
  }

  private static double[][] less(double[][] rows, double[] offset) {
    return Arrays.stream(rows)
        .map(row -> {
          double[] moved = row.clone();
          Arrays.setAll(moved, i -> moved[i] - offset[i]);
          return moved;
        })
        .toArray(double[][]::new);
  }

  /** The last column of the map is its intercept. */
  private static double[] mapped(double[][] map, double[] features) {
    double[] said = new double[map.length];
    for (int target = 0; target < map.length; target++) {
      said[target] = map[target][features.length];
      for (int i = 0; i < features.length; i++) {
        said[target] += map[target][i] * features[i];
      }
    }
    return said;
  }

  /** Sums of products of features and targets. */
  private static final class Moments {
    private double weight;
    private final double[] features;
    private final double[] targets;
    private final double[][] squares;
    private final double[][] products;

    Moments(int features, int targets) {
      this.features = new double[features];
      this.targets = new double[targets];
      this.squares = new double[features][features];
      this.products = new double[targets][features];
    }

    void add(double by, double[] shown, double[] wanted) {
      weight += by;
      plus(features, shown, by);
      plus(targets, wanted, by);
      for (int row = 0; row < shown.length; row++) {
        if (shown[row] != 0) {
          plus(squares[row], shown, by * shown[row]);
        }
      }
      for (int row = 0; row < wanted.length; row++) {
        plus(products[row], shown, by * wanted[row]);
      }
    }

    void add(Moments other) {
      weight += other.weight;
      plus(features, other.features, 1);
      plus(targets, other.targets, 1);
      for (int row = 0; row < squares.length; row++) {
        plus(squares[row], other.squares[row], 1);
      }
      for (int row = 0; row < products.length; row++) {
        plus(products[row], other.products[row], 1);
      }
    }

    /** Of features centred and scaled; what does not vary counts for nothing. */
    double[][] map() {
      int size = features.length;
      double[] scale = new double[size];
      for (int i = 0; i < size; i++) {
        double square = squares[i][i] / weight;
        double variance = square - Math.pow(features[i] / weight, 2);
        scale[i] = variance > FLAT * square ? 1 / Math.sqrt(variance) : 0;
      }
      double[][] map = new double[targets.length][size + 1];
      for (int target = 0; target < targets.length; target++) {
        double[][] matrix = new double[size][size];
        double[] right = new double[size];
        for (int row = 0; row < size; row++) {
          double mean = features[row] / weight;
          for (int column = 0; column < size; column++) {
            matrix[row][column] = scale[row]
                * scale[column]
                * (squares[row][column] - mean * features[column])
                / weight;
          }
          matrix[row][row] += RIDGE;
          right[row] = scale[row] * (products[target][row] - mean * targets[target]) / weight;
        }
        double[] slopes = LinearEquations.solved(matrix, right);
        map[target][size] = targets[target] / weight;
        for (int i = 0; i < size; i++) {
          map[target][i] = slopes[i] * scale[i];
          map[target][size] -= map[target][i] * features[i] / weight;
        }
      }
      return map;
    }

    private static void plus(double[] to, double[] each, double by) {
      for (int i = 0; i < to.length; i++) {
        to[i] += by * each[i];
      }
    }
  }
}
