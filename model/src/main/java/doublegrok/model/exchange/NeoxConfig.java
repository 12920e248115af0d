package doublegrok.model.exchange;

import doublegrok.spec.TransformerSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Comparison of a GPT-NeoX's config.json with the model that its weights are said to be of. */
final class NeoxConfig {
  /** What decides its answers, other than the weights and their shapes. */
  private static final List<String> DECIDING = List.of(
      "model_type",
      "num_attention_heads",
      "hidden_act",
      "layer_norm_eps",
      "use_parallel_residual",
      "rotary_pct",
      "rotary_emb_base");

  /** What transformers takes where the file says nothing (configuration_gpt_neox.py). */
  private static final Map<String, Object> DEFAULTS = Map.of(
      "num_attention_heads",
      64,
      "hidden_act",
      "gelu",
      "layer_norm_eps",
      1e-5,
      "use_parallel_residual",
      true,
      "rotary_pct",
      0.25,
      "rotary_emb_base",
      10_000);

  private NeoxConfig() {}

  /**
   * Compares them.
   *
   * @throws IllegalArgumentException naming the first field that is another model's
   */
  static void require(TransformerSpec model, Map<String, Object> config) {
    Map<String, Object> theirs = new HashMap<>(DEFAULTS);
    theirs.putAll(config);
    if (config.get("rope_parameters") instanceof Map<?, ?> rotation) { // since transformers 5
      replace(theirs, "rotary_pct", rotation.get("partial_rotary_factor"));
      replace(theirs, "rotary_emb_base", rotation.get("rope_theta"));
      replace(theirs, "rope_scaling", rotation.get("rope_type"));
    }
    Map<String, Object> ours = GptNeox.config(model);
    for (String field : DECIDING) {
      requireEqual(field, ours.get(field), theirs.get(field));
    }
    Object scaling = theirs.get("rope_scaling");
    if (scaling != null && !scaling.equals("default")) {
      throw refused("rope_scaling", "absent", scaling);
    }
  }

  private static void replace(Map<String, Object> fields, String field, Object value) {
    if (value != null) {
      fields.put(field, value);
    }
  }

  private static void requireEqual(String field, Object must, Object was) {
    boolean same = (must instanceof Number number && was instanceof Number other)
        ? number.doubleValue() == other.doubleValue()
        : must.equals(was);
    if (!same) {
      throw refused(field, must, was);
    }
  }

  private static IllegalArgumentException refused(String field, Object must, Object was) {
    return new IllegalArgumentException(
        "%s of config.json must be %s for the spec's model, was %s; name another spec"
            .formatted(field, must, UnsoundFile.shown(String.valueOf(was))));
  }
}
