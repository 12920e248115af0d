package doublegrok.evaluator.work;

import doublegrok.evaluator.probe.Cost;
import doublegrok.evaluator.probe.Examination;
import doublegrok.evaluator.probe.Probe;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import java.util.List;
import java.util.Map;

/** The mean square of all weights: a probe that nobody but the list knows. */
final class ToyProbe implements Probe {
  @Override
  public String name() {
    return "toy";
  }

  @Override
  public Cost cost() {
    return Cost.DEAR;
  }

  @Override
  public Map<String, Finding> find(Examination checkpoint) {
    double squares = 0;
    long count = 0;
    for (var tensor : checkpoint.weights()) {
      for (float value : tensor.values()) {
        squares += (double) value * value;
        count++;
      }
    }
    Scalar mean = Scalar.of("mean square", squares / count, "");
    return Map.of("toy", new Scalars(About.of("Toy", "How large weights are."), List.of(mean)));
  }
}
