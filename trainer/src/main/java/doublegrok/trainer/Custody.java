package doublegrok.trainer;

import doublegrok.record.CheckpointManifest;
import doublegrok.record.StoredFile;
import doublegrok.store.CheckpointStore;
import doublegrok.store.Claims;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The files of a run of which the log does not say for certain whether they are kept: on their way
 * to it, or about to go. Used by the training thread, the publisher's and the upkeep's.
 */
final class Custody {
  private final String run;
  private final CheckpointStore store;
  private final IdentityHashMap<CheckpointManifest, Set<String>> inFlight = new IdentityHashMap<>();
  private final Map<Long, CheckpointManifest> found = new HashMap<>();
  private final Map<Long, CheckpointManifest> taken = new HashMap<>();
  private final Set<Long> damaged = new HashSet<>();
  private long openedAt = -1;
  private long step;
  private int version;

  /**
   * What the run was responsible for at one moment; to be asked for before the log is read.
   *
   * @param claims in the store
   * @param inFlight addresses in manifests that may or may not be on the log
   * @param retiring steps whose retirement may or may not be on the log
   */
  record Standing(Claims claims, Set<String> inFlight, Set<Long> retiring) {
    Standing {
      inFlight = Set.copyOf(inFlight);
      retiring = Set.copyOf(retiring);
    }
  }

  Custody(String run, CheckpointStore store) {
    this.run = run;
    this.store = store;
  }

  /**
   * Where the run goes on.
   *
   * @param own its manifests, in the log's order
   */
  synchronized void open(RunOpening opening, List<CheckpointManifest> own) {
    if (!opening.fresh()) {
      openedAt = opening.state().step();
    }
    step = opening.state().step();
    version = opening.version();
    Manifests.live(own).forEach(each -> found.put(each.getStep(), each));
    opening.damaged().forEach(each -> damaged.add(each.step()));
  }

  /**
   * Takes a checkpoint, whose files, and those of the one that it takes the place of, are in flight
   * until {@link #committed}.
   */
  synchronized CheckpointManifest take(Supplier<CheckpointManifest> files) {
    CheckpointManifest manifest = files.get();
    List<CheckpointManifest> both = new ArrayList<>(List.of(manifest));
    CheckpointManifest former = found.remove(manifest.getStep());
    if (former != null) {
      List<StoredFile> dropped = new ArrayList<>(Manifests.files(former));
      dropped.removeAll(Manifests.files(manifest));
      dropped.forEach(file -> store.claim(run, file, Checkpoints.SUFFIX));
      both.add(former);
    }
    inFlight.put(manifest, Manifests.addresses(both));
    taken.put(manifest.getStep(), manifest);
    damaged.remove(manifest.getStep());
    step = manifest.getStep();
    version = manifest.getDistributionVersion();
    return manifest;
  }

  /** Claims a checkpoint's files and says so in a manifest, which is in flight from here on. */
  synchronized CheckpointManifest retire(CheckpointManifest manifest) {
    for (StoredFile file : Manifests.files(manifest)) {
      store.claim(run, file, Checkpoints.SUFFIX);
    }
    CheckpointManifest retired =
        CheckpointManifest.newBuilder(manifest).setRetired(true).build();
    inFlight.put(retired, Manifests.addresses(List.of(retired)));
    return retired;
  }

  /** A manifest is on the log for good. */
  synchronized void committed(CheckpointManifest manifest) {
    inFlight.remove(manifest);
  }

  /** Waits while a checkpoint is taken: half of its files would look like nobody's. */
  synchronized Standing standing() {
    Set<String> files = new HashSet<>();
    inFlight.values().forEach(files::addAll);
    Set<Long> retiring = new HashSet<>();
    inFlight.keySet().stream()
        .filter(CheckpointManifest::getRetired)
        .forEach(each -> retiring.add(each.getStep()));
    return new Standing(store.claims(run), files, retiring);
  }

  /** Collects what the run is responsible for and no live manifest names. */
  void collect(Standing standing, List<CheckpointManifest> live) {
    store.collect(standing.claims(), Manifests.addresses(live), standing.inFlight());
  }

  /** Steps at which the opening has found damage that no new checkpoint has healed. */
  synchronized Set<Long> damaged() {
    return Set.copyOf(damaged);
  }

  /** Step of the newest checkpoint, or at which the run was opened. */
  synchronized long step() {
    return step;
  }

  /** Distribution version at that step. */
  synchronized int version() {
    return version;
  }

  /** Whether this trainer will publish no other manifest of the step any more. */
  synchronized boolean settled(CheckpointManifest manifest) {
    return manifest.getStep() <= openedAt || manifest.equals(taken.get(manifest.getStep()));
  }
}
