package doublegrok.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import doublegrok.control.RunStarter;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.check.RefusedException;
import doublegrok.local.command.Doublegrok;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaRefusedException;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpecs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Tests of a broker that asks whoever comes for the token. */
@Timeout(180)
final class TokenBrokerIT {
  private static final String SECRET = "a-token-that-nobody-knows";
  private static final String TOKEN = SECRET + "\"\\$'%!";
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Map<String, Level> LOGGERS =
      Map.of("doublegrok", Level.DEBUG, "org.apache.kafka", Level.INFO, "kafka", Level.INFO);

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final List<String> printed = new ArrayList<>();

  @TempDir
  private Path directory;

  @BeforeEach
  void listen() {
    logged.start();
    LOGGERS.forEach((name, level) -> {
      logger(name).setLevel(level);
      logger(name).setAdditive(false);
      logger(name).addAppender(logged);
    });
  }

  /** Whatever was done, the token is nowhere that anybody may look. */
  @AfterEach
  void findTheTokenNowhere() throws IOException {
    LOGGERS.keySet().forEach(name -> {
      logger(name).detachAppender(logged);
      logger(name).setAdditive(true);
      logger(name).setLevel(name.equals("doublegrok") ? Level.INFO : null);
    });
    assertThat(logged.list)
        .noneMatch(event -> event.getFormattedMessage().contains(SECRET))
        .noneMatch(event -> event.getThrowableProxy() != null
            && ThrowableProxyUtil.asString(event.getThrowableProxy()).contains(SECRET));
    assertThat(printed).noneMatch(text -> text.contains(SECRET));
    try (Stream<Path> files = Files.walk(directory.resolve("."))) {
      List<Path> written = files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("token"))
          .toList();
      for (Path file : written) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
      }
    }
  }

  @Test
  void whoKnowsTheTokenStartsARunAndTheDirectoryNamesTheAddress() throws Exception {
    try (EmbeddedBroker broker = broker(TOKEN)) {
      KafkaSettings kafka = new KafkaSettings(broker.bootstrap(), 1, TokenLogin.client(TOKEN));
      TopicAdmin.ensureTopics(kafka, WITHIN);
      try (GeneratorApp generator = GeneratorApp.start(kafka, directory.resolve("generator"))) {
        new RunStarter(kafka, Clock.systemUTC())
            .start("guarded", RunSpecs.builtIn().parse(Presets.text("smoke"), "smoke", List.of()));
        assertThat(generator.failure()).isNotDone();
      }

      assertThat(broker.address()).isEqualTo("scram://" + broker.bootstrap());
      String token = tokenFile(TOKEN);
      assertThat(
              said(ExitCode.DONE, "runs", "--bootstrap", broker.address(), "--token-file", token))
          .contains("guarded");
      assertThat(said(ExitCode.DONE, "runs", "--dir", directory.toString(), "--token-file", token))
          .contains("guarded");
      assertThat(broker.failure()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs", "start another", "trainer --run guarded", "viewer --port 0"})
  void anotherTokenIsRefusedWithASentence(String command) throws Exception {
    try (EmbeddedBroker broker = broker(TOKEN)) {
      List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
      arguments.addAll(List.of("--bootstrap", broker.address()));
      arguments.addAll(List.of("--token-file", tokenFile("another-" + TOKEN)));
      if (!command.startsWith("start")) {
        arguments.addAll(List.of("--dir", directory.resolve("elsewhere").toString()));
      }

      assertThat(said(ExitCode.FAILED, arguments.toArray(String[]::new))
              .lines()
              .filter(line -> line.startsWith("doublegrok: ")))
          .singleElement()
          .asString()
          .startsWith("doublegrok: Kafka at " + broker.bootstrap() + " does not accept this login")
          .contains("SCRAM-SHA-256", "check the token, which must be the broker's");
    }
  }

  @Test
  void whoHasNoTokenIsToldBeforeAnythingIsAsked() {
    assertThat(said(ExitCode.BAD_ARGUMENTS, "runs", "--bootstrap", "scram://nowhere:9092"))
        .contains("scram://nowhere:9092 asks for the token", "--token-file FILE")
        .hasLineCount(1);
    assertThat(said(ExitCode.BAD_ARGUMENTS, "broker", "--listen", "127.0.0.1"))
        .contains("--listen 127.0.0.1 needs a token", "--token-file FILE")
        .hasLineCount(1);
    assertThatThrownBy(() -> BrokerListener.at("0.0.0.0", 0, TOKEN))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("hostname -I");
    assertThatThrownBy(() -> BrokerListener.at("no-such-host.invalid", 0, TOKEN))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no-such-host.invalid");
  }

  @Test
  void anotherTokenHoldsFromTheNextStartOnAndNothingIsLost() {
    try (EmbeddedBroker broker = broker(TOKEN)) {
      TopicAdmin.ensureTopics(
          new KafkaSettings(broker.bootstrap(), 1, TokenLogin.client(TOKEN)), WITHIN);
    }
    try (EmbeddedBroker broker = broker("another-" + TOKEN)) {
      KafkaSettings former = new KafkaSettings(broker.bootstrap(), 1, TokenLogin.client(TOKEN));
      KafkaSettings now =
          new KafkaSettings(broker.bootstrap(), 1, TokenLogin.client("another-" + TOKEN));

      assertThatThrownBy(() -> TopicAdmin.missing(former, WITHIN))
          .isInstanceOf(KafkaRefusedException.class);
      assertThat(TopicAdmin.missing(now, WITHIN)).isEmpty();
    }
  }

  /** The controller could do all that a client can, and more. */
  @Test
  void theControllerKnowsNobodyEither() {
    try (EmbeddedBroker broker = broker(TOKEN)) {
      Map<String, Object> settings = new HashMap<>(TokenLogin.client(TOKEN));
      settings.put(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, broker.controller());
      settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
      settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3000);
      try (Admin stranger = Admin.create(settings)) {
        assertThatThrownBy(() -> stranger.describeCluster().nodes().get())
            .hasMessageContaining("SCRAM");
      }
    }
  }

  private EmbeddedBroker broker(String token) {
    return EmbeddedBroker.start(kafka(), BrokerListener.at("127.0.0.1", 0, token));
  }

  private Path kafka() {
    return new DataDirectory(directory).kafka();
  }

  private String tokenFile(String token) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "token", ""), token + "\n")
        .toString();
  }

  private String said(int code, String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    assertThat(Doublegrok.run(out, out, arguments)).as(said.toString()).isEqualTo(code);
    printed.add(said.toString());
    return said.toString();
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
