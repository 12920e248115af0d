package doublegrok.trainer;

import doublegrok.control.LiveManifests;
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
final class ClaimedFiles {
  private final String run;
  private final CheckpointStore store;
  private final IdentityHashMap<CheckpointManifest, Set<String>> inFlight = new IdentityHashMap<>();
  private final Map<Long, CheckpointManifest> toTakeAgain = new HashMap<>();
  private final IdentityHashMap<CheckpointManifest, Set<String>> hidden = new IdentityHashMap<>();
  private final Set<Long> damaged = new HashSet<>();
  private long step;
  private int version;

  /**
   * Standing of a run's responsibilities at one moment; to be asked for before the log is read.
   *
   * @param claims in the store
   * @param inFlight addresses in manifests that may or may not be on the log
   * @param unsettled steps of which the log may not have, or get, the last manifest
   */
  record Standing(Claims claims, Set<String> inFlight, Set<Long> unsettled) {
    Standing {
      inFlight = Set.copyOf(inFlight);
      unsettled = Set.copyOf(unsettled);
    }
  }

  ClaimedFiles(String run, CheckpointStore store) {
    this.run = run;
    this.store = store;
  }

  /**
   * Where the run goes on.
   *
   * @param own its manifests, in the log's order
   */
  synchronized void open(RunOpening opening, List<CheckpointManifest> own) {
    step = opening.state().step();
    version = opening.version();
    LiveManifests.live(own).stream()
        .filter(each -> each.getStep() > step)
        .forEach(each -> toTakeAgain.put(each.getStep(), each));
    opening.damaged().forEach(each -> damaged.add(each.step()));
  }

  /**
   * Takes a checkpoint, whose files, and those of the one that it takes the place of, are in flight
   * until {@link #committed}.
   */
  synchronized CheckpointManifest take(Supplier<CheckpointManifest> files) {
    CheckpointManifest manifest = files.get();
    List<CheckpointManifest> both = new ArrayList<>(List.of(manifest));
    CheckpointManifest former = toTakeAgain.remove(manifest.getStep());
    if (former != null) {
      List<StoredFile> dropped = new ArrayList<>(Manifests.files(former));
      dropped.removeAll(Manifests.files(manifest));
      dropped.forEach(file -> store.claim(run, file, CheckpointStore.SUFFIX));
      both.add(former);
    }
    inFlight.put(manifest, Manifests.addresses(both));
    damaged.remove(manifest.getStep());
    step = manifest.getStep();
    version = manifest.getDistributionVersion();
    return manifest;
  }

  /** Claims a checkpoint's files and says so in a manifest, which is in flight from here on. */
  synchronized CheckpointManifest retire(CheckpointManifest manifest) {
    for (StoredFile file : Manifests.files(manifest)) {
      store.claim(run, file, CheckpointStore.SUFFIX);
    }
    CheckpointManifest retired = Manifests.retired(manifest);
    inFlight.put(retired, Manifests.addresses(List.of(retired)));
    return retired;
  }

  /**
   * A manifest is on the log for good. Its files stay in flight until it is seen there: another
   * run's open transaction may hide it from readers for a while.
   */
  synchronized void committed(CheckpointManifest manifest) {
    Set<String> files = inFlight.remove(manifest);
    if (files != null) {
      hidden.put(manifest, files);
    }
  }

  /** Addresses in manifests that are on the log and not among those that it shows. */
  private synchronized Set<String> hiddenFrom(List<CheckpointManifest> shown) {
    hidden.keySet().removeIf(each -> shown.stream().anyMatch(other -> isSame(each, other)));
    Set<String> files = new HashSet<>();
    hidden.values().forEach(files::addAll);
    return files;
  }

  /** As it was published and as it was read, of which the times differ below a millisecond. */
  private static boolean isSame(CheckpointManifest one, CheckpointManifest other) {
    return one.getRun().equals(other.getRun())
        && one.getStep() == other.getStep()
        && one.getRetired() == other.getRetired()
        && Manifests.files(one).equals(Manifests.files(other));
  }

  /** Waits while a checkpoint is taken: half of its files would look like nobody's. */
  synchronized Standing standing() {
    Set<String> files = new HashSet<>();
    inFlight.values().forEach(files::addAll);
    Set<Long> unsettled = new HashSet<>(toTakeAgain.keySet());
    inFlight.keySet().forEach(each -> unsettled.add(each.getStep()));
    return new Standing(store.claims(run), files, unsettled);
  }

  /**
   * Collects what the run is responsible for and no live manifest names.
   *
   * @param all manifests that the log shows, of every run, in its order
   */
  void collect(Standing standing, List<CheckpointManifest> all) {
    Set<String> named = Manifests.addresses(LiveManifests.live(all));
    Set<String> kept = hiddenFrom(all);
    kept.addAll(standing.inFlight());
    store.collect(standing.claims(), named, kept);
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
}
