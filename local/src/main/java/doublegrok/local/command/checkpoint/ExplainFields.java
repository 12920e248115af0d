package doublegrok.local.command.checkpoint;

import doublegrok.explain.effect.Effect;
import doublegrok.explain.effect.PairedAccuracy;
import doublegrok.explain.effect.SetEffect;
import doublegrok.explain.effect.ShareEffect;
import doublegrok.local.command.common.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mapping from an explanation to the fields of a JSON object. */
final class ExplainFields {
  private ExplainFields() {}

  static Map<String, Object> of(Explained explained) {
    Map<String, Object> fields = of(explained.plan());
    fields.put("event_step", explained.occasion().step());
    fields.put("continuation", explained.continuation().map(ExplainFields::of).orElse(null));
    fields.put("compared", explained.compared().stream().map(ExplainFields::of).toList());
    return fields;
  }

  static Map<String, Object> of(ExplainPlan plan) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", plan.run());
    fields.put("from_step", plan.from().getStep());
    fields.put("until_step", plan.until());
    fields.put("twin", plan.twin().name());
    fields.put("bytes_at_most", plan.bytes());
    Map<String, List<String>> forks = new LinkedHashMap<>();
    plan.forks().forEach(fork -> forks.put(fork.name(), fork.changes()));
    fields.put("forks", forks);
    return fields;
  }

  private static Map<String, Object> of(Continuation continuation) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", continuation.step());
    fields.put("same_weights", continuation.same());
    fields.put("message", continuation.sentence());
    return fields;
  }

  private static Map<String, Object> of(Compared compared) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", compared.run());
    fields.put("failure", compared.failure().isEmpty() ? null : compared.failure());
    fields.put("same_weights", compared.sameWeights());
    fields.put("other_questions", compared.otherQuestions());
    Map<String, Object> sets = new LinkedHashMap<>();
    compared.sets().forEach((set, effect) -> sets.put(set, of(effect)));
    fields.put("sets", sets);
    Map<String, Object> shares = new LinkedHashMap<>();
    compared.shares().forEach(share -> shares.put(share.references(), of(share)));
    fields.put("spectrum", shares);
    Map<String, Object> coefficients = new LinkedHashMap<>();
    compared
        .coefficients()
        .forEach(each -> coefficients.put(each.label(), of(each.twin(), each.effect())));
    fields.put("learning_coefficient", coefficients);
    return fields;
  }

  private static Map<String, Object> of(SetEffect effect) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("accuracy", effect.lastShot().map(ExplainFields::of).orElse(null));
    fields.put("accuracy_all_shots", effect.allShots().map(ExplainFields::of).orElse(null));
    fields.put("loss", of(effect.twinLoss(), effect.loss()));
    return fields;
  }

  private static Map<String, Object> of(PairedAccuracy accuracy) {
    Map<String, Object> fields = of(accuracy.twin(), accuracy.effect());
    fields.put("questions", accuracy.questions());
    fields.put("gained", accuracy.gained());
    fields.put("lost", accuracy.lost());
    return fields;
  }

  private static Map<String, Object> of(ShareEffect share) {
    return of(share.twin(), share.effect());
  }

  private static Map<String, Object> of(double twin, Effect effect) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("twin", Json.number(twin));
    fields.put("effect", Json.number(effect.value()));
    fields.put("low", Json.number(effect.low()));
    fields.put("high", Json.number(effect.high()));
    return fields;
  }
}
