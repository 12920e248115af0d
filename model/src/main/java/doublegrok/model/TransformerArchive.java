package doublegrok.model;

import doublegrok.spec.ModelSpec;
import doublegrok.spec.OptimizerSpec;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import java.util.Optional;

/** The transformer's program with a spec's numbers as attributes, ready to be loaded. */
final class TransformerArchive {
  private static final String SOURCE = "transformer.py";
  private static final double ROTARY_BASE = 10_000;

  private TransformerArchive() {}

  /**
   * The archive's bytes, the same for the same arguments.
   *
   * @param optimizer empty for a program that only predicts: its {@code step} changes nothing
   */
  static byte[] bytes(ModelSpec model, Optional<OptimizerSpec> optimizer, ProgramForm form) {
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
    archive.attribute("gelu", model.activation() == ModelSpec.Activation.GELU);
    archive.attribute("pruned", form.pruned());
    archive.attribute("piece_bytes", form.pieceBytes());
    archive.attribute("bfloat16", form.products() == Precision.BFLOAT16);
    archive.attribute("emulated", form.emulated());
    archive.attribute("fused", form.fused());
    OptimizerSpec rule =
        optimizer.orElse(new OptimizerSpec(OptimizerSpec.Rule.ADAMW, 0, 0, 0, 0, 1, 0, 0, 0));
    archive.attribute("muon", rule.name() == OptimizerSpec.Rule.MUON);
    archive.attribute("learning_rate", rule.learningRate());
    archive.attribute("weight_decay", rule.weightDecay());
    archive.attribute("beta1", rule.beta1());
    archive.attribute("beta2", rule.beta2());
    archive.attribute("epsilon", rule.epsilon());
    archive.attribute("muon_learning_rate", rule.muonLearningRate());
    archive.attribute("muon_momentum", rule.muonMomentum());
    archive.attribute("muon_weight_decay", rule.muonWeightDecay());
    addRotation(archive, model);
    return archive.toBytes(ProgramSource.read(SOURCE));
  }

  /** The table of the rotary position embedding, float64 [context, pairs, 2]. */
  private static void addRotation(ModuleArchive archive, ModelSpec model) {
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
}
