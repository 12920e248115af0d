package doublegrok.task.key;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rule that a key's value keeps, and the value's way from its text and back.
 *
 * @param words the rule, to follow "must be"
 * @param form of the values, for schemas; a rule may be narrower
 * @param read the value of a text that keeps the rule
 * @param text the text of a value, which reads back as it
 * @param stopgap a value that keeps the rule, to go on with when the spec's does not
 * @param options every text that keeps it, if they can be counted
 * @param quotable whether the text may stand in quotes
 */
public record Rule<T>(
    String words,
    Form form,
    Function<String, Optional<T>> read,
    Function<T, String> text,
    T stopgap,
    List<String> options,
    boolean quotable) {
  private static final int LONGEST_NUMBER = 64;
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  public Rule {
    options = List.copyOf(options);
  }

  /** A whole number of 32 bits from low to high. */
  public static Rule<Integer> integer(int low, int high) {
    return number(
        wholeWords(low, high),
        new Form.Whole(low, high),
        text -> wholeNumber(text, low, high).map(Math::toIntExact),
        String::valueOf,
        low);
  }

  /**
   * A whole number of 32 bits that is accepted.
   *
   * @param words the rule, for example {@code a prime from 3 to 251}
   */
  public static Rule<Integer> integer(String words, IntPredicate accepted) {
    return integer(words, new Form.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE), accepted);
  }

  /** A whole number of 32 bits that is one of these. */
  public static Rule<Integer> integer(String words, List<Integer> accepted) {
    return integer(words, new Form.Listed(accepted), accepted::contains);
  }

  private static Rule<Integer> integer(String words, Form form, IntPredicate accepted) {
    return number(
        words,
        form,
        text -> wholeNumber(text, Integer.MIN_VALUE, Integer.MAX_VALUE)
            .map(Math::toIntExact)
            .filter(accepted::test),
        String::valueOf,
        IntStream.range(0, 1000).filter(accepted).findFirst().orElse(0));
  }

  /** A whole number of 64 bits from low to high. */
  public static Rule<Long> whole(long low, long high) {
    return number(
        wholeWords(low, high),
        new Form.Whole(low, high),
        text -> wholeNumber(text, low, high),
        String::valueOf,
        low);
  }

  /** A finite number of an interval. */
  public static Rule<Double> decimal(Interval interval) {
    return number(
        interval.rule(),
        new Form.Real(interval),
        text -> decimalNumber(text).filter(interval::contains),
        Decimal::text,
        interval.contains(0.5)
            ? 0.5
            : Math.min(interval.low() + 1, interval.low() / 2 + interval.high() / 2));
  }

  /** True or false. */
  public static Rule<Boolean> flag() {
    List<String> options = List.of("true", "false");
    return new Rule<>(
        "true or false",
        new Form.Flag(),
        text -> options.contains(text) ? Optional.of(text.equals("true")) : Optional.empty(),
        String::valueOf,
        true,
        options,
        false);
  }

  /** One of an enum's constants by its {@link #label}. */
  public static <E extends Enum<E>> Rule<E> choice(Class<E> type) {
    return oneOf(List.of(type.getEnumConstants()), Rule::label);
  }

  /** One of some texts. */
  public static Rule<String> oneOf(List<String> options) {
    return oneOf(options, Function.identity());
  }

  /** The name of a choice: {@code WARMUP_COSINE} is {@code warmup-cosine}. */
  public static String label(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * A list, as text in brackets.
   *
   * @param least values at the least
   * @param most values at most
   * @param each what each value must be
   */
  public static <T> Rule<List<T>> list(int least, int most, Rule<T> each) {
    return new Rule<>(
        "a list of " + least + ".." + most + " values, each " + each.words(),
        new Form.Items(least, most, each.form()),
        text -> elements(text)
            .filter(texts -> texts.size() >= least && texts.size() <= most)
            .map(texts ->
                texts.stream().map(each.read()).flatMap(Optional::stream).toList())
            .filter(values -> values.size() == elements(text).orElseThrow().size()),
        values -> values.stream().map(each.text()).collect(Collectors.joining(", ", "[", "]")),
        Stream.generate(each::stopgap).limit(least).toList(),
        List.of(),
        false);
  }

  /** The words. */
  @Override
  public String toString() {
    return words;
  }

  /** One of some values by its label. */
  public static <T> Rule<T> oneOf(List<T> all, Function<T, String> label) {
    List<String> options = all.stream().map(label).toList();
    return new Rule<>(
        String.join(" or ", options),
        new Form.Word(options),
        text -> all.stream().filter(each -> label.apply(each).equals(text)).findFirst(),
        label,
        all.get(0),
        options,
        true);
  }

  private static <T> Rule<T> number(
      String words,
      Form form,
      Function<String, Optional<T>> read,
      Function<T, String> text,
      T stopgap) {
    return new Rule<>(
        words,
        form,
        written -> written.length() <= LONGEST_NUMBER ? read.apply(written) : Optional.empty(),
        text,
        stopgap,
        List.of(),
        false);
  }

  private static String wholeWords(long low, long high) {
    return low == Long.MIN_VALUE
        ? "a whole number of at most 64 bits"
        : "a whole number " + low + ".." + high;
  }

  private static Optional<Long> wholeNumber(String text, long low, long high) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      long value = Long.parseLong(text);
      return value >= low && value <= high ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException beyondLong) {
      return Optional.empty();
    }
  }

  /** A finite number; the negative zero is zero, so that equal specs are the same text. */
  private static Optional<Double> decimalNumber(String text) {
    return DECIMAL.matcher(text).matches()
        ? Optional.of(Double.parseDouble(text) + 0.0).filter(Double::isFinite)
        : Optional.empty();
  }

  private static Optional<List<String>> elements(String text) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return Optional.empty();
    }
    String inner = text.substring(1, text.length() - 1).strip();
    return Optional.of(
        inner.isEmpty()
            ? List.of()
            : Stream.of(inner.split(",", -1)).map(String::strip).toList());
  }
}
