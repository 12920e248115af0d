package doublegrok.bench;

import doublegrok.bench.Rounds.Measurement;
import doublegrok.bench.Surroundings.Broker;
import doublegrok.log.KafkaSettings;
import doublegrok.log.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Section about the generator: into memory, into Kafka, and what Kafka's own tool puts there. */
final class GeneratorSection {
  private static final int BATCHES = 384;
  private static final int QUICK_BATCHES = 4;
  private static final int TOOL_SHARE = 4; // its process is cold: the first quarter is not counted
  private static final String TOOL_TOPIC = "bench-producer";
  private static final String COMMIT_MILLIS = "200"; // as often as a busy generator commits
  private static final String LINGER_MILLIS = "100"; // what Kafka Streams gives its producers

  private GeneratorSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    Shape shape = Shape.of("he2024", "he2024", List.of());
    int bytes = MicroBenchmarks.coding("he2024").encode().length;
    int batches = setting.times(BATCHES, QUICK_BATCHES);
    Path directory = setting.newDirectory("generator");
    try (Broker broker = setting.surroundings().broker(directory.resolve("kafka"));
        GeneratorFeed feed = new GeneratorFeed(broker.kafka(), directory, shape)) {
      BrokerSection.createTopic(broker.kafka(), TOOL_TOPIC);
      MicroBenchmarks.BatchDrawing drawing = MicroBenchmarks.drawing("he2024");
      List<String> arguments = arguments(batches, bytes, broker.kafka());
      Measurement memory = () -> 1 / setting.stopwatch().seconds(drawing::batch);
      Measurement kafka = () -> batches / Stopwatch.ONCE.seconds(() -> feed.make(batches));
      Measurement tool =
          () -> ProducerTool.recordsPerSecond(arguments, directory.resolve("producer.txt"));
      report(setting.warmRounds().of(List.of(memory, kafka, tool)), shape, report);
    }
    report.remark(
        ("Batches of he2024: %d sequences of %d shots, %d bytes. Into memory: drawn on one thread."
                + " Into Kafka: from the demand to the last committed batch as a reader sees it."
                + " ProducerPerformance sends random bytes, of that size, with the same settings"
                + " and transactions as often, from a process of its own, once it is warm.")
            .formatted(shape.spec().sequences(), shape.spec().distribution().shots(), bytes));
  }

  private static void report(List<Samples> found, Shape shape, Report report) {
    List<String> ways = List.of("into memory", "into Kafka");
    int sequences = shape.spec().sequences();
    for (int i = 0; i < ways.size(); i++) {
      report.figure(ways.get(i), "batches", "/s", found.get(i));
      report.figure(ways.get(i), "sequences", "/s", found.get(i).map(each -> each * sequences));
    }
    report.figure("ProducerPerformance", "records", "/s", found.get(2));
    report.figure("into Kafka", "of ProducerPerformance", "times", found.get(1).over(found.get(2)));
  }

  private static List<String> arguments(int batches, int bytes, KafkaSettings kafka) {
    List<String> arguments = new ArrayList<>(List.of(
        ("--topic %s --num-records %d --record-size %d --throughput -1 --transactional-id %s"
                + " --transaction-duration-ms %s --warmup-records %d --command-property"
                + " bootstrap.servers=%s acks=all linger.ms=%s max.request.size=%d")
            .formatted(
                TOOL_TOPIC,
                TOOL_SHARE * batches,
                bytes,
                TOOL_TOPIC,
                COMMIT_MILLIS,
                batches,
                kafka.bootstrap(),
                LINGER_MILLIS,
                Topics.RECORD_BYTES_MAX)
            .split(" ", -1)));
    kafka.client().forEach((key, value) -> arguments.add(key + "=" + value));
    return arguments;
  }
}
