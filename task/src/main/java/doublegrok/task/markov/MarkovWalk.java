package doublegrok.task.markov;

import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** References along a sequence, symbol by symbol. */
final class MarkovWalk implements ReferencePredictors {
  private final MarkovShape shape;
  private final Ensemble all;
  private final Ensemble trained;
  private final boolean switchboard;
  private final double[] entropies; // of the trained mixture
  private final int length;

  /**
   * The references of a distribution.
   *
   * @param trained processes, by their numbers
   * @param length positions in a training sequence
   */
  MarkovWalk(MarkovShape shape, int[] trained, int length) {
    this.shape = shape;
    this.all = shape.ensemble();
    this.trained = shape.ensemble(trained);
    this.switchboard = trained.length < shape.processes().size();
    this.length = length;
    this.entropies = Entropies.conditional(this.trained, length - shape.first());
  }

  @Override
  public List<Reference> references() {
    return MarkovReferences.all().stream()
        .filter(each -> switchboard || !each.equals(MarkovReferences.SWITCHBOARD))
        .toList();
  }

  @Override
  public void predict(Sequences sequences, int row, double[] predictions) {
    TokenSequences tokens = TokenSequences.of(sequences);
    shape.requireVocabulary(tokens.layout());
    List<Integer> positions = tokens.layout().answerPositions();
    int outputs = tokens.layout().vocabulary();
    int[] seen = new int[tokens.layout().lastAnswer() - shape.first()];
    Arrays.setAll(seen, place -> tokens.token(row, shape.first() + place));
    Arrays.fill(predictions, 0, references().size() * positions.size() * outputs, 0);
    int at = 0;
    for (Reference reference : references()) {
      for (double[] each : predicted(reference, seen, positions)) {
        System.arraycopy(each, 0, predictions, at, each.length);
        at += outputs;
      }
    }
  }

  private List<double[]> predicted(Reference reference, int[] seen, List<Integer> positions) {
    if (reference.equals(MarkovReferences.EXACT)) {
      return filtered(all, seen, positions);
    }
    if (reference.equals(MarkovReferences.SWITCHBOARD)) {
      return filtered(trained, seen, positions);
    }
    int order = MarkovReferences.MARKOV.indexOf(reference);
    List<double[]> predicted = new ArrayList<>();
    for (int position : positions) {
      double[] next = new double[shape.symbols()];
      Arrays.fill(next, 1.0 / next.length);
      predicted.add(order < 0 ? next : byLast(seen, position - shape.first(), order));
    }
    return predicted;
  }

  private static List<double[]> filtered(Ensemble ensemble, int[] seen, List<Integer> positions) {
    List<double[]> predicted = new ArrayList<>();
    double[] belief = ensemble.initial();
    int shown = 0;
    int before = positions.get(positions.size() - 1) - seen.length;
    for (int position : positions) {
      for (; shown < position - before; shown++) {
        belief = Ensemble.belief(ensemble.after(belief, seen[shown]));
      }
      predicted.add(ensemble.next(belief));
    }
    return predicted;
  }

  private double[] byLast(int[] seen, int shown, int order) {
    double[] weights = trained.initial();
    for (int place = Math.max(0, shown - order); place < shown; place++) {
      weights = trained.after(weights, seen[place]);
    }
    return trained.next(weights);
  }

  /** By the entropies of words, where they can be counted and everything shown is trained. */
  @Override
  public Optional<Double> exactFloor(Reference reference) {
    if (reference.equals(MarkovReferences.UNIFORM)) {
      return Optional.of(Math.log(shape.symbols()));
    }
    boolean best =
        reference.equals(MarkovReferences.EXACT) || reference.equals(MarkovReferences.SWITCHBOARD);
    if (reference.equals(MarkovReferences.EXACT) && switchboard) {
      return Optional.empty();
    }
    int counted = length - Math.max(1, shape.first());
    int unasked = length - shape.first() - counted;
    int most = best ? Integer.MAX_VALUE : MarkovReferences.MARKOV.indexOf(reference);
    if (Math.min(most, length - shape.first() - 1) >= entropies.length) {
      return Optional.empty();
    }
    double sum = 0;
    for (int answer = 0; answer < counted; answer++) {
      sum += entropies[Math.min(most, unasked + answer)];
    }
    return Optional.of(sum / counted);
  }
}
