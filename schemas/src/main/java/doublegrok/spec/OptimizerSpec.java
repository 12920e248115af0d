package doublegrok.spec;

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
}
