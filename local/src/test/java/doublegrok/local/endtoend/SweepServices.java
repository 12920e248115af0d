package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.log.KafkaSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Services of a sweep, each in a process of its own, under a supervisor that starts again what has
 * ended.
 */
final class SweepServices implements AutoCloseable {
  static final List<String> WORKERS = List.of("worker-0", "worker-1", "worker-2");
  private static final int RESTARTS_MAX = 40;

  private final Path directory;
  private final int port;
  private final Map<String, List<String>> commands = new LinkedHashMap<>();
  private final Map<String, CommandLineProcess> running = new HashMap<>();
  private int restarts;

  private SweepServices(Path directory, int port) {
    this.directory = directory;
    this.port = port;
    String data = directory.toString();
    String bootstrap = "127.0.0.1:" + port;
    commands.put("broker", List.of("broker", "--dir", data, "--port", Integer.toString(port)));
    commands.put("generator", List.of("generator", "--bootstrap", bootstrap, "--dir", data));
    commands.put(
        "viewer", List.of("viewer", "--bootstrap", bootstrap, "--dir", data, "--port", "0"));
    WORKERS.forEach(worker -> commands.put(
        worker, List.of("worker", "--bootstrap", bootstrap, "--dir", data, "--threads", "1")));
  }

  /** Starts the broker alone. */
  static SweepServices start(Path directory) throws IOException {
    Files.createDirectories(directory);
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    SweepServices services = new SweepServices(directory, free);
    services.launch("broker");
    services.running.get("broker").awaitOut("127.0.0.1:" + free);
    return services;
  }

  KafkaSettings kafka() {
    return new KafkaSettings("127.0.0.1:" + port, 2, Map.of());
  }

  /** Starts those that do not run. */
  void launchAll() throws IOException {
    for (String name : commands.keySet()) {
      if (!running.containsKey(name)) {
        launch(name);
      }
    }
  }

  /** SIGKILL, and after a while the same again. */
  void kill(String name, Duration away) throws IOException {
    System.out.printf("chaos: kill %s for %d ms%n", name, away.toMillis());
    running.remove(name).close();
    await().pollDelay(away).until(() -> true);
    launch(name);
  }

  /** A signal that asks it to end; how it then ended. */
  int end(String name, String signal) throws Exception {
    CommandLineProcess process = running.remove(name);
    process.signal(signal);
    int code = process.exitCode();
    process.close();
    launch(name);
    return code;
  }

  /** Starts again what has ended by itself. */
  void supervise() throws IOException {
    for (Map.Entry<String, CommandLineProcess> each : Map.copyOf(running).entrySet()) {
      if (!each.getValue().isAlive()) {
        System.out.printf(
            "chaos: %s ended: %s%n", each.getKey(), each.getValue().err().strip());
        assertThat(++restarts).as("restarts").isLessThan(RESTARTS_MAX);
        launch(each.getKey());
      }
    }
  }

  @Override
  public void close() {
    running.values().forEach(CommandLineProcess::close);
  }

  private void launch(String name) throws IOException {
    String[] command = commands.get(name).toArray(String[]::new);
    running.put(name, CommandLineProcess.start(directory, command));
  }
}
