package doublegrok.task;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Placeholder. */
public record ModularLinear(int modulus) implements Family {
  static final FamilyKind KIND = new FamilyKind(
      "modular-linear",
      List.of(new FamilyParameter("modulus", m -> m > 1, "a prime", OptionalInt.empty())),
      values -> new ModularLinear(values.get("modulus")));

  @Override
  public String name() {
    return KIND.name();
  }

  @Override
  public Map<String, Integer> parameters() {
    return Map.of("modulus", modulus);
  }

  @Override
  public int vocabulary() {
    return modulus;
  }

  @Override
  public int latents() {
    return modulus;
  }

  @Override
  public SequenceLayout layout(int shots) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Violation> violations(Distribution distribution) {
    return List.of();
  }

  @Override
  public TrainingSampler trainingSampler(Distribution distribution, long seed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public EvaluationSampler evaluationSampler(List<Distribution> history, long seed) {
    throw new UnsupportedOperationException();
  }
}
