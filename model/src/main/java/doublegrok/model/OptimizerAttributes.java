package doublegrok.model;

import doublegrok.spec.OptimizerSpec;
import java.util.Optional;

/** Numbers of an optimizer as attributes of a program. */
final class OptimizerAttributes {
  private OptimizerAttributes() {}

  /** The rule; one that changes nothing if there is none. */
  static OptimizerSpec rule(Optional<OptimizerSpec> optimizer) {
    return optimizer.orElse(new OptimizerSpec(OptimizerSpec.Rule.ADAMW, 0, 0, 0, 0, 1, 0, 0, 0));
  }

  /** What AdamW has. */
  static void addAdamw(ModuleArchive archive, OptimizerSpec rule) {
    archive.attribute("learning_rate", rule.learningRate());
    archive.attribute("weight_decay", rule.weightDecay());
    archive.attribute("beta1", rule.beta1());
    archive.attribute("beta2", rule.beta2());
    archive.attribute("epsilon", rule.epsilon());
  }

  /** What Muon has, and whether it is the rule. */
  static void addMuon(ModuleArchive archive, OptimizerSpec rule) {
    archive.attribute("muon", rule.name() == OptimizerSpec.Rule.MUON);
    archive.attribute("muon_learning_rate", rule.muonLearningRate());
    archive.attribute("muon_momentum", rule.muonMomentum());
    archive.attribute("muon_weight_decay", rule.muonWeightDecay());
  }
}
