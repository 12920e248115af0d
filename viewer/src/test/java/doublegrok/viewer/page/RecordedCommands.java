package doublegrok.viewer.page;

import doublegrok.control.Answer;
import doublegrok.control.CheckedCommand;
import doublegrok.control.Command;
import doublegrok.control.SwapRules;
import doublegrok.spec.KeyChange;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was asked; accepts all but a stop, and a fork named {@code taken}. */
final class RecordedCommands implements RunCommands {
  static final RunSpec SPEC = RunSpecs.builtIn()
      .parse(
          Presets.text("smoke"),
          "smoke",
          List.of("swaps=[{at_batch: 250, set: {distribution.tasks: 2}}]"));
  static final long EARLIEST = 40;

  private final List<Command> asked = new CopyOnWriteArrayList<>();
  private final List<Command> checked = new CopyOnWriteArrayList<>();

  @Override
  public Answer obey(String run, Command request) {
    asked.add(request);
    return request instanceof Command.Stop
        ? new Answer(false, "The run is over already.", OptionalLong.empty())
        : new Answer(true, "It will be done.", OptionalLong.of(17));
  }

  @Override
  public Optional<SwapRules> outlook(String run) {
    return Optional.of(new SwapRules(run, SPEC, false, EARLIEST, SPEC.training().steps()));
  }

  @Override
  public CheckedCommand check(String run, Command command) {
    checked.add(command);
    if (command instanceof Command.Swap swap) {
      return outlook(run).orElseThrow().checked(swap.changes(), swap.atBatch());
    }
    Command.Fork fork = (Command.Fork) command;
    if (fork.child().equals("taken")) {
      return CheckedCommand.refused("run 'taken' exists already; choose another name");
    }
    Answer answer = new Answer(true, "It would be done.", OptionalLong.of(fork.atStep()));
    List<KeyChange> changes = fork.overrides().stream()
        .map(override -> override.split("=", 2))
        .map(change -> new KeyChange(change[0], "before", change[1]))
        .toList();
    return new CheckedCommand(answer, changes);
  }

  List<Command> asked() {
    return List.copyOf(asked);
  }

  List<Command> checked() {
    return List.copyOf(checked);
  }

  void forget() {
    asked.clear();
  }
}
