package doublegrok.local.check;

/**
 * Cores of this machine, and how many threads compute on them, so that whoever works beside them
 * has some.
 *
 * @param number of cores
 */
public record Cores(int number) {
  private static final int EVALUATING_MAX = 4;

  /** This machine's. */
  public static Cores here() {
    return new Cores(Runtime.getRuntime().availableProcessors());
  }

  /** Most for a trainer that shares the machine with broker, generator and evaluator. */
  public int shared() {
    return Math.max(1, number / 2);
  }

  /** Most for each of several trainers that share the machine. */
  public int among(int trainers) {
    return Math.max(1, number / trainers);
  }

  /** For what is computed beside a trainer, or where results must not depend on a measurement. */
  public int usual() {
    return Math.min(EVALUATING_MAX, shared());
  }
}
