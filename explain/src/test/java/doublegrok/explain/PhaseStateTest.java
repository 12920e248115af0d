package doublegrok.explain;

import static doublegrok.task.GrokkingPhase.CIRCUIT_FORMATION;
import static doublegrok.task.GrokkingPhase.CLEANUP;
import static doublegrok.task.GrokkingPhase.STABLE;
import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.explain.PhaseState.Begun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PhaseStateTest {
  private PhaseState state = PhaseState.NONE;
  private final List<Begun> begun = new ArrayList<>();

  private void hear(int version, long step, double... losses) {
    for (double loss : losses) {
      PhaseState.Heard heard = state.heard(version, step, loss);
      state = heard.state();
      begun.addAll(heard.begun());
      step += 10;
    }
  }

  @Test
  void eachPhaseBeginsOnceAtTheStepThatTheLossTells() {
    hear(0, 0, 3.9, 12.4, 16, 17.2, 14.6, 9.96);
    assertThat(begun).isEmpty();
    hear(0, 60, 6.29);
    assertThat(begun)
        .containsExactly(
            new Begun(CIRCUIT_FORMATION, 30, 17.2), new Begun(CLEANUP, 60, 6.29));
    hear(0, 70, 0.67, 0.013, 2.9e-5, 20, 3, 1e-3);

    assertThat(begun).hasSize(3).endsWith(new Begun(STABLE, 80, 0.013));
    assertThat(state.peak()).isEqualTo(17.2);
  }

  @Test
  void whoseLossNeverRoseByAHalfHasNoPhases() {
    hear(0, 0, 4, 5.9, 1, 1e-3);
    assertThat(begun).isEmpty();
  }

  @Test
  void allMayBeginAtOnce() {
    hear(0, 0, 4, 6.1, 0.06);
    assertThat(begun).extracting(Begun::phase).containsExactly(CIRCUIT_FORMATION, CLEANUP, STABLE);
  }

  @Test
  void aNewDistributionBeginsAnew() {
    hear(0, 0, 4, 10, 2);
    hear(1, 30, 3, 4, 8, 3.9, 0.07);

    assertThat(begun)
        .extracting(Begun::phase)
        .containsExactly(CIRCUIT_FORMATION, CLEANUP, CIRCUIT_FORMATION, CLEANUP, STABLE);
    assertThat(begun).extracting(Begun::step).containsExactly(10L, 20L, 50L, 60L, 70L);
  }

  @Test
  void whatCameBeforeAndWhatIsNoNumberChangesNothing() {
    hear(0, 0, 4, 10);
    PhaseState before = state;
    hear(0, 10, 0.1);
    hear(0, 0, 100);
    hear(0, 20, Double.NaN, Double.POSITIVE_INFINITY);

    assertThat(state).isEqualTo(before);
    assertThat(begun).isEmpty();
  }
}
