package doublegrok.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.spec.EvaluationSpec.Looks;
import doublegrok.spec.text.InvalidSpecException;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run spec says of single probes: when they look, and with what. */
final class ProbeLooksTest {
  @Test
  void aProbeMayHaveARhythmOfItsOwn() {
    RunSpec spec = SpecTexts.parse("probes={attention: 5, some-other: 0}");

    assertThat(spec.evaluation().probes())
        .isEqualTo(
            Map.of("attention", new Looks(5, Map.of()), "some-other", new Looks(0, Map.of())));
    String text = RunSpecs.canonical(spec);
    assertThat(text).contains("attention: 5", "some-other: 0");
    assertThat(RunSpecs.builtIn().parse(text, "its text", List.of())).isEqualTo(spec);
    assertThat(RunSpecs.canonical(SpecTexts.parse())).doesNotContain("probes");
    assertThat(spec.evaluation().looks("attention", 50, spec.checkpoint())).isTrue();
    assertThat(spec.evaluation().looks("attention", 40, spec.checkpoint())).isFalse();
    assertThat(spec.evaluation().looks("any", 40, spec.checkpoint())).isTrue();
    assertThat(spec.evaluation().looks("some-other", 50, spec.checkpoint())).isFalse();
    assertThatThrownBy(() -> SpecTexts.parse("probes={attention: -1}"))
        .hasMessageContaining("probes.attention must be a whole number 0..65536, was -1");
    assertThatThrownBy(() -> SpecTexts.parse("probes={At_tention: 1}"))
        .hasMessageContaining("probes.At_tention must be 1..64 lower-case letters");
  }

  @Test
  void aProbeMayBeGivenMeans() {
    RunSpec spec = SpecTexts.parse("probes={toy: {every: 5, size: 3, lags: [1, 2]}, other: 2}");

    assertThat(spec.evaluation().probes())
        .isEqualTo(Map.of(
            "toy", new Looks(5, Map.of("size", "3", "lags", "[1, 2]")),
            "other", new Looks(2, Map.of())));
    String text = RunSpecs.canonical(spec);
    assertThat(text).contains("\n  other: 2\n  toy.every: 5\n  toy.lags: [1, 2]\n  toy.size: 3\n");
    assertThat(RunSpecs.builtIn().parse(text, "its text", List.of())).isEqualTo(spec);
    assertThat(spec.changed("again", List.of("probes.toy.size=4", "probes.other={every: 1}"))
            .evaluation()
            .probes())
        .isEqualTo(Map.of(
            "toy", new Looks(5, Map.of("size", "4", "lags", "[1, 2]")),
            "other", new Looks(1, Map.of())));
    assertThat(
            spec.changed("again", List.of("probes.toy=7")).evaluation().probes().get("toy"))
        .isEqualTo(new Looks(7, Map.of("size", "3", "lags", "[1, 2]")));
    assertThat(spec.changed("again", List.of("probes.toy=")).evaluation().probes())
        .containsOnlyKeys("other");
    assertThat(SpecTexts.sentences(
            "probes={a: {size: 3}, b: {every: 1, Size: 3}, c: {every: 1, size: {d: 2}}, e: {}}"))
        .containsExactly(
            "probes.a.every is missing: it must be a whole number 0..65536",
            "probes.b.Size must be small letters, digits or '_' after the last dot; rename it",
            "probes.c.size must be a number, a word or a list of them, was a map",
            "probes.e must be a whole number 0..65536, was a map");
  }

  @Test
  void aProbeMayLookAroundTransitions() {
    RunSpec spec = SpecTexts.parse("probes={toy: {every: 0, around_transitions: 2, size: 3}}");
    EvaluationSpec evaluation = spec.evaluation();

    assertThat(evaluation.probes()).isEqualTo(Map.of("toy", new Looks(0, 2, Map.of("size", "3"))));
    assertThat(evaluation.aroundTransitions("toy")).isEqualTo(2);
    assertThat(evaluation.aroundTransitions("other")).isZero();
    assertThat(evaluation.means("toy", List.of(Key.integer("size", 1, 9))).texts())
        .containsOnlyKeys("size");
    String text = RunSpecs.canonical(spec);
    assertThat(text).contains("\n  toy.every: 0\n  toy.around_transitions: 2\n  toy.size: 3\n");
    assertThat(RunSpecs.builtIn().parse(text, "its text", List.of())).isEqualTo(spec);
    assertThat(SpecTexts.parse("probes={toy: 5}", "probes.toy.around_transitions=1")
            .evaluation()
            .probes())
        .isEqualTo(Map.of("toy", new Looks(5, 1, Map.of())));
    assertThat(SpecTexts.sentences(
            "probes={a: {every: 1, around_transitions: 101}, b: {around_transitions: 1}}"))
        .containsExactly(
            "probes.a.around_transitions must be a whole number 0..100, was 101",
            "probes.b.every is missing: it must be a whole number 0..65536");
  }

  @Test
  void meansAreReadByTheRowsOfTheirProbe() {
    EvaluationSpec spec =
        SpecTexts.parse("probes={toy: {every: 5, size: 3, rate: 7}}").evaluation();
    Key<Integer> size = Key.integer("size", 1, 9);
    Key<Double> rate = Key.decimal("rate", Interval.ZERO_TO_ONE).or(0.5);

    assertThat(spec.means("toy", List.of(size, rate.by(Rule.decimal(Interval.POSITIVE)))))
        .isEqualTo(Values.none().with(size, 3).with(rate, 7.0));
    assertThat(spec.means("other", List.of(rate)).get(rate)).isEqualTo(0.5);
    assertThatThrownBy(() -> spec.means("toy", List.of(rate)))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("unknown key probes.toy.size")
        .hasMessageContaining(
            "probes.toy.rate must be a number of at least 0 and at most 1, was 7");
    assertThatThrownBy(() -> spec.means("other", List.of(size)))
        .hasMessageContaining("probes.other.size is missing: it must be a whole number 1..9");
  }
}
