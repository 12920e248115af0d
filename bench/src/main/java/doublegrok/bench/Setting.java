package doublegrok.bench;

import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Place and thoroughness of the measurements.
 *
 * @param rounds that are kept of every measurement
 * @param quick whether everything is made small: the numbers then mean nothing
 * @param device where to compute
 * @param threads that compute on a CPU
 * @param python that has torch, if one is to be compared with; empty to look for one
 * @param directory for what is written; whoever runs the bench deletes it
 * @param surroundings broker, pipeline and program
 * @param progress is told what goes on
 */
public record Setting(
    int rounds,
    boolean quick,
    DeviceChoice device,
    int threads,
    Optional<String> python,
    Path directory,
    Surroundings surroundings,
    Consumer<String> progress) {
  private static final Duration SAMPLE = Duration.ofMillis(500);
  private static final Duration QUICK_SAMPLE = Duration.ofMillis(1);

  /** Rounds after one that is thrown away. */
  Rounds warmRounds() {
    return new Rounds(rounds, true);
  }

  Stopwatch stopwatch() {
    return new Stopwatch(quick ? QUICK_SAMPLE : SAMPLE, System::nanoTime);
  }

  /** A number of repetitions that a quick bench makes few of. */
  int times(int usually, int quickly) {
    return quick ? quickly : usually;
  }

  /** The device; its first use loads PyTorch. */
  ComputeDevice computeDevice() {
    return ComputeDevice.choose(device);
  }

  /** A directory that did not exist. */
  Path newDirectory(String name) throws IOException {
    return Files.createTempDirectory(directory, name);
  }

  /** Command line of a Java with this one's options and class path, that runs a class. */
  static List<String> java(String mainClass) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    return command;
  }
}
