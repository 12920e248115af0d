package doublegrok.model;

import doublegrok.model.ParameterLayout.Kind;
import doublegrok.model.ParameterLayout.Parameter;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.TransformerSpec;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A transformer as a program. */
record Transformer(TransformerSpec model) implements Architecture {
  static final String SOURCE = "transformer.py";
  private static final double ROTARY_BASE = 10_000;

  /**
   * Hidden matrices, then embedding and head, or of reals read-in and read-out, then vectors
   * (transformer.py says the same in its split()).
   */
  @Override
  public ParameterLayout layout() {
    List<Parameter> all = new ArrayList<>(hiddenMatrices(model, Kind.RESIDUAL_MATRIX));
    final int hiddenMatrices = all.size();
    final int d = model.width();
    addEnds(all);
    for (int layer = 0; layer < model.layers(); layer++) {
      addNorm(all, "blocks.%d.attention.norm".formatted(layer), d);
      addNorm(all, "blocks.%d.mlp.norm".formatted(layer), d);
    }
    addNorm(all, "norm", d);
    return new ParameterLayout(List.copyOf(all), hiddenMatrices);
  }

  /**
   * The matrices of the blocks.
   *
   * @param out kind of the MLPs' projections back to the residual stream
   */
  static List<Parameter> hiddenMatrices(TransformerSpec model, Kind out) {
    int d = model.width();
    int hidden = model.mlpFactor() * d;
    List<Parameter> all = new ArrayList<>();
    for (int layer = 0; layer < model.layers(); layer++) {
      for (String role : List.of("query", "key", "value", "output")) {
        all.add(matrix("blocks.%d.attention.%s.weight".formatted(layer, role), d, d));
      }
    }
    for (int layer = 0; layer < model.layers(); layer++) {
      all.add(matrix("blocks.%d.mlp.in.weight".formatted(layer), hidden, d));
    }
    for (int layer = 0; layer < model.layers(); layer++) {
      String name = "blocks.%d.mlp.out.weight".formatted(layer);
      all.add(new Parameter(name, out, List.of((long) d, (long) hidden)));
    }
    return all;
  }

  @Override
  public byte[] archive(Optional<OptimizerSpec> optimizer, ProgramForm form) {
    ModuleArchive archive = new ModuleArchive("Transformer");
    archive.attribute("training", false);
    archive.attribute("layers", model.layers());
    archive.attribute("width", model.width());
    archive.attribute("heads", model.heads());
    archive.attribute("mlp_factor", model.mlpFactor());
    archive.attribute("tokens", model.form() instanceof SequenceForm.Tokens);
    archive.attribute("inputs", model.readIn());
    archive.attribute("outputs", model.form().outputs());
    archive.attribute("squared", model.objective() == Objective.SQUARED_ERROR);
    archive.attribute("tied", model.tied());
    archive.attribute("gelu", model.activation() == TransformerSpec.Activation.GELU);
    archive.attribute("pruned", form.pruned());
    archive.attribute("piece_bytes", form.pieceBytes());
    archive.attribute("bfloat16", form.products() == Precision.BFLOAT16);
    archive.attribute("emulated", form.emulated());
    archive.attribute("fused", form.fused());
    OptimizerSpec rule = OptimizerAttributes.rule(optimizer);
    archive.attribute("muon", rule.name() == OptimizerSpec.Rule.MUON);
    OptimizerAttributes.addAdamw(archive, rule);
    archive.attribute("muon_learning_rate", rule.muonLearningRate());
    archive.attribute("muon_momentum", rule.muonMomentum());
    archive.attribute("muon_weight_decay", rule.muonWeightDecay());
    addRotation(archive);
    return archive.toBytes(form.written() ? written() : ProgramSource.read(SOURCE));
  }

  /** The program with another gradient. */
  private static String written() {
    return ProgramSource.without("gradient", SOURCE) + ProgramSource.read("written_gradient.py");
  }

  @Override
  public boolean branches() {
    return model.form() instanceof SequenceForm.Tokens;
  }

  /** The table of the rotary position embedding, float64 [context, pairs, 2]. */
  private void addRotation(ModuleArchive archive) {
    int pairs = model.width() / model.heads() / 2;
    archive.attribute("rotation", rotation(model.context(), pairs), model.context(), pairs, 2);
  }

  /** Cosine and sine of position * base^(-i / pairs): [positions, pairs, 2], row-major. */
  private static double[] rotation(int positions, int pairs) {
    double[] table = new double[positions * pairs * 2];
    for (int position = 0; position < positions; position++) {
      for (int i = 0; i < pairs; i++) {
        double angle = position * StrictMath.pow(ROTARY_BASE, -(double) i / pairs);
        int at = (position * pairs + i) * 2;
        table[at] = StrictMath.cos(angle);
        table[at + 1] = StrictMath.sin(angle);
      }
    }
    return table;
  }

  private void addEnds(List<Parameter> all) {
    int d = model.width();
    int outputs = model.form().outputs();
    if (model.form() instanceof SequenceForm.Reals) {
      all.add(matrix("read_in.weight", d, model.readIn()));
      all.add(matrix("read_out.weight", outputs, d));
      return;
    }
    all.add(matrix("embedding.weight", outputs, d));
    if (!model.tied()) {
      all.add(matrix("head.weight", outputs, d));
    }
  }

  static Parameter matrix(String name, long rows, long columns) {
    return new Parameter(name, Kind.MATRIX, List.of(rows, columns));
  }

  private static void addNorm(List<Parameter> all, String name, long width) {
    all.add(new Parameter(name + ".weight", Kind.SCALE, List.of(width)));
    all.add(new Parameter(name + ".bias", Kind.SHIFT, List.of(width)));
  }
}
