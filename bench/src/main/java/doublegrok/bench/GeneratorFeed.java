package doublegrok.bench;

import doublegrok.control.RunStarter;
import doublegrok.generator.GeneratorApp;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicPartitions;
import doublegrok.log.Topics;
import doublegrok.record.Demand;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Generator in this process, of which a run's batches are demanded until it has committed them. */
final class GeneratorFeed implements AutoCloseable {
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
  private static final Duration METADATA_WITHIN = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Shape shape;
  private final GeneratorApp generator;
  private final KafkaProducer<String, byte[]> demands;
  private final KafkaConsumer<String, byte[]> batches;
  private long demanded;
  private long seen;

  /** Starts a generator and the shape's run, the only one. */
  GeneratorFeed(KafkaSettings kafka, Path directory, Shape shape) {
    this.shape = shape;
    generator = GeneratorApp.start(kafka, directory.resolve("state"));
    new RunStarter(kafka, Clock.systemUTC()).start(shape.name(), shape.spec());
    demands = new KafkaProducer<>(kafka.producer());
    batches = new KafkaConsumer<>(kafka.consumer());
    TopicPartition own = TopicPartitions.of(batches, Topics.BATCHES, shape.name(), METADATA_WITHIN);
    batches.assign(List.of(own));
    batches.seekToBeginning(List.of(own));
  }

  /** Demands so many batches more, and returns once all are there to be trained on. */
  void make(int count) {
    demanded += count;
    long end = System.nanoTime() + PATIENCE.toNanos();
    demand();
    while (seen < demanded) {
      ConsumerRecords<String, byte[]> polled = batches.poll(ASK_AGAIN);
      seen += polled.count();
      if (polled.isEmpty()) { // it forgets what came before it knew the run
        demand();
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "the generator made %d of %d batches within %s".formatted(seen, demanded, PATIENCE));
      }
    }
  }

  private void demand() {
    String run = shape.name();
    Demand demand = new Demand(run, demanded, null, 0L, shape.spec().training().steps());
    var unused = demands.send(
        new ProducerRecord<>(Topics.DEMAND.name(), run, Topics.DEMAND.codec().encode(demand)));
    demands.flush();
  }

  @Override
  public void close() {
    batches.close();
    demands.close();
    generator.close();
  }
}
