package doublegrok.model.exchange;

import doublegrok.model.FloatTensor;
import doublegrok.model.ModelWeights;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.spec.TransformerSpec.Design;
import doublegrok.task.SequenceForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose names the tensors of a file have. */
public enum WeightsOrigin {
  /** Those of our own files. */
  DOUBLEGROK("doublegrok", "blocks."),
  /** GPTNeoXForCausalLM of Hugging Face's transformers. */
  GPT_NEOX("gpt-neox", GptNeox.PREFIX),
  /** RoPETransformer of He et al. (2024), ablghtianyi/ICL_Modular_Arithmetic. */
  HE("he-et-al", HeTransformer.PREFIX);

  private final String label;
  private final String prefix;

  WeightsOrigin(String label, String prefix) {
    this.label = label;
    this.prefix = prefix;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /**
   * Whose they are.
   *
   * @throws IllegalArgumentException if nobody's that is known
   */
  public static WeightsOrigin of(List<FloatTensor> tensors) {
    for (WeightsOrigin each : values()) {
      if (tensors.stream().anyMatch(tensor -> tensor.name().startsWith(each.prefix))) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "the names of a file's tensors must begin with %s, %s or %s, the first of %d was %s; rename"
                .formatted(
                    DOUBLEGROK.prefix,
                    GPT_NEOX.prefix,
                    HE.prefix,
                    tensors.size(),
                    tensors.isEmpty()
                        ? "none"
                        : UnsoundFile.shown(tensors.get(0).name()))
            + " them");
  }

  /**
   * The same weights by our names, in our order.
   *
   * @param model that they are said to be of
   * @param config the fields of the config.json of GPT-NeoX: no weights tell of its rotation
   * @throws IllegalArgumentException if they are of another model
   */
  public List<FloatTensor> ours(
      ModelSpec model, List<FloatTensor> tensors, Optional<Map<String, Object>> config) {
    if (this == DOUBLEGROK) {
      return ModelWeights.ordered(model, tensors);
    }
    TransformerSpec transformer = preNorm(model);
    LeftTensors left = new LeftTensors(tensors);
    if (this == HE) {
      require("model.activation", transformer.activation() == Activation.RELU, "relu", "gelu");
      HeTransformer.take(transformer, left);
    } else {
      NeoxConfig.require(
          transformer,
          config.orElseThrow(() -> new IllegalArgumentException(
              "the config.json of gpt-neox weights is missing, without which nobody knows their"
                  + " rotation; put it beside them, or name it with --config")));
      GptNeox.take(transformer, left);
    }
    return ModelWeights.ordered(model, left.taken());
  }

  private TransformerSpec preNorm(ModelSpec model) {
    require("model.kind", model instanceof TransformerSpec, "transformer", model.kind());
    TransformerSpec transformer = (TransformerSpec) model;
    require("model.design", transformer.design() == Design.PRE_NORM, "pre-norm", "plain");
    require(
        "the task's sequences",
        transformer.form() instanceof SequenceForm.Tokens,
        "of tokens",
        "of real numbers");
    return transformer;
  }

  private void require(String key, boolean sound, String must, String was) {
    if (!sound) {
      throw new IllegalArgumentException(
          "%s must be %s for %s weights, whose model is no other, was %s; name another spec"
              .formatted(key, must, label, was));
    }
  }
}
