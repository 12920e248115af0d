package doublegrok.trainer;

import doublegrok.record.ControlCommand;
import doublegrok.record.ForkRun;
import doublegrok.record.StartRun;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.util.List;
import java.util.Optional;

/**
 * How a run came to be.
 *
 * @param spec what it was started with; swaps that came later are not in it
 * @param fork the command that forked it from another run, if one did
 */
record RunOrigin(RunSpec spec, Optional<ForkRun> fork) {
  /**
   * The origin among a run's commands, if it has come to be.
   *
   * @throws doublegrok.spec.InvalidSpecException if its spec is none
   */
  static Optional<RunOrigin> in(String run, List<ControlCommand> commands) {
    for (ControlCommand command : commands) {
      if (command.getBody() instanceof StartRun start) {
        return Optional.of(new RunOrigin(spec(run, start.getSpec()), Optional.empty()));
      }
      if (command.getBody() instanceof ForkRun fork) {
        return Optional.of(new RunOrigin(spec(run, fork.getSpec()), Optional.of(fork)));
      }
    }
    return Optional.empty();
  }

  private static RunSpec spec(String run, String text) {
    return RunSpecs.parse(text, "run " + run, List.of());
  }
}
