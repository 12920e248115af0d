package doublegrok.viewer.view;

import java.util.List;

/**
 * Findings of the probes in a run up to a step.
 *
 * @param steps every step of the run, later ones too, whose checkpoint was looked into; ascending
 * @param newest the newest result of each probe at or before the step, by name
 */
public record RunProbes(List<Long> steps, List<Probe> newest) {
  public RunProbes {
    steps = List.copyOf(steps);
    newest = List.copyOf(newest);
  }
}
