package doublegrok.explain.fade;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Accuracy of one set over the steps, as far as its {@link Fade} depends on it: the peak, and the
 * lowest since. Checkpoints may come in any order within {@value #LATE_MAX} of them, and again;
 * later than that they are left out.
 */
public final class FadeCurve {
  static final int LATE_MAX = 16;
  private static final int HELD_MAX = 64;

  private final NavigableMap<Long, Moment> late = new TreeMap<>();
  private final Fall settled = new Fall();
  private double untrained;

  /** The part of a curve that is known in its order. */
  private static final class Fall {
    private Optional<Moment> peak = Optional.empty();
    private Optional<Moment> now = Optional.empty();
    private int checkpoints;

    /** Checkpoints since the peak that are below all before them. */
    private final List<Moment> lowest = new ArrayList<>();

    Fall copy() {
      Fall copy = new Fall();
      copy.peak = peak;
      copy.now = now;
      copy.checkpoints = checkpoints;
      copy.lowest.addAll(lowest);
      return copy;
    }

    void add(Moment next) {
      checkpoints++;
      now = Optional.of(next);
      if (peak.isEmpty() || next.isBetterThan(peak.get())) {
        peak = now;
        lowest.clear();
      } else if (lowest.isEmpty() || accuracy(next) < accuracy(lowest.get(lowest.size() - 1))) {
        lowest.add(new Moment(next.step(), next.version(), next.score(), Map.of()));
      }
      if (lowest.size() > HELD_MAX) { // every other, which tells a half-life a little late
        for (int place = lowest.size() - 2; place >= 0; place -= 2) {
          lowest.remove(place);
        }
      }
    }

    Optional<Fade> fade(double untrained) {
      return peak.filter(top -> checkpoints > 1).map(top -> {
        double half = (accuracy(top) + accuracy(now.orElseThrow())) / 2;
        OptionalLong halved = lowest.stream()
            .filter(each -> accuracy(each) <= half)
            .mapToLong(Moment::step)
            .findFirst();
        return Fade.of(top, now.orElseThrow(), checkpoints, halved, untrained);
      });
    }

    private static double accuracy(Moment moment) {
      return moment.score().accuracy();
    }
  }

  /**
   * Takes up a checkpoint; it counts only if it has right answers. What is hit before any training
   * is no peak: a model that says always the same is right by chance, and on few tasks often.
   */
  public void add(Moment moment) {
    boolean known = settled.now.filter(last -> moment.step() <= last.step()).isPresent();
    if (known || !moment.score().hasAnswers() || moment.score().total() == 0) {
      return;
    }
    if (moment.step() == 0) {
      untrained = moment.score().accuracy();
      return;
    }
    late.put(moment.step(), moment);
    if (late.size() > LATE_MAX) {
      settled.add(late.pollFirstEntry().getValue());
    }
  }

  /** From the peak to the newest checkpoint; empty before the second. */
  public Optional<Fade> fade() {
    Fall whole = settled.copy();
    late.values().forEach(whole::add);
    return whole.fade(untrained);
  }
}
