package doublegrok.task.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.finding.Scalar;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Figures are those of an independent program. */
final class BeliefTicksTest {
  @Test
  void sharesThatLessThanABeliefExplainsAreKnown() {
    Map<String, Double> rrxor = ticks(Processes.rrxor(0.3, 0.6), 10);
    assertThat(rrxor.get("last token")).isCloseTo(0.12900232136742407, within(1e-9));
    assertThat(rrxor.get("last 4 tokens")).isCloseTo(0.6278012291781923, within(1e-6));
    assertThat(rrxor.get("next-token probabilities")).isCloseTo(0.26782441502953713, within(1e-9));
    assertThat(rrxor.get("next-token log-probabilities"))
        .isCloseTo(0.308151659036484, within(1e-9));
    Map<String, Double> fair = ticks(Processes.rrxor(0.5, 0.5), 10);
    assertThat(fair.get("last 5 tokens")).isCloseTo(0.633, within(5e-4));
    assertThat(fair.get("last 6 tokens")).isCloseTo(0.640, within(5e-4));
    assertThat(fair.get("shuffled beliefs")).isBetween(-0.3, 0.05);
    assertThat(rrxor.get("shuffled beliefs")).isLessThan(0.05);
    Map<String, Double> mess3 = ticks(Processes.mess3(0.1, 0.7), 10);
    assertThat(mess3.get("last 3 tokens")).isCloseTo(0.9771302938452525, within(1e-6));
    assertThat(mess3.get("next-token log-probabilities"))
        .isCloseTo(0.996591821122116, within(1e-9));
  }

  private static Map<String, Double> ticks(HiddenProcess process, int longest) {
    Ensemble ensemble = new Ensemble(List.of(process), process.symbols());
    return BeliefTicks.of(ProbeWords.of(ensemble, longest)).stream()
        .collect(Collectors.toMap(Scalar::label, Scalar::value));
  }
}
