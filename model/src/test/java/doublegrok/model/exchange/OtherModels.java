package doublegrok.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.model.ComputeDevice;
import doublegrok.model.DeviceChoice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.ModelState;
import doublegrok.model.PythonWithTorch;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.spec.TransformerSpec.Design;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Our models beside those of other libraries, which a program in plain PyTorch computes. */
final class OtherModels {
  private static final byte[] TOKENS = {3, 0, 10, 7, 7, 1, 5};

  private OtherModels() {}

  /** Two layers, width 12, two heads of 6, MLP factor 3, seven tokens, vocabulary 11. */
  static TransformerSpec model(Design design, boolean tied, Activation activation) {
    return new TransformerSpec(
        design,
        2,
        12,
        2,
        3,
        7,
        new SequenceForm.Tokens(11),
        Objective.CROSS_ENTROPY,
        tied,
        activation,
        0.3);
  }

  /** Away from zero and one, so that nothing hides. */
  static List<FloatTensor> weights(ModelSpec model) {
    Random random = new Random(1);
    OptimizerSpec optimizer =
        new OptimizerSpec(Rule.ADAMW, 2e-3, 0.3, 0.9, 0.98, 1e-8, 0.02, 0.95, 0.03);
    List<FloatTensor> weights = new ArrayList<>();
    for (FloatTensor each : ModelState.initial(model, optimizer, 1).weights()) {
      float[] moved = each.values().clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += (float) (0.1 * random.nextGaussian());
      }
      weights.add(new FloatTensor(each.name(), each.shape(), moved));
    }
    return weights;
  }

  /** The logits after every token, of ours. */
  static float[] logits(ModelSpec model, List<FloatTensor> weights) {
    List<Integer> answers = IntStream.rangeClosed(1, TOKENS.length).boxed().toList();
    SequenceLayout layout = new SequenceLayout(11, TOKENS.length + 1, answers, 0);
    byte[] tokens = Arrays.copyOf(TOKENS, TOKENS.length + 1);
    ComputeDevice device = ComputeDevice.choose(DeviceChoice.CPU);
    try (ForwardProgram program = ForwardProgram.open(model, weights, device)) {
      return program.outputs(new TokenSequences(layout, 1, tokens, new int[1]));
    }
  }

  /** What the program says in a folder about the same tokens. */
  static double[] told(PythonWithTorch python, String command, Path folder) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Files.writeString(folder.resolve("tokens.json"), Arrays.toString(TOKENS));
    List<String> said = python.run(program(), command, folder.toString());
    return said.isEmpty() ? new double[0] : json.readValue(said.get(0), double[].class);
  }

  /** Equal to 1e-5, and not by being nothing. */
  static void assertClose(double[] actual, float[] expected) {
    double[] doubles = new double[expected.length];
    Arrays.setAll(doubles, i -> expected[i]);
    assertThat(Arrays.stream(doubles).map(Math::abs).max().orElseThrow()).isGreaterThan(0.1);
    assertThat(actual).containsExactly(doubles, within(1e-5));
  }

  private static String program() throws IOException, URISyntaxException {
    return Path.of(OtherModels.class.getResource("others.py").toURI()).toString();
  }
}
