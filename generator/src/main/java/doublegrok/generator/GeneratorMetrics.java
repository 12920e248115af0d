package doublegrok.generator;

import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.ControlCommand;
import doublegrok.record.ForkRun;
import doublegrok.record.PauseRun;
import doublegrok.record.ResumeRun;
import doublegrok.record.StartRun;
import doublegrok.record.StopRun;
import doublegrok.record.SwapDistribution;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.SimpleCollector;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Metrics of a generator's work, for Prometheus; of the runs at work lately, each by name. */
final class GeneratorMetrics {
  /** Runs beyond so many lose their samples once they are idle: it bounds the series. */
  static final int IDLE_RUNS_MAX = 100;

  /** A run of which nothing was heard for so long is idle: a trainer at work demands often. */
  static final Duration IDLE_AFTER = Duration.ofMinutes(10);

  private static final String PREFIX = "doublegrok_generator_";
  private static final Map<Class<?>, String> COMMANDS = Map.of(
      StartRun.class, "start",
      ForkRun.class, "fork",
      SwapDistribution.class, "swap",
      PauseRun.class, "pause",
      ResumeRun.class, "resume",
      StopRun.class, "stop");

  private final Counter batches;
  private final Counter sequences;
  private final Counter drawing;
  private final Gauge ahead;
  private final Counter commands;
  private final Counter rejected;
  private final List<SimpleCollector<?>> ofRuns;
  private final Map<String, Long> heard = new LinkedHashMap<>(16, .75f, true); // in nanoseconds
  private final LongSupplier nanoTime;

  GeneratorMetrics(CollectorRegistry registry) {
    this(registry, System::nanoTime);
  }

  /**
   * Metrics of a generator that has done nothing yet.
   *
   * @param nanoTime a clock that only goes forward
   */
  GeneratorMetrics(CollectorRegistry registry, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    batches = counter("batches_total", "Batches made by this process, also if made again.", "run");
    sequences = counter("sequences_total", "Sequences in these batches.", "run");
    drawing = counter("draw_seconds_total", "Time that drawing batches took.", "run");
    ahead = Gauge.build(
            PREFIX + "demand_ahead_batches",
            "Batches that the trainer demands and that are not made yet.")
        .labelNames("run")
        .create();
    commands =
        counter("commands_total", "Commands answered by this process.", "command", "outcome");
    rejected = counter("rejected_records_total", "Records that were rejected.", "topic");
    ofRuns = List.of(batches, sequences, drawing, ahead);
    ofRuns.forEach(registry::register);
    registry.register(commands);
    registry.register(rejected);
    COMMANDS.values().forEach(command -> {
      commands.labels(command, "accepted");
      commands.labels(command, "refused");
    });
    for (Topic<?> topic : List.of(Topics.CONTROL, Topics.DEMAND, Topics.SWEEPS)) {
      rejected.labels(topic.name());
    }
  }

  /** A run stands here now. */
  synchronized void stands(Production now) {
    heard.put(now.run(), nanoTime.getAsLong());
    ahead.labels(now.run()).set((double) Math.max(0, now.upTo() - now.nextBatch()));
    forgetIdle();
  }

  private void forgetIdle() {
    Iterator<Map.Entry<String, Long>> longest = heard.entrySet().iterator();
    while (heard.size() > IDLE_RUNS_MAX) {
      Map.Entry<String, Long> idlest = longest.next();
      if (nanoTime.getAsLong() - idlest.getValue() < IDLE_AFTER.toNanos()) {
        return;
      }
      ofRuns.forEach(each -> each.remove(idlest.getKey()));
      longest.remove();
    }
  }

  /** So many batches of a run were made, and drawing them took so long. */
  void made(Production now, int count, long nanos) {
    batches.labels(now.run()).inc(count);
    sequences.labels(now.run()).inc((double) count * now.spec().sequences());
    drawing.labels(now.run()).inc(nanos * 1e-9);
    stands(now);
  }

  /** A command was answered. */
  void answered(ControlCommand command, boolean accepted) {
    String name = COMMANDS.getOrDefault(command.getBody().getClass(), "other");
    commands.labels(name, accepted ? "accepted" : "refused").inc();
  }

  /** A record of a topic was rejected. */
  void rejected(String topic) {
    rejected.labels(topic).inc();
  }

  private static Counter counter(String name, String help, String... labels) {
    return Counter.build(PREFIX + name, help).labelNames(labels).create();
  }
}
