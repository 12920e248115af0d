package doublegrok.trainer;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.SimpleCollector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Metric families of all trainers of a process, registered once, with a label for the run. They
 * show those runs that are open.
 */
final class TrainerMetricFamilies {
  private static final double[] STEP_SECONDS = {
    .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10
  };
  private static final double[] TRANSACTION_SECONDS = {.01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 60};

  final Counter steps;
  final Histogram stepSeconds;
  final Counter tokens;
  final Gauge loss;
  final Gauge gradientNorm;
  final Gauge learningRate;
  final Gauge step;
  final Gauge left;
  final Gauge checkpointStep;
  final Gauge checkpointTime;
  final Counter checkpointFailures;
  final Gauge queued;
  final Histogram transactionSeconds;
  final Counter rejected;
  private final CollectorRegistry registry;
  private final ActivityCollector activities = new ActivityCollector();
  private final List<SimpleCollector<?>> labelled = new ArrayList<>();
  private final Map<String, Integer> trainers = new HashMap<>(); // by run; guarded by this

  TrainerMetricFamilies(CollectorRegistry registry) {
    this.registry = registry;
    steps = counter("steps_total", "Training steps done by this process.");
    stepSeconds = histogram("step_seconds", "Time that a step took.", STEP_SECONDS);
    tokens = counter("tokens_total", "Tokens trained on by this process.");
    loss = gauge("loss_nats", "Cross-entropy of the last step, in nats an answer.");
    gradientNorm = gauge("gradient_norm", "Euclidean norm of the last step's gradient.");
    learningRate = gauge("learning_rate", "Learning rate of the last step.");
    step = gauge("step", "Last step done.");
    left = gauge("steps_left", "Steps until the end of the run.");
    checkpointStep = gauge("checkpoint_step", "Step of the last checkpoint.");
    checkpointTime = gauge(
        "checkpoint_timestamp_seconds",
        "Wall clock of the last checkpoint, in seconds since 1970.");
    checkpointFailures =
        counter("checkpoint_failures_total", "Checkpoints that could not be written.");
    queued = gauge("publish_queue_records", "Records that wait to be published.");
    transactionSeconds = histogram(
        "transaction_seconds",
        "Time from the first record of a transaction to its commit.",
        TRANSACTION_SECONDS);
    rejected =
        counter("rejected_records_total", "Records among the run's batches that were rejected.");
    registry.register(activities);
  }

  /** Shows a trainer of this run, from zero unless another of the same run is shown. */
  synchronized TrainerMetrics open(String run, Progress progress) {
    trainers.merge(run, 1, Integer::sum);
    activities.add(run, progress);
    return new TrainerMetrics(this, run, progress);
  }

  /** Shows a trainer of this run no more. */
  synchronized void close(String run, Progress progress) {
    activities.remove(run, progress);
    if (trainers.merge(run, -1, Integer::sum) == 0) {
      trainers.remove(run);
      labelled.forEach(each -> each.remove(run));
    }
  }

  private Counter counter(String name, String help) {
    return kept(
        Counter.build(ActivityCollector.PREFIX + name, help).labelNames("run").register(registry));
  }

  private Gauge gauge(String name, String help) {
    return kept(
        Gauge.build(ActivityCollector.PREFIX + name, help).labelNames("run").register(registry));
  }

  private Histogram histogram(String name, String help, double... buckets) {
    return kept(Histogram.build(ActivityCollector.PREFIX + name, help)
        .labelNames("run")
        .buckets(buckets)
        .register(registry));
  }

  private <C extends SimpleCollector<?>> C kept(C collector) {
    labelled.add(collector);
    return collector;
  }
}
