package doublegrok.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.bench.Rounds.Measurement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  private final List<String> taken = new ArrayList<>();

  @Test
  void measurementsTakeTurnsEverySecondRoundBackwards() throws Exception {
    List<Samples> samples = new Rounds(3, false).of(List.of(named("a"), named("b")));

    assertThat(taken).containsExactly("a", "b", "b", "a", "a", "b");
    assertThat(samples).containsExactly(Samples.of(1, 4, 5), Samples.of(2, 3, 6));
  }

  @Test
  void theWarmUpIsThrownAway() throws Exception {
    List<Samples> samples = new Rounds(2, true).of(List.of(named("a")));

    assertThat(taken).hasSize(3);
    assertThat(samples).containsExactly(Samples.of(2, 3));
  }

  @Test
  void noRoundIsRefused() {
    assertThatThrownBy(() -> new Rounds(0, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--rounds must be at least 1, was 0");
  }

  /** Tells the number of measurements so far. */
  private Measurement named(String name) {
    return () -> {
      taken.add(name);
      return taken.size();
    };
  }
}
