package doublegrok.spec;

import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.Violation;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Section {@code distribution}: all that a swap may change, by the keys of the family. */
final class DistributionKeys {
  static final String SECTION = "distribution";

  private DistributionKeys() {}

  static Distribution read(KeyReader in, List<Key<?>> keys) {
    return new Distribution(in.section(SECTION, keys));
  }

  /** What each key must be in a run of this family whose model has this context, by key. */
  static Map<String, Rule<?>> rules(Family family, Distribution distribution, int context) {
    Map<String, Rule<?>> rules = new LinkedHashMap<>();
    family.distributionKeys().forEach(key -> rules.put(name(key), key.rule()));
    family.kind().size().ifPresent(size -> {
      int least = size.rule().stopgap();
      int most = IntStream.iterate(least, each -> each + 1)
          .takeWhile(each -> size.rule().read().apply(String.valueOf(each)).isPresent()
              && tokens(distribution.with(size, each), family) <= context)
          .max()
          .orElse(least);
      rules.put(name(size), Rule.integer(least, most));
    });
    return rules;
  }

  static Map<String, String> texts(Distribution distribution, List<Key<?>> keys) {
    Map<String, String> texts = new LinkedHashMap<>();
    keys.forEach(key -> texts.put(name(key), distribution.values().text(key)));
    return texts;
  }

  static Map<String, String> texts(Distribution distribution, Family family) {
    return texts(distribution, family.kind().distribution());
  }

  /** Positions of a sequence; empty if the family refuses its size. */
  static OptionalInt length(Distribution distribution, Family family) {
    Optional<String> size = family.kind().size().map(DistributionKeys::name);
    boolean refused = family.violations(distribution).stream()
        .anyMatch(each -> size.isEmpty() || each.key().equals(size.get()));
    return refused ? OptionalInt.empty() : OptionalInt.of(tokens(distribution, family));
  }

  /** The rules between keys that this distribution breaks, each value being within its own. */
  static List<Violation> violations(Distribution distribution, Family family, int context) {
    List<Violation> violations = new ArrayList<>(family.violations(distribution));
    int length = length(distribution, family).orElse(0);
    if (length > context) {
      String key = family.kind().size().map(DistributionKeys::name).orElse("model.context");
      violations.add(new Violation(
          key,
          key + " must fit the context: "
              + family
                  .kind()
                  .size()
                  .filter(size -> !size.equals(Distribution.LENGTH))
                  .map(size -> distribution.get(size) + " " + size.name() + " are ")
                  .orElse("a sequence is ")
              + length + " tokens, and model.context is " + context
              + "; lower the one or raise the other (at most " + ModelKeys.LONGEST_CONTEXT + ")"));
    }
    return violations;
  }

  private static int tokens(Distribution distribution, Family family) {
    return family.layout(distribution).length();
  }

  private static String name(Key<?> key) {
    return key.below(SECTION).name();
  }
}
