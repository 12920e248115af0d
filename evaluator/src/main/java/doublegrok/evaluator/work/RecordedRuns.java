package doublegrok.evaluator.work;

import doublegrok.control.LiveManifests;
import doublegrok.log.KafkaUnreachableException;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Checkpoints and transitions of runs, as the log says when it is asked.
 *
 * @param checkpoints every manifest of a run, in the order of the log
 * @param events every event of a run, likewise
 */
public record RecordedRuns(
    Function<String, List<CheckpointManifest>> checkpoints,
    Function<String, List<RunEvent>> events) {
  /** The runs of a log; whoever asks is told by a {@link TimeoutException} if it is silent. */
  public static RecordedRuns of(RunScan log) {
    return new RecordedRuns(
        run -> answered(() -> log.all(Topics.CHECKPOINTS, run)),
        run -> answered(() -> log.all(Topics.EVENTS, run)));
  }

  /** Whoever works begins anew after that. */
  private static <T> T answered(Supplier<T> question) {
    try {
      return question.get();
    } catch (KafkaUnreachableException away) {
      throw new TimeoutException(away.getMessage(), away);
    }
  }

  /** Whether a checkpoint is no longer kept. */
  boolean retired(CheckpointManifest manifest) {
    LiveManifests run = manifests(manifest.getRun());
    return run.everAt(manifest.getStep()) && run.at(manifest.getStep()).isEmpty();
  }

  /**
   * How many checkpoints one is from the nearest transition that is told by now; {@link
   * Integer#MAX_VALUE} if there is none.
   */
  int distanceToTransition(CheckpointManifest manifest) {
    LiveManifests run = manifests(manifest.getRun());
    return events.apply(manifest.getRun()).stream()
        .filter(each -> each.getKind() == EventKind.TRANSITION)
        .mapToInt(each -> run.distance(each.getStep(), manifest.getStep()))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** Those checkpoints around an event that are kept, oldest first. */
  List<Near> around(RunEvent event, int most) {
    LiveManifests run = manifests(event.getRun());
    return run.newestFirst().stream()
        .map(each -> new Near(each, run.distance(event.getStep(), each.getStep())))
        .filter(each -> each.distance() <= most)
        .sorted(Comparator.comparingLong(each -> each.manifest().getStep()))
        .toList();
  }

  private LiveManifests manifests(String run) {
    return new LiveManifests(checkpoints.apply(run));
  }

  /**
   * A checkpoint near an event.
   *
   * @param distance how many checkpoints it is away
   */
  record Near(CheckpointManifest manifest, int distance) {}
}
