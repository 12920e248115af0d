package doublegrok.generator;

import doublegrok.generator.Production.Phase;
import doublegrok.generator.Production.RefusedException;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.PauseRun;
import doublegrok.record.ResumeRun;
import doublegrok.record.StartRun;
import doublegrok.record.StopRun;
import doublegrok.record.SwapDistribution;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.text.InvalidSpecException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rules by which each command changes a run's production, and what the issuer is told. Pure. */
final class Commands {
  private Commands() {}

  /**
   * A command that was obeyed.
   *
   * @param production after it
   * @param kind of the event that answers
   * @param batch from which on it holds
   * @param message for a person
   * @param changes of the distribution, if it is a swap
   */
  record Obeyed(
      Production production,
      EventKind kind,
      long batch,
      String message,
      Map<String, String> changes) {
    Obeyed {
      changes = Map.copyOf(changes);
    }
  }

  /**
   * The production after a command.
   *
   * @param known the run's production, empty if the run does not exist yet
   * @param specs reads the spec of a run that begins
   * @throws RefusedException with the reason, if the command cannot be obeyed
   */
  static Obeyed obey(Optional<Production> known, ControlCommand command, RunSpecs specs) {
    if (known.isEmpty()) {
      return begin(command, specs);
    }
    int expected = known.get().nextCommand();
    if (command.getVersion() < expected) {
      throw new RefusedException(("somebody else has commanded the run meanwhile (this is command"
              + " %d, the next must be %d); look where it stands, then command again")
          .formatted(command.getVersion(), expected));
    }
    return change(known.get(), command);
  }

  private static Obeyed begin(ControlCommand command, RunSpecs specs) {
    if (command.getBody() instanceof StartRun start) {
      return begin(command.getRun(), start.getSpec(), 0, specs);
    }
    if (command.getBody() instanceof ForkRun fork) {
      return begin(command.getRun(), fork.getSpec(), fork.getAtStep(), specs);
    }
    throw new RefusedException(
        "run '%s' does not exist; start it first".formatted(command.getRun()));
  }

  private static Obeyed begin(String run, String spec, long firstBatch, RunSpecs specs) {
    try {
      RunSpec sound = specs.parse(spec, "the spec of run " + run, List.of());
      return obeyed(
          Production.begin(run, sound, firstBatch),
          EventKind.ACCEPTED,
          firstBatch,
          "the run begins with batch %d",
          Map.of());
    } catch (InvalidSpecException faults) {
      throw new RefusedException(faults.getMessage());
    }
  }

  private static Obeyed change(Production production, ControlCommand command) {
    Object body = command.getBody();
    long next = production.nextBatch();
    if (body instanceof SwapDistribution swap) {
      long at = swap.getAtBatch() == null ? production.earliestSwap() : swap.getAtBatch();
      Production swapped = production.swapped(swap.getChanges(), at);
      Map<String, String> changes = swapped.spec().swapAt(at).orElseThrow().changes();
      return obeyed(
          swapped, EventKind.ACCEPTED, at, "from batch %d on: " + inWords(changes), changes);
    }
    if (body instanceof PauseRun) {
      Production paused = production.in(Phase.PAUSED);
      return obeyed(paused, EventKind.PAUSED, next, "the run pauses before batch %d", Map.of());
    }
    if (body instanceof ResumeRun) {
      Production producing = production.in(Phase.PRODUCING);
      return obeyed(
          producing, EventKind.CONTINUED, next, "the run goes on with batch %d", Map.of());
    }
    if (body instanceof StopRun) {
      Production stopped = production.in(Phase.STOPPED);
      return obeyed(stopped, EventKind.STOPPED, next, "the run ends before batch %d", Map.of());
    }
    throw new RefusedException("run '%s' exists already".formatted(command.getRun()));
  }

  /** Changes of a distribution for a person, by key. */
  static String inWords(Map<String, String> changes) {
    return new TreeMap<>(changes)
        .entrySet().stream()
            .map(change -> change.getKey() + " = " + change.getValue())
            .collect(Collectors.joining(", "));
  }

  private static Obeyed obeyed(
      Production production,
      EventKind kind,
      long batch,
      String message,
      Map<String, String> changes) {
    return new Obeyed(production, kind, batch, message.formatted(batch), changes);
  }
}
