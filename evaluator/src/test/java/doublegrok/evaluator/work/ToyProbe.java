package doublegrok.evaluator.work;

import doublegrok.evaluator.probe.Cost;
import doublegrok.evaluator.probe.Examination;
import doublegrok.evaluator.probe.Probe;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import doublegrok.task.key.Key;
import java.util.List;
import java.util.Map;

/** The mean square, or another power, of all weights: a probe that nobody but the list knows. */
final class ToyProbe implements Probe {
  private static final Key<Integer> POWER = Key.integer("power", 1, 4).or(2);

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public Cost cost() {
    return Cost.DEAR;
  }

  @Override
  public List<Key<?>> means() {
    return List.of(POWER);
  }

  @Override
  public Map<String, Finding> find(Examination checkpoint) {
    int power = checkpoint.means(this).get(POWER);
    double squares = 0;
    long count = 0;
    for (var tensor : checkpoint.weights()) {
      checkpoint.requireTime();
      for (float value : tensor.values()) {
        squares += Math.pow(value, power);
        count++;
      }
    }
    Scalar mean = Scalar.of("mean square", squares / count, "");
    return Map.of("toy", new Scalars(About.of("Toy", "How large weights are."), List.of(mean)));
  }
}
