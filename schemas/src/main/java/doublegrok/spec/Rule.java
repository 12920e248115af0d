package doublegrok.spec;

import doublegrok.task.FamilyParameter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a key's value must be.
 *
 * @param words the rule, to follow "must be"
 * @param read the value of a text that keeps the rule
 * @param stopgap a value that keeps it, to go on with when the spec's does not
 * @param options every text that keeps it, if they can be counted
 * @param quotable whether the text may stand in quotes
 */
record Rule<T>(
    String words,
    Function<String, Optional<T>> read,
    T stopgap,
    List<String> options,
    boolean quotable) {
  private static final int LONGEST_NUMBER = 64;
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  static Rule<Integer> integer(int low, int high) {
    return number(
        wholeWords(low, high), text -> wholeNumber(text, low, high).map(Math::toIntExact), low);
  }

  static Rule<Long> whole(long low, long high) {
    return number(wholeWords(low, high), text -> wholeNumber(text, low, high), low);
  }

  static Rule<Integer> parameter(FamilyParameter parameter) {
    return number(
        parameter.rule(),
        text -> wholeNumber(text, Integer.MIN_VALUE, Integer.MAX_VALUE)
            .map(Math::toIntExact)
            .filter(value -> parameter.accepted().test(value)),
        IntStream.range(0, 1000).filter(parameter.accepted()).findFirst().orElse(0));
  }

  static Rule<Double> decimal(Interval interval) {
    return number(interval.rule(), text -> decimalNumber(text).filter(interval::contains), 0.5);
  }

  static Rule<Boolean> flag() {
    List<String> options = List.of("true", "false");
    return new Rule<>(
        "true or false",
        text -> options.contains(text) ? Optional.of(text.equals("true")) : Optional.empty(),
        true,
        options,
        false);
  }

  static <E extends Enum<E>> Rule<E> choice(Class<E> type) {
    List<E> all = List.of(type.getEnumConstants());
    List<String> options = all.stream().map(Written::label).toList();
    return new Rule<>(
        String.join(" or ", options),
        text ->
            all.stream().filter(choice -> Written.label(choice).equals(text)).findFirst(),
        all.get(0),
        options,
        true);
  }

  static Rule<String> oneOf(List<String> options) {
    return new Rule<>(
        String.join(" or ", options),
        text -> options.stream().filter(text::equals).findFirst(),
        options.get(0),
        options,
        true);
  }

  private static <T> Rule<T> number(String words, Function<String, Optional<T>> read, T stopgap) {
    return new Rule<>(
        words,
        text -> text.length() <= LONGEST_NUMBER ? read.apply(text) : Optional.empty(),
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
}
