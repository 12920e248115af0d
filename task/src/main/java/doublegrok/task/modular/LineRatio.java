package doublegrok.task.modular;

import doublegrok.task.Distribution;
import java.util.Arrays;

/**
 * The posterior over the answers on the query's line through the origin, from the examples on that
 * line alone: a query c x has the answer c z. Zero has the answer 0 and tells nothing; a line
 * without examples, or with contradictory ones and no noise, has all answers alike.
 */
final class LineRatio implements ReferencePredictor {
  private final int modulus;
  private final LabelNoise noise;
  private final int[] inverses;
  private final int[] lines = new int[Distribution.MOST_SHOTS];
  private final int[] values = new int[Distribution.MOST_SHOTS];
  private final int[] misses;
  private int examples;

  LineRatio(int modulus, LabelNoise noise) {
    this.modulus = modulus;
    this.noise = noise;
    this.inverses = Modulus.inverses(modulus);
    this.misses = new int[modulus];
  }

  @Override
  public void begin() {
    examples = 0;
  }

  @Override
  public void predict(int[] input, double[] into, int offset) {
    Arrays.fill(into, offset, offset + modulus, 0);
    int factor = firstCoordinate(input);
    if (factor == 0) {
      into[offset] = 1;
      noise.toProbabilities(into, offset);
      return;
    }
    countMisses(line(input, factor));
    int least = Arrays.stream(misses).min().orElseThrow();
    for (int value = 0; value < modulus; value++) {
      into[offset + value * factor % modulus] = noise.weight(misses[value], least);
    }
    noise.toProbabilities(into, offset);
  }

  @Override
  public void observe(int[] input, int answer) {
    int factor = firstCoordinate(input);
    if (factor != 0) {
      lines[examples] = line(input, factor);
      values[examples] = answer * inverses[factor] % modulus;
      examples++;
    }
  }

  /** How many examples on the line miss each value of its point with first coordinate 1. */
  private void countMisses(int line) {
    Arrays.fill(misses, 0);
    int onLine = 0;
    for (int example = 0; example < examples; example++) {
      if (lines[example] == line) {
        misses[values[example]]--;
        onLine++;
      }
    }
    for (int value = 0; value < modulus; value++) {
      misses[value] += onLine;
    }
  }

  /** The first coordinate that is not zero; 0 if all are. */
  private static int firstCoordinate(int[] input) {
    for (int coordinate : input) {
      if (coordinate != 0) {
        return coordinate;
      }
    }
    return 0;
  }

  /** The number of the line's point with first coordinate 1. */
  private int line(int[] input, int firstCoordinate) {
    int number = 0;
    for (int i = input.length - 1; i >= 0; i--) {
      number = number * modulus + input[i] * inverses[firstCoordinate] % modulus;
    }
    return number;
  }
}
