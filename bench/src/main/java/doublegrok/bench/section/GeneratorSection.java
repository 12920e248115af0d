package doublegrok.bench.section;

import doublegrok.bench.measure.Measurement;
import doublegrok.bench.measure.Samples;
import doublegrok.bench.measure.Stopwatch;
import doublegrok.bench.report.SectionReport.Draft;
import doublegrok.generator.BatchSource;
import doublegrok.log.KafkaSettings;
import doublegrok.log.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The generator into memory and into Kafka, and what Kafka's own tool puts there. */
final class GeneratorSection implements Section {
  private static final int BATCHES = 384;
  private static final int QUICK_BATCHES = 4;
  private static final int TOOL_SHARE = 4; // its process is cold: the first quarter is not counted
  private static final String TOOL_TOPIC = "bench-producer";
  private static final String COMMIT_MILLIS = "200"; // as often as a busy generator commits
  private static final String LINGER_MILLIS = "100"; // what Kafka Streams gives its producers

  @Override
  public String name() {
    return "generator";
  }

  @Override
  public void measure(Setting setting, Draft report) throws Exception {
    Shape shape = Shape.of("he2024", "he2024", List.of());
    BatchSource source = new BatchSource(shape.name(), shape.spec());
    int bytes = Topics.BATCHES.codec().encode(source.batch(0)).length;
    int batches = setting.times(BATCHES, QUICK_BATCHES);
    try (BatchLog log = BatchLog.open(setting);
        GeneratorFeed feed = log.feed(shape)) {
      BenchTopic.create(log.kafka(), TOOL_TOPIC);
      Stopwatch once = new Stopwatch(Duration.ZERO, System::nanoTime);
      ProducerTool tool =
          new ProducerTool(setting.child(ProducerTool.MAIN), setting.newDirectory("tool"));
      Measurement memory = memory(source, setting.stopwatch());
      Measurement kafka = () -> batches / once.seconds(() -> feed.make(batches));
      Measurement producer = () -> tool.recordsPerSecond(
          TOOL_TOPIC, TOOL_SHARE * batches, bytes, producer(log.kafka()), extras(batches));
      report(setting.warmRounds().of(List.of(memory, kafka, producer)), shape, bytes, report);
    }
  }

  private static Measurement memory(BatchSource source, Stopwatch stopwatch) {
    long[] next = {0};
    return () -> 1 / stopwatch.seconds(() -> source.batch(next[0]++));
  }

  private static void report(List<Samples> found, Shape shape, int bytes, Draft report) {
    int sequences = shape.spec().sequences();
    List<String> ways = List.of("into memory", "into Kafka");
    for (int i = 0; i < ways.size(); i++) {
      Samples speed = found.get(i);
      report.figure(ways.get(i), "batches", "/s", speed);
      report.figure(ways.get(i), "sequences", "/s", speed.map(each -> each * sequences));
    }
    report.figure("ProducerPerformance", "records", "/s", found.get(2));
    report.figure("into Kafka", "of ProducerPerformance", "times", found.get(1).over(found.get(2)));
    report.remark(
        ("Batches of he2024: %d sequences of %d shots, %d bytes. Into memory: drawn on one thread."
                + " Into Kafka: from the demand to the last committed batch as a reader sees it."
                + " ProducerPerformance sends random bytes, of that size, with the same settings"
                + " and transactions as often, from a process of its own, once it is warm.")
            .formatted(sequences, shape.spec().distribution().shots(), bytes));
  }

  private static Map<String, String> producer(KafkaSettings kafka) {
    Map<String, String> settings = new HashMap<>(kafka.client());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(Topics.RECORD_BYTES_MAX));
    return settings;
  }

  private static List<String> extras(int warmUp) {
    return List.of(
        "--transactional-id",
        "bench-producer",
        "--transaction-duration-ms",
        COMMIT_MILLIS,
        "--warmup-records",
        Integer.toString(warmUp));
  }
}
