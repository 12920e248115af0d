package doublegrok.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Range of numbers: by their count, evenly or by a factor, or by a step. Bounds that are whole
 * numbers give whole numbers, each once.
 *
 * @param from the first
 * @param to the last
 * @param count how many; 0 where a step says so
 * @param step between two; 0 where the count says so
 * @param logarithmic whether a factor lies between two
 */
record ValueRange(BigDecimal from, BigDecimal to, int count, BigDecimal step, boolean logarithmic) {
  private static final int MOST = 1000;
  private static final int DIGITS_MOST = 300;
  private static final MathContext SHOWN = new MathContext(6);
  private static final Set<String> KEYS = Set.of("from", "to", "count", "scale", "step");

  /**
   * The range that a map describes.
   *
   * @throws IllegalArgumentException if it describes none; the sentence follows the key's name
   */
  static ValueRange of(Map<String, String> map) {
    if (!KEYS.containsAll(map.keySet()) || map.containsKey("count") == map.containsKey("step")) {
      throw new IllegalArgumentException(
          "must be {from:, to:, count:, scale: linear or log} or {from:, to:, step:}, had "
              + String.join(", ", map.keySet()));
    }
    String scale = map.getOrDefault("scale", "linear");
    if (!Set.of("linear", "log").contains(scale)
        || (scale.equals("log") && !map.containsKey("count"))) {
      throw new IllegalArgumentException(
          "has a scale of linear or log, and log only with a count, was " + scale);
    }
    BigDecimal from = number(map, "from");
    BigDecimal to = number(map, "to");
    boolean log = scale.equals("log");
    if (log && (from.signum() <= 0 || to.signum() <= 0)) {
      throw new IllegalArgumentException("must lie above 0 for a scale of log, was from " + from);
    }
    return map.containsKey("count")
        ? new ValueRange(from, to, counted(map), BigDecimal.ZERO, log)
        : new ValueRange(from, to, 0, stepped(map, from, to), false);
  }

  private static int counted(Map<String, String> map) {
    BigDecimal count = number(map, "count");
    if (!isWhole(count) || count.compareTo(BigDecimal.ONE) <= 0 || count.intValue() > MOST) {
      throw new IllegalArgumentException("has a count of 2..%d, was %s".formatted(MOST, count));
    }
    return count.intValue();
  }

  private static BigDecimal stepped(Map<String, String> map, BigDecimal from, BigDecimal to) {
    BigDecimal step = number(map, "step");
    if (step.signum() == 0
        || step.signum() != to.subtract(from).signum()
        || to.subtract(from).divide(step, MathContext.DECIMAL64).doubleValue() >= MOST) {
      throw new IllegalArgumentException(
          "has a step that leads from %s to %s in less than %d, was %s"
              .formatted(from, to, MOST, step));
    }
    return step;
  }

  private static BigDecimal number(Map<String, String> map, String key) {
    String text = Optional.ofNullable(map.get(key)).orElse("nothing");
    try {
      BigDecimal number = new BigDecimal(text.replace("_", ""));
      if (Math.abs((long) number.precision() - number.scale()) < DIGITS_MOST) {
        return number;
      }
    } catch (NumberFormatException none) {
      throw new IllegalArgumentException("has a number as %s, was %s".formatted(key, text), none);
    }
    // With some of these, a sum alone takes hours.
    throw new IllegalArgumentException(
        "has a number of less than %d digits as %s, was %s".formatted(DIGITS_MOST, key, text));
  }

  /** The values as texts, from the first to the last. */
  List<String> values() {
    List<BigDecimal> values = new ArrayList<>();
    if (count == 0) {
      for (BigDecimal at = from; at.subtract(to).signum() != step.signum(); at = at.add(step)) {
        values.add(at);
      }
    }
    for (int i = 0; i < count; i++) {
      values.add(at(i));
    }
    boolean whole = count > 0 && isWhole(from) && isWhole(to);
    return values.stream()
        .map(each -> whole ? each.setScale(0, RoundingMode.HALF_UP) : each.round(SHOWN))
        .map(each -> each.signum() == 0 ? "0" : each.stripTrailingZeros().toPlainString())
        .distinct()
        .toList();
  }

  private BigDecimal at(int index) {
    if (index == count - 1) {
      return to;
    }
    double share = (double) index / (count - 1);
    return logarithmic
        ? BigDecimal.valueOf(
            from.doubleValue() * Math.pow(to.doubleValue() / from.doubleValue(), share))
        : from.add(to.subtract(from)
            .multiply(BigDecimal.valueOf(index))
            .divide(BigDecimal.valueOf(count - 1L), MathContext.DECIMAL64));
  }

  /** As it was written: 1.0 is no whole number. */
  private static boolean isWhole(BigDecimal number) {
    return number.scale() <= 0;
  }
}
