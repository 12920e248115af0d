package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The services, each in a process of its own, under a supervisor that starts again what has ended:
 * as a container platform does.
 */
final class Services implements AutoCloseable {
  static final List<String> NAMES = List.of("trainer", "generator", "evaluator", "broker");
  private static final int PARTITIONS = 2;
  private static final int RESTARTS_MAX = 40;
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);
  private static final Duration SCAN_WITHIN = Duration.ofSeconds(5);

  private final Path directory;
  private final int port;
  private final Map<String, CommandLineProcess> running = new HashMap<>();
  private int restarts;
  private boolean trained;

  private Services(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** Starts all of them; they share a directory. */
  static Services start(Path directory) throws IOException {
    Files.createDirectories(directory);
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Services services = new Services(directory, free);
    services.launch("broker");
    services.running.get("broker").awaitOut("127.0.0.1:" + free);
    services.launch("generator");
    services.launch("evaluator");
    services.launch("trainer");
    return services;
  }

  KafkaSettings kafka() {
    return new KafkaSettings("127.0.0.1:" + port, PARTITIONS, Map.of());
  }

  /** SIGKILL, and after a while the same again. */
  void kill(String name, Duration away) throws IOException {
    CommandLineProcess victim = running.remove(name);
    System.out.printf("chaos: kill %s at step %d, for %d ms%n", name, step(), away.toMillis());
    victim.close();
    await().pollDelay(away).until(() -> true);
    launch(name);
  }

  /** Waits until the log has this step; whatever has ended by itself meanwhile is started again. */
  void awaitStep(long step, Duration within) {
    await().atMost(within).pollInterval(LOOK_EVERY).until(() -> {
      supervise();
      return trained || step() >= step;
    });
  }

  /** Waits until the trainer has ended well. */
  void awaitTrained(Duration within) {
    await().atMost(within).pollInterval(LOOK_EVERY).until(() -> {
      supervise();
      return trained;
    });
  }

  @Override
  public void close() {
    running.values().forEach(CommandLineProcess::close);
  }

  /** The newest step that is committed; 0 while the broker is away. */
  private long step() {
    try {
      return new RunScan(kafka(), SCAN_WITHIN)
          .newest(Topics.STEPS, LocalRun.NAME)
          .map(each -> each.getStep())
          .orElse(0L);
    } catch (RuntimeException away) {
      return 0;
    }
  }

  private void supervise() throws IOException {
    for (String name : NAMES) {
      CommandLineProcess process = running.get(name);
      if (process == null || process.isAlive() || (name.equals("trainer") && trained)) {
        continue;
      }
      if (name.equals("trainer") && process.exitValue() == 0) {
        trained = true;
        continue;
      }
      System.out.printf("chaos: %s has ended: %s%n", name, process.err().strip());
      assertThat(++restarts)
          .as("restarts, the last for %s", process.err())
          .isLessThan(RESTARTS_MAX);
      launch(name);
    }
  }

  private void launch(String name) throws IOException {
    String bootstrap = "127.0.0.1:" + port;
    String data = directory.toString();
    String[] command = switch (name) {
      case "broker" -> new String[] {"broker", "--dir", data, "--port", Integer.toString(port)};
      case "generator" -> new String[] {"generator", "--bootstrap", bootstrap, "--dir", data};
      case "evaluator" ->
        new String[] {
          "evaluator", "--bootstrap", bootstrap, "--dir", data, "--port", "0", "--threads", "1"
        };
      default ->
        new String[] {
          "trainer",
          "--run",
          LocalRun.NAME,
          "--bootstrap",
          bootstrap,
          "--dir",
          data,
          "--threads",
          "1"
        };
    };
    running.put(name, CommandLineProcess.start(directory, command));
  }
}
