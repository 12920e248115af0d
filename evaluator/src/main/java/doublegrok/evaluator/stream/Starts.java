package doublegrok.evaluator.stream;

import doublegrok.record.ControlCommand;
import doublegrok.record.ForkRun;
import doublegrok.record.StartRun;
import doublegrok.spec.InvalidSpecException;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.util.List;
import java.util.Optional;

/** The commands that make a run. */
final class Starts {
  private Starts() {}

  /** The spec that a command starts a run with; empty for other commands and unreadable specs. */
  static Optional<RunSpec> spec(ControlCommand command) {
    Object body = command.getBody();
    Optional<String> text = Optional.empty();
    if (body instanceof StartRun start) {
      text = Optional.of(start.getSpec());
    } else if (body instanceof ForkRun fork) {
      text = Optional.of(fork.getSpec());
    }
    try {
      return text.map(yaml -> RunSpecs.parse(yaml, "run " + command.getRun(), List.of()));
    } catch (InvalidSpecException refused) { // the generator has refused it, with the reason
      return Optional.empty();
    }
  }
}
