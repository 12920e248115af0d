package doublegrok.trainer;

import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The log as an upkeep sees it, in memory; every checkpoint is evaluated as it is committed. */
final class CheckpointLog implements StoreUpkeep.Evidence {
  final List<ControlCommand> commands = new ArrayList<>();
  final List<RunEvent> events = new ArrayList<>();
  final List<Runnable> uncommitted = new ArrayList<>();
  private final List<CheckpointManifest> manifests = new ArrayList<>();
  private final List<SetEvaluation> evaluations = new ArrayList<>();
  /** Manifests that readers see; another run's open transaction hides those behind it. */
  int shown = Integer.MAX_VALUE;

  private final Runnable before;

  /**
   * An empty log.
   *
   * @param before is run before a record is committed, and before anyone is told
   */
  CheckpointLog(Runnable before) {
    this.before = before;
  }

  void publish(CheckpointManifest manifest, Runnable committed) {
    uncommitted.add(() -> {
      before.run();
      manifests.add(manifest);
      evaluations.add(evaluation(manifest));
      before.run();
      committed.run();
    });
  }

  void commit() {
    while (!uncommitted.isEmpty()) {
      uncommitted.remove(0).run();
    }
  }

  @Override
  public List<CheckpointManifest> manifests() {
    return List.copyOf(manifests.subList(0, Math.min(shown, manifests.size())));
  }

  @Override
  public List<ControlCommand> commands() {
    return commands;
  }

  @Override
  public List<SetEvaluation> evaluations() {
    return evaluations;
  }

  @Override
  public List<RunEvent> events() {
    return events;
  }

  private static SetEvaluation evaluation(CheckpointManifest manifest) {
    return new SetEvaluation(
        manifest.getRun(),
        manifest.getStep(),
        "id-train",
        0,
        manifest.getWeights().getSha256(),
        1,
        List.of(new ShotCount(0, 0L, 1L, 1.0, Map.of(), null, null)),
        0.1,
        Instant.EPOCH);
  }
}
