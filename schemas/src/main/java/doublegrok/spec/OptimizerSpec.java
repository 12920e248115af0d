package doublegrok.spec;

import static doublegrok.task.key.Interval.NOT_NEGATIVE;
import static doublegrok.task.key.Interval.POSITIVE;
import static doublegrok.task.key.Interval.ZERO_TO_BELOW_ONE;

import doublegrok.task.key.Key;

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
    Rule name = in.row(
        Key.choice("name", Rule.class)
            .about("The update rule: AdamW for every parameter, or Muon for a transformer's"
                + " hidden matrices and AdamW for the rest, which is all of linear attention."),
        OptimizerSpec::name);
    double rate = in.row(
        Key.decimal("learning_rate", POSITIVE).about("Learning rate of AdamW at its peak."),
        OptimizerSpec::learningRate);
    double decay = in.row(
        Key.decimal("weight_decay", NOT_NEGATIVE)
            .about("Weight decay of AdamW, decoupled; of matrices and embedding, never vectors."),
        OptimizerSpec::weightDecay);
    return new OptimizerSpec(
        name,
        rate,
        decay,
        in.row(
            Key.decimal("beta1", ZERO_TO_BELOW_ONE).or(0.9).about("Decay of AdamW's first moment."),
            OptimizerSpec::beta1),
        in.row(
            Key.decimal("beta2", ZERO_TO_BELOW_ONE)
                .or(0.98)
                .about("Decay of AdamW's second moment."),
            OptimizerSpec::beta2),
        in.row(
            Key.decimal("epsilon", POSITIVE).or(1e-8).about("Epsilon of AdamW."),
            OptimizerSpec::epsilon),
        in.row(
            Key.decimal("muon_learning_rate", POSITIVE)
                .or(0.02)
                .about("Learning rate of Muon at its peak; without Muon it has no effect."),
            OptimizerSpec::muonLearningRate),
        in.row(
            Key.decimal("muon_momentum", ZERO_TO_BELOW_ONE)
                .or(0.95)
                .about("Nesterov momentum of Muon; without Muon it has no effect."),
            OptimizerSpec::muonMomentum),
        in.row(
            Key.decimal("muon_weight_decay", NOT_NEGATIVE)
                .orFrom(decay / 10, "a tenth of optimizer.weight_decay")
                .about("Weight decay of Muon, decoupled; without Muon it has no effect."),
            OptimizerSpec::muonWeightDecay));
  }
}
