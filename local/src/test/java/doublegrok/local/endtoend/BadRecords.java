package doublegrok.local.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import doublegrok.generator.BatchSource;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.PauseRun;
import doublegrok.record.RunEvent;
import doublegrok.record.SequenceBatch;
import doublegrok.record.SetEvaluation;
import doublegrok.record.ShotCount;
import doublegrok.record.StepReport;
import doublegrok.record.StoredFile;
import doublegrok.spec.RunSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that no service may trust, drawn from a seed, for every topic that is read. */
final class BadRecords {
  static final List<Topic<?>> TOPICS = List.of(
      Topics.CONTROL,
      Topics.DEMAND,
      Topics.BATCHES,
      Topics.STEPS,
      Topics.CHECKPOINTS,
      Topics.EVALUATIONS,
      Topics.EVENTS);

  private static final StoredFile FILE = new StoredFile("0".repeat(64), 1L);

  private final Random random;
  private final BatchSource source;
  private final RunSpec spec;

  BadRecords(long seed, RunSpec spec) {
    this.random = new Random(seed);
    this.spec = spec;
    this.source = new BatchSource(LocalRun.NAME, spec);
  }

  /** Another one, for a partition of a topic. */
  ProducerRecord<String, byte[]> next(Topic<?> topic, int partition) {
    byte[] sound = encoded(topic, LocalRun.NAME, 7);
    String key = LocalRun.NAME + "/000009";
    return switch (random.nextInt(topic.equals(Topics.BATCHES) ? 10 : 8)) {
      case 0 -> of(topic, partition, key, bytes(random.nextInt(200)));
      case 1 -> of(topic, partition, key, Arrays.copyOf(sound, random.nextInt(sound.length)));
      case 2 -> of(topic, partition, key, null);
      case 3 -> of(topic, partition, isCompacted(topic) ? "" : null, sound);
      case 4 -> of(topic, partition, key, encoded(topic, "another", 7));
      case 5 -> of(topic, partition, key, encoded(Topics.REJECTED, LocalRun.NAME, 7));
      case 6 -> of(topic, partition, key, encoded(topic, LocalRun.NAME, -1 - random.nextInt(9)));
      case 7 -> of(topic, partition, key, Arrays.copyOf(sound, sound.length + 1));
      case 8 -> of(topic, partition, LocalRun.NAME, batch(random.nextInt(300), 1));
      default -> of(topic, partition, LocalRun.NAME, batch(1_000_000 + random.nextInt(300), 0));
    };
  }

  private static ProducerRecord<String, byte[]> of(
      Topic<?> topic, int partition, String key, byte[] value) {
    return new ProducerRecord<>(topic.name(), partition, key, value);
  }

  /** Kafka itself refuses a record without a key there. */
  private static boolean isCompacted(Topic<?> topic) {
    return topic.settings().containsValue("compact");
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A sound batch but for its checksum or its index. */
  private byte[] batch(long index, long wrong) {
    SequenceBatch sound = source.batch(index % 300);
    return encode(
        Topics.BATCHES,
        SequenceBatch.newBuilder(sound)
            .setIndex(index)
            .setChecksum(sound.getChecksum() + wrong)
            .build());
  }

  private byte[] encoded(Topic<?> topic, String run, long number) {
    Instant now = Instant.EPOCH;
    if (topic.equals(Topics.CONTROL)) {
      return encode(
          Topics.CONTROL, new ControlCommand(run, (int) number, "id", now, new PauseRun()));
    } else if (topic.equals(Topics.DEMAND)) {
      return encode(Topics.DEMAND, new Demand(run, number, null, 0L, 300L));
    } else if (topic.equals(Topics.BATCHES)) {
      SequenceBatch batch =
          SequenceBatch.newBuilder(source.batch(7)).setRun(run).build();
      return encode(
          Topics.BATCHES, SequenceBatch.newBuilder(batch).setIndex(number).build());
    } else if (topic.equals(Topics.STEPS)) {
      return encode(
          Topics.STEPS, new StepReport(run, number, 0, 2.5, 0.1, 0.5, 0.1, 0.1, 500L, now));
    } else if (topic.equals(Topics.CHECKPOINTS)) {
      return encode(
          Topics.CHECKPOINTS,
          new CheckpointManifest(
              run, number, number, null, 0, FILE, FILE, "seed: 1", Map.of(), Map.of(), now, false));
    } else if (topic.equals(Topics.EVALUATIONS)) {
      List<ShotCount> shots = List.of(new ShotCount(0, 1L, 2L, 0.5, Map.of(), null, null));
      return encode(
          Topics.EVALUATIONS,
          new SetEvaluation(run, number, "ood", 0, "0".repeat(64), 2, shots, 0.1, now));
    } else if (topic.equals(Topics.EVENTS)) {
      return encode(
          Topics.EVENTS,
          new RunEvent(run, EventKind.STOPPED, number, null, 0, "no", Map.of(), now));
    }
    return spec.toString().getBytes(UTF_8);
  }

  private static <V extends SpecificRecord> byte[] encode(Topic<V> topic, V value) {
    return topic.codec().encode(value);
  }
}
