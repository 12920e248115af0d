package doublegrok.explain;

import doublegrok.task.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Last-shot accuracy of one set over the steps, as far as its {@link Completion} depends on it.
 * Checkpoints may come in any order within {@value #LATE_MAX} of them, and again; of earlier ones
 * those are left out that say the same as both of their neighbours.
 */
public final class AccuracyCurve {
  static final int LATE_MAX = 64;

  private static final int HELD_MAX = 4 * LATE_MAX;
  private static final double HALF = 0.5;

  private final NavigableMap<Long, Point> points = new TreeMap<>();

  /** Places of an accuracy and its 95 % interval beside one half. */
  private enum Level {
    /** The whole interval is below. */
    SURELY_BELOW,
    BELOW,
    ABOVE,
    /** The whole interval is above. */
    SURELY_ABOVE;

    static Level of(Score score) {
      if (score.accuracy() < HALF) {
        return score.high() < HALF ? SURELY_BELOW : BELOW;
      }
      return score.low() > HALF ? SURELY_ABOVE : ABOVE;
    }

    boolean isBelow() {
      return compareTo(ABOVE) < 0;
    }
  }

  /** A checkpoint. */
  private record Point(long step, int version, double accuracy, Level level) {
    boolean saysAs(Point other) {
      return version == other.version && level == other.level;
    }
  }

  /**
   * Takes up a checkpoint; it replaces its twin, and counts only if it has right answers.
   *
   * @param version of the distribution, which says what the set asks
   */
  public void add(long step, int version, Score score) {
    if (score.hasAnswers() && score.total() > 0) {
      points.put(step, new Point(step, version, score.accuracy(), Level.of(score)));
    } else {
      points.remove(step);
    }
    if (points.size() > HELD_MAX) {
      thin();
    }
  }

  /**
   * The first passage through one half, from below, that lasts: no later checkpoint of the same
   * distribution version is below one half, and one of them is so beyond doubt. After a swap the
   * set asks for other things, so that what was completed before stays completed. Empty too for a
   * curve that begins above one half, as a fork's may.
   */
  public Optional<Completion> completion() {
    List<Point> all = List.copyOf(points.values());
    Optional<Completion> found = Optional.empty();
    for (int upper = 1; upper < all.size() && found.isEmpty(); upper++) {
      if (all.get(upper - 1).level().isBelow() && !all.get(upper).level().isBelow()) {
        found = passage(all, upper);
      }
    }
    return found;
  }

  int size() {
    return points.size();
  }

  /** The passage between a checkpoint and the one before it, if it lasts. */
  private static Optional<Completion> passage(List<Point> all, int upper) {
    Point above = all.get(upper);
    OptionalLong by = OptionalLong.empty();
    for (Point each : all.subList(upper, all.size())) {
      if (each.version() != above.version()) {
        break;
      } else if (each.level().isBelow()) {
        return Optional.empty();
      } else if (by.isEmpty() && each.level() == Level.SURELY_ABOVE) {
        by = OptionalLong.of(each.step());
      }
    }
    if (by.isEmpty()) {
      return Optional.empty();
    }
    Point below = all.get(upper - 1);
    double part = (HALF - below.accuracy()) / (above.accuracy() - below.accuracy());
    double step = below.step() + part * (above.step() - below.step());
    return Optional.of(new Completion(step, surelyBelow(all, upper), by.getAsLong()));
  }

  private static long surelyBelow(List<Point> all, int upper) {
    int lower = upper - 1;
    while (lower > 0 && all.get(lower).level() != Level.SURELY_BELOW) {
      lower--;
    }
    return all.get(lower).step();
  }

  private void thin() {
    List<Point> all = List.copyOf(points.values());
    List<Long> needless = new ArrayList<>();
    for (int i = 1; i < all.size() - LATE_MAX; i++) {
      Point each = all.get(i);
      if (each.saysAs(all.get(i - 1)) && each.saysAs(all.get(i + 1))) {
        needless.add(each.step());
      }
    }
    needless.forEach(points::remove);
  }
}
