package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.spec.text.InvalidSpecException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DistributionFieldTest {
  private static final RunSpec SPEC = RunSpecs.builtIn()
      .parse(
          Presets.text("smoke"),
          "smoke",
          List.of("swaps=[{at_batch: 30, set: {distribution.tasks: 2}}]"));

  @Test
  void showsTheValuesThatTheBatchHas() {
    assertThat(value(29, "distribution.tasks"))
        .isEqualTo(String.valueOf(SPEC.distribution().tasks()));
    assertThat(value(30, "distribution.tasks")).isEqualTo("2");
    assertThat(DistributionField.at(SPEC, 30))
        .extracting(DistributionField::key)
        .containsExactlyElementsOf(
            DistributionKeys.texts(SPEC.distribution(), SPEC.family()).keySet());
  }

  /** The largest that the rule names is accepted, the next one is not. */
  @Test
  void theBoundsAreThoseOfTheChecker() {
    for (String key : List.of("distribution.tasks", "distribution.shots")) {
      String rule = field(0, key).rule();
      int most = Integer.parseInt(rule.substring(rule.lastIndexOf('.') + 1));

      change(key, String.valueOf(most));
      assertThatThrownBy(() -> change(key, String.valueOf(most + 1)))
          .as(key)
          .isInstanceOf(InvalidSpecException.class);
    }
  }

  @Test
  void whatCanBeCountedIsListed() {
    assertThat(field(0, "distribution.selection").options())
        .containsExactly("random", "rectangles", "spaced");
    for (String option : field(0, "distribution.balanced").options()) {
      change("distribution.balanced", option);
    }
    assertThat(field(0, "distribution.label_noise").options()).isEmpty();
  }

  private static void change(String key, String value) {
    DistributionChanges.apply(SPEC.distribution(), Map.of(key, value), SPEC.family(), SPEC.model());
  }

  private static String value(long batch, String key) {
    return field(batch, key).value();
  }

  private static DistributionField field(long batch, String key) {
    return DistributionField.at(SPEC, batch).stream()
        .filter(each -> each.key().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
