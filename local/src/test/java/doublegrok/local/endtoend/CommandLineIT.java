package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a person meets it: in a process of its own, with signals and exit codes. */
class CommandLineIT {
  private static final String[] DEMO = {
    "demo",
    "--preset",
    "smoke",
    "--dir",
    "data",
    "--set",
    "checkpoint.every=20",
    "--set",
    "swaps=[]"
  };
  private static final String[] WITHOUT_PAGE = {"--no-page", "--set", "training.steps=60"};
  private static final String STARTING = "Starting broker";

  @TempDir
  Path directory;

  @Test
  void reportsAtTheEndAndStaysUntilInterrupted() throws Exception {
    String[] staying = {"--stay", "--port", "0", "--set", "training.steps=60"};
    try (CommandLineProcess demo = demo(staying)) {
      demo.awaitOut("data in");

      assertReport(demo, 60);
      assertThat(demo.err()).containsPattern("Watch run 'smoke' at http://127.0.0.1:\\d+/");
      assertThatADirectoryInUseIsRefused();
      demo.interrupt();
      assertThat(demo.exitCode()).isZero();
      assertQuiet(demo.err());
    }
    assertThatAnotherSpecIsRefused();
  }

  @Test
  void goesOnHoweverOftenItIsInterrupted() throws Exception {
    String[] slowly = {"--no-page", "--set", "training.steps=60", "--set", "stream.run_ahead=1"};
    try (CommandLineProcess starting = demo(slowly)) {
      starting.awaitErr(STARTING);
      starting.interrupt();
      assertThat(starting.exitCode()).isEqualTo(130);
      assertThat(starting.out()).isEmpty();
    }
    try (CommandLineProcess training = demo(slowly)) {
      training.awaitErr("started at step 0");
      training.interrupt();
      assertThat(training.exitCode()).isEqualTo(130);
      assertThat(training.err()).contains("the same command goes on from there");
      assertThat(training.out()).isEmpty();
    }
    try (CommandLineProcess again = demo(slowly)) {
      assertThat(again.exitCode()).isZero();
      assertThat(again.err()).containsPattern("resumed at step [1-5]?\\d\\b");
      assertReport(again, 60);
      assertQuiet(again.err());
    }
  }

  @Test
  void refusesCudaWhereThereIsNone() throws Exception {
    assumeTrue(ComputeDevice.choose(DeviceChoice.AUTO).description().startsWith("cpu"));

    try (CommandLineProcess demo = demo("--no-page", "--device", "cuda")) {
      assertThat(demo.exitCode()).isEqualTo(2);
      assertOneSentence(demo.err(), "device cuda was asked for but PyTorch sees no CUDA device");
    }
  }

  private void assertThatADirectoryInUseIsRefused() throws Exception {
    try (CommandLineProcess second = demo(WITHOUT_PAGE)) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertOneSentence(second.err(), "another broker uses the directory");
    }
  }

  private void assertThatAnotherSpecIsRefused() throws Exception {
    try (CommandLineProcess other = demo("--no-page", "--set", "seed=1")) {
      assertThat(other.exitCode()).isEqualTo(2);
      assertOneSentence(other.err(), "seed is 1, was 0");
    }
  }

  private CommandLineProcess demo(String... further) throws Exception {
    return CommandLineProcess.start(
        directory, Stream.of(DEMO, further).flatMap(Arrays::stream).toArray(String[]::new));
  }

  private void assertReport(CommandLineProcess demo, long step) {
    assertThat(demo.out().lines())
        .hasSize(6)
        .contains("run smoke: finished at step %d".formatted(step))
        .anyMatch(line -> line.matches("phase reached: \\S.*; at the end: \\S.*"))
        .anyMatch(line -> line.matches(" +id-train +[01]\\.\\d{3} .* of 128 last-shot queries"))
        .anyMatch(line -> line.matches(" +id-test +[01]\\.\\d{3} .*"))
        .anyMatch(line -> line.matches(" +ood +[01]\\.\\d{3} .*"))
        .contains("data in " + directory.resolve("data"));
  }

  /** Besides saying that it starts, it says one sentence. */
  private static void assertOneSentence(String err, String part) {
    assertThat(err.lines().filter(line -> !line.startsWith(STARTING)))
        .singleElement()
        .asString()
        .startsWith("doublegrok: ")
        .contains(part);
  }

  /** No log line of warnings and errors, and no stack trace. */
  private static void assertQuiet(String err) {
    assertThat(err.lines())
        .noneMatch(line -> line.contains(" WARN ")
            || line.contains(" ERROR ")
            || line.startsWith("\tat ")
            || line.startsWith("SLF4J"));
  }
}
