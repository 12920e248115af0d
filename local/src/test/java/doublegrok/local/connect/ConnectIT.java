package doublegrok.local.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.local.endtoend.LocalRun;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.RunScan;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.RunOffer;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.task.families.Families;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo.TaskState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What the guide's worker and sink write to files of a small run is what its log has. */
@TestInstance(Lifecycle.PER_CLASS)
class ConnectIT {
  private static final Path GUIDE = Path.of("..", "docs", "how-to", "connect.md");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int STEPS = 60;
  private static final List<String> CHANGES = List.of(
      "training.steps=" + STEPS,
      "checkpoint.every=20",
      "evaluation.sequences=32",
      "swaps=[{at_batch: 30, set: {distribution.tasks: 4}}]");

  @TempDir
  private static Path folder;

  private LocalPipeline pipeline;
  private ConnectWorker worker;

  @BeforeAll
  void train() throws Exception {
    RunSpec spec = RunSpecs.builtIn().parse(Presets.text("smoke"), "preset smoke", CHANGES);
    DataDirectory data = new DataDirectory(folder.resolve("data"));
    pipeline = new LocalRun(data, "demo", spec, Families.builtIn()).goOn();
    LocalRun.awaitEnd(pipeline);
    offerBesideRubbish();
    Map<String, String> properties = guided("worker.properties");
    properties.put("bootstrap.servers", pipeline.kafka().bootstrap());
    properties.put("offset.storage.file.filename", folder.resolve("offsets").toString());
    properties.put("plugin.path", PluginFolderIT.PLUGINS.toRealPath().toString());
    worker = ConnectWorker.start(properties);
  }

  @AfterAll
  void stop() {
    if (worker != null) {
      worker.close();
    }
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Test
  void theGuidesSinkWritesEveryStep() throws Exception {
    List<String> expected = expected(List.of(Topics.STEPS));

    Path file = sink("steps", Map.of("topics", guided("sink.properties").get("topics")));

    assertThat(expected).hasSize(STEPS).allMatch(row -> row.startsWith("Struct{run=demo,step="));
    awaitRows("steps", file, expected);
  }

  @Test
  void recordsOfEveryTopicAreWrittenAsTheLogHasThem() throws Exception {
    List<Topic<?>> topics = new ArrayList<>(Topics.ALL);
    topics.remove(Topics.QUEUE); // which has a record that cannot be read
    List<String> expected = expected(topics);

    Path file = sink("all", Map.of("topics", names(topics)));

    assertThat(expected)
        .hasSizeGreaterThan(2 * STEPS)
        .anyMatch(row -> row.contains("body=Struct{StartRun=Struct{spec="))
        .anyMatch(row -> row.contains("payload=Struct{TokenSequences=Struct{"))
        .anyMatch(row -> row.contains("cells=Struct{FindingShades=Struct{"))
        .anyMatch(row -> row.contains("attribution={"));
    awaitRows("all", file, expected);
  }

  @Test
  void whatCannotBeReadStopsTheSinkWithASentence() throws Exception {
    sink("strict", Map.of("topics", Topics.QUEUE.name()));

    await().atMost(PATIENCE).until(() -> states("strict").equals(List.of("FAILED")));
    assertThat(worker.tasks("strict").get(0).trace())
        .contains("a record of the topic 'doublegrok.queue' cannot be read: 3 bytes are not a"
            + " RunOffer: they do not begin with its header; if a newer release wrote it");
  }

  @Test
  void aTolerantSinkLeavesOutWhatCannotBeRead() throws Exception {
    Path file = sink("tolerant", Map.of("topics", Topics.QUEUE.name(), "errors.tolerance", "all"));

    assertThat(expected(List.of(Topics.QUEUE))).hasSize(1);
    awaitRows("tolerant", file, expected(List.of(Topics.QUEUE)));
  }

  /** A sink of the guide with some of its properties changed, and a file of its own. */
  private Path sink(String name, Map<String, String> changes) throws Exception {
    Path file = folder.resolve(name + ".txt");
    Map<String, String> properties = guided("sink.properties");
    properties.putAll(changes);
    assertThat(properties)
        .containsEntry("connector.class", FileSink.class.getSuperclass().getName());
    properties.put("connector.class", FileSink.class.getName());
    properties.put("name", name);
    properties.put("file", file.toString());
    worker.add(properties);
    return file;
  }

  private void awaitRows(String connector, Path file, List<String> expected) throws IOException {
    await().atMost(PATIENCE).untilAsserted(() -> {
      assertThat(states(connector)).as(() -> traces(connector)).doesNotContain("FAILED");
      assertThat(rows(file)).hasSameSizeAs(expected);
    });
    assertThat(rows(file)).containsExactlyInAnyOrderElementsOf(expected);
  }

  private List<String> states(String connector) {
    return worker.tasks(connector).stream().map(TaskState::state).toList();
  }

  private String traces(String connector) {
    return worker.tasks(connector).stream().map(TaskState::trace).toList().toString();
  }

  /** A spec in a row has lines of its own. */
  private static List<String> rows(Path file) throws IOException {
    return Files.exists(file)
        ? Pattern.compile("\n(?=Struct\\{run=|Struct\\{topic=|Struct\\{sweep=|$)")
            .splitAsStream(Files.readString(file))
            .toList()
        : List.of();
  }

  private List<String> expected(List<Topic<?>> topics) {
    List<String> rows = new ArrayList<>();
    RunScan scan = new RunScan(pipeline.kafka(), PATIENCE);
    for (Topic<?> topic : topics) {
      scan.each(
          topic,
          found -> RunScan.decoded(topic, found).ifPresent(record -> rows.add(Row.of(record))));
    }
    return rows;
  }

  private static String names(List<Topic<?>> topics) {
    return topics.stream().map(Topic::name).collect(Collectors.joining(","));
  }

  /** Two records of a topic that no service here reads. */
  private void offerBesideRubbish() throws Exception {
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
        Map.of("bootstrap.servers", pipeline.kafka().bootstrap()),
        new StringSerializer(),
        new ByteArraySerializer())) {
      Topic<RunOffer> queue = Topics.QUEUE;
      producer
          .send(new ProducerRecord<>(queue.name(), "demo", new byte[] {1, 2, 3}))
          .get();
      producer
          .send(queue.record("demo", new RunOffer("demo", "mine", 1, Instant.EPOCH)))
          .get();
    }
  }

  private static Map<String, String> guided(String title) throws IOException {
    Matcher block = Pattern.compile("(?ms)^```properties title=\"" + title + "\"\n(.*?)^```$")
        .matcher(Files.readString(GUIDE));
    assertThat(block.find()).as(title).isTrue();
    Properties properties = new Properties();
    properties.load(new StringReader(block.group(1)));
    Map<String, String> guided = new HashMap<>();
    properties.forEach((key, value) -> guided.put((String) key, (String) value));
    return guided;
  }
}
