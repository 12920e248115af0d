package doublegrok.task.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyTest {
  private static final Key<List<Integer>> LAGS = Key.list("lags", 1, 3, Rule.integer(1, 9));
  private static final Key<Double> NOISE =
      Key.decimal("noise", Interval.NOT_NEGATIVE).or(0.1);
  private static final Key<String> PRIOR = Key.choice("prior", List.of("gauss", "sphere"));

  @Test
  void aListIsReadAndWrittenInBrackets() {
    assertThat(read(LAGS, "[1, 2,3]")).contains(List.of(1, 2, 3));
    assertThat(LAGS.rule().text().apply(List.of(1, 2, 3))).isEqualTo("[1, 2, 3]");
    assertThat(LAGS.rule().words()).isEqualTo("a list of 1..3 values, each a whole number 1..9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[1, 2, 3, 4]", "[0]", "[1,]", "[1", "1", "[a]", "[[1]]"})
  void aListThatBreaksItsRuleIsNone(String text) {
    assertThat(read(LAGS, text)).isEmpty();
  }

  @Test
  void aStopgapKeepsItsRule() {
    for (Key<?> key : List.of(LAGS, NOISE, PRIOR, Key.flag("flag"), Key.whole("w", -3, 3))) {
      assertThat(keeps(key)).as(key.name()).isTrue();
    }
    for (Interval interval : List.of(
        Interval.POSITIVE,
        new Interval(1, false, 2, false),
        new Interval(3, true, Double.MAX_VALUE, true),
        new Interval(-1, false, 0, true))) {
      assertThat(keeps(Key.decimal("decimal", interval))).as(interval.rule()).isTrue();
    }
  }

  @Test
  void anAbsentValueIsTheFallbackOfItsKey() {
    Values values = Values.none().with(PRIOR, "sphere");

    assertThat(values.get(NOISE)).isEqualTo(0.1);
    assertThat(values.text(NOISE)).isEqualTo("0.1");
    assertThat(values.with(NOISE, 1e-9).text(NOISE)).isEqualTo("1.0e-9");
    assertThatThrownBy(() -> values.get(LAGS))
        .hasMessage("there is no value of lags among [prior]");
  }

  @Test
  void valuesAreEqualByNameAndValue() {
    assertThat(Values.none().with(NOISE, 1.0).with(PRIOR, "gauss"))
        .isEqualTo(Values.none().with(PRIOR, "sphere").with(NOISE, 1.0).with(PRIOR, "gauss"));
    assertThat(Values.none().with(NOISE, 1.0)).isNotEqualTo(Values.none().with(NOISE, 2.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Noise", "a b", "a.b.c", ".a", "a=b", "1a"})
  void aNameThatASpecCannotHoldIsRefused(String name) {
    assertThatThrownBy(() -> Key.flag(name)).hasMessageContaining("was '" + name + "'");
  }

  private static <T> boolean keeps(Key<T> key) {
    T stopgap = key.rule().stopgap();
    return read(key, key.rule().text().apply(stopgap)).equals(Optional.of(stopgap));
  }

  private static <T> Optional<T> read(Key<T> key, String text) {
    return key.rule().read().apply(text);
  }

  @Test
  void whatAKeyMeansStaysWithIt() {
    Key<Integer> key = Key.integer("every", 0, 9).about("Steps between two.");

    assertThat(key.or(3).by(Rule.integer(1, 2)).below("checkpoint").about())
        .isEqualTo("Steps between two.");
    assertThat(key.orFrom(3, "the steps").below("checkpoint"))
        .returns(Optional.of("the steps"), Key::following)
        .returns(Optional.of(3), Key::fallback);
    assertThat(key.orFrom(3, "the steps").or(4).following()).isEmpty();
  }

  @Test
  void aListedNumberIsOneOfThem() {
    Rule<Integer> rule = Rule.integer("2 or 5", List.of(2, 5));

    assertThat(rule.read().apply("5")).contains(5);
    assertThat(rule.read().apply("3")).isEmpty();
    assertThat(rule.stopgap()).isEqualTo(2);
    assertThat(rule.form()).isEqualTo(new Form.Listed(List.of(2, 5)));
  }
}
