package doublegrok.task.markov;

import doublegrok.task.key.Decimal;
import doublegrok.task.key.Rule;
import doublegrok.task.key.Values;
import java.util.ArrayList;
import java.util.List;

/** Latent processes of a run spec, by their numbers. */
final class Processes {
  private static final int MOST = 1024;

  private Processes() {}

  /**
   * All of them.
   *
   * @throws IllegalArgumentException if the values do not go together
   */
  static List<HiddenProcess> of(Values values) {
    List<ProcessKind> kinds = values.get(MarkovKeys.PROCESSES);
    if (kinds.stream().distinct().count() < kinds.size()) {
      throw new IllegalArgumentException("task.processes must name each process once, were "
          + kinds.stream().map(Rule::label).toList() + ": leave the second out");
    }
    requireMatricesWhereNamed(values, kinds.contains(ProcessKind.MATRICES));
    List<HiddenProcess> all = new ArrayList<>();
    for (ProcessKind kind : kinds) {
      switch (kind) {
        case MESS3 ->
          pairs(values.get(MarkovKeys.X), values.get(MarkovKeys.A), (x, a) -> all.add(mess3(x, a)));
        case RRXOR ->
          pairs(
              values.get(MarkovKeys.P1), values.get(MarkovKeys.P2), (p, q) -> all.add(rrxor(p, q)));
        case Z1R -> values.get(MarkovKeys.P).forEach(p -> all.add(z1r(p)));
        case MATRICES -> all.addAll(written(values));
      }
    }
    if (all.size() > MOST) {
      throw new IllegalArgumentException("task.processes must have at most " + MOST
          + " combinations of parameters, had " + all.size() + ": list fewer parameters");
    }
    return List.copyOf(all);
  }

  /** Taker of two parameters. */
  private interface Pair {
    void take(double one, double other);
  }

  private static void pairs(List<Double> ones, List<Double> others, Pair pair) {
    ones.forEach(one -> others.forEach(other -> pair.take(one, other)));
  }

  static HiddenProcess mess3(double x, double a) {
    double[][][] matrices = new double[3][3][3];
    for (int symbol = 0; symbol < 3; symbol++) {
      for (int from = 0; from < 3; from++) {
        for (int to = 0; to < 3; to++) {
          matrices[symbol][from][to] =
              (to == symbol ? a : (1 - a) / 2) * (from == to ? 1 - 2 * x : x);
        }
      }
    }
    String name = "mess3 x = " + Decimal.text(x) + ", a = " + Decimal.text(a);
    return HiddenProcess.of("x", name, matrices);
  }

  /** States: before the first bit, after a 0, after a 1, before a 1, before a 0. */
  static HiddenProcess rrxor(double p1, double p2) {
    double[][][] matrices = new double[2][5][5];
    matrices[0][0][1] = p1;
    matrices[1][0][2] = 1 - p1;
    matrices[0][1][4] = p2;
    matrices[1][1][3] = 1 - p2;
    matrices[0][2][3] = p2;
    matrices[1][2][4] = 1 - p2;
    matrices[1][3][0] = 1;
    matrices[0][4][0] = 1;
    String name = "rrxor p1 = " + Decimal.text(p1) + ", p2 = " + Decimal.text(p2);
    return HiddenProcess.of("p1", name, matrices);
  }

  static HiddenProcess z1r(double p) {
    double[][][] matrices = new double[2][3][3];
    matrices[0][0][1] = 1;
    matrices[1][1][2] = 1;
    matrices[0][2][0] = p;
    matrices[1][2][0] = 1 - p;
    return HiddenProcess.of("p", "z1r p = " + Decimal.text(p), matrices);
  }

  private static void requireMatricesWhereNamed(Values values, boolean named) {
    int given = values.get(MarkovKeys.TRANSITIONS).size();
    int states = values.get(MarkovKeys.STATES);
    int each = values.get(MarkovKeys.SYMBOLS) * states * states;
    if (named && (given == 0 || given % each != 0)) {
      throw new IllegalArgumentException(("task.transitions must be %d numbers for each process,"
              + " symbols x states x states, were %d: give all of them, zeros too")
          .formatted(each, given));
    }
    if (!named && given > 0) {
      throw new IllegalArgumentException("task.transitions must be empty unless task.processes"
          + " names matrices, were " + given + " numbers: name it or leave them out");
    }
  }

  private static List<HiddenProcess> written(Values values) {
    List<Double> given = values.get(MarkovKeys.TRANSITIONS);
    int states = values.get(MarkovKeys.STATES);
    int symbols = values.get(MarkovKeys.SYMBOLS);
    List<HiddenProcess> all = new ArrayList<>();
    for (int at = 0; at < given.size(); ) {
      double[][][] matrices = new double[symbols][states][states];
      for (double[][] symbol : matrices) {
        for (double[] from : symbol) {
          for (int to = 0; to < states; to++) {
            from[to] = given.get(at++);
          }
        }
      }
      all.add(HiddenProcess.of("transitions", "process " + (all.size() + 1), matrices));
    }
    return all;
  }
}
