package doublegrok.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/** The section {@code optimizer}. */
final class OptimizerKeys {
  private OptimizerKeys() {}

  static OptimizerSpec read(KeyReader in) {
    Rule<Double> positive = Rule.decimal(Interval.POSITIVE);
    Rule<Double> notNegative = Rule.decimal(Interval.NOT_NEGATIVE);
    Rule<Double> averaging = Rule.decimal(Interval.ZERO_TO_BELOW_ONE);
    double weightDecay = in.required("optimizer.weight_decay", notNegative);
    return new OptimizerSpec(
        in.required("optimizer.name", Rule.choice(OptimizerSpec.Rule.class)),
        in.required("optimizer.learning_rate", positive),
        weightDecay,
        in.optional("optimizer.beta1", averaging, 0.9),
        in.optional("optimizer.beta2", averaging, 0.98),
        in.optional("optimizer.epsilon", positive, 1e-8),
        in.optional("optimizer.muon_learning_rate", positive, 0.02),
        in.optional("optimizer.muon_momentum", averaging, 0.95),
        in.optional("optimizer.muon_weight_decay", notNegative, weightDecay / 10));
  }

  static Map<String, String> texts(OptimizerSpec optimizer) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("optimizer.name", Written.label(optimizer.name()));
    texts.put("optimizer.learning_rate", Written.decimal(optimizer.learningRate()));
    texts.put("optimizer.weight_decay", Written.decimal(optimizer.weightDecay()));
    texts.put("optimizer.beta1", Written.decimal(optimizer.beta1()));
    texts.put("optimizer.beta2", Written.decimal(optimizer.beta2()));
    texts.put("optimizer.epsilon", Written.decimal(optimizer.epsilon()));
    texts.put("optimizer.muon_learning_rate", Written.decimal(optimizer.muonLearningRate()));
    texts.put("optimizer.muon_momentum", Written.decimal(optimizer.muonMomentum()));
    texts.put("optimizer.muon_weight_decay", Written.decimal(optimizer.muonWeightDecay()));
    return texts;
  }
}
