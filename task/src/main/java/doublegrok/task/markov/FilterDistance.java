package doublegrok.task.markov;

import doublegrok.task.AskedModel;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Divergence of a model's predictions from those of Bayes' filter, over all words. */
final class FilterDistance {
  private static final int AT_ONCE = 512;
  private static final double LEAST = 1e-12;
  private static final String TITLE = "Distance from Bayes' filter";

  private final MarkovShape shape;
  private final ProbeWords words;
  private final double[] entropies;
  private final double[] below;

  FilterDistance(MarkovShape shape, ProbeWords words) {
    this.shape = shape;
    this.words = words;
    this.entropies = Entropies.conditional(words.ensemble(), words.longest() + 1);
    this.below = Entropies.conditionalOnStart(words.ensemble(), words.longest() + 1);
  }

  /** The divergence by position, and of which Markov order the model's loss is. */
  Map<String, Finding> find(AskedModel model) {
    double[] divergence = divergence(model);
    int unasked = 1 - shape.first();
    double mean = Arrays.stream(divergence).average().orElseThrow();
    double floor = mean(unasked, Integer.MAX_VALUE);
    List<Scalar> scalars = new ArrayList<>();
    scalars.add(Scalar.of("divergence", mean, "nats"));
    scalars.add(Scalar.of("loss", floor + mean, "nats"));
    scalars.add(Scalar.of("floor", floor, "nats"));
    scalars.add(Scalar.of("entropy rate at least", below[below.length - 1], "nats"));
    scalars.add(Scalar.of("entropy rate at most", entropies[entropies.length - 1], "nats"));
    scalars.add(Scalar.of("nearest Markov order", nearest(floor + mean), ""));
    Map<String, Finding> found = new LinkedHashMap<>();
    found.put(
        "beliefs-position",
        new Curve(
            new About(
                TITLE,
                "by position",
                "Divergence of the model's predictions from the filter's, which is its loss above"
                    + " the floor there."),
            Axis.of("symbols seen"),
            new Axis("divergence", "nats"),
            IntStream.range(0, divergence.length)
                .mapToObj(place -> (double) (place + unasked))
                .toList(),
            List.of(
                new Curve.Line("model", Arrays.stream(divergence).boxed().toList(), List.of()))));
    found.put(
        "beliefs-distance",
        new Scalars(
            new About(TITLE, "mean", "Mean over all positions, and what it is near to."), scalars));
    return found;
  }

  private double[] divergence(AskedModel model) {
    List<ProbeWords.Word> whole = words.whole();
    int unasked = 1 - shape.first();
    double[] divergence = new double[words.longest() + 1 - unasked];
    for (int from = 0; from < whole.size(); from += AT_ONCE) {
      int[] some = IntStream.range(from, Math.min(whole.size(), from + AT_ONCE)).toArray();
      TokenSequences asked =
          BeliefsProbe.sequences(shape, whole, some, shape.first() + words.longest());
      double[][][] exact = new double[some.length][][];
      Arrays.setAll(exact, row -> filtered(whole.get(some[row]).symbols()));
      model.predict(asked, (row, answer, predicted) -> {
        double[] next = exact[row][answer + unasked];
        for (int symbol = 0; symbol < next.length; symbol++) {
          if (next[symbol] > 0) {
            divergence[answer] += whole.get(some[row]).probability()
                * next[symbol]
                * Math.log(next[symbol] / Math.max(predicted[symbol], LEAST));
          }
        }
      });
    }
    return divergence;
  }

  private double[][] filtered(int[] symbols) {
    double[][] next = new double[symbols.length + 1][];
    double[] belief = words.ensemble().initial();
    next[0] = words.ensemble().next(belief);
    for (int place = 0; place < symbols.length; place++) {
      belief = Ensemble.belief(words.ensemble().after(belief, symbols[place]));
      next[place + 1] = words.ensemble().next(belief);
    }
    return next;
  }

  /** The mean loss of who sees at most so many symbols. */
  private double mean(int unasked, int order) {
    return IntStream.range(unasked, entropies.length)
        .mapToDouble(place -> entropies[Math.min(place, order)])
        .average()
        .orElseThrow();
  }

  private double nearest(double loss) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int order = 0; order < entropies.length; order++) {
      double distance = Math.abs(mean(1 - shape.first(), order) - loss);
      if (distance < least) {
        least = distance;
        nearest = order;
      }
    }
    return nearest;
  }
}
