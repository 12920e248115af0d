package doublegrok.task.regression;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Exact moments of the spectrum of W = X'X, where X holds independent standard normal numbers,
 * [examples, dimension]: by integration by parts, E of a product of traces of powers of W is a sum
 * of such products of one power less.
 */
final class WishartMoments {
  private final BigInteger dimension;
  private final int examples;
  private final Map<List<Integer>, BigInteger> known = new HashMap<>();

  WishartMoments(int dimension, int examples) {
    this.dimension = BigInteger.valueOf(dimension);
    this.examples = examples;
    known.put(List.of(), BigInteger.ONE);
  }

  /** E tr W^power, a whole number. */
  BigInteger trace(int power) {
    return power == 0 ? dimension : expected(List.of(power));
  }

  /**
   * E of the product of tr W^k.
   *
   * @param powers k, each at least 1, descending
   */
  private BigInteger expected(List<Integer> powers) {
    if (!known.containsKey(powers)) {
      BigInteger found = byParts(powers.get(0), powers.subList(1, powers.size()));
      known.put(List.copyOf(powers), found);
    }
    return known.get(powers);
  }

  /** Takes one X out of the largest power, and differentiates by it what is left. */
  private BigInteger byParts(int power, List<Integer> rest) {
    BigInteger sum = times(examples + power - 1, with(rest, power - 1));
    for (int split = 0; split < power - 1; split++) {
      List<Integer> others = new ArrayList<>(rest);
      others.add(split + 1);
      sum = sum.add(with(others, power - 2 - split));
    }
    for (int place = 0; place < rest.size(); place++) {
      List<Integer> others = new ArrayList<>(rest);
      int other = others.remove(place);
      sum = sum.add(times(2 * other, with(others, power - 1 + other)));
    }
    return sum;
  }

  /** E of a product with one trace more, which of the power 0 is the dimension. */
  private BigInteger with(List<Integer> powers, int more) {
    List<Integer> all = new ArrayList<>(powers);
    if (more > 0) {
      all.add(more);
    }
    all.sort(Collections.reverseOrder());
    return more > 0 ? expected(all) : dimension.multiply(expected(all));
  }

  private static BigInteger times(int factor, BigInteger value) {
    return BigInteger.valueOf(factor).multiply(value);
  }
}
