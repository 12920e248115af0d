package doublegrok.task;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The training loss that each reference has: by the objective, the mean over all sequences of
 * training batches and, by their weights, over all counted positions. A model that only knows what
 * a reference knows cannot be below its floor.
 *
 * <p>Batches are independent draws, the sequences of one batch are not: a balanced one shares its
 * inputs. So standard errors are those of means of batches.
 */
public final class BayesFloors {
  private final Map<Reference, double[]> losses; // mean of each batch
  private final Map<Reference, Double> exact;

  private BayesFloors(Map<Reference, double[]> losses, Map<Reference, Double> exact) {
    this.losses = Collections.unmodifiableMap(losses);
    this.exact = Map.copyOf(exact);
  }

  /**
   * Measures the first batches.
   *
   * @param objective that models are trained by
   * @param sampler training batches of a distribution
   * @param references of the same distribution and seed
   * @param batches at least 2
   * @param sequences in a batch, at least 1
   */
  public static BayesFloors of(
      Objective objective,
      TrainingSampler sampler,
      ReferencePredictors references,
      int batches,
      int sequences) {
    if (batches < 2) {
      throw new IllegalArgumentException(
          "batches must be at least 2, for a standard error, was " + batches);
    }
    List<Reference> kinds = references.references();
    Map<Reference, double[]> losses = new LinkedHashMap<>();
    kinds.forEach(kind -> losses.put(kind, new double[batches]));
    for (int batch = 0; batch < batches; batch++) {
      double[] means = meanLosses(objective, sampler.batch(batch, sequences), references);
      for (int kind = 0; kind < means.length; kind++) {
        losses.get(kinds.get(kind))[batch] = means[kind];
      }
    }
    Map<Reference, Double> exact = new HashMap<>();
    kinds.forEach(kind -> references.exactFloor(kind).ifPresent(loss -> exact.put(kind, loss)));
    return new BayesFloors(losses, exact);
  }

  /** The references that there are floors of, in their order. */
  public List<Reference> references() {
    return List.copyOf(losses.keySet());
  }

  /**
   * The floor of a reference, in nats a predicted answer, or as a squared error; infinite if the
   * reference gave no probability to an answer that occurred. Where the references know it exactly
   * it is that, without an error. Empty if the family does not have the reference.
   */
  public Optional<Estimate> floor(Reference reference) {
    return Optional.ofNullable(exact.get(reference))
        .map(loss -> new Estimate(loss, Double.isFinite(loss) ? 0 : loss))
        .or(() -> Optional.ofNullable(losses.get(reference)).map(Estimate::of));
  }

  /**
   * What knowing the list of trained tasks saves over the general solver, in the unit of the
   * floors: the floor of the best that solves any task less that of the best that knows those
   * tasks, on the same batches. By the chain rule it is ln(latents / tasks) / shots without label
   * noise and with enough shots to tell the task. Empty if the family does not have both.
   */
  public Optional<Estimate> memorisationPressure() {
    Optional<double[]> general = best(Reference.Skill.GENERAL);
    return best(Reference.Skill.TASKS)
        .flatMap(tasks -> general.map(solver -> {
          double[] saved = new double[solver.length];
          Arrays.setAll(saved, batch -> solver[batch] - tasks[batch]);
          return Estimate.of(saved);
        }));
  }

  private Optional<double[]> best(Reference.Skill skill) {
    return losses.keySet().stream()
        .filter(each -> each.best() && each.skill() == skill)
        .findFirst()
        .map(losses::get);
  }

  /** The mean loss of each reference on one batch, [references]. */
  private static double[] meanLosses(
      Objective objective, Sequences batch, ReferencePredictors references) {
    SequenceLayout layout = batch.layout();
    int answers = layout.answerPositions().size();
    int outputs = layout.form().outputs();
    double[] means = new double[references.references().size()];
    double[] predictions = new double[means.length * answers * outputs];
    for (int row = 0; row < batch.count(); row++) {
      references.predict(batch, row, predictions);
      for (int vector = 0; vector < means.length * answers; vector++) {
        int answer = vector % answers;
        if (layout.weight(answer) > 0) { // nothing times an endless loss is nothing
          double loss = objective.loss(batch, row, answer, predictions, vector * outputs);
          means[vector / answers] += layout.weight(answer) * loss;
        }
      }
    }
    double weights = IntStream.range(0, answers).mapToDouble(layout::weight).sum();
    return Arrays.stream(means).map(sum -> sum / batch.count() / weights).toArray();
  }
}
