package doublegrok.trainer;

import doublegrok.control.BatchesStart;
import doublegrok.control.LiveManifests;
import doublegrok.model.ModelState;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.RunEvent;
import doublegrok.spec.DistributionHistory;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.spec.SpecDifference;
import doublegrok.store.CheckpointStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Opening of a run, where a trainer begins: at the run's newest sound checkpoint, or before its
 * first step.
 *
 * @param kind of the event that tells of it
 * @param spec the effective one: with every swap that the state has seen
 * @param state weights, moments and steps done
 * @param version distribution version of the last batch that the state has seen
 * @param offset where to look for the next batch first, if the checkpoint says so
 * @param checkpoint that the state is from, the run's own or its parent's
 * @param damaged what was found wrong with newer checkpoints, newest first
 */
record RunOpening(
    EventKind kind,
    RunSpec spec,
    ModelState state,
    int version,
    OptionalLong offset,
    Optional<CheckpointManifest> checkpoint,
    List<Damage> damaged) {
  /**
   * A checkpoint that cannot be loaded.
   *
   * @param step of the checkpoint
   * @param sentence what is wrong with it
   */
  record Damage(long step, String sentence) {}

  RunOpening {
    damaged = List.copyOf(damaged);
  }

  /** The opening of a run that has no checkpoint yet. */
  static RunOpening start(RunSpec spec) {
    ModelState state = ModelState.initial(spec.model(), spec.optimizer(), spec.seed());
    return new RunOpening(
        EventKind.STARTED, spec, state, 0, OptionalLong.empty(), Optional.empty(), List.of());
  }

  /**
   * The opening of a run that has no checkpoint of its own, but a parent's.
   *
   * @param parents the parent's manifests
   * @throws IllegalStateException if the parent has no such checkpoint
   */
  static RunOpening fork(
      ForkRun fork, RunSpec spec, List<CheckpointManifest> parents, CheckpointStore store) {
    long step = fork.getAtStep();
    CheckpointManifest found = LiveManifests.latest(parents).stream()
        .filter(manifest -> manifest.getStep() == step)
        .findFirst()
        .orElseThrow(
            () -> noSuchParent(fork, "has no checkpoint at step %d to fork from", parents));
    if (found.getRetired()) {
      throw noSuchParent(fork, "no longer keeps its checkpoint at step %d to fork from", parents);
    }
    int version = step == 0 ? 0 : DistributionHistory.planned(spec).at(step - 1).version();
    return new RunOpening(
        EventKind.FORKED,
        spec,
        Checkpoints.load(store, found),
        version,
        OptionalLong.empty(),
        Optional.of(found),
        List.of());
  }

  private static IllegalStateException noSuchParent(
      ForkRun fork, String fault, List<CheckpointManifest> parents) {
    List<Long> steps = LiveManifests.live(parents).stream()
        .map(CheckpointManifest::getStep)
        .sorted()
        .toList();
    return new IllegalStateException(("run '%s' " + fault + "; it has those at steps %s")
        .formatted(fork.getParent(), fork.getAtStep(), steps));
  }

  /**
   * The opening at the newest checkpoint whose files are sound.
   *
   * @param manifests of the run, in the log's order, at least one
   * @param specs reads the manifests'
   * @throws IllegalStateException if none is sound, or if one was taken under another spec
   */
  static RunOpening resume(
      RunSpec spec, List<CheckpointManifest> manifests, CheckpointStore store, RunSpecs specs) {
    List<Damage> damaged = new ArrayList<>();
    for (CheckpointManifest manifest : newestFirst(LiveManifests.live(manifests))) {
      RunSpec effective = effectiveSpec(spec, manifest, specs);
      try {
        return new RunOpening(
            EventKind.RESUMED,
            effective,
            Checkpoints.load(store, manifest),
            manifest.getDistributionVersion(),
            offset(manifest),
            Optional.of(manifest),
            damaged);
      } catch (Checkpoints.DamagedException failure) {
        damaged.add(new Damage(manifest.getStep(), failure.getMessage()));
      }
    }
    throw new IllegalStateException(
        ("none of the run's %d checkpoints is sound (newest: %s); bring their files back from a"
                + " copy, or start another run")
            .formatted(
                damaged.size(), damaged.isEmpty() ? "retired" : damaged.get(0).sentence()));
  }

  /** Whether the run has no checkpoint of its own yet. */
  boolean fresh() {
    return kind != EventKind.RESUMED;
  }

  /**
   * Where to look for the next batch first: where the checkpoint says, or where the run began;
   * empty for the start of the log. To be asked late, for a generator may not have answered yet
   * when a trainer first looks at a run.
   *
   * @param events of the run
   */
  OptionalLong firstLook(Supplier<List<RunEvent>> events) {
    return offset.isPresent() ? offset : BatchesStart.in(events.get());
  }

  /** The manifest's spec: the run's own, with the swaps that came while it trained. */
  private static RunSpec effectiveSpec(RunSpec spec, CheckpointManifest manifest, RunSpecs specs) {
    String source = "checkpoint " + Checkpoints.key(manifest);
    RunSpec taken = specs.parse(manifest.getSpec(), source, List.of());
    String difference =
        SpecDifference.inWords(spec.withSwaps(List.of()), taken.withSwaps(List.of()));
    if (!difference.isEmpty()) {
      throw new IllegalStateException(
          "the spec of run '%s' is not that of its checkpoint at step %d (%s); start another run"
              .formatted(manifest.getRun(), manifest.getStep(), difference));
    }
    return taken;
  }

  /** By the log's order, not by step: what was published last is the run's latest history. */
  private static List<CheckpointManifest> newestFirst(List<CheckpointManifest> manifests) {
    List<CheckpointManifest> reversed = new ArrayList<>();
    manifests.forEach(manifest -> reversed.add(0, manifest));
    return reversed;
  }

  private static OptionalLong offset(CheckpointManifest manifest) {
    return Optional.ofNullable(manifest.getNextBatchOffset()).stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }
}
