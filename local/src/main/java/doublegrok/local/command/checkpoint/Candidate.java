package doublegrok.local.command.checkpoint;

import doublegrok.evaluator.work.Subject;
import doublegrok.model.FloatTensor;
import doublegrok.spec.RunSpec;
import java.util.List;

/**
 * Weights to be evaluated, and on what.
 *
 * @param name for a person
 * @param subject of the records; without a run if they are no run's
 * @param spec of the model and its data
 * @param version of the distribution that defines the sets
 * @param weights in any order
 */
record Candidate(
    String name, Subject subject, RunSpec spec, int version, List<FloatTensor> weights) {
  Candidate {
    weights = List.copyOf(weights);
  }

  /** What is evaluated on what, for a person. */
  String title() {
    return "%s on distribution version %d of 0..%d"
        .formatted(name, version, spec.swaps().size());
  }

  /** Whether a run's log knows these weights. */
  boolean ofRun() {
    return !subject.run().isEmpty();
  }
}
