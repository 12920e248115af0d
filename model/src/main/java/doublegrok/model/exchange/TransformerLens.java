package doublegrok.model.exchange;

import doublegrok.model.FloatTensor;
import doublegrok.spec.TransformerSpec;
import doublegrok.spec.TransformerSpec.Activation;
import doublegrok.spec.TransformerSpec.Design;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A transformer as HookedTransformer of TransformerLens, whose matrices are [inputs, outputs], of
 * attention by head; every linear layer has a bias.
 */
final class TransformerLens {
  private final TransformerSpec model;
  private final NamedTensors ours;
  private final List<FloatTensor> all = new ArrayList<>();

  private TransformerLens(TransformerSpec model, NamedTensors ours) {
    this.model = model;
    this.ours = ours;
  }

  static List<FloatTensor> tensors(TransformerSpec model, NamedTensors ours) {
    return new TransformerLens(model, ours).tensors();
  }

  private List<FloatTensor> tensors() {
    all.add(ours.renamed("embedding.weight", "embed.W_E"));
    if (isPlain(model)) {
      all.add(ours.renamed("positions.weight", "pos_embed.W_pos"));
    }
    for (int layer = 0; layer < model.layers(); layer++) {
      addBlock("blocks.%d.".formatted(layer));
    }
    addNorm("norm", "ln_final");
    all.add(ours.transposed(model.tied() ? "embedding.weight" : "head.weight", "unembed.W_U"));
    addZeros("unembed.b_U", model.form().outputs());
    return all;
  }

  /** Blocks have one prefix in both. */
  private void addBlock(String block) {
    int size = model.width() / model.heads();
    addNorm(block + "attention.norm", block + "ln1");
    addByHead(block + "attention.query.weight", block + "attn.W_Q");
    addByHead(block + "attention.key.weight", block + "attn.W_K");
    addByHead(block + "attention.value.weight", block + "attn.W_V");
    FloatTensor output = ours.transposed(block + "attention.output.weight", block + "attn.W_O");
    all.add(new FloatTensor(
        output.name(),
        List.of((long) model.heads(), (long) size, (long) model.width()),
        output.values()));
    for (String role : List.of("Q", "K", "V")) {
      addZeros(block + "attn.b_" + role, model.heads(), size);
    }
    addZeros(block + "attn.b_O", model.width());
    addNorm(block + "mlp.norm", block + "ln2");
    all.add(ours.transposed(block + "mlp.in.weight", block + "mlp.W_in"));
    all.add(ours.transposed(block + "mlp.out.weight", block + "mlp.W_out"));
    if (isPlain(model)) {
      all.add(ours.renamed(block + "mlp.in.bias", block + "mlp.b_in"));
      all.add(ours.renamed(block + "mlp.out.bias", block + "mlp.b_out"));
    } else {
      addZeros(block + "mlp.b_in", (long) model.mlpFactor() * model.width());
      addZeros(block + "mlp.b_out", model.width());
    }
  }

  /** [H E, D] as [H, D, E]. */
  private void addByHead(String own, String theirs) {
    int size = model.width() / model.heads();
    float[] values = ours.values(own);
    float[] turned = new float[values.length];
    for (int head = 0; head < model.heads(); head++) {
      NamedTensors.turn(values, head * size * model.width(), size, model.width(), turned);
    }
    List<Long> shape = List.of((long) model.heads(), (long) model.width(), (long) size);
    all.add(new FloatTensor(theirs, shape, turned));
  }

  private void addNorm(String own, String theirs) {
    if (!isPlain(model)) {
      all.add(ours.renamed(own + ".weight", theirs + ".w"));
      all.add(ours.renamed(own + ".bias", theirs + ".b"));
    }
  }

  private void addZeros(String name, long... sizes) {
    List<Long> shape = new ArrayList<>();
    long elements = 1;
    for (long size : sizes) {
      shape.add(size);
      elements *= size;
    }
    all.add(new FloatTensor(name, shape, new float[Math.toIntExact(elements)]));
  }

  /** Keyword arguments of HookedTransformerConfig. */
  static Map<String, Object> config(TransformerSpec model) {
    int size = model.width() / model.heads();
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("n_layers", model.layers());
    config.put("d_model", model.width());
    config.put("n_ctx", model.context());
    config.put("d_head", size);
    config.put("n_heads", model.heads());
    config.put("d_mlp", model.mlpFactor() * model.width());
    config.put("d_vocab", model.form().outputs());
    config.put("act_fn", model.activation() == Activation.GELU ? "gelu" : "relu");
    config.put("eps", 1e-5);
    config.put("normalization_type", isPlain(model) ? null : "LN");
    if (isPlain(model)) {
      config.put("positional_embedding_type", "standard");
    } else {
      config.put("positional_embedding_type", "rotary");
      config.put("rotary_dim", size);
      config.put("rotary_base", 10_000);
      config.put("rotary_adjacent_pairs", true);
    }
    config.put("attention_dir", "causal");
    config.put("default_prepend_bos", false);
    return config;
  }

  private static boolean isPlain(TransformerSpec model) {
    return model.design() == Design.PLAIN;
  }
}
