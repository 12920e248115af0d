package doublegrok.spec;

import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;

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
  private static final Key<Rule> NAME = Key.choice("optimizer.name", Rule.class);
  private static final Key<Double> LEARNING_RATE = positive("learning_rate");
  private static final Key<Double> WEIGHT_DECAY = notNegative("weight_decay");
  private static final Key<Double> BETA1 = averaging("beta1").or(0.9);
  private static final Key<Double> BETA2 = averaging("beta2").or(0.98);
  private static final Key<Double> EPSILON = positive("epsilon").or(1e-8);
  private static final Key<Double> MUON_LEARNING_RATE =
      positive("muon_learning_rate").or(0.02);
  private static final Key<Double> MUON_MOMENTUM = averaging("muon_momentum").or(0.95);
  private static final Key<Double> MUON_WEIGHT_DECAY = notNegative("muon_weight_decay");

  /** Update rules. */
  public enum Rule {
    /** Loshchilov and Hutter 2019, as PyTorch defines it. */
    ADAMW,
    /** Jordan et al. 2024 for the hidden matrices, AdamW for the rest. */
    MUON
  }

  static OptimizerSpec read(KeyReader in) {
    double weightDecay = in.get(WEIGHT_DECAY);
    return new OptimizerSpec(
        in.get(NAME),
        in.get(LEARNING_RATE),
        weightDecay,
        in.get(BETA1),
        in.get(BETA2),
        in.get(EPSILON),
        in.get(MUON_LEARNING_RATE),
        in.get(MUON_MOMENTUM),
        in.get(MUON_WEIGHT_DECAY.or(weightDecay / 10)));
  }

  Values values() {
    return Values.none()
        .with(NAME, name)
        .with(LEARNING_RATE, learningRate)
        .with(WEIGHT_DECAY, weightDecay)
        .with(BETA1, beta1)
        .with(BETA2, beta2)
        .with(EPSILON, epsilon)
        .with(MUON_LEARNING_RATE, muonLearningRate)
        .with(MUON_MOMENTUM, muonMomentum)
        .with(MUON_WEIGHT_DECAY, muonWeightDecay);
  }

  private static Key<Double> positive(String name) {
    return Key.decimal("optimizer." + name, Interval.POSITIVE);
  }

  private static Key<Double> notNegative(String name) {
    return Key.decimal("optimizer." + name, Interval.NOT_NEGATIVE);
  }

  private static Key<Double> averaging(String name) {
    return Key.decimal("optimizer." + name, Interval.ZERO_TO_BELOW_ONE);
  }
}
