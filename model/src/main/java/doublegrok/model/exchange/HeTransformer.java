package doublegrok.model.exchange;

import doublegrok.spec.TransformerSpec;
import java.util.List;

/**
 * A pre-LN transformer by the keys of He et al. (2024), RoPETransformer in _src/models.py of
 * ablghtianyi/ICL_Modular_Arithmetic. It turns neighbours, as we do; its GELU is the tanh form.
 */
final class HeTransformer {
  static final String PREFIX = "transformer.h.";

  private HeTransformer() {}

  static void take(TransformerSpec model, LeftTensors left) {
    int size = model.width() / model.heads();
    FusedRows rows = FusedRows.stacked(model.width());
    left.take("transformer.wte.weight", "embedding.weight");
    for (int layer = 0; layer < model.layers(); layer++) {
      String theirs = PREFIX + layer + ".";
      String ours = "blocks.%d.".formatted(layer);
      for (String end : List.of("weight", "bias")) {
        left.take(theirs + "ln_1." + end, ours + "attention.norm." + end);
        left.take(theirs + "ln_2." + end, ours + "mlp.norm." + end);
      }
      left.takeFused(theirs + "attn.to_qkv.weight", rows, model.width(), ours + "attention.");
      left.take(theirs + "attn.o.weight", ours + "attention.output.weight");
      left.take(theirs + "mlp.c_fc.weight", ours + "mlp.in.weight");
      left.take(theirs + "mlp.c_proj.weight", ours + "mlp.out.weight");
      left.dropFrequencies(theirs + "attn.rotary_emb.freqs", size);
      left.drop(theirs + "attn.rotary_emb.dummy");
    }
    left.take("transformer.ln_f.weight", "norm.weight");
    left.take("transformer.ln_f.bias", "norm.bias");
    left.takeIfThere("lm_head.weight", "head.weight");
  }
}
