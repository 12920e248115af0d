package doublegrok.spec;

import static doublegrok.task.key.Interval.NOT_NEGATIVE;
import static doublegrok.task.key.Interval.POSITIVE;
import static doublegrok.task.key.Interval.ZERO_TO_BELOW_ONE;
import static doublegrok.task.key.Rule.choice;
import static doublegrok.task.key.Rule.decimal;

/**
 * The update rule. AdamW takes every parameter, or, with Muon, the embedding, an untied head and
 * the vectors. Weight decay touches matrices and embedding, never vectors.
 *
 * @param name which rule
 * @param learningRate of AdamW at its peak
 * @param weightDecay of AdamW, decoupled
 * @param beta1 decay of AdamW's first moment
 * @param beta2 decay of AdamW's second moment
 * @param epsilon of AdamW
 * @param muonLearningRate of Muon at its peak
 * @param muonMomentum Nesterov momentum of Muon
 * @param muonWeightDecay of Muon, decoupled
 */
public record OptimizerSpec(
    Rule name,
    double learningRate,
    double weightDecay,
    double beta1,
    double beta2,
    double epsilon,
    double muonLearningRate,
    double muonMomentum,
    double muonWeightDecay) {
  /** Update rules. */
  public enum Rule {
    /** Loshchilov and Hutter 2019, as PyTorch defines it. */
    ADAMW,
    /** Jordan et al. 2024 for the hidden matrices, AdamW for the rest. */
    MUON
  }

  static OptimizerSpec of(Rows<OptimizerSpec> in) {
    Rule name = in.row("name", choice(Rule.class), OptimizerSpec::name);
    double rate = in.row("learning_rate", decimal(POSITIVE), OptimizerSpec::learningRate);
    double decay = in.row("weight_decay", decimal(NOT_NEGATIVE), OptimizerSpec::weightDecay);
    return new OptimizerSpec(
        name,
        rate,
        decay,
        in.row("beta1", decimal(ZERO_TO_BELOW_ONE), 0.9, OptimizerSpec::beta1),
        in.row("beta2", decimal(ZERO_TO_BELOW_ONE), 0.98, OptimizerSpec::beta2),
        in.row("epsilon", decimal(POSITIVE), 1e-8, OptimizerSpec::epsilon),
        in.row("muon_learning_rate", decimal(POSITIVE), 0.02, OptimizerSpec::muonLearningRate),
        in.row("muon_momentum", decimal(ZERO_TO_BELOW_ONE), 0.95, OptimizerSpec::muonMomentum),
        in.row(
            "muon_weight_decay",
            decimal(NOT_NEGATIVE),
            decay / 10,
            OptimizerSpec::muonWeightDecay));
  }
}
