package doublegrok.task.key;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Row of a run spec: a key, what its value must be, and what it is when it is absent.
 *
 * @param name the key, for example {@code shots}; dotted where the section belongs to it
 * @param rule of its value
 * @param fallback the value if the key is absent; empty if it must be given
 * @param following what the fallback follows from, in words; empty if it is always the same
 * @param about what it means, in a sentence for a person; empty if nobody says
 */
public record Key<T>(
    String name, Rule<T> rule, Optional<T> fallback, Optional<String> following, String about) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?");

  public Key {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a key must be small letters, digits and _, at most one dot between, was '" + name + "'");
    }
  }

  /** A key that must be given. */
  public static <T> Key<T> of(String name, Rule<T> rule) {
    return new Key<>(name, rule, Optional.empty(), Optional.empty(), "");
  }

  /** A whole number of 32 bits from low to high. */
  public static Key<Integer> integer(String name, int low, int high) {
    return of(name, Rule.integer(low, high));
  }

  /**
   * A whole number of 32 bits that is accepted.
   *
   * @param words the rule, for example {@code a prime from 3 to 251}
   */
  public static Key<Integer> integer(String name, String words, IntPredicate accepted) {
    return of(name, Rule.integer(words, accepted));
  }

  /** A whole number of 32 bits that is one of these. */
  public static Key<Integer> integer(String name, String words, List<Integer> accepted) {
    return of(name, Rule.integer(words, accepted));
  }

  /** A whole number of 64 bits from low to high. */
  public static Key<Long> whole(String name, long low, long high) {
    return of(name, Rule.whole(low, high));
  }

  /** A finite number of an interval. */
  public static Key<Double> decimal(String name, Interval interval) {
    return of(name, Rule.decimal(interval));
  }

  /** True or false. */
  public static Key<Boolean> flag(String name) {
    return of(name, Rule.flag());
  }

  /** One of an enum's constants; {@code WARMUP_COSINE} is written {@code warmup-cosine}. */
  public static <E extends Enum<E>> Key<E> choice(String name, Class<E> type) {
    return of(name, Rule.choice(type));
  }

  /** One of some texts. */
  public static Key<String> choice(String name, List<String> options) {
    return of(name, Rule.oneOf(options));
  }

  /** One of some values, by its label. */
  public static <T> Key<T> choice(String name, List<T> all, Function<T, String> label) {
    return of(name, Rule.oneOf(all, label));
  }

  /** A list of least to most values, each by the same rule. */
  public static <T> Key<List<T>> list(String name, int least, int most, Rule<T> each) {
    return of(name, Rule.list(least, most, each));
  }

  /** The same key, which may be absent. */
  public Key<T> or(T value) {
    return new Key<>(name, rule, Optional.of(value), Optional.empty(), about);
  }

  /**
   * The same key, which may be absent.
   *
   * @param value what it then is, given what is known of the spec
   * @param words what the value follows from, for example {@code training.steps}
   */
  public Key<T> orFrom(T value, String words) {
    return new Key<>(name, rule, Optional.of(value), Optional.of(words), about);
  }

  /** The same key with what it means, in a sentence for a person. */
  public Key<T> about(String sentence) {
    return new Key<>(name, rule, fallback, following, sentence);
  }

  /** The same key with another rule, for example a narrower one. */
  public Key<T> by(Rule<T> other) {
    return new Key<>(name, other, fallback, following, about);
  }

  /** The same key below a section. */
  public Key<T> below(String section) {
    return new Key<>(section + "." + name, rule, fallback, following, about);
  }
}
