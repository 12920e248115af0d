package doublegrok.bench;

import doublegrok.bench.Rounds.Measurement;
import doublegrok.generator.BatchSource;
import doublegrok.log.KafkaSettings;
import doublegrok.log.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Section about the generator: into memory, into Kafka, and what Kafka's own tool puts there. */
final class GeneratorSection {
  private static final int BATCHES = 384;
  private static final int QUICK_BATCHES = 4;
  private static final int TOOL_SHARE = 4; // its process is cold: the first quarter is not counted

  /** Commits as often as a busy generator, and what Kafka Streams gives its producers. */
  private static final String TOOL_OPTIONS =
      "--throughput -1 --topic %s --num-records %d --record-size %d --warmup-records %d"
          + " --transactional-id bench --transaction-duration-ms 200"
          + " --command-property acks=all linger.ms=100 max.request.size=%d bootstrap.servers=%s";

  private GeneratorSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    Shape shape = Shape.of("he2024", "he2024", List.of());
    BatchSource source = shape.source();
    AtomicLong next = new AtomicLong();
    int bytes = Topics.BATCHES.codec().encode(source.batch(0)).length;
    int batches = setting.times(BATCHES, QUICK_BATCHES);
    Path directory = setting.newDirectory("generator");
    try (Program broker = Program.broker(setting, directory);
        GeneratorFeed feed = new GeneratorFeed(broker.kafka(), directory, shape)) {
      List<String> options = options(batches, bytes, broker.kafka());
      Measurement drawing = setting.seconds(() -> source.batch(next.getAndIncrement()));
      Measurement memory = () -> 1 / drawing.take();
      Measurement kafka = () -> batches / Stopwatch.ONCE.seconds(() -> feed.make(batches));
      Measurement tool = () -> ProducerTool.recordsPerSecond(options, directory);
      List<Samples> found = setting.inTurn(List.of(memory, kafka, tool));
      report("into memory", shape, found.get(0), report);
      report("into Kafka", shape, found.get(1), report);
      report.figure("ProducerPerformance", "records", "/s", found.get(2));
      report.figure(
          "into Kafka", "of ProducerPerformance", "times", found.get(1).over(found.get(2)));
    }
    report.remark(
        ("Batches of he2024: %d sequences of %d shots, %d bytes. Into memory: drawn on one thread."
                + " Into Kafka: from the demand to the last committed batch as a reader sees it."
                + " ProducerPerformance sends random bytes, of that size, with the same settings"
                + " and transactions as often, once it is warm. It and the broker have processes of"
                + " their own.")
            .formatted(shape.spec().sequences(), shape.spec().distribution().shots(), bytes));
  }

  private static void report(String way, Shape shape, Samples batches, Report report) {
    report.figure(way, "batches", "/s", batches);
    report.figure(way, "sequences", "/s", batches.times(shape.spec().sequences()));
  }

  private static List<String> options(int batches, int bytes, KafkaSettings kafka) {
    List<String> options = new ArrayList<>(List.of(TOOL_OPTIONS
        .formatted(
            Topics.REJECTED.name(), // which nobody reads here
            TOOL_SHARE * batches,
            bytes,
            batches,
            Topics.RECORD_BYTES_MAX,
            kafka.bootstrap())
        .split(" ", -1)));
    kafka.client().forEach((key, value) -> options.add(key + "=" + value));
    return options;
  }
}
