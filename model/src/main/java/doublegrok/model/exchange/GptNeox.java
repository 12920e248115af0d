package doublegrok.model.exchange;

import doublegrok.model.FloatTensor;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pre-LN transformer as GPTNeoXForCausalLM (huggingface/transformers, models/gpt_neox), whose
 * blocks are sequential and whose rotation is of whole heads; its linear layers have biases.
 */
final class GptNeox {
  static final String PREFIX = "gpt_neox.";
  static final String EMBEDDING = PREFIX + "embed_in.weight";
  static final String HEAD = "embed_out.weight";

  private GptNeox() {}

  /** Where a tensor that is the same in both is: theirs, by ours. */
  static Map<String, String> names(TransformerSpec model) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("embedding.weight", EMBEDDING);
    for (int layer = 0; layer < model.layers(); layer++) {
      String ours = "blocks.%d.".formatted(layer);
      String theirs = layer(layer);
      for (String end : List.of("weight", "bias")) {
        names.put(ours + "attention.norm." + end, theirs + "input_layernorm." + end);
        names.put(ours + "mlp.norm." + end, theirs + "post_attention_layernorm." + end);
      }
      names.put(ours + "attention.output.weight", theirs + "attention.dense.weight");
      names.put(ours + "mlp.in.weight", theirs + "mlp.dense_h_to_4h.weight");
      names.put(ours + "mlp.out.weight", theirs + "mlp.dense_4h_to_h.weight");
    }
    names.put("norm.weight", PREFIX + "final_layer_norm.weight");
    names.put("norm.bias", PREFIX + "final_layer_norm.bias");
    return names;
  }

  /** The matrix that projects to query, key and value. */
  static String fused(int layer) {
    return layer(layer) + "attention.query_key_value.weight";
  }

  /** The biases of linear layers, and their sizes. Ours have none. */
  static Map<String, Long> biases(TransformerSpec model) {
    Map<String, Long> biases = new LinkedHashMap<>();
    long width = model.width();
    for (int layer = 0; layer < model.layers(); layer++) {
      String theirs = layer(layer);
      biases.put(theirs + "attention.query_key_value.bias", 3 * width);
      biases.put(theirs + "attention.dense.bias", width);
      biases.put(theirs + "mlp.dense_h_to_4h.bias", model.mlpFactor() * width);
      biases.put(theirs + "mlp.dense_4h_to_h.bias", width);
    }
    return biases;
  }

  static List<FloatTensor> tensors(TransformerSpec model, NamedTensors ours) {
    List<FloatTensor> all = new ArrayList<>();
    names(model).forEach((own, theirs) -> all.add(ours.renamed(own, theirs)));
    FusedRows rows = FusedRows.byHead(model.width(), model.heads());
    List<Long> shape = List.of(3L * model.width(), (long) model.width());
    for (int layer = 0; layer < model.layers(); layer++) {
      String attention = "blocks.%d.attention.".formatted(layer);
      float[] values = rows.fused(
          ours.values(attention + "query.weight"),
          ours.values(attention + "key.weight"),
          ours.values(attention + "value.weight"));
      all.add(new FloatTensor(fused(layer), shape, values));
    }
    biases(model)
        .forEach((name, size) ->
            all.add(new FloatTensor(name, List.of(size), new float[Math.toIntExact(size)])));
    all.add(ours.renamed(model.tied() ? "embedding.weight" : "head.weight", HEAD));
    return all;
  }

  /** Takes all that is theirs to be ours. */
  static void take(TransformerSpec model, LeftTensors left) {
    names(model).forEach((own, theirs) -> left.take(theirs, own));
    FusedRows rows = FusedRows.byHead(model.width(), model.heads());
    for (int layer = 0; layer < model.layers(); layer++) {
      left.takeFused(fused(layer), rows, model.width(), "blocks.%d.attention.".formatted(layer));
      left.drop(layer(layer) + "attention.masked_bias");
      left.dropFrequencies(
          layer(layer) + "attention.rotary_emb.inv_freq", model.width() / model.heads());
    }
    biases(model).keySet().forEach(left::dropZeros);
    left.takeIfThere(HEAD, "head.weight");
  }

  static Map<String, Object> config(TransformerSpec model) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("architectures", List.of("GPTNeoXForCausalLM"));
    config.put("model_type", "gpt_neox");
    config.put("vocab_size", model.form().outputs());
    config.put("hidden_size", model.width());
    config.put("num_hidden_layers", model.layers());
    config.put("num_attention_heads", model.heads());
    config.put("intermediate_size", model.mlpFactor() * model.width());
    config.put("hidden_act", model.activation() == Activation.GELU ? "gelu" : "relu");
    config.put("max_position_embeddings", model.context());
    config.put("layer_norm_eps", 1e-5);
    config.put("use_parallel_residual", false);
    config.put("rotary_pct", 1.0);
    config.put("rotary_emb_base", 10_000);
    Map<String, Object> rotation = new LinkedHashMap<>();
    rotation.put("rope_type", "default");
    rotation.put("rope_theta", 10_000.0);
    rotation.put("partial_rotary_factor", 1.0);
    config.put("rope_parameters", rotation);
    config.put("attention_bias", true);
    config.put("attention_dropout", 0.0);
    config.put("hidden_dropout", 0.0);
    config.put("tie_word_embeddings", false);
    config.put("bos_token_id", null);
    config.put("eos_token_id", null);
    config.put("torch_dtype", "float32");
    return config;
  }

  private static String layer(int layer) {
    return "%slayers.%d.".formatted(PREFIX, layer);
  }
}
