package doublegrok.bench.section;

import doublegrok.bench.measure.Rounds;
import doublegrok.bench.measure.Stopwatch;
import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where and how thoroughly is measured.
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
  public Rounds warmRounds() {
    return new Rounds(rounds, true);
  }

  /** Rounds that all count, for what starts anew each time. */
  public Rounds coldRounds() {
    return new Rounds(rounds, false);
  }

  /** A stopwatch whose samples are long enough. */
  public Stopwatch stopwatch() {
    return new Stopwatch(quick ? QUICK_SAMPLE : SAMPLE, System::nanoTime);
  }

  /** A number of repetitions that a quick bench makes few of. */
  public int times(int usually, int quickly) {
    return quick ? quickly : usually;
  }

  /** The device; its first use loads PyTorch. */
  public ComputeDevice computeDevice() {
    return ComputeDevice.choose(device);
  }

  /** A directory that did not exist. */
  public Path newDirectory(String name) throws IOException {
    return Files.createTempDirectory(directory, name);
  }

  /** A Java like this one with its class path, that runs a class. */
  public List<String> child(String mainClass) {
    List<String> command = new ArrayList<>(surroundings.java());
    command.add(mainClass);
    return command;
  }
}
