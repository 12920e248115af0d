package doublegrok.model.exchange;

import doublegrok.model.FloatTensor;
import doublegrok.model.ModelWeights;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Design;
import doublegrok.task.SequenceForm;
import java.util.List;

/** Library whose models ours can be written as, exactly. */
public enum ForeignLayout {
  /** GPTNeoXForCausalLM of Hugging Face's transformers. */
  GPT_NEOX("gpt-neox"),
  /** HookedTransformer of TransformerLens. */
  TRANSFORMER_LENS("transformer-lens");

  private final String label;

  ForeignLayout(String label) {
    this.label = label;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /**
   * The same model as that library has it.
   *
   * @param weights of the spec, in any order
   * @throws IllegalArgumentException if the library has no such model, or the weights are of
   *     another spec
   */
  public ForeignModel of(ModelSpec model, List<FloatTensor> weights) {
    TransformerSpec transformer = expressible(model);
    NamedTensors ours = new NamedTensors(ModelWeights.ordered(model, weights));
    return switch (this) {
      case GPT_NEOX ->
        new ForeignModel(GptNeox.tensors(transformer, ours), GptNeox.config(transformer));
      case TRANSFORMER_LENS ->
        new ForeignModel(
            TransformerLens.tensors(transformer, ours), TransformerLens.config(transformer));
    };
  }

  private TransformerSpec expressible(ModelSpec model) {
    if (!(model instanceof TransformerSpec transformer)) {
      throw refused("model.kind", "transformer", model.kind());
    }
    if (!(model.form() instanceof SequenceForm.Tokens)) {
      throw refused("the task's sequences", "of tokens", "of real numbers");
    }
    if (this == GPT_NEOX && transformer.design() == Design.PLAIN) {
      throw refused("model.design", "pre-norm", "plain");
    }
    return transformer;
  }

  private IllegalArgumentException refused(String key, String must, String was) {
    return new IllegalArgumentException(
        "%s must be %s, because %s has no other such model, was %s; write it as safetensors"
            .formatted(key, must, label, was));
  }
}
