package doublegrok.task.vote;

import doublegrok.task.AnswerMixture;
import java.util.Arrays;
import java.util.List;

/**
 * A query that a model has answered, and what else could be answered.
 *
 * @param shot how many examples came before
 * @param truth the right answer
 * @param said the model's probabilities
 * @param all votes of all tasks
 * @param trained votes of the tasks that are trained now
 * @param ratio what ratio answers; empty in a family that has no lines
 * @param copy what copy answers
 */
@SuppressWarnings("ArrayRecordComponent")
record AskedVotes(
    int shot, int truth, double[] said, Votes all, Votes trained, double[] ratio, double[] copy) {
  /** The solvers that there are in the family. */
  List<Solver> solvers() {
    return Arrays.stream(Solver.values())
        .filter(solver -> solver != Solver.RATIO || ratio.length > 0)
        .toList();
  }

  /**
   * What a solver answers, made {@link AnswerMixture#possible}.
   *
   * @param eta of the search
   */
  double[] answers(Solver solver, double eta) {
    return AnswerMixture.possible(
        switch (solver) {
          case FORMULA -> all.tempered(Double.POSITIVE_INFINITY);
          case SEARCH -> all.tempered(eta);
          case MEMORY -> trained.tempered(Double.POSITIVE_INFINITY);
          case RATIO -> ratio;
          case COPY -> copy;
          case GUESS -> alike(said.length);
        });
  }

  /** What the model answers, made {@link AnswerMixture#possible}, so itself is nearest to it. */
  double[] answers() {
    return AnswerMixture.possible(said);
  }

  /** Kullback-Leibler divergence of the model's answer from another, in nats. */
  double distance(double[] answers) {
    return AnswerMixture.divergence(answers(), answers);
  }

  private static double[] alike(int answers) {
    double[] alike = new double[answers];
    Arrays.fill(alike, 1.0 / answers);
    return alike;
  }
}
