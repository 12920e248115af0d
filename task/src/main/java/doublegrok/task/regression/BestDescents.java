package doublegrok.task.regression;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The best descents of one form, by the number of examples; after more or fewer than are trained on
 * those of the nearest number that is.
 */
final class BestDescents implements ExactLoss, GradientSolver.Rule {
  private final Conditions trained;
  private final TrainedExamples range;
  private final Function<DescentFit, Descent> form;
  private final Map<Integer, Descent> known = new HashMap<>();

  BestDescents(Conditions trained, TrainedExamples range, Function<DescentFit, Descent> form) {
    this.trained = trained;
    this.range = range;
    this.form = form;
  }

  Descent after(int examples) {
    return known.computeIfAbsent(
        range.nearest(examples),
        each -> form.apply(new DescentFit(trained.dimension(), each, noise(trained, 1, each))));
  }

  @Override
  public double[] weights(int examples, double[][] covariance, double[] products) {
    return after(examples).found(covariance, products);
  }

  /** Known if inputs differ from those of training in their scale alone. */
  @Override
  public Optional<Double> of(Conditions asked, int examples) {
    if (examples == 0) {
      return Optional.of(asked.signal());
    }
    double stretch = asked.inputs()[0] / trained.inputs()[0];
    double[] expected = Conditions.scaled(trained.inputs(), stretch);
    for (int axis = 0; axis < expected.length; axis++) {
      if (Math.abs(asked.inputs()[axis] / expected[axis] - 1) > 1e-12) {
        return Optional.empty();
      }
    }
    Descent descent = after(examples);
    int nodes = descent.degree() + 1;
    SpectralMeasure spectrum = SpectralMeasure.of(trained.dimension(), examples, nodes);
    return Optional.of(asked.signal()
        * descent.loss(spectrum.stretched(stretch), noise(asked, stretch, examples)));
  }

  /** Variance of the noise over that of whitened tasks and the examples, times the dimension. */
  private static double noise(Conditions conditions, double stretch, int examples) {
    double variance = conditions.noise() * conditions.noise();
    return variance == 0
        ? 0
        : variance * conditions.dimension() * stretch / conditions.signal() / examples;
  }
}
