package doublegrok.spec;

import doublegrok.task.Distribution;
import doublegrok.task.key.Rule;
import java.util.List;
import java.util.Map;

/**
 * A key that a swap may change, as a form shows it.
 *
 * @param key dotted, for example {@code distribution.tasks}
 * @param value its value as text
 * @param rule what it must be, to follow "must be"; rules between keys are checked by {@link
 *     DistributionChanges}
 * @param options every value that keeps the rule, if they can be counted
 */
public record DistributionField(String key, String value, String rule, List<String> options) {
  public DistributionField {
    options = List.copyOf(options);
  }

  /** The keys of the distribution that a batch of the run is drawn from. */
  public static List<DistributionField> at(RunSpec spec, long batch) {
    Distribution current = DistributionHistory.planned(spec).at(batch).distribution();
    Map<String, Rule<?>> rules =
        DistributionKeys.rules(spec.family(), current, spec.model().context());
    return DistributionKeys.texts(current, spec.family()).entrySet().stream()
        .map(text -> {
          Rule<?> rule = rules.get(text.getKey());
          return new DistributionField(
              text.getKey(), text.getValue(), rule.words(), rule.options());
        })
        .toList();
  }
}
