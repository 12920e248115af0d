package doublegrok.spec.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
  private static final List<String> KEYS =
      List.of("model.width", "model.heads", "distribution.shots", "training.steps", "seed");

  @ParameterizedTest
  @CsvSource({
    "model.widht,model.width",
    "width,model.width",
    "sequence.shots,distribution.shots",
    "model.Heads,model.heads",
    "sead,seed",
    "trainng.step,training.steps"
  })
  void findsWhatWasMeant(String word, String meant) {
    assertThat(Nearest.to(word, KEYS)).contains(meant);
  }

  @Test
  void asksNothingWhereNothingIsNear() {
    assertThat(Nearest.to("zebra.crossing", KEYS)).isEmpty();
    assertThat(Nearest.to("x".repeat(1_000_000), KEYS)).isEmpty();
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ab,ba,1", "kitten,sitting,3", "'',abc,3", "abc,abc,0", "shfit,shift,1"})
  void countsEdits(String a, String b, int edits) {
    assertThat(Nearest.edits(a, b)).isEqualTo(edits);
  }
}
