package doublegrok.spec;

import doublegrok.task.key.Decimal;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Rule;
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
    texts.put("optimizer.name", Rule.label(optimizer.name()));
    texts.put("optimizer.learning_rate", Decimal.text(optimizer.learningRate()));
    texts.put("optimizer.weight_decay", Decimal.text(optimizer.weightDecay()));
    texts.put("optimizer.beta1", Decimal.text(optimizer.beta1()));
    texts.put("optimizer.beta2", Decimal.text(optimizer.beta2()));
    texts.put("optimizer.epsilon", Decimal.text(optimizer.epsilon()));
    texts.put("optimizer.muon_learning_rate", Decimal.text(optimizer.muonLearningRate()));
    texts.put("optimizer.muon_momentum", Decimal.text(optimizer.muonMomentum()));
    texts.put("optimizer.muon_weight_decay", Decimal.text(optimizer.muonWeightDecay()));
    return texts;
  }
}
