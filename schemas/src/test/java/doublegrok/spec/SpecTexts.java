package doublegrok.spec;

import doublegrok.spec.text.Fault;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.task.Distribution;
import doublegrok.task.key.Values;
import doublegrok.task.modular.ModularKeys;
import doublegrok.task.modular.Selection;
import java.util.List;

/** Run specs that tests begin with. */
final class SpecTexts {
  /** The shortest valid one: every key that has no default, a key a line. */
  static final String SHORTEST = """
      task:
        family: modular-linear
        modulus: 7
      distribution:
        tasks: 16
        input_fraction: 0.5
        shots: 8
      batch:
        sequences: 32
      model:
        layers: 2
        width: 64
        heads: 4
      optimizer:
        name: adamw
        learning_rate: 1.0e-3
        weight_decay: 0.5
      training:
        steps: 100
      checkpoint:
        every: 10
      """;

  private SpecTexts() {}

  static RunSpec parse(String... overrides) {
    return RunSpecs.builtIn().parse(SHORTEST, "my.yaml", List.of(overrides));
  }

  /** The faults of the shortest spec with these overrides; none if it is valid. */
  static List<String> sentences(String... overrides) {
    return sentencesOf(SHORTEST, overrides);
  }

  static List<String> sentencesOf(String yaml, String... overrides) {
    return faults(yaml, overrides).stream().map(Fault::sentence).toList();
  }

  static List<Fault> faults(String yaml, String... overrides) {
    try {
      RunSpecs.builtIn().parse(yaml, "my.yaml", List.of(overrides));
      return List.of();
    } catch (InvalidSpecException e) {
      return e.faults();
    }
  }

  /** A distribution of modular arithmetic, every key of which is given. */
  static Distribution distribution(
      int tasks, Selection selection, double inputFraction, int shots) {
    return new Distribution(Values.none()
        .with(Distribution.TASKS, tasks)
        .with(ModularKeys.SELECTION, selection)
        .with(Distribution.TASK_DRAW, 0)
        .with(ModularKeys.INPUT_FRACTION, inputFraction)
        .with(Distribution.SHOTS, shots)
        .with(ModularKeys.BALANCED, true)
        .with(ModularKeys.COLLINEAR, 0.0)
        .with(Distribution.LABEL_NOISE, 0.0));
  }
}
