package doublegrok.viewer.page;

import doublegrok.control.Answer;
import doublegrok.control.CheckedCommand;
import doublegrok.control.SwapRules;
import doublegrok.spec.KeyChange;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was asked; accepts all but a stop, and a fork named {@code taken}. */
final class RecordedCommands implements PlannedCommands {
  static final RunSpec SPEC = RunSpecs.builtIn()
      .parse(
          Presets.text("smoke"),
          "smoke",
          List.of("swaps=[{at_batch: 250, set: {distribution.tasks: 2}}]"));
  static final long EARLIEST = 40;

  private final List<RunRequest> asked = new CopyOnWriteArrayList<>();
  private final List<RunRequest> checked = new CopyOnWriteArrayList<>();

  @Override
  public Answer obey(String run, RunRequest request) {
    asked.add(request);
    return request instanceof RunRequest.Stop
        ? new Answer(false, "The run is over already.", OptionalLong.empty())
        : new Answer(true, "It will be done.", OptionalLong.of(17));
  }

  @Override
  public Optional<SwapRules> outlook(String run) {
    return Optional.of(new SwapRules(run, SPEC, false, EARLIEST, SPEC.training().steps()));
  }

  @Override
  public CheckedCommand check(String run, RunRequest.Swap swap) {
    checked.add(swap);
    return outlook(run).orElseThrow().checked(swap.changes(), swap.atBatch());
  }

  @Override
  public CheckedCommand check(String run, RunRequest.Fork fork) {
    checked.add(fork);
    if (fork.child().equals("taken")) {
      return CheckedCommand.refused("run 'taken' exists already; choose another name");
    }
    Answer answer = new Answer(true, "It would be done.", OptionalLong.of(fork.atStep()));
    List<KeyChange> changes = Map.copyOf(fork.changes()).entrySet().stream()
        .map(change -> new KeyChange(change.getKey(), "before", change.getValue()))
        .toList();
    return new CheckedCommand(answer, changes);
  }

  List<RunRequest> asked() {
    return List.copyOf(asked);
  }

  List<RunRequest> checked() {
    return List.copyOf(checked);
  }

  void forget() {
    asked.clear();
  }
}
