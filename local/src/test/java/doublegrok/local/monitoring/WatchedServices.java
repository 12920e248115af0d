package doublegrok.local.monitoring;

import static org.awaitility.Awaitility.await;

import doublegrok.control.RunStarter;
import doublegrok.evaluator.EvaluatorSettings;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.pipeline.EvaluatorWithViewer;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.model.DeviceChoice;
import doublegrok.spec.RunSpec;
import doublegrok.status.AccessToken;
import doublegrok.status.Endpoint;
import doublegrok.status.ServiceHealth;
import doublegrok.trainer.TrainerApp;
import doublegrok.trainer.TrainerSettings;
import doublegrok.trainer.compute.ComputeSettings;
import doublegrok.viewer.ViewerApp;
import doublegrok.viewer.ViewerSettings;
import doublegrok.viewer.page.PageSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A broker and the three services, each with health and a port of its own, behind a token. */
final class WatchedServices implements AutoCloseable {
  static final String TOKEN = "the-token-of-these-services";
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration TOPICS_WITHIN = Duration.ofSeconds(30);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final DataDirectory directory;
  private final KafkaSettings kafka;

  WatchedServices(Path directory) {
    this.directory = new DataDirectory(directory);
    EmbeddedBroker broker = opened(EmbeddedBroker.start(this.directory.kafka()));
    kafka = Cluster.embedded(broker.bootstrap());
    TopicAdmin.ensureTopics(kafka, TOPICS_WITHIN);
  }

  void startRun(String run, RunSpec spec) {
    new RunStarter(kafka, Clock.systemUTC()).start(run, spec);
  }

  /** A plain consumer that is a member of this group, and the only one. */
  KafkaConsumer<String, byte[]> memberOf(String group) {
    Map<String, Object> settings = kafka.consumer();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings);
    consumer.subscribe(List.of(Topics.REJECTED.name()));
    await().atMost(PATIENCE).until(() -> {
      var unused = consumer.poll(Duration.ofMillis(100));
      return !consumer.assignment().isEmpty();
    });
    return consumer;
  }

  GeneratorApp generator() {
    return opened(GeneratorApp.start(
        kafka, directory.state("generator"), ServiceHealth.ofProcess(), Optional.of(endpoint(0))));
  }

  TrainerApp trainer(String run, int port) {
    TrainerSettings settings = new TrainerSettings(
        kafka,
        run,
        directory.checkpoints(),
        ComputeSettings.on(DeviceChoice.CPU, 1),
        OptionalLong.empty(),
        false);
    return opened(
        TrainerApp.start(settings, ServiceHealth.ofProcess(), Optional.of(endpoint(port))));
  }

  /** One that is closed by whoever asked for it; its state lies in a directory of this name. */
  EvaluatorWithViewer evaluator(String state) {
    return EvaluatorWithViewer.start(
        new EvaluatorSettings(kafka, directory.checkpoints(), DeviceChoice.CPU, 1),
        new ViewerSettings(kafka, directory.state(state), Optional.of(page())),
        ServiceHealth.ofProcess());
  }

  /** A viewer beside a generator in one process, whose counters have the same labels. */
  ViewerApp viewerBesideGenerator() {
    ServiceHealth health = ServiceHealth.ofProcess();
    opened(GeneratorApp.start(kafka, directory.state("generator-2"), health, Optional.empty()));
    return opened(ViewerApp.start(
        new ViewerSettings(kafka, directory.state("viewer"), Optional.of(page())), health));
  }

  private static PageSettings page() {
    return PageSettings.local(0).guardedBy(AccessToken.of(TOKEN, "test"));
  }

  /** What a service answers to one who knows the token. */
  HttpResponse<String> get(String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Bearer " + TOKEN)
        .timeout(PATIENCE)
        .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException away) {
      throw new IllegalStateException(url + " does not answer", away);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Waits until the service there is ready. */
  void awaitReady(String url) {
    await().atMost(PATIENCE).until(() -> get(url + "readyz").statusCode() == 200);
  }

  /** The trainer first; the broker last. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception late) {
        throw new IllegalStateException("a service did not close", late);
      }
    }
  }

  private static Endpoint endpoint(int port) {
    Optional<AccessToken> token = Optional.of(AccessToken.of(TOKEN, "test"));
    return new Endpoint("127.0.0.1", port, token, false, "--metrics-port", Endpoint.IDLE);
  }

  private <T extends AutoCloseable> T opened(T service) {
    opened.push(service);
    return service;
  }
}
