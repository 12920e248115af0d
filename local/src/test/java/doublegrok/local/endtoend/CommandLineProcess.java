package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.local.Main;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line in a process of its own, with this one's Java, its options, and its class path
 * without the tests.
 */
final class CommandLineProcess implements AutoCloseable {
  private static final long SIGINT_BIT = 1L << 1;

  private final Process process;
  private final Path out;
  private final Path err;

  private CommandLineProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it.
   *
   * @param directory it runs in; what it writes is kept beside
   */
  static CommandLineProcess start(Path directory, String... arguments) throws IOException {
    return start(ClassArchive.options(), directory, arguments);
  }

  /** The same as in an image that has neither DJL nor PyTorch. */
  static CommandLineProcess startWithoutDjl(Path directory, String... arguments)
      throws IOException {
    String light = Stream.of(classPath().split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("/ai/djl/"))
        .collect(Collectors.joining(File.pathSeparator));
    assertThat(light).isNotEqualTo(classPath());
    return start(List.of(), light, directory, arguments);
  }

  /** The same with further options for its JVM. */
  static CommandLineProcess start(List<String> options, Path directory, String... arguments)
      throws IOException {
    return start(options, classPath(), directory, arguments);
  }

  /** The same with another class path. */
  static CommandLineProcess start(
      List<String> options, String classPath, Path directory, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(heedingInterrupts());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(each -> each.startsWith("-X") || each.startsWith("-Dai.djl."))
        .forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, Main.class.getName()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(directory, "stdout", ".txt");
    Path err = Files.createTempFile(directory, "stderr", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile());
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    builder.environment().put("GOMP_SPINCOUNT", "0");
    return new CommandLineProcess(builder.start(), out, err);
  }

  /** Classes can only be archived where every entry is a jar. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A parent in the background may have this process, and so its children, ignore SIGINT. */
  private static List<String> heedingInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return List.of();
    }
    long ignored = Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .sum();
    return (ignored & SIGINT_BIT) == 0 ? List.of() : List.of("env", "--default-signal=INT");
  }

  /** Waits until it has said something, or has ended without. */
  void awaitOut(String part) {
    await().atMost(LocalRun.PATIENCE).until(() -> out().contains(part) || !process.isAlive());
    assertThat(out()).as("stdout, beside stderr %s", err()).contains(part);
  }

  /** Waits until it has said something on stderr, or has ended without. */
  void awaitErr(String part) {
    await().atMost(LocalRun.PATIENCE).until(() -> err().contains(part) || !process.isAlive());
    assertThat(err()).contains(part);
  }

  /** Ctrl-C. */
  void interrupt() throws Exception {
    signal("INT");
  }

  /** Any signal, by its name without SIG. */
  void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Waits for its end. */
  int exitCode() throws InterruptedException {
    return exitCode(LocalRun.PATIENCE);
  }

  /** Waits for its end, of one that has much to do. */
  int exitCode(Duration atMost) throws InterruptedException {
    assertThat(process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS))
        .as("has ended; stderr %s", err())
        .isTrue();
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** How it ended; it must have. */
  int exitValue() {
    return process.exitValue();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
