package doublegrok.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.model.FloatTensor;
import doublegrok.model.PythonWithTorch;
import doublegrok.model.safetensors.Safetensors;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.spec.TransformerSpec.Design;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of weights that others have named, as ours. */
final class WeightsOriginTest {
  private static final TransformerSpec MODEL =
      OtherModels.model(Design.PRE_NORM, true, Activation.RELU);
  private static final List<FloatTensor> WEIGHTS = OtherModels.weights(MODEL);
  private static final ForeignModel NEOX = ForeignLayout.GPT_NEOX.of(MODEL, WEIGHTS);
  private static final Optional<Map<String, Object>> CONFIG = Optional.of(NEOX.config());

  @TempDir
  private Path folder;

  @Test
  void whatPyTorchSavesByTheKeysOfHeGivesTheSameLogits() throws Exception {
    PythonWithTorch python = PythonWithTorch.in(folder);
    double[] logits = OtherModels.told(python, "make-he", folder);

    List<FloatTensor> theirs = WeightsReader.read(folder.resolve("he.pth"));

    assertThat(WeightsOrigin.of(theirs)).isEqualTo(WeightsOrigin.HE);
    OtherModels.assertClose(
        logits, OtherModels.logits(MODEL, WeightsOrigin.HE.ours(MODEL, theirs, Optional.empty())));
  }

  @Test
  void whatPyTorchSavesOfAnyTypeIsReadWithItsDigits() throws Exception {
    PythonWithTorch python = PythonWithTorch.in(folder);
    Safetensors.write(folder.resolve("model.safetensors"), NEOX.tensors(), ForeignModel.METADATA);
    assertThat(OtherModels.told(python, "cast", folder)).isEmpty();

    assertThat(ours("float64")).isEqualTo(WEIGHTS);
    assertThat(ours("float32")).isEqualTo(WEIGHTS);
    assertThat(farthest(ours("float16"))).isBetween(1e-5, 1.0 / (1 << 11));
    assertThat(farthest(ours("bfloat16"))).isBetween(1e-3, 1.0 / (1 << 8));
  }

  @ParameterizedTest
  @CsvSource({"true, RELU", "false, GELU"})
  void whatIsWrittenAsGptNeoxComesBackBitForBit(boolean tied, Activation activation) {
    TransformerSpec model = OtherModels.model(Design.PRE_NORM, tied, activation);
    List<FloatTensor> weights = OtherModels.weights(model);
    ForeignModel theirs = ForeignLayout.GPT_NEOX.of(model, weights);

    assertThat(WeightsOrigin.of(theirs.tensors())).isEqualTo(WeightsOrigin.GPT_NEOX);
    assertThat(WeightsOrigin.GPT_NEOX.ours(model, theirs.tensors(), Optional.of(theirs.config())))
        .isEqualTo(weights);
    assertThat(WeightsOrigin.of(weights).ours(model, weights, Optional.empty())).isEqualTo(weights);
  }

  @Test
  void weightsOfAnotherModelAreRefused() {
    String bias = "gpt_neox.layers.1.mlp.dense_h_to_4h.bias";
    refused(
        replaced(new FloatTensor(bias, List.of(36L), ones(36))),
        CONFIG,
        bias + " must be zeros, because our linear layers have no biases, value 0 was 1.0");
    refused(
        replaced(new FloatTensor("gpt_neox.layers.2.x", List.of(1L), ones(1))),
        CONFIG,
        "no place for gpt_neox.layers.2.x [1], the first of 1 tensors that are left");
    refused(
        replaced(new FloatTensor(GptNeox.fused(0), List.of(12L, 36L), ones(432))),
        CONFIG,
        GptNeox.fused(0) + " must be [36, 12] for the spec's model, was [12, 36]");
    refused(
        replaced(new FloatTensor(GptNeox.HEAD, List.of(11L, 12L), ones(132))),
        CONFIG,
        "model.tied is true; set it to false");
    String frequencies = "gpt_neox.layers.0.attention.rotary_emb.inv_freq";
    refused(
        replaced(new FloatTensor(frequencies, List.of(3L), new float[] {1, 0.5f, 0.1f})),
        CONFIG,
        frequencies + " must be 3 frequencies 10000^(-2i / 6) as ours, number 1 of 3");
    refused(
        NEOX.tensors().subList(1, NEOX.tensors().size()),
        CONFIG,
        "the file has no gpt_neox.embed_in.weight, which the spec's model needs");
    assertThatThrownBy(() -> WeightsOrigin.of(List.of(new FloatTensor("a", List.of(), ones(1)))))
        .hasMessage("the names of a file's tensors must begin with blocks., gpt_neox. or"
            + " transformer.h., the first of 1 was a; rename them");
    assertThatThrownBy(() -> WeightsOrigin.HE.ours(
            OtherModels.model(Design.PRE_NORM, true, Activation.GELU), List.of(), Optional.empty()))
        .hasMessage("model.activation must be relu for he-et-al weights, whose model is no other,"
            + " was gelu; name another spec");
    assertThatThrownBy(() -> WeightsOrigin.HE.ours(
            OtherModels.model(Design.PLAIN, false, Activation.RELU), List.of(), Optional.empty()))
        .hasMessageContaining("model.design must be pre-norm");
  }

