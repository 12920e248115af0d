package doublegrok.bench.section;

import doublegrok.control.RunStarter;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicPartitions;
import doublegrok.log.Topics;
import doublegrok.model.TokenBlock;
import doublegrok.record.Demand;
import doublegrok.record.SequenceBatch;
import doublegrok.spec.RunSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Demands a run's batches of the generator, and waits for what it commits. */
final class GeneratorFeed implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
  private static final Duration METADATA_WITHIN = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String run;
  private final RunSpec spec;
  private final KafkaProducer<String, byte[]> demands;
  private final KafkaConsumer<String, byte[]> batches;
  private long demanded;
  private long seen;

  GeneratorFeed(KafkaSettings kafka, String run, RunSpec spec) {
    this.run = run;
    this.spec = spec;
    new RunStarter(kafka, Clock.systemUTC()).start(run, spec);
    demands = new KafkaProducer<>(kafka.producer());
    batches = new KafkaConsumer<>(kafka.consumer());
    TopicPartition own = TopicPartitions.of(batches, Topics.BATCHES, run, METADATA_WITHIN);
    batches.assign(List.of(own));
    batches.seekToBeginning(List.of(own));
  }

  /** Demands so many batches more, and returns once all are there to be trained on. */
  void make(int count) {
    take(count, record -> {});
  }

  /** Demands so many batches more, and reads them. */
  List<TokenBlock> read(int count) {
    List<TokenBlock> blocks = new ArrayList<>();
    take(count, record -> {
      SequenceBatch batch = Topics.BATCHES.read(record.key(), record.value());
      blocks.add(Shape.block(batch));
    });
    return blocks;
  }

  private void take(int count, Consumer<ConsumerRecord<String, byte[]>> reader) {
    demanded += count;
    long begun = System.nanoTime();
    long asked = begun;
    demand();
    while (seen < demanded) {
      for (ConsumerRecord<String, byte[]> record : batches.poll(POLL)) {
        if (record.key().equals(run)) {
          reader.accept(record);
          seen++;
        }
      }
      long now = System.nanoTime();
      if (now - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "the generator made %d of %d batches within %s".formatted(seen, demanded, PATIENCE));
      }
      if (now - asked > ASK_AGAIN.toNanos()) { // it forgets what came before it knew the run
        asked = now;
        demand();
      }
    }
  }

  private void demand() {
    Demand demand = new Demand(run, demanded, null, 0L, spec.training().steps());
    var unused = demands.send(
        new ProducerRecord<>(Topics.DEMAND.name(), run, Topics.DEMAND.codec().encode(demand)));
    demands.flush();
  }

  @Override
  public void close() {
    batches.close();
    demands.close();
  }
}
