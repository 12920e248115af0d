package doublegrok.control;

import doublegrok.log.RecordKeys;
import doublegrok.record.CheckpointManifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checkpoints of a run that can be used: of each step the manifest that was published last, unless
 * that one retires it.
 */
public final class LiveManifests {
  private final NavigableMap<Long, CheckpointManifest> latest = new TreeMap<>();
  private final NavigableMap<Long, CheckpointManifest> kept = new TreeMap<>();

  /**
   * The checkpoints of a run.
   *
   * @param manifests of the run, in the order of the log
   */
  public LiveManifests(Collection<CheckpointManifest> manifests) {
    manifests.forEach(each -> latest.put(each.getStep(), each));
    kept.putAll(latest);
    kept.values().removeIf(CheckpointManifest::getRetired);
  }

  /** Whether there ever was a checkpoint at a step. */
  public boolean everAt(long step) {
    return latest.containsKey(step);
  }

  /** How many checkpoints there ever were after one of these steps and up to the other. */
  public int distance(long step, long other) {
    return latest
        .subMap(Math.min(step, other), false, Math.max(step, other), true)
        .size();
  }

  /** The checkpoint at a step, if it is kept. */
  public Optional<CheckpointManifest> at(long step) {
    return Optional.ofNullable(kept.get(step));
  }

  /** All that are kept, newest first. */
  public List<CheckpointManifest> newestFirst() {
    return new ArrayList<>(kept.descendingMap().values());
  }

  /** The kept ones around a step, as the end of a sentence. */
  public String nearest(long step) {
    Long before = kept.lowerKey(step);
    Long after = kept.higherKey(step);
    if (before == null && after == null) {
      return "it has none yet";
    }
    if (before == null || after == null) {
      return "the nearest is at step %d".formatted(before == null ? after : before);
    }
    return "the nearest are at steps %d and %d".formatted(before, after);
  }

  /**
   * The latest manifest of each run and step, by when it was published.
   *
   * @param manifests of any runs, in the order of the log
   */
  public static List<CheckpointManifest> latest(List<CheckpointManifest> manifests) {
    Map<String, CheckpointManifest> latest = new LinkedHashMap<>();
    for (CheckpointManifest manifest : manifests) {
      String key = RecordKeys.step(manifest.getRun(), manifest.getStep());
      latest.remove(key); // so that it moves to the end
      latest.put(key, manifest);
    }
    return List.copyOf(latest.values());
  }

  /** Those of the latest whose files are kept. */
  public static List<CheckpointManifest> live(List<CheckpointManifest> manifests) {
    return latest(manifests).stream().filter(each -> !each.getRetired()).toList();
  }
}
