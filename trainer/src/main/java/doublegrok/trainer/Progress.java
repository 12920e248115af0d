package doublegrok.trainer;

import doublegrok.status.Readiness;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Progress of a trainer: what it is doing and for how long it did each thing; many threads may
 * look.
 */
final class Progress implements Readiness {
  private final String run;
  private final LongSupplier nanoTime;
  private final Map<Activity, Long> nanos = new EnumMap<>(Activity.class); // guarded by this
  private Activity now = Activity.OPENING; // guarded by this
  private long since; // guarded by this

  /**
   * Begins with opening.
   *
   * @param nanoTime a clock that only goes forward
   */
  Progress(String run, LongSupplier nanoTime) {
    this.run = run;
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
  }

  /** From now on the trainer does this. */
  synchronized void turnTo(Activity next) {
    long time = nanoTime.getAsLong();
    nanos.merge(now, time - since, Long::sum);
    now = next;
    since = time;
  }

  synchronized Activity now() {
    return now;
  }

  /** How long each activity took, up to now, in seconds. */
  synchronized Map<Activity, Double> seconds() {
    Map<Activity, Double> seconds = new EnumMap<>(Activity.class);
    for (Activity each : Activity.values()) {
      long current = each == now ? nanoTime.getAsLong() - since : 0;
      seconds.put(each, (nanos.getOrDefault(each, 0L) + current) * 1e-9);
    }
    return seconds;
  }

  /** Whoever waits or is held does what it should: more would have to come from elsewhere. */
  @Override
  public Optional<String> missing() {
    return switch (now()) {
      case OPENING -> Optional.of("run '%s' is being opened".formatted(run));
      case ENDED -> Optional.of("the trainer of run '%s' has ended".formatted(run));
      case WAITING, TRAINING, CHECKPOINTING, PAUSED -> Optional.empty();
    };
  }
}
