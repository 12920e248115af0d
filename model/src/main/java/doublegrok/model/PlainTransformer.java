package doublegrok.model;

import doublegrok.model.ParameterLayout.Kind;
import doublegrok.model.ParameterLayout.Parameter;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.TransformerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plain transformer as a program: no LayerNorm, learned positions, biases in the MLP alone. Its
 * products take float32 in every form.
 */
record PlainTransformer(TransformerSpec model) implements Architecture {
  private static final String CLASS = "PlainTransformer";

  /** Methods of the other transformer that ask nothing of it but what both have. */
  private static final Set<String> SHARED =
      Set.of("step", "gradient", "pieces", "identifiers", "adamw", "muon_update", "orthogonal");

  /**
   * Hidden matrices, embedding, positions and head, biases (plain_transformer.py says the same in
   * its split()).
   */
  @Override
  public ParameterLayout layout() {
    List<Parameter> all = new ArrayList<>(Transformer.hiddenMatrices(model, Kind.MATRIX));
    final int hiddenMatrices = all.size();
    int d = model.width();
    all.add(Transformer.matrix("embedding.weight", model.readIn(), d));
    all.add(Transformer.matrix("positions.weight", model.context(), d));
    all.add(new Parameter("head.weight", Kind.HEAD, List.of((long) model.readIn(), (long) d)));
    for (int layer = 0; layer < model.layers(); layer++) {
      String mlp = "blocks.%d.mlp.".formatted(layer);
      long hidden = (long) model.mlpFactor() * d;
      all.add(new Parameter(mlp + "in.bias", Kind.SHIFT, List.of(hidden)));
      all.add(new Parameter(mlp + "out.bias", Kind.SHIFT, List.of((long) d)));
    }
    return new ParameterLayout(List.copyOf(all), hiddenMatrices);
  }

  @Override
  public byte[] archive(Optional<OptimizerSpec> optimizer, ProgramForm form) {
    ModuleArchive archive = new ModuleArchive(CLASS)
        .attribute("training", false)
        .attribute("layers", model.layers())
        .attribute("width", model.width())
        .attribute("heads", model.heads())
        .attribute("mlp_factor", model.mlpFactor())
        .attribute("context", model.context())
        .attribute("inputs", model.readIn())
        .attribute("gelu", model.activation() == TransformerSpec.Activation.GELU)
        .attribute("piece_bytes", form.pieceBytes());
    OptimizerSpec rule = OptimizerAttributes.rule(optimizer);
    OptimizerAttributes.addAdamw(archive, rule);
    OptimizerAttributes.addMuon(archive, rule);
    String own = ProgramSource.read("plain_transformer.py");
    return archive.toBytes(own + ProgramSource.methods(SHARED, Transformer.SOURCE, CLASS));
  }
}
