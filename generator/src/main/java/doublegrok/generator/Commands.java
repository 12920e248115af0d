package doublegrok.generator;

import doublegrok.generator.Production.Phase;
import doublegrok.generator.Production.RefusedException;
import doublegrok.record.ControlCommand;
import doublegrok.record.ForkRun;
import doublegrok.record.PauseRun;
import doublegrok.record.ResumeRun;
import doublegrok.record.StartRun;
import doublegrok.record.StopRun;
import doublegrok.record.SwapDistribution;
import doublegrok.spec.InvalidSpecException;
import doublegrok.spec.RunSpecs;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What each command makes of a run's production. Pure. */
final class Commands {
  private Commands() {}

  /**
   * The production after a command that has the expected version.
   *
   * @param known the run's production, empty if the run does not exist yet
   * @throws RefusedException with the reason, if the command cannot be obeyed
   */
  static Production obey(Optional<Production> known, ControlCommand command) {
    return known.isEmpty() ? begin(command) : change(known.get(), command).commandDone();
  }

  private static Production begin(ControlCommand command) {
    if (command.getBody() instanceof StartRun start) {
      return begin(command.getRun(), start.getSpec(), 0);
    }
    if (command.getBody() instanceof ForkRun fork) {
      return begin(command.getRun(), fork.getSpec(), fork.getAtStep());
    }
    throw new RefusedException(
        "run '%s' does not exist; start it first".formatted(command.getRun()));
  }

  private static Production begin(String run, String spec, long firstBatch) {
    try {
      return Production.begin(
          run, RunSpecs.parse(spec, "the spec of run " + run, List.of()), firstBatch);
    } catch (InvalidSpecException faults) {
      throw new RefusedException(faults.getMessage());
    }
  }

  private static Production change(Production production, ControlCommand command) {
    Object body = command.getBody();
    if (body instanceof SwapDistribution swap) {
      OptionalLong at =
          swap.getAtBatch() == null ? OptionalLong.empty() : OptionalLong.of(swap.getAtBatch());
      return production.swapped(swap.getChanges(), at);
    }
    if (body instanceof PauseRun) {
      return production.in(Phase.PAUSED);
    }
    if (body instanceof ResumeRun) {
      return production.in(Phase.PRODUCING);
    }
    if (body instanceof StopRun) {
      return production.in(Phase.STOPPED);
    }
    throw new RefusedException("run '%s' exists already".formatted(command.getRun()));
  }
}
