package doublegrok.task.vote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mixture of solvers that is nearest to a model's answers: the shares that maximise their
 * likelihood, by expectation maximisation.
 *
 * @param solvers that are mixed
 * @param shares of them, which sum to 1; NaN if the model's answers are no numbers
 * @param distance of the answers from the mixture, the mean in nats
 */
record SolverMixture(List<Solver> solvers, List<Double> shares, double distance) {
  private static final int ITERATIONS = 4000;
  private static final double STILL = 1e-6;

  /** The shares of every solver, of at least one query. */
  static SolverMixture of(List<AskedVotes> asked, double eta) {
    List<Solver> solvers = asked.get(0).solvers();
    double[][][] answers = asked.stream()
        .map(each ->
            solvers.stream().map(solver -> each.answers(solver, eta)).toArray(double[][]::new))
        .toArray(double[][][]::new);
    double[] shares = new double[solvers.size()];
    Arrays.fill(shares, 1.0 / shares.length);
    double moved = 1;
    for (int iteration = 0; iteration < ITERATIONS && moved > STILL; iteration++) {
      double[] next = better(asked, answers, shares);
      moved = 0;
      for (int solver = 0; solver < next.length; solver++) {
        moved = Math.max(moved, Math.abs(next[solver] - shares[solver]));
      }
      shares = next;
    }
    double distance = 0;
    for (int query = 0; query < asked.size(); query++) {
      distance += asked.get(query).distance(mixed(answers[query], shares)) / asked.size();
    }
    return new SolverMixture(solvers, Arrays.stream(shares).boxed().toList(), distance);
  }

  private static double[] better(List<AskedVotes> asked, double[][][] answers, double[] shares) {
    double[] next = new double[shares.length];
    for (int query = 0; query < answers.length; query++) {
      double[] said = asked.get(query).answers();
      double[] mixed = mixed(answers[query], shares);
      for (int solver = 0; solver < shares.length; solver++) {
        for (int answer = 0; answer < said.length; answer++) {
          next[solver] += shares[solver]
              * said[answer]
              * answers[query][solver][answer]
              / mixed[answer]
              / answers.length;
        }
      }
    }
    return next;
  }

  private static double[] mixed(double[][] answers, double[] shares) {
    double[] mixed = new double[answers[0].length];
    for (int solver = 0; solver < shares.length; solver++) {
      for (int answer = 0; answer < mixed.length; answer++) {
        mixed[answer] += shares[solver] * answers[solver][answer];
      }
    }
    return mixed;
  }

  /** The shares of the kinds of solvers, those that answer alike together. */
  List<Share> kinds(List<AskedVotes> asked, double eta) {
    List<Share> kinds = new ArrayList<>();
    for (int place = 0; place < solvers.size(); place++) {
      Solver solver = solvers.get(place);
      double share = shares.get(place);
      int same = 0;
      while (same < kinds.size() && !kinds.get(same).has(solver, asked, eta)) {
        same++;
      }
      if (same < kinds.size()) {
        kinds.set(same, kinds.get(same).with(solver, share));
      } else {
        kinds.add(new Share(List.of(solver), share));
      }
    }
    return kinds;
  }

  /**
   * Share of solvers that are not told apart.
   *
   * @param solvers that have it together
   */
  record Share(List<Solver> solvers, double share) {
    /** Most of the answers in which two solvers may differ that are not told apart. */
    private static final double ALIKE = 0.02;

    /** The kinds, joined by '|'. */
    String label() {
      return String.join("|", solvers.stream().map(Solver::kind).distinct().toList());
    }

    private boolean has(Solver solver, List<AskedVotes> asked, double eta) {
      return solvers.stream()
          .anyMatch(
              each -> each.kind().equals(solver.kind()) || areAlike(each, solver, asked, eta));
    }

    private Share with(Solver solver, double more) {
      List<Solver> both = new ArrayList<>(solvers);
      both.add(solver);
      return new Share(List.copyOf(both), share + more);
    }

    /** By the mean total variation of what they answer. */
    private static boolean areAlike(Solver a, Solver b, List<AskedVotes> asked, double eta) {
      double sum = 0;
      for (AskedVotes each : asked) {
        double[] one = each.answers(a, eta);
        double[] other = each.answers(b, eta);
        for (int answer = 0; answer < one.length; answer++) {
          sum += Math.abs(one[answer] - other[answer]) / 2;
        }
      }
      return sum <= ALIKE * asked.size();
    }
  }
}
