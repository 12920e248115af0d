package doublegrok.evaluator.work;

import doublegrok.evaluator.probe.Probes;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.log.Trade;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.spec.RunSpecs;
import doublegrok.store.CheckpointStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Trade of those who take manifests from {@code work} and evaluate each checkpoint. */
public final class EvaluationTrade implements Trade {
  private static final Duration EVALUATION_MAX = Duration.ofHours(1);

  private final CheckpointEvaluator evaluator;
  private final int threads;
  private final CheckpointResults results;

  EvaluationTrade(
      CheckpointEvaluator evaluator, int threads, Clock clock, EvaluatorMetrics metrics) {
    this.evaluator = evaluator;
    this.threads = threads;
    this.results = new CheckpointResults(evaluator, clock, metrics);
  }

  /**
   * The trade on the checkpoints of a store.
   *
   * @param threads that compute on a CPU
   * @param specs reads the runs'
   * @param probes that look too, when the runs' specs say so
   */
  public static EvaluationTrade of(
      CheckpointStore store,
      ComputeDevice device,
      int threads,
      RunSpecs specs,
      Probes probes,
      Clock clock,
      EvaluatorMetrics metrics) {
    return new EvaluationTrade(
        new CheckpointEvaluator(store, device, specs, probes, clock), threads, clock, metrics);
  }

  @Override
  public String name() {
    return "evaluation worker";
  }

  @Override
  public List<Topic<?>> topics() {
    return List.of(Topics.WORK);
  }

  @Override
  public String group() {
    return "doublegrok-evaluator-work";
  }

  @Override
  public Duration atMost() {
    return EVALUATION_MAX;
  }

  @Override
  public void begin() {
    ComputeThreads.use(threads);
  }

  @Override
  public List<ProducerRecord<String, byte[]>> work(ConsumerRecord<String, byte[]> origin) {
    return results.of(origin);
  }

  @Override
  public void forget() {
    evaluator.forget();
  }

  @Override
  public void cancel() {
    evaluator.cancel();
  }

  @Override
  public void close() {
    evaluator.close();
  }
}
