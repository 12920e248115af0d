package doublegrok.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Java process with this one's options and class path, whose words go to a file. */
final class JavaProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long LOOK_MILLIS = 20;

  private final String name;
  private final Path said;
  private final long begun = System.nanoTime();
  private final Process process;

  /**
   * Starts it.
   *
   * @param directory for the file of its words
   */
  JavaProcess(Path directory, String mainClass, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    name = mainClass + " " + arguments.get(0);
    said = Files.createTempFile(directory, "said", ".txt");
    process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }

  /** Seconds from its start until a condition holds, which is looked at again and again. */
  double secondsUntil(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    for (boolean alive = true; !condition.call(); alive = process.isAlive()) {
      if (!alive) { // and what it did before its end has been looked at
        throw new IllegalStateException(name + " ended by itself; it said: " + said());
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(name + " did not come so far within " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return (System.nanoTime() - begun) * 1e-9;
  }

  boolean hasEnded() {
    return !process.isAlive();
  }

  /** All that it has said. */
  String said() throws IOException {
    return Files.readString(said);
  }

  /** The most memory that was resident at once, in MB; empty where the system does not tell. */
  OptionalDouble residentMegabytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return OptionalDouble.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6)
        .findFirst();
  }

  /** SIGKILL: nothing of what it does is wanted any more. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }
}
