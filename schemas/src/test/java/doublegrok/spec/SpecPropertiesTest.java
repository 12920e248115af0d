package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws of the run spec over seeded random ones. */
final class SpecPropertiesTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void theCanonicalTextReadsBackAsTheSameSpec(long seed) {
    Random random = new Random(seed);
    int valid = 0;
    for (int i = 0; i < 500; i++) {
      List<String> overrides = overrides(random);
      if (!SpecTexts.sentences(overrides.toArray(String[]::new)).isEmpty()) {
        continue;
      }
      valid++;
      RunSpec spec = SpecTexts.parse(overrides.toArray(String[]::new));

      String canonical = RunSpecs.canonical(spec);
      RunSpec again = RunSpecs.builtIn().parse(canonical, "canonical", List.of());

      assertThat(again).isEqualTo(spec);
      assertThat(RunSpecs.canonical(again)).isEqualTo(canonical);
      assertThat(DistributionHistory.planned(spec).versions())
          .hasSize(spec.swaps().size() + 1);
    }
    assertThat(valid).as("valid specs among 500").isGreaterThan(150);
  }

  private static List<String> overrides(Random random) {
    boolean linear = random.nextBoolean();
    int heads = 1 + random.nextInt(4);
    List<String> overrides = new ArrayList<>(List.of(
        "seed=" + random.nextLong(),
        "task.family=" + (linear ? "modular-linear" : "modular-shift"),
        "task.modulus=" + List.of(5, 7, 11, 29).get(random.nextInt(4)),
        "distribution.tasks=" + 4 * (1 + random.nextInt(3)),
        "distribution.selection=" + (linear && random.nextBoolean() ? "rectangles" : "random"),
        "distribution.task_draw=" + random.nextInt(1000),
        "distribution.input_fraction=" + (0.3 + 0.7 * random.nextDouble()),
        "distribution.shots=" + (1 + random.nextInt(20)),
        "distribution.balanced=" + random.nextBoolean(),
        "distribution.collinear=" + (linear ? random.nextDouble() : 0),
        "distribution.label_noise=" + random.nextDouble() / 2,
        "model.width=" + 2 * heads * (4 + random.nextInt(20)),
        "model.heads=" + heads,
        "model.tied=" + random.nextBoolean(),
        "model.activation=" + (random.nextBoolean() ? "gelu" : "relu"),
        "model.init_std=" + Math.scalb(1.0, -1 - random.nextInt(60)),
        "optimizer.name=" + (random.nextBoolean() ? "adamw" : "muon"),
        "optimizer.learning_rate=" + Math.abs(Math.exp(30 * random.nextGaussian())),
        "optimizer.weight_decay=" + random.nextDouble(),
        "optimizer.epsilon=" + Math.exp(-20 * random.nextDouble()),
        "training.steps=" + (1 + random.nextInt(1_000_000)),
        "stream.run_ahead=" + (1 + random.nextInt(1000))));
    overrides.add(
        switch (random.nextInt(3)) {
          case 0 -> "schedule.kind=constant";
          case 1 -> "schedule={kind: warmup-cosine, warmup_steps: 0}";
          default -> "schedule={kind: warmup-stable-decay, decay_start: 0, floor: 0}";
        });
    overrides.add("swaps=[" + swaps(random, linear) + "]");
    return overrides;
  }

  private static String swaps(Random random, boolean linear) {
    StringBuilder swaps = new StringBuilder();
    long atBatch = 0;
    for (int i = random.nextInt(4); i > 0; i--) {
      atBatch += 1 + random.nextInt(1000);
      swaps.append("{at_batch: ").append(atBatch).append(", set: {distribution.tasks: ");
      swaps.append(4 * (1 + random.nextInt(3))).append(", distribution: {label_noise: ");
      swaps.append(random.nextDouble() / 2);
      swaps.append(linear ? ", collinear: 0.50" : "").append("}}},");
    }
    return swaps.toString();
  }
}
