package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpecDifferenceTest {
  private static final RunSpec SPEC = spec("swaps=[{at_batch: 30, set: {distribution.tasks: 2}}]");

  @Test
  void theSameIsNoChange() {
    assertThat(SpecDifference.at(10, SPEC, SPEC)).isEmpty();
  }

  @Test
  void theDistributionIsThatOfTheBatch() {
    RunSpec now = spec("swaps=[{at_batch: 30, set: {distribution.tasks: 3}}]");

    assertThat(SpecDifference.at(30, now, SPEC))
        .containsExactly(new KeyChange("distribution.tasks", "2", "3"));
    assertThat(SpecDifference.at(29, now, SPEC))
        .containsExactly(new KeyChange(
            "swaps", "[batch 30: {distribution.tasks=2}]", "[batch 30: {distribution.tasks=3}]"));
  }

  @Test
  void otherKeysAreNamedToo() {
    RunSpec now =
        spec("swaps=[{at_batch: 30, set: {distribution.tasks: 2}}]", "optimizer.learning_rate=0.5");

    assertThat(SpecDifference.at(50, now, SPEC))
        .extracting(KeyChange::key, KeyChange::after)
        .containsExactly(tuple("optimizer.learning_rate", "0.5"));
  }

  private static RunSpec spec(String... overrides) {
    return RunSpecs.builtIn().parse(Presets.text("smoke"), "smoke", List.of(overrides));
  }
}
