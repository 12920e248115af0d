package doublegrok.task.markov;

import doublegrok.task.finding.Scalar;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures of how much of the beliefs is told by less than a belief: what a model must exceed. */
final class BeliefTicks {
  private static final int MOST_LAST = 6;
  private static final int MOST_CODES = 100;

  private BeliefTicks() {}

  /** The share of variance that each explains. */
  static List<Scalar> of(ProbeWords words) {
    List<ProbeWords.Word> fitted = words.fitted();
    BeliefFit fit = new BeliefFit(fitted);
    List<Scalar> ticks = new ArrayList<>();
    double[][] last = new double[0][];
    for (int count = 1; count <= Math.min(MOST_LAST, words.longest() - 1); count++) {
      double[][] codes = lastSymbols(fitted, count);
      if (codes[0].length <= MOST_CODES) {
        last = codes;
        String label = count == 1 ? "last token" : "last " + count + " tokens";
        ticks.add(tick(label, fit, codes));
      }
    }
    double[][] next =
        fitted.stream().map(word -> words.ensemble().next(word.belief())).toArray(double[][]::new);
    ticks.add(tick("next-token probabilities", fit, next));
    double[][] logarithms = Arrays.stream(next)
        .map(each -> Arrays.stream(each).map(p -> Math.log(Math.max(p, 1e-6))).toArray())
        .toArray(double[][]::new);
    ticks.add(tick("next-token log-probabilities", fit, logarithms));
    if (last.length > 0) {
      ticks.add(tick("shuffled beliefs", new BeliefFit(fitted, shuffled(fitted)), last));
    }
    return ticks;
  }

  private static Scalar tick(String label, BeliefFit fit, double[][] features) {
    return Scalar.of(label, fit.explained(fit.heldOut(features)), "");
  }

  private static double[][] lastSymbols(List<ProbeWords.Word> words, int count) {
    Map<List<Integer>, Integer> codes = new HashMap<>();
    int[] code = new int[words.size()];
    for (int word = 0; word < code.length; word++) {
      int[] symbols = words.get(word).symbols();
      List<Integer> last = Arrays.stream(symbols)
          .skip(Math.max(0, symbols.length - count))
          .boxed()
          .toList();
      Integer known = codes.putIfAbsent(last, codes.size());
      code[word] = known == null ? codes.size() - 1 : known;
    }
    if (codes.size() > MOST_CODES) {
      return new double[1][codes.size()];
    }
    double[][] features = new double[code.length][codes.size()];
    for (int word = 0; word < code.length; word++) {
      features[word][code[word]] = 1;
    }
    return features;
  }

  private static double[][] shuffled(List<ProbeWords.Word> words) {
    int[] order = new int[words.size()];
    Arrays.setAll(order, i -> i);
    new CounterRandom(1, RandomStream.SHUFFLED_BELIEFS, 0).shuffle(order);
    return Arrays.stream(order).mapToObj(i -> words.get(i).belief()).toArray(double[][]::new);
  }
}
