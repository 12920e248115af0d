package doublegrok.control;

import doublegrok.spec.RunSpec;
import doublegrok.spec.SpecDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fork of a run that shows what a change would have done, or its unchanged twin.
 *
 * @param name of the run
 * @param changes {@code key=value}, in which it differs from its twin; none for the twin
 * @param overrides the same and what all forks have
 * @param spec that it is trained with
 */
public record Counterfactual(
    String name, List<String> changes, List<String> overrides, RunSpec spec) {
  public Counterfactual {
    changes = List.copyOf(changes);
    overrides = List.copyOf(overrides);
  }

  /** What it is, for a person. */
  public String title() {
    return changes.isEmpty() ? "unchanged" : String.join(", ", changes);
  }

  /** What the names of a run's forks from a step begin with, if nobody says otherwise. */
  public static String prefix(String run, long step) {
    return "%s-explain-%d".formatted(run, step);
  }

  /**
   * The unchanged twin, and one fork for each change. None has the run's alerts, which could stop
   * or fork it.
   *
   * @param run that is forked
   * @param then its spec at the checkpoint
   * @param step of the checkpoint
   * @param changes each of which makes a fork; none for a quarter of the weight decay, more tasks
   *     and twice the rate
   * @param prefix what their names begin with
   * @throws IllegalArgumentException if a change is none or not sound
   */
  public static List<Counterfactual> of(
      String run, RunSpec then, long step, List<List<String>> changes, String prefix) {
    List<String> ofAll = then.alerts().isEmpty() ? List.of() : List.of("alerts=[]");
    RunSpec unchanged = ForkPlan.child(then, step, ofAll);
    List<Counterfactual> forks = new ArrayList<>();
    forks.add(new Counterfactual(prefix + "-twin", List.of(), ofAll, unchanged));
    for (List<String> change : changes.isEmpty() ? UsualChanges.of(then, step) : changes) {
      List<String> overrides = Stream.concat(change.stream(), ofAll.stream()).toList();
      RunSpec changed = ForkPlan.child(then, step, overrides);
      if (SpecDifference.at(step, changed, unchanged).isEmpty()) {
        throw new IllegalArgumentException(
            "%s changes nothing: run '%s' has that at step %d; give another value"
                .formatted(String.join(", ", change), run, step));
      }
      forks.add(new Counterfactual(prefix + "-" + forks.size(), change, overrides, changed));
    }
    return forks;
  }
}
