package doublegrok.local.containers;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import doublegrok.schemas.KafkaSettings;
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

/** Kafka, generator, evaluator and Prometheus as containers on one network, and trainers beside. */
final class PipelineContainers implements AutoCloseable {
  private static final String LABEL = "doublegrok.test";
  private static final String BOOTSTRAP = "kafka:19092";
  private static final String DATA = "/var/lib/doublegrok";
  private static final String TOKEN_FILE = "/run/secrets/doublegrok-token";
  private static final int PAGE = 8642;
  private static final int PROMETHEUS = 9090;
  private static final int PARTITIONS = 8;
  private static final int READABLE = 0444;

  private final DockerClient docker = DockerClientFactory.instance().client();
  private final String token = UUID.randomUUID().toString();
  private final String data = "doublegrok-test-" + UUID.randomUUID();
  private final Deque<Runnable> closings = new ArrayDeque<>();
  private final Network network = Network.newNetwork();
  private final ImageFromDockerfile full = Images.service("full");
  private final KafkaContainer kafka;
  private final GenericContainer<?> generator;
  private final GenericContainer<?> evaluator;
  private final GenericContainer<?> prometheus;

  PipelineContainers() {
    kafka = new KafkaContainer(Images.kafka()).withListener(BOOTSTRAP);
    generator = service(Images.service("light"), "generator");
    evaluator = service(full, "evaluator", "--threads=1", "--host=0.0.0.0")
        .withNetworkAliases("evaluator")
        .withEnv("DOUBLEGROK_TOKEN", token)
        .withExposedPorts(PAGE)
        .waitingFor(Wait.forHttp("/readyz").forPort(PAGE));
    prometheus = new GenericContainer<>(Images.prometheus())
        .withCopyToContainer(Transferable.of(token, READABLE), TOKEN_FILE)
        .withCopyToContainer(Transferable.of(scrapes()), "/etc/prometheus/prometheus.yml")
        .withExposedPorts(PROMETHEUS)
        .waitingFor(Wait.forHttp("/-/ready").forPort(PROMETHEUS));
  }

  /** Builds the images and starts all but the trainers. */
  void start() {
    closings.push(network::close);
    docker.createVolumeCmd().withName(data).withLabels(Map.of(LABEL, "")).exec();
    closings.push(() -> docker.removeVolumeCmd(data).exec());
    started(kafka);
    started(generator);
    started(evaluator);
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

  /** Where Prometheus answers, without a slash at the end. */
  String prometheusUrl() {
    return "http://%s:%d".formatted(prometheus.getHost(), prometheus.getMappedPort(PROMETHEUS));
  }

  /** A trainer that has begun; it ends by itself. */
  GenericContainer<?> trainer(String run) {
    return started(service(full, "trainer", "--run=" + run, "--threads=1"));
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

  /** As compose.yaml runs it: nothing but its volume and /tmp can be written, nothing is gained. */
  private GenericContainer<?> service(ImageFromDockerfile image, String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add("--bootstrap=" + BOOTSTRAP);
    command.add("--dir=" + DATA);
    return new GenericContainer<>(image)
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

  private static String scrapes() {
    return """
        global: {scrape_interval: 1s}
        scrape_configs:
          - job_name: doublegrok
            authorization: {credentials_file: %s}
            static_configs: [{targets: ["evaluator:%d"]}]
        """.formatted(TOKEN_FILE, PAGE);
  }
}
