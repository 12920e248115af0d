package doublegrok.task.vote;

import doublegrok.task.AnswerMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mixture of solvers that is nearest to a model's answers, see {@link AnswerMixture}.
 *
 * @param solvers that are mixed
 * @param shares of them, which sum to 1; NaN if the model's answers are no numbers
 * @param distance of the answers from the mixture, the mean in nats
 */
record SolverMixture(List<Solver> solvers, List<Double> shares, double distance) {
  /** The shares of every solver, of at least one query. */
  static SolverMixture of(List<AskedVotes> asked, double eta) {
    List<Solver> solvers = asked.get(0).solvers();
    double[][][] answers = asked.stream()
        .map(each ->
            solvers.stream().map(solver -> each.answers(solver, eta)).toArray(double[][]::new))
        .toArray(double[][][]::new);
    double[][] said = asked.stream().map(AskedVotes::answers).toArray(double[][]::new);
    AnswerMixture mixture = AnswerMixture.of(said, answers);
    return new SolverMixture(
        solvers, Arrays.stream(mixture.shares()).boxed().toList(), mixture.distance());
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
