package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.random.CounterRandom;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Selects tasks (a, b) of the plane Z_p x Z_p, latent a + p b, in rectangles (He et al. 2024,
 * arXiv 2406.02550): a draw (a, b) adds (a, y), (x, b) and (x, y) with x not in {a, b}, y not in
 * {a, b, x}, all four new.
 *
 * <p>The authors draw every (a, b) before the first x and y. Here rectangles are drawn one after
 * another, so that a larger selection begins with a smaller one.
 */
final class Rectangles {
  static final int CORNERS = 4;
  private static final int MOST_DRAWS = 10_000_000;

  private final int modulus;
  private final CounterRandom random;
  private final BitSet taken = new BitSet();
  private final int[] tasks;

  private Rectangles(int modulus, int tasks, CounterRandom random) {
    this.modulus = modulus;
    this.random = random;
    this.tasks = new int[tasks];
  }

  /** The first rectangles of the draw, corner (a, b) first; tasks is a multiple of four. */
  static int[] select(int modulus, int tasks, CounterRandom random) {
    Rectangles rectangles = new Rectangles(modulus, tasks, random);
    for (int first = 0; first < tasks; first += CORNERS) {
      rectangles.add(first);
    }
    return rectangles.tasks;
  }

  /**
   * The number of tasks that every draw reaches. A p x p grid with more than p (1 + sqrt(4p - 3)) /
   * 2 marked cells has a rectangle of marked cells (Reiman 1958); with p more free cells than that
   * there is one off the diagonal, and any such rectangle keeps the rules.
   */
  static int reach(int modulus) {
    int withoutRectangle = (int) (modulus * (1 + StrictMath.sqrt(4.0 * modulus - 3)) / 2);
    int spare = modulus * modulus - modulus - withoutRectangle - 1;
    return spare < 0 ? 0 : CORNERS * (spare / CORNERS + 1);
  }

  /** The rules of this selection. */
  static void check(
      DistributionRules rules, Distribution distribution, int modulus, int variables) {
    int tasks = distribution.tasks();
    if (variables != 2) {
      rules.check(
          false,
          "selection",
          "random with " + variables + " variables, as rectangles lie in a plane",
          "rectangles",
          "choose random or set task.variables to 2");
      return;
    }
    rules.check(
        tasks % CORNERS == 0,
        "tasks",
        "a multiple of 4 with selection rectangles",
        tasks,
        "ask for " + (tasks + CORNERS - tasks % CORNERS) + " or choose selection random");
    rules.check(
        tasks <= reach(modulus),
        "tasks",
        "at most " + reach(modulus) + " with selection rectangles and modulus " + modulus
            + ", the most that every draw reaches",
        tasks,
        "ask for fewer, raise task.modulus or choose selection random");
  }

  private void add(int first) {
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      int a = random.below(modulus);
      int b = random.below(modulus);
      if (!isTaken(a, b) && completes(first, a, b)) {
        return;
      }
    }
    throw new IllegalStateException(
        "no rectangle in " + MOST_DRAWS + " draws after " + first + " tasks mod " + modulus);
  }

  /** Draws x and y once; whether they make a new rectangle with (a, b), which is then added. */
  private boolean completes(int first, int a, int b) {
    int x = random.below(modulus);
    int y = random.below(modulus);
    boolean allowed = x != a && x != b && y != a && y != b && y != x;
    if (!allowed || isTaken(a, y) || isTaken(x, b) || isTaken(x, y)) {
      return false;
    }
    int[] corners = {latent(a, b), latent(a, y), latent(x, b), latent(x, y)};
    System.arraycopy(corners, 0, tasks, first, CORNERS);
    Arrays.stream(corners).forEach(taken::set);
    return true;
  }

  private boolean isTaken(int a, int b) {
    return taken.get(latent(a, b));
  }

  private int latent(int a, int b) {
    return a + modulus * b;
  }
}
