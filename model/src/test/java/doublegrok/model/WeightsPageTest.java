package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.model.ParameterLayout.Parameter;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of what docs/weights.md says and docs/weights.py does, by plain PyTorch. */
final class WeightsPageTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final byte[] TOKENS = {3, 0, 10, 7, 7, 1, 5};

  @TempDir
  private Path folder;

  @ParameterizedTest(name = "tied {0}, {1}")
  @CsvSource({"true, RELU", "false, GELU"})
  void pythonGivesTheSameLogitsAndJavaReadsWhatPythonTrained(boolean tied, Activation activation)
      throws Exception {
    final PythonWithTorch python = PythonWithTorch.in(folder);
    TransformerSpec model = Given.model(tied, activation);
    List<FloatTensor> weights = Given.weights(model, 1);
    Path file = folder.resolve("weights.safetensors");
    Path trained = folder.resolve("trained.safetensors");
    List<FloatTensor> strangeOrder = new ArrayList<>(weights);
    Collections.reverse(strangeOrder);
    Safetensors.write(file, strangeOrder, Map.of("run", "a"));

    List<String> lines = python.run(
        DOCS.resolve("weights.py").toString(),
        file.toString(),
        "--heads=2",
        "--activation=" + activation.name().toLowerCase(Locale.ROOT),
        "--steps=3",
        "--out=" + trained,
        "--tokens",
        "3",
        "0",
        "10",
        "7",
        "7",
        "1",
        "5");

    assertThat(lines).hasSize(2);
    List<FloatTensor> changed =
        ModelWeights.ordered(model, Safetensors.read(trained).tensors());
    assertClose(numbers(lines.get(0)), logits(model, weights));
    assertClose(numbers(lines.get(1)), logits(model, changed));
    assertThat(numbers(lines.get(1))).isNotEqualTo(numbers(lines.get(0)));
  }

  static List<SequenceForm> forms() {
    return List.of(new SequenceForm.Tokens(11), new SequenceForm.Reals(5, 7));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void thePageNamesEveryParameterWithItsShape(SequenceForm form) throws IOException {
    String page = Files.readString(DOCS.resolve("weights.md"));
    TransformerSpec model = new TransformerSpec(
        TransformerSpec.Design.PRE_NORM,
        1,
        12,
        2,
        3,
        7,
        form,
        Objective.CROSS_ENTROPY,
        false,
        Activation.RELU,
        0.3);

    for (Parameter parameter : ParameterLayout.of(model).parameters()) {
      String name = parameter.name().replace("blocks.0.", "blocks.N.");
      String shape = parameter.shape().toString();
      String symbols = shape
          .replace("36", "F D")
          .replace("12", "D")
          .replace("11", "V")
          .replace("5", "I")
          .replace("7", "O");
      assertThat(page.lines().filter(line -> line.startsWith("| `" + name + "` |")))
          .singleElement()
          .asString()
          .contains("| " + symbols + " |");
    }
  }

  private static float[] logits(TransformerSpec model, List<FloatTensor> weights) {
    byte[] block = Arrays.copyOf(TOKENS, TOKENS.length + 1);
    try (ForwardProgram program = ForwardProgram.open(model, weights, Given.CPU)) {
      return program.outputs(Given.tokens(block.length, block, 1, 2, 3, 4, 5, 6, 7));
    }
  }

  private static double[] numbers(String json) {
    return Pattern.compile("[\\[\\], ]+")
        .splitAsStream(json)
        .filter(number -> !number.isEmpty())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static void assertClose(double[] actual, float[] expected) {
    double[] doubles = new double[expected.length];
    Arrays.setAll(doubles, i -> expected[i]);
    assertThat(actual).containsExactly(doubles, within(1e-4));
  }
}
