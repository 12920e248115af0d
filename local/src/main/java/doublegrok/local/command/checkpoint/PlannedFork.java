package doublegrok.local.command.checkpoint;

import doublegrok.spec.RunSpec;
import java.util.List;

/**
 * Fork that an explanation trains.
 *
 * @param name of the run
 * @param changes {@code key=value}, in which it differs from its twin; none for the twin
 * @param overrides the same and what all forks have
 * @param spec that it is trained with
 */
record PlannedFork(String name, List<String> changes, List<String> overrides, RunSpec spec) {
  PlannedFork {
    changes = List.copyOf(changes);
    overrides = List.copyOf(overrides);
  }

  /** What it is, for a person. */
  String title() {
    return changes.isEmpty() ? "unchanged" : String.join(", ", changes);
  }
}
