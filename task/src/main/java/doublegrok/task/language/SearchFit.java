package doublegrok.task.language;

import doublegrok.task.AnswerMixture;
import java.util.ArrayList;
import java.util.List;

/**
 * Weight of a sentence that a language explains, such that votes come nearest to a model's answers.
 *
 * @param eta from 0 to {@link #MOST}, which stands for infinity; NaN if the answers are no numbers
 * @param distance of the answers from it, the mean in nats
 */
record SearchFit(double eta, double distance) {
  /** From here on only languages that explain all count. */
  static final double MOST = 6;

  private static final double COARSE = 0.25;
  private static final double FINE = 0.01;

  /** Answers of a model, with the votes for what could be said. */
  static final class Answers {
    private final List<double[]> said = new ArrayList<>();
    private final List<int[][]> votes = new ArrayList<>(); // [words, sentences + 1] of each

    void add(double[] probabilities, int[][] counts) {
      said.add(AnswerMixture.possible(probabilities));
      votes.add(counts);
    }

    /** Mean divergence of the answers from those of an eta, a fiftieth of both guessed. */
    double distance(double eta) {
      double weight = eta >= MOST ? Double.MAX_EXPONENT : eta;
      double sum = 0;
      for (int place = 0; place < said.size(); place++) {
        double[] voted = ExplainedSentences.voted(weight, votes.get(place));
        sum += AnswerMixture.divergence(said.get(place), AnswerMixture.possible(voted));
      }
      return sum / said.size();
    }
  }

  /** The best on a grid, then on a finer one around it. */
  static SearchFit of(Answers answers) {
    SearchFit coarse = best(answers, 0, MOST, COARSE);
    return coarse.eta() >= MOST || Double.isNaN(coarse.eta())
        ? coarse
        : best(answers, Math.max(0, coarse.eta() - COARSE), coarse.eta() + COARSE, FINE);
  }

  private static SearchFit best(Answers answers, double from, double to, double step) {
    SearchFit best = new SearchFit(Double.NaN, Double.NaN);
    for (int place = 0; from + place * step <= to + step / 2; place++) {
      double eta = from + place * step;
      double distance = answers.distance(eta);
      if (Double.isNaN(best.distance()) || distance < best.distance()) {
        best = new SearchFit(Double.isNaN(distance) ? Double.NaN : eta, distance);
      }
    }
    return best;
  }
}