  @Test
  void whatNoWeightsTellMustBeInTheConfiguration() {
    refused(NEOX.tensors(), Optional.empty(), "config.json of gpt-neox weights is missing");
    refused(NEOX.tensors(), Optional.of(Map.of()), "model_type of config.json must be gpt_neox");
    changed("use_parallel_residual", true, "must be false for the spec's model, was true");
    changed("num_attention_heads", 3, "must be 2 for the spec's model, was 3");
    changed("hidden_act", "gelu", "must be relu for the spec's model, was gelu");
    changed("rotary_emb_base", 1000, "rotary_emb_base of config.json must be 10000");
    changed("rotary_pct", 0.25, "rotary_pct of config.json must be 1.0");
    Map<String, Object> rotation = Map.of("rope_type", "linear", "rope_theta", 10_000.0);
    assertThatThrownBy(() -> WeightsOrigin.GPT_NEOX.ours(
            MODEL, NEOX.tensors(), Optional.of(with("rope_parameters", rotation))))
        .hasMessageContaining("rope_scaling of config.json must be absent");
  }

  /** Of the present transformers, and of former ones, which have no rope_parameters. */
  private static void changed(String field, Object value, String reason) {
    Map<String, Object> former = with(field, value);
    former.remove("rope_parameters");
    refused(NEOX.tensors(), Optional.of(former), reason);
  }

  private static Map<String, Object> with(String field, Object value) {
    Map<String, Object> config = new HashMap<>(NEOX.config());
    config.put(field, value);
    return config;
  }

  private static void refused(
      List<FloatTensor> tensors, Optional<Map<String, Object>> config, String reason) {
    assertThatThrownBy(() -> WeightsOrigin.GPT_NEOX.ours(MODEL, tensors, config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private List<FloatTensor> ours(String type) throws Exception {
    List<FloatTensor> theirs = WeightsReader.read(folder.resolve(type + ".pth"));
    return WeightsOrigin.GPT_NEOX.ours(MODEL, theirs, CONFIG);
  }

  /** The largest difference from ours, relative. */
  private static double farthest(List<FloatTensor> tensors) {
    double farthest = 0;
    for (int tensor = 0; tensor < tensors.size(); tensor++) {
      float[] values = tensors.get(tensor).values();
      float[] wanted = WEIGHTS.get(tensor).values();
      assertThat(values).hasSameSizeAs(wanted);
      for (int at = 0; at < values.length; at++) {
        // Below, half precision has fewer digits.
        double size = Math.max(Math.abs(wanted[at]), 0x1p-14);
        farthest = Math.max(farthest, Math.abs(values[at] - wanted[at]) / size);
      }
    }
    return farthest;
  }

  private static List<FloatTensor> replaced(FloatTensor other) {
    List<FloatTensor> tensors = new ArrayList<>(NEOX.tensors());
    tensors.removeIf(each -> each.name().equals(other.name()));
    tensors.add(other);
    return tensors;
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
