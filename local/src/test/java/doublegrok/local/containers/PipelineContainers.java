package doublegrok.local.containers;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import doublegrok.local.monitoring.Checkout;
import doublegrok.log.KafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.MountableFile;

/** Kafka, the services and Prometheus as containers on one network, and trainers beside. */
final class PipelineContainers implements AutoCloseable {
  private static final String LABEL = "doublegrok.test";
  private static final String BOOTSTRAP = "kafka:19092";
  private static final String DATA = "/var/lib/doublegrok";
  private static final String TOKEN_FILE = "/run/secrets/doublegrok-token";
  private static final String CONFIGURATION = "/etc/prometheus/prometheus.yml";
  private static final int PAGE = 8642;
  private static final int PROMETHEUS = 9090;
  private static final int PARTITIONS = 8;
  private static final int READABLE = 0444;

  private final DockerClient docker = DockerClientFactory.instance().client();
  private final String token = UUID.randomUUID().toString();
  private final String data = "doublegrok-test-" + UUID.randomUUID();
  private final Deque<Runnable> closings = new ArrayDeque<>();
  private final Network network = Network.newNetwork();
  private final ImageFromDockerfile full = Images.full();
  private final KafkaContainer kafka;
  private final GenericContainer<?> generator;
  private final GenericContainer<?> evaluator;
  private final GenericContainer<?> viewer;
  private final GenericContainer<?> prometheus;

  PipelineContainers() {
    kafka = new KafkaContainer(Images.kafka()).withListener(BOOTSTRAP);
    ImageFromDockerfile light = Images.light();
    generator = service(light, "generator", "--metrics-port=8643");
    evaluator = answering(service(full, "evaluator", "--no-view", "--threads=1"));
    viewer = answering(service(light, "viewer"));
    prometheus = new GenericContainer<>(Images.prometheus())
        .withCopyToContainer(Transferable.of(token, READABLE), TOKEN_FILE)
        .withCopyToContainer(Transferable.of(configuration()), CONFIGURATION)
        .withCopyFileToContainer(
            MountableFile.forHostPath(Checkout.path("prometheus/rules")), "/etc/prometheus/rules")
        .withExposedPorts(PROMETHEUS)
        .waitingFor(Wait.forHttp("/-/ready").forPort(PROMETHEUS));
  }

  private static GenericContainer<?> answering(GenericContainer<?> service) {
    return service.withExposedPorts(PAGE).waitingFor(Wait.forHttp("/readyz").forPort(PAGE));
  }

  /** Builds the images and starts all but the trainers. */
  void start() {
    closings.push(network::close);
    docker.createVolumeCmd().withName(data).withLabels(Map.of(LABEL, "")).exec();
    closings.push(() -> docker.removeVolumeCmd(data).exec());
    started(kafka);
    started(generator);
    started(evaluator);
    started(viewer);
    started(prometheus);
  }

  /** How this process reaches Kafka. */
  KafkaSettings kafka() {
    return new KafkaSettings(kafka.getBootstrapServers(), PARTITIONS, Map.of());
  }

  GenericContainer<?> generator() {
    return generator;
  }

  GenericContainer<?> evaluator() {
    return evaluator;
  }

  GenericContainer<?> viewer() {
    return viewer;
  }

  /** Where Prometheus answers, without a slash at the end. */
  String prometheusUrl() {
    return "http://%s:%d".formatted(prometheus.getHost(), prometheus.getMappedPort(PROMETHEUS));
  }

  /** A trainer that has begun; it ends by itself. */
  GenericContainer<?> trainer(String run) {
    return started(service(full, "trainer", "--run=" + run, "--threads=1", "--metrics-port=8644"));
  }

  /** SIGKILL, and once it is dead the same container again, as a restart policy does it. */
  void killAndRestart(GenericContainer<?> container) {
    docker.killContainerCmd(container.getContainerId()).exec();
    await().until(() -> !running(container));
    docker.startContainerCmd(container.getContainerId()).exec();
  }

  /** Pulls the plug: until it is plugged in again the container reaches nobody. */
  void cutOff(GenericContainer<?> container) {
    docker
        .disconnectFromNetworkCmd()
        .withNetworkId(network.getId())
        .withContainerId(container.getContainerId())
        .exec();
  }

  void connect(GenericContainer<?> container) {
    docker
        .connectToNetworkCmd()
        .withNetworkId(network.getId())
        .withContainerId(container.getContainerId())
        .exec();
  }

  boolean running(GenericContainer<?> container) {
    return Boolean.TRUE.equals(state(container).getRunning());
  }

  /** Of a container that has ended. */
  long exitCode(GenericContainer<?> container) {
    Long code = state(container).getExitCodeLong();
    return code == null ? -1 : code;
  }

  /** Containers first, then what they used. */
  @Override
  public void close() {
    while (!closings.isEmpty()) {
      closings.pop().run();
    }
  }

  private InspectContainerResponse.ContainerState state(GenericContainer<?> container) {
    return docker.inspectContainerCmd(container.getContainerId()).exec().getState();
  }

  /** As docker-compose.yml runs it: only its volume and /tmp can be written, no right is gained. */
  private GenericContainer<?> service(ImageFromDockerfile image, String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add("--bootstrap=" + BOOTSTRAP);
    command.add("--dir=" + DATA);
    command.add("--host=0.0.0.0");
    return new GenericContainer<>(image)
        .withNetworkAliases(arguments[0])
        .withEnv("DOUBLEGROK_TOKEN", token)
        .withEnv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1") // it lives for a minute only
        .withCommand(command.toArray(String[]::new))
        .withTmpFs(Map.of("/tmp", "rw,exec"))
        .withCreateContainerCmdModifier(create -> create
            .getHostConfig()
            .withReadonlyRootfs(true)
            .withSecurityOpts(List.of("no-new-privileges"))
            .withBinds(new Bind(data, new Volume(DATA), AccessMode.rw)));
  }

  private <C extends GenericContainer<?>> C started(C container) {
    container.withNetwork(network);
    container.withStartupTimeout(ExampleRuns.PATIENCE);
    container.withLabel(LABEL, "");
    closings.push(container::stop);
    container.start();
    return container;
  }

  /** The project's own, but for a tighter schedule. */
  private static String configuration() {
    try {
      return Files.readString(Checkout.path("prometheus/prometheus.yml"))
          .replaceAll("_interval: \\d+s", "_interval: 1s");
    } catch (IOException failure) {
      throw new UncheckedIOException("prometheus/prometheus.yml cannot be read", failure);
    }
  }
}
