package doublegrok.task.modular;

import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import doublegrok.task.random.Urn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;

/**
 * A curriculum: with some probability all inputs of a sequence lie on one random line through the
 * origin, where any example but the origin tells the answers to all others.
 */
final class CollinearInputs implements InputDraw {
  private final InputDraw otherwise;
  private final List<Urn> lines;
  private final double probability;
  private final CounterRandom random;

  private CollinearInputs(
      InputDraw otherwise, List<Urn> lines, double probability, CounterRandom random) {
    this.otherwise = otherwise;
    this.lines = lines;
    this.probability = probability;
    this.random = random;
  }

  /** The inputs of each batch, some sequences of which lie on one of the lines. */
  static LongFunction<InputDraw> curriculum(
      LongFunction<InputDraw> otherwise, List<Urn> lines, double probability, long seed) {
    return batch -> new CollinearInputs(
        otherwise.apply(batch),
        lines,
        probability,
        new CounterRandom(seed, RandomStream.CURRICULUM, batch));
  }

  /** Draws the other inputs in any case, so that they do not depend on the curriculum. */
  @Override
  public void draw(int latent, int[] inputs, CounterRandom inputNumbers) {
    otherwise.draw(latent, inputs, inputNumbers);
    if (random.nextDouble() < probability) {
      lines.get(random.below(lines.size())).draw(inputs, 0, inputs.length, random);
    }
  }

  /**
   * The allowed inputs on each line through the origin of Z_p^v; a line without any is left out.
   * An input's base-p digits are its coordinates; the origin, 0, lies on every line.
   */
  static List<Urn> lines(int modulus, int inputs, int shots, IntPredicate allowed) {
    List<Urn> lines = new ArrayList<>();
    for (int direction = 1; direction < inputs; direction++) {
      if (firstCoordinate(direction, modulus) == 1) {
        int[] line = new int[modulus];
        for (int factor = 0; factor < modulus; factor++) {
          line[factor] = multiple(factor, direction, modulus);
        }
        int[] kept = Arrays.stream(line).filter(allowed).toArray();
        if (kept.length > 0) {
          lines.add(new Urn(kept, shots));
        }
      }
    }
    return lines;
  }

  /** The first coordinate that is not zero; it is 1 for one direction of each line. */
  private static int firstCoordinate(int direction, int modulus) {
    int rest = direction;
    while (rest % modulus == 0) {
      rest /= modulus;
    }
    return rest % modulus;
  }

  /** The number of the input with these coordinates times the factor. */
  static int multiple(int factor, int input, int modulus) {
    int product = 0;
    int place = 1;
    for (int rest = input; rest > 0; rest /= modulus) {
      product += place * (factor * (rest % modulus) % modulus);
      place *= modulus;
    }
    return product;
  }
}
