package doublegrok.local.command.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import doublegrok.local.command.Doublegrok;
import doublegrok.local.command.common.ExitCode;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluateCommandTest {
  private static final String[] LINEAR = {
    "swaps=[]", "task.family=modular-linear", "task.modulus=7", "distribution.tasks=16"
  };

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir
  private Path directory;

  @Test
  void everySetHasItsAccuracyAndWhatExplainsIt() throws IOException {
    Path weights = constant();

    run("--weights", weights.toString(), "--preset", "smoke", "--set", "model.tied=false");

    assertThat(out.toString().lines())
        .startsWith(
            weights + " on distribution version 0 of 0..1",
            "  set                last shot  95 % interval   loss     all shots")
        .anyMatch(line -> line.matches(
            "  id-train {11}0\\.\\d{3} {6}\\[0\\.\\d{3}, 0\\.\\d{3}]  2\\.3979   0\\.\\d{3}"))
        .contains(
            "explained at the last shot by",
            "  id-train           uniform 1.00; unexplained 0.000 nats",
            "spectrum: uniform 1.00; unexplained 0.000 nats",
            "phase: nothing learned yet")
        .anyMatch(line -> line.matches("floors: exact 0\\.\\d{3}, switchboard 0\\.\\d{3}, .*"
            + "uniform 2\\.398 nats a token; memorisation pressure 0\\.\\d{3}"));
    assertThat(err.toString().lines())
        .containsExactly("Evaluating " + weights + " on distribution version 0 of 0..1");
  }

  @Test
  void theFieldsOfTheJsonAreThese() throws IOException {
    JsonNode json = json(initial(spec()), "--preset", "smoke", "--distribution-version", "1");

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "run",
            "step",
            "weights_sha256",
            "distribution_version",
            "phase",
            "sets",
            "spectrum",
            "floors",
            "floor_errors",
            "memorisation_pressure",
            "memorisation_pressure_error",
            "probes");
    assertThat(json.get("run").isNull()).isTrue();
    assertThat(json.get("distribution_version").asInt()).isEqualTo(1);
    assertThat(json.get("weights_sha256").asText()).matches("[0-9a-f]{64}");
    assertThat(json.get("sets").fieldNames())
        .toIterable()
        .containsExactly("id-train", "id-test", "ood", "formerly-id-train", "formerly-id-test");
    JsonNode set = json.at("/sets/id-train");
    assertThat(set.fieldNames()).toIterable().containsExactly("last_shot", "all_shots", "shots");
    assertThat(set.get("shots")).hasSize(4);
    assertThat(set.at("/shots/3")).isEqualTo(set.get("last_shot"));
    assertThat(set.get("last_shot").fieldNames())
        .toIterable()
        .containsExactly(
            "shot",
            "accuracy",
            "low",
            "high",
            "correct",
            "total",
            "loss",
            "loss_error",
            "attribution",
            "reference_accuracies");
    assertThat(set.at("/all_shots/total").asInt()).isEqualTo(4 * 128);
    assertThat(set.at("/last_shot/attribution/unexplained").isNumber()).isTrue();
    assertThat(sum(set.at("/last_shot/attribution/shares"))).isBetween(0.999, 1.001);
    assertThat(sum(json.at("/spectrum/shares"))).isBetween(0.999, 1.001);
    assertThat(json.get("floors").fieldNames())
        .toIterable()
        .isEqualTo(List.of("exact", "switchboard", "table", "copy", "uniform"));
    assertThat(json.at("/floors/copy").isNull()).isTrue();
    assertThat(json.get("probes")).isEmpty();
  }

  @Test
  void probesAreShownAndTheirBytesAreNumbers() throws IOException {
    Path weights = initial(spec(LINEAR));

    JsonNode probes = json(weights, linear("--probes")).get("probes");

    assertThat(probes.fieldNames())
        .toIterable()
        .contains("impostors", "attention", "ratio-heads", "components-embedding")
        .doesNotContain("spectrum");
    assertThat(probes.at("/impostors/shape").asText()).isEqualTo("curve");
    JsonNode grid = probes.get("grid-id");
    assertThat(grid.at("/down/label").isTextual()).isTrue();
    assertThat(grid.findValues("shades")).hasSizeGreaterThan(3).allSatisfy(cells -> {
      assertThat(cells).hasSize(7).allMatch(row -> row.size() == 7);
      cells.forEach(row -> row.forEach(cell -> assertThat(cell.asInt()).isBetween(0, 255)));
    });
    assertThat(grid.at("/layers/6/label").asText()).isEqualTo("uniform");
    grid.at("/layers/6/shades")
        .forEach(row -> row.forEach(cell -> assertThat(cell.asInt()).isEqualTo(36))); // 255 / 7

    out.getBuffer().setLength(0);
    run(linear("--probes", "--weights", weights.toString()));
    assertThat(out.toString().lines())
        .contains(
            "  shots              impostor less truth impostor  truth",
            "                     head 1  head 2")
        .anyMatch(line ->
            line.matches("  \\d+ +-?0\\.\\d{3} +0\\.\\d{3} +0\\.\\d{3}, standard error 0\\.\\d{3}"))
        .anyMatch(line -> line.matches("  layer 2 {12}-?\\d\\.\\d{3} +-?\\d\\.\\d{3}"));
  }

  /** As PyTorch's writer does: another order, metadata, a padded header. */
  @Test
  void anotherWritersFileGivesTheSame() throws IOException {
    List<FloatTensor> tensors = weights(spec());
    Collections.shuffle(tensors, new Random(1));
    Path other = directory.resolve("other.safetensors");
    Files.write(other, written(tensors));

    ObjectNode theirs = (ObjectNode) json(other, "--preset", "smoke");
    ObjectNode ours = (ObjectNode) json(initial(spec()), "--preset", "smoke");

    assertThat(theirs.remove("weights_sha256")).isNotEqualTo(ours.remove("weights_sha256"));
    assertThat(theirs).isEqualTo(ours);
  }

  @ParameterizedTest
  @MethodSource
  void badUseIsRefusedInOneSentence(String arguments, String sentence) throws IOException {
    initial(spec());
    Files.writeString(directory.resolve("text"), "no tensors at all");

    assertThat(execute(arguments.replace("DIR/", directory + "/").split(" ")))
        .isEqualTo(ExitCode.BAD_ARGUMENTS);
    String fault = "1 fault in the run spec preset smoke:\n  --set: ";
    assertThat(err.toString().replace(fault, "").lines())
        .last()
        .asString()
        .isEqualTo("doublegrok: " + sentence.replace("DIR/", directory + "/"));
    assertThat(out.toString()).isEmpty();
  }

  static Stream<Arguments> badUseIsRefusedInOneSentence() {
    String weights = "--weights DIR/initial.safetensors --preset smoke";
    return Stream.of(
        Arguments.of(
            "--preset smoke", "what to evaluate is missing; give --weights FILE or --run RUN"),
        Arguments.of(
            weights + " --run a", "--weights and --run exclude each other; give one of them"),
        Arguments.of(
            "--run a --set seed=1", "--set is about weights from a file; leave it out with --run"),
        Arguments.of(
            weights + " --at-step 3",
            "--at-step is about a run's checkpoint; leave it out with --weights"),
        Arguments.of("--run a --at-step -1", "--at-step must be at least 0, was -1"),
        Arguments.of(
            "--weights DIR/initial.safetensors",
            "the run spec is missing; name it with --spec FILE or --preset NAME"),
        Arguments.of(
            "--weights DIR/none --preset smoke",
            "the weights DIR/none do not exist; name a safetensors file"),
        Arguments.of(
            "--weights DIR/text --preset smoke",
            "the weights DIR/text cannot be read (DIR/text is not a whole safetensors file: its"
                + " header's length must be 2..9, was 8030883942550761326); name a safetensors"
                + " file of 32-bit floats"),
        Arguments.of(
            weights + " --set model.tied=false",
            "the weights do not fit the spec's model: head.weight [11, 32] is missing"),
        Arguments.of(
            weights + " --set model.vocabulary=7",
            "model.vocabulary must be a whole number 11..65536, was 7"),
        Arguments.of(
            weights + " --distribution-version 2",
            "the distribution's version must be 0..1, as the run spec plans, was 2"));
  }

  private JsonNode json(Path weights, String... further) throws IOException {
    out.getBuffer().setLength(0);
    run(Stream.concat(Stream.of(further), Stream.of("--json", "--weights", weights.toString()))
        .toArray(String[]::new));
    return new ObjectMapper().readTree(out.toString());
  }

  private void run(String... arguments) {
    assertThat(execute(arguments)).as(err.toString()).isEqualTo(ExitCode.DONE);
  }

  private int execute(String... arguments) {
    return Doublegrok.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        Stream.concat(Stream.of("evaluate", "--threads", "1"), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static String[] linear(String... further) {
    List<String> arguments = new ArrayList<>(List.of("--preset", "smoke"));
    Stream.of(LINEAR).forEach(change -> arguments.addAll(List.of("--set", change)));
    arguments.addAll(List.of(further));
    return arguments.toArray(String[]::new);
  }

  private static double sum(JsonNode shares) {
    double sum = 0;
    for (JsonNode share : shares) {
      sum += share.asDouble();
    }
    return sum;
  }

  private static RunSpec spec(String... changes) {
    return RunSpecs.builtIn().parse(Presets.text("smoke"), "smoke", List.of(changes));
  }

  private static List<FloatTensor> weights(RunSpec spec) {
    return new ArrayList<>(ModelState.initial(spec.model(), spec.optimizer(), 1).weights());
  }

  private Path initial(RunSpec spec) throws IOException {
    Path file = directory.resolve("initial.safetensors");
    Safetensors.write(file, weights(spec), Map.of());
    return file;
  }

  /** A head of zeros gives every token the same logit. */
  private Path constant() throws IOException {
    List<FloatTensor> weights = weights(spec("model.tied=false"));
    weights.replaceAll(each -> each.name().equals("head.weight")
        ? new FloatTensor(each.name(), each.shape(), new float[each.values().length])
        : each);
    Path file = directory.resolve("constant.safetensors");
    Safetensors.write(file, weights, Map.of());
    return file;
  }

  private static byte[] written(List<FloatTensor> tensors) {
    StringBuilder header = new StringBuilder("{ \"__metadata__\": {\"format\": \"pt\"}");
    int end = 0;
    for (FloatTensor tensor : tensors) {
      int next = end + tensor.values().length * Float.BYTES;
      header.append(", \"%s\": {\"shape\": %s, \"data_offsets\": [%d, %d], \"dtype\": \"F32\"}"
          .formatted(tensor.name(), tensor.shape(), end, next));
      end = next;
    }
    byte[] json = header.append("}   ").toString().getBytes(StandardCharsets.UTF_8);
    int size = Long.BYTES + json.length + end;
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    for (FloatTensor tensor : tensors) {
      for (float value : tensor.values()) {
        bytes.putFloat(value);
      }
    }
    return bytes.array();
  }
}
