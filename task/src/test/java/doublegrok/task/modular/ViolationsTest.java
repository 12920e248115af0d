package doublegrok.task.modular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.task.Distribution;
import doublegrok.task.Family;
import doublegrok.task.Violation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ViolationsTest {
  private static final ModularLinear LINE = new ModularLinear(11, 1);
  private static final ModularLinear PLANE = new ModularLinear(11, 2);
  private static final ModularShift SHIFT = new ModularShift(29);
  private static final Distributions BORING = Distributions.boring();
  private static final Distributions RECTANGLES = BORING.selection(Selection.RECTANGLES);

  private static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(
            PLANE,
            BORING.tasks(0),
            "tasks",
            "must be 1..121, as there are 11^2 = 121 latent tasks, was 0: ask for at least one"),
        Arguments.of(
            PLANE,
            BORING.tasks(122),
            "tasks",
            "must be 1..121, as there are 11^2 = 121 latent tasks, was 122:"
                + " ask for fewer or raise task.modulus"),
        Arguments.of(
            SHIFT,
            BORING.tasks(30),
            "tasks",
            "must be 1..29, as there are 29 latent tasks, was 30:"
                + " ask for fewer or raise task.modulus"),
        Arguments.of(
            PLANE,
            BORING.taskDraw(-1),
            "task_draw",
            "must be at least 0, was -1: every number from 0 on is another draw"),
        Arguments.of(
            PLANE,
            BORING.shots(0),
            "shots",
            "must be 1..512, was 0: choose a number of examples in this range"),
        Arguments.of(
            SHIFT,
            BORING.shots(513),
            "shots",
            "must be 1..512, was 513: choose a number of examples in this range"),
        Arguments.of(
            PLANE,
            BORING.inputFraction(0),
            "input_fraction",
            "must be in (0, 1], was 0.0: use 1 to train on all inputs"),
        Arguments.of(
            PLANE,
            BORING.inputFraction(1.01),
            "input_fraction",
            "must be in (0, 1], was 1.01: use 1 to train on all inputs"),
        Arguments.of(
            PLANE,
            BORING.inputFraction(Double.NaN),
            "input_fraction",
            "must be in (0, 1], was NaN: use 1 to train on all inputs"),
        Arguments.of(
            LINE,
            BORING.tasks(3).inputFraction(0.01),
            "input_fraction",
            "must be large enough for one of the 11 inputs, was 0.01: raise it to 0.091 or more"),
        Arguments.of(
            PLANE,
            BORING.labelNoise(1),
            "label_noise",
            "must be a probability in [0, 1), was 1.0: use 0 for true answers"),
        Arguments.of(
            PLANE,
            BORING.labelNoise(-0.1),
            "label_noise",
            "must be a probability in [0, 1), was -0.1: use 0 for true answers"),
        Arguments.of(
            SHIFT,
            BORING.labelNoise(Double.NaN),
            "label_noise",
            "must be a probability in [0, 1), was NaN: use 0 for true answers"),
        Arguments.of(
            PLANE,
            BORING.collinear(1.5),
            "collinear",
            "must be a probability in [0, 1], was 1.5: use 0 for no curriculum"),
        Arguments.of(
            PLANE,
            BORING.collinear(Double.NaN),
            "collinear",
            "must be a probability in [0, 1], was NaN: use 0 for no curriculum"),
        Arguments.of(
            LINE,
            BORING.tasks(3).collinear(0.5),
            "collinear",
            "must be 0 with one variable, where all inputs lie on one line, was 0.5:"
                + " set it to 0 or raise task.variables"),
        Arguments.of(
            SHIFT,
            BORING.collinear(0.5),
            "collinear",
            "must be 0 in modular-shift, whose inputs have no lines, was 0.5:"
                + " set it to 0 or choose modular-linear"),
        Arguments.of(
            SHIFT,
            RECTANGLES,
            "selection",
            "must be random or spaced in modular-shift, whose latents have no plane, was"
                + " rectangles: choose random"),
        Arguments.of(
            PLANE,
            BORING.selection(Selection.SPACED),
            "selection",
            "must be random or rectangles in modular-linear, whose latents lie on no circle, was"
                + " spaced: choose random"),
        Arguments.of(
            new ModularLinear(5, 3),
            RECTANGLES,
            "selection",
            "must be random with 3 variables, as rectangles lie in a plane, was rectangles:"
                + " choose random or set task.variables to 2"),
        Arguments.of(
            PLANE,
            RECTANGLES.tasks(30),
            "tasks",
            "must be a multiple of 4 with selection rectangles, was 30:"
                + " ask for 32 or choose selection random"),
        Arguments.of(
            PLANE,
            RECTANGLES.tasks(76),
            "tasks",
            "must be at most 72 with selection rectangles and modulus 11, the most that every"
                + " draw reaches, was 76: ask for fewer, raise task.modulus or choose selection"
                + " random"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenRuleIsOneSentenceUnderItsKey(
      Family family, Distributions distribution, String key, String rest) {
    List<Violation> violations = family.violations(distribution.build());

    String fullKey = "distribution." + key;
    assertThat(violations).containsExactly(new Violation(fullKey, fullKey + " " + rest));
    assertThatThrownBy(() -> family.trainingSampler(distribution.build(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(fullKey + " " + rest);
    assertThatThrownBy(() -> family.evaluationSampler(
            List.of(distribution.build(), BORING.tasks(3).build()), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allBrokenRulesAreNamedAtOnce() {
    Distribution distribution =
        BORING.tasks(0).shots(0).inputFraction(-1).collinear(-1).labelNoise(-1).build();

    assertThat(PLANE.violations(distribution))
        .extracting(Violation::key)
        .containsExactlyInAnyOrder(
            "distribution.tasks",
            "distribution.shots",
            "distribution.input_fraction",
            "distribution.collinear",
            "distribution.label_noise");
  }

  @Test
  void theEdgesOfTheRulesAreAllowed() {
    assertThat(PLANE.violations(BORING.tasks(121).shots(512).inputFraction(1).build()))
        .isEmpty();
    assertThat(PLANE.violations(BORING.tasks(1).shots(1).inputFraction(0.005).build()))
        .isEmpty();
    assertThat(PLANE.violations(BORING.collinear(1).labelNoise(0.999).build())).isEmpty();
    assertThat(PLANE.violations(RECTANGLES.tasks(72).build())).isEmpty();
    assertThat(SHIFT.violations(BORING.tasks(29).build())).isEmpty();
  }
}
