package doublegrok.bench;

import doublegrok.bench.Rounds.Measurement;
import doublegrok.log.KafkaSettings;
import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Place and thoroughness of the measurements.
 *
 * @param rounds that are kept of every measurement
 * @param quick whether everything is made small: the numbers then mean nothing
 * @param device where to compute
 * @param threads that compute on a CPU
 * @param python that has torch, if one is to be compared with; empty to look for one
 * @param directory for what is written; whoever runs the bench deletes it
 * @param program the main class of the command line
 * @param embedded how clients reach an embedded broker, by its address
 * @param progress is told what goes on
 */
public record Setting(
    int rounds,
    boolean quick,
    DeviceChoice device,
    int threads,
    Optional<String> python,
    Path directory,
    String program,
    Function<String, KafkaSettings> embedded,
    Consumer<String> progress) {
  private static final Duration SAMPLE = Duration.ofMillis(500);

  /** Takes measurements in turn, in rounds after one that is thrown away. */
  List<Samples> inTurn(List<? extends Measurement> measurements) throws Exception {
    return new Rounds(rounds, true).of(measurements);
  }

  /** Seconds of an action that is repeated until that means something. */
  Measurement seconds(Stopwatch.Action action) {
    Stopwatch stopwatch = new Stopwatch(quick ? Duration.ZERO : SAMPLE, System::nanoTime);
    return () -> stopwatch.seconds(action);
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
}
