package doublegrok.viewer.view;

/**
 * The part of a run that is asked for, and how fine.
 *
 * @param from first step
 * @param to last step
 * @param points most points of each list; the evaluations of all sets are one list
 */
public record StepWindow(long from, long to, int points) {
  /** Beyond, steps would not sort as keys do. */
  public static final long STEP_MAX = 999_999_999_999L;

  public static final int POINTS_MIN = 200;
  public static final int POINTS_MAX = 20_000;
  private static final int POINTS_USUAL = 4000;

  public StepWindow {
    if (from < 0 || to > STEP_MAX || from > to) {
      throw new IllegalArgumentException(
          "from and to must be 0 <= from <= to <= %d, were %d and %d; leave them out for all steps"
              .formatted(STEP_MAX, from, to));
    }
    if (points < POINTS_MIN || points > POINTS_MAX) {
      throw new IllegalArgumentException(
          "points must be %d..%d, was %d; leave it out for %d, and ask for fewer steps to see more"
              .formatted(POINTS_MIN, POINTS_MAX, points, POINTS_USUAL));
    }
  }

  /** Every step, as fine as a screen can show. */
  public static StepWindow whole() {
    return new StepWindow(0, STEP_MAX, POINTS_USUAL);
  }

  /** Whether a step lies in it. */
  public boolean has(long step) {
    return from <= step && step <= to;
  }
}
