package doublegrok.local.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import doublegrok.control.RunStarter;
import doublegrok.evaluator.EvaluatorSettings;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.command.Doublegrok;
import doublegrok.local.pipeline.EvaluatorWithViewer;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.model.DeviceChoice;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpecs;
import doublegrok.status.ServiceHealth;
import doublegrok.trainer.TrainerApp;
import doublegrok.trainer.TrainerSettings;
import doublegrok.trainer.compute.ComputeSettings;
import doublegrok.viewer.ViewerSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The services on a cluster that knows who they are, with the rights that the guide lists. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(300)
class SecuredClusterIT {
  private static final String USER = "doublegrok";
  private static final String STRANGER = "stranger";
  private static final String TOPICS_ONLY = "topicsonly";
  private static final String RUN = "secured";
  private static final long LAST_STEP = 20;
  private static final Map<String, Level> LOGGERS =
      Map.of("doublegrok", Level.DEBUG, "org.apache.kafka", Level.INFO, "kafka", Level.INFO);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final List<String> printed = new ArrayList<>();

  private Path directory;
  private SecuredCluster cluster;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    directory = temporary;
    logged.start();
    LOGGERS.forEach((name, level) -> {
      Logger logger = logger(name);
      logger.setLevel(level);
      logger.setAdditive(false); // nobody reads all this, but the last test
      logger.addAppender(logged);
    });
    cluster = SecuredCluster.start(directory.resolve("kafka"), USER, STRANGER, TOPICS_ONLY);
    cluster.grant(USER, ResourceType.values());
    cluster.grant(TOPICS_ONLY, ResourceType.TOPIC);
    KafkaSettings kafka = cluster.as(USER);
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> TopicAdmin.ensureTopics(kafka, Duration.ofSeconds(30)));
    new RunStarter(kafka, Clock.systemUTC())
        .start(
            RUN,
            RunSpecs.builtIn()
                .parse(Presets.text("smoke"), "smoke", List.of("checkpoint.every=" + LAST_STEP)));
  }

  /** The last look at all that was said, by whichever test. */
  @AfterAll
  void stopAndFindNoPasswordAnywhere() {
    cluster.close();
    LOGGERS.keySet().forEach(name -> {
      Logger logger = logger(name);
      logger.detachAppender(logged);
      logger.setAdditive(true);
      logger.setLevel(name.equals("doublegrok") ? Level.INFO : null);
    });

    List<ILoggingEvent> events = List.copyOf(logged.list);
    assertThat(events).hasSizeGreaterThan(100);
    assertThat(events)
        .noneMatch(event -> event.getFormattedMessage().contains(SecuredCluster.SECRET))
        .noneMatch(event -> event.getThrowableProxy() != null
            && ThrowableProxyUtil.asString(event.getThrowableProxy())
                .contains(SecuredCluster.SECRET));
    assertThat(printed).isNotEmpty().noneMatch(text -> text.contains(SecuredCluster.SECRET));
  }

  @Test
  void trainsToAnEvaluatedCheckpointWithTheDocumentedRights() throws Exception {
    KafkaSettings kafka = cluster.as(USER);
    try (GeneratorApp generator = GeneratorApp.start(kafka, directory.resolve("generator"));
        EvaluatorWithViewer evaluator = evaluator(kafka);
        TrainerApp trainer = TrainerApp.start(trainer(kafka, RUN))) {
      assertThat(trainer.result().get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(LAST_STEP);
      await()
          .atMost(PATIENCE)
          .until(() -> evaluator.views().runs().stream()
              .anyMatch(run -> run.evaluatedStep().orElse(-1) == LAST_STEP));

      assertThat(generator.failure()).isNotDone();
      assertThat(evaluator.failure()).isNotDone();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"trainer --run " + RUN, "generator", "evaluator --port 0", "viewer --port 0"})
  void aWrongPasswordIsOneSentence(String command) throws Exception {
    String sentence =
        refusal(command, SecuredCluster.client(USER, "wrong" + SecuredCluster.SECRET));

    assertThat(sentence)
        .isEqualTo("doublegrok: Kafka at %s does not accept this login (Authentication failed:"
                .formatted(cluster.bootstrap())
            + " Invalid username or password); check the user, the password and TLS in the file of"
            + " --settings");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"trainer --run " + RUN, "generator", "evaluator --port 0", "viewer --port 0"})
  void aUserWithoutRightsIsOneSentence(String command) throws Exception {
    String sentence =
        refusal(command, SecuredCluster.client(STRANGER, SecuredCluster.password(STRANGER)));

    assertThat(sentence)
        .startsWith("doublegrok: Kafka at " + cluster.bootstrap() + " does not allow this user ")
        .endsWith("; give it the rights that docs/how-to/cluster.md lists"
            + " under 'Give the services their rights'");
  }

  @Test
  void aServiceThatLacksARightLaterFailsWithOneSentence() throws Exception {
    KafkaSettings kafka = cluster.as(TOPICS_ONLY);
    try (GeneratorApp generator = GeneratorApp.start(kafka, directory.resolve("generator-less"));
        EvaluatorWithViewer evaluator = evaluator(kafka);
        TrainerApp trainer = TrainerApp.start(trainer(kafka, RUN))) {
      CompletableFuture<Throwable> trainers = trainer.result().handle((step, failure) -> failure);

      assertThat(sentence(generator.failure())).contains(" does not allow this user ");
      assertThat(sentence(evaluator.failure())).contains(" does not allow this user ");
      assertThat(sentence(trainers)).contains(" to use its transactional id");
    }
  }

  @Test
  void theDoctorSaysWhetherTheClusterLetsThisUserIn() throws Exception {
    String good = said("doctor", SecuredCluster.client(USER, SecuredCluster.password(USER)));
    String bad = said("doctor", SecuredCluster.client(USER, "wrong" + SecuredCluster.SECRET));

    assertThat(good)
        .contains(cluster.bootstrap()
            + " answers; %1$d of %1$d topics are there".formatted(Topics.ALL.size()));
    assertThat(bad).contains("does not accept this login");
  }

  private static String sentence(CompletableFuture<Throwable> failure) throws Exception {
    String sentence = failure.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getMessage();
    assertThat(sentence.lines()).hasSize(1);
    return sentence;
  }

  private String refusal(String command, Map<String, String> client) throws Exception {
    String said = said(command, client);
    List<String> complaints =
        said.lines().filter(line -> line.startsWith("doublegrok: ")).toList();
    assertThat(complaints).as(said).hasSize(1);
    return complaints.get(0);
  }

  private String said(String command, Map<String, String> client) throws Exception {
    Properties properties = new Properties();
    properties.putAll(client);
    Path file = Files.createTempFile(directory, "client", ".properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
    arguments.addAll(List.of("--bootstrap", cluster.bootstrap(), "--settings", file.toString()));
    arguments.addAll(List.of("--dir", directory.resolve("data").toString()));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code = Doublegrok.run(out, out, arguments.toArray(String[]::new));
    printed.add(said.toString());
    assertThat(code).as(said.toString()).isBetween(0, 1);
    return said.toString();
  }

  private EvaluatorWithViewer evaluator(KafkaSettings kafka) throws Exception {
    Path state = Files.createTempDirectory(directory, "viewer");
    return EvaluatorWithViewer.start(
        new EvaluatorSettings(kafka, checkpoints(), DeviceChoice.CPU, 1),
        new ViewerSettings(kafka, state, Optional.empty()),
        ServiceHealth.ofProcess());
  }

  private TrainerSettings trainer(KafkaSettings kafka, String run) {
    return new TrainerSettings(
        kafka,
        run,
        checkpoints(),
        ComputeSettings.on(DeviceChoice.CPU, 1),
        OptionalLong.of(LAST_STEP),
        false);
  }

  private Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
