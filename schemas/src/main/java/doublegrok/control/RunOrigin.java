package doublegrok.control;

import doublegrok.record.ControlCommand;
import doublegrok.record.ForkRun;
import doublegrok.record.StartRun;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.text.InvalidSpecException;
import java.util.List;
import java.util.Optional;

/**
 * Origin of a run.
 *
 * @param spec what it was started with; swaps that came later are not in it
 * @param fork the command that forked it from another run, if one did
 */
public record RunOrigin(RunSpec spec, Optional<ForkRun> fork) {
  /** What a command makes; empty for one that makes no run, or whose spec the generator refuses. */
  public static Optional<RunOrigin> of(ControlCommand command, RunSpecs specs) {
    try {
      if (command.getBody() instanceof StartRun start) {
        return Optional.of(new RunOrigin(spec(command, start.getSpec(), specs), Optional.empty()));
      }
      if (command.getBody() instanceof ForkRun fork) {
        return Optional.of(new RunOrigin(spec(command, fork.getSpec(), specs), Optional.of(fork)));
      }
      return Optional.empty();
    } catch (InvalidSpecException refused) {
      return Optional.empty();
    }
  }

  /** The origin among a run's commands, in the order of the log: the first counts. */
  public static Optional<RunOrigin> in(List<ControlCommand> commands, RunSpecs specs) {
    return commands.stream()
        .map(command -> of(command, specs))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The first batch that the run itself has. */
  public long firstBatch() {
    return fork.map(ForkRun::getAtStep).orElse(0L);
  }

  private static RunSpec spec(ControlCommand command, String text, RunSpecs specs) {
    return specs.parse(text, "run " + command.getRun(), List.of());
  }
}
