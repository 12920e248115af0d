package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    "swaps=[]",
    "--threads",
    "1"
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
      assertThat(training.err()).contains("the same command goes on from the newest checkpoint");
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
  void aStepThatOutlastsTheCloseDoesNotCrash() throws Exception {
    String[] slow = {
      "demo",
      "--preset",
      "he2024",
      "--dir",
      "data",
      "--no-page",
      "--threads",
      "1",
      "--set",
      "batch.sequences=320"
    };
    try (CommandLineProcess demo = CommandLineProcess.start(directory, slow)) {
      demo.awaitErr("started at step 0");
      demo.interrupt();
      assertThat(demo.exitCode()).isEqualTo(130);
      assertThat(demo.out()).doesNotContain("fatal error");
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).noneMatch(each -> each.getFileName().toString().startsWith("hs_err"));
    }
  }

  @Test
  void showsForksAndVerifiesARunThatHasEnded() throws Exception {
    try (CommandLineProcess demo = demo(WITHOUT_PAGE)) {
      assertThat(demo.exitCode()).isZero();
    }
    JsonNode shown = new ObjectMapper().readTree(succeeding("show", "smoke", "--json"));
    assertThat(shown.get("state").asText()).isEqualTo("finished");
    assertThat(shown.get("step").asLong()).isEqualTo(60);
    assertThat(shown.get("next_batch").asLong()).isEqualTo(60);
    assertThat(shown.get("checkpoint_step").asLong()).isEqualTo(60);
    assertThat(shown.get("weights_sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(shown.get("optimizer_sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(shown.get("accuracies").get("id-train").get("total").asLong()).isEqualTo(128);
    assertThat(shown.at("/settings/threads").asText()).isEqualTo("1");
    assertThat(shown.at("/settings/precision").asText()).isEqualTo("float32");
    assertThat(shown.get("computing").asText()).contains("threads: 1, as asked for");
    assertThat(shown.get("lineage")).isEmpty();
    try (CommandLineProcess broker =
        CommandLineProcess.start(directory, inData("broker", "--port", "0"))) {
      broker.awaitOut("127.0.0.1:"); // from here on the commands talk to it
      assertEvaluatesAsTheRunDid(shown);
      assertThat(succeeding("watch", "smoke"))
          .contains("run smoke: finished at step 60", "id-train");
      assertThat(new ObjectMapper().readTree(succeeding("watch", "smoke", "--json")))
          .isEqualTo(shown);
      assertRefused("run 'other' does not exist", "watch", "other");
      assertThat(succeeding("export", "smoke", "--data", "tables"))
          .containsPattern("run smoke: wrote tables/smoke \\(\\d+ rows in 7 tables\\)");
      assertThat(succeeding("export", "smoke", "--data", "tables")).contains("nothing new for");
      assertThat(succeeding("verify", "smoke")).contains("60 batches on the log, 0 to 59");
      broker.interrupt();
      assertThat(broker.exitCode()).isEqualTo(130);
    }
    assertRefused(
        "every batch of the run up to its end at 60 is produced",
        "swap",
        "smoke",
        "--set",
        "distribution.tasks=4");
    assertThat(succeeding("fork", "smoke", "--at-step", "40", "--as", "child"))
        .contains("run child: the run begins with batch 40");
    assertThat(succeeding("runs")).contains("smoke at 40");
    try (CommandLineProcess child = CommandLineProcess.start(
        directory, "demo", "--run", "child", "--dir", "data", "--no-page")) {
      assertThat(child.exitCode()).isZero();
      assertThat(child.out()).contains("run child: finished at step 60");
    }
    JsonNode child = new ObjectMapper().readTree(succeeding("show", "child", "--json"));
    assertThat(child.get("weights_sha256")).isEqualTo(shown.get("weights_sha256"));
    assertThat(child.get("optimizer_sha256")).isEqualTo(shown.get("optimizer_sha256"));
    assertThat(child.get("computing").asText())
        .contains("threads: 1, as the checkpoint's", "precision: float32, as the checkpoint's");
    assertThat(child.get("lineage").get(0).get("run").asText()).isEqualTo("smoke");
    assertRefused(
        "threads is 2, was 1",
        "demo",
        "--run",
        "child",
        "--threads",
        "2",
        "--no-page",
        "--until-step",
        "70");
  }

  private void assertEvaluatesAsTheRunDid(JsonNode shown) throws Exception {
    ObjectNode again = (ObjectNode) new ObjectMapper()
        .readTree(succeeding("evaluate", "--run", "smoke", "--threads", "1", "--json"));
    assertThat(again.remove("run").asText()).isEqualTo("smoke");
    assertThat(again.remove("step").asLong()).isEqualTo(60);
    assertThat(again.get("weights_sha256")).isEqualTo(shown.get("weights_sha256"));
    shown.get("accuracies").properties().forEach(set -> {
      JsonNode last = again.at("/sets/%s/last_shot".formatted(set.getKey()));
      set.getValue()
          .properties()
          .forEach(each -> assertThat(last.get(each.getKey())).isEqualTo(each.getValue()));
    });

    succeeding("export", "smoke", "--out", "w.safetensors", "--spec-out", "w.yaml");
    String[] exported = {
      "evaluate", "--weights", "w.safetensors", "--spec", "w.yaml", "--threads", "1", "--json"
    };
    try (CommandLineProcess process = CommandLineProcess.start(directory, exported)) {
      assertThat(process.exitCode()).as(process.err()).isZero();
      ObjectNode apart = (ObjectNode) new ObjectMapper().readTree(process.out());
      assertThat(apart.remove("run").isNull() && apart.remove("step").isNull()).isTrue();
      assertThat(apart).isEqualTo(again);
    }
    assertComesBackFromOtherLibraries();
  }

  private void assertComesBackFromOtherLibraries() throws Exception {
    String neox = "--format=gpt-neox";
    succeeding("export", "smoke", neox, "--all-steps", "--out", "neox");
    String newest = "neox/step-60/model.safetensors";
    String[] back = {"import-weights", newest, "--spec", "w.yaml", "--out", "back.safetensors"};
    try (CommandLineProcess process = CommandLineProcess.start(directory, back)) {
      assertThat(process.exitCode()).as(process.err()).isZero();
    }
    assertThat(directory.resolve("back.safetensors"))
        .hasSameBinaryContentAs(directory.resolve("w.safetensors"));
  }

  private String succeeding(String... arguments) throws Exception {
    try (CommandLineProcess process = CommandLineProcess.start(directory, inData(arguments))) {
      assertThat(process.exitCode()).as(process.err()).isZero();
      return process.out();
    }
  }

  private void assertRefused(String reason, String... arguments) throws Exception {
    try (CommandLineProcess process = CommandLineProcess.start(directory, inData(arguments))) {
      assertThat(process.exitCode()).isIn(1, 2);
      assertThat(process.err()).contains(reason);
      assertQuiet(process.err());
    }
  }

  private static String[] inData(String... arguments) {
    return Stream.concat(Arrays.stream(arguments), Stream.of("--dir", "data"))
        .toArray(String[]::new);
  }

  /** By a user whose home Java does not know, as one without an entry in passwd. */
  @Test
  void refusesCudaWhereThereIsNone() throws Exception {
    assumeTrue(ComputeDevice.choose(DeviceChoice.AUTO).description().startsWith("cpu"));
    List<String> homeless = Stream.concat(
            ClassArchive.options().stream(), Stream.of("-Duser.home=?"))
        .toList();
    String[] arguments = {"demo", "--preset", "smoke", "--dir", "data", "--device", "cuda"};

    try (CommandLineProcess demo = CommandLineProcess.start(homeless, directory, arguments)) {
      assertThat(demo.exitCode()).isEqualTo(2);
      assertOneSentence(demo.err(), "device cuda was asked for but PyTorch sees no CUDA device");
    }
    assertThat(directory.resolve("?")).doesNotExist();
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
        .hasSize(10)
        .contains("run smoke: finished at step %d".formatted(step))
        .anyMatch(line -> line.matches("phase reached: \\S.*; at the end: \\S.*"))
        .anyMatch(line -> line.matches(" +id-train +[01]\\.\\d{3} .* of 128 last-shot queries"))
        .anyMatch(line -> line.matches(" +id-test +[01]\\.\\d{3} .*"))
        .anyMatch(line -> line.matches(" +ood +[01]\\.\\d{3} .*"))
        .anyMatch(line -> line.matches(" +OOD generalisation .*completed.*"))
        .anyMatch(line -> line.startsWith("double-grokking gap: "))
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
