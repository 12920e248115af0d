package doublegrok.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SparklineTest {
  @Test
  void barsRiseWithTheirNumbers() {
    double[] eighths = {0, 1 / 7.0, 2 / 7.0, 3 / 7.0, 4 / 7.0, 5 / 7.0, 6 / 7.0, 1};

    assertThat(Sparkline.of(eighths, 0, 1)).isEqualTo("▁▂▃▄▅▆▇█");
  }

  @Test
  void whatLiesBeyondABoundIsShownAtIt() {
    assertThat(Sparkline.of(new double[] {-1, 2}, 0, 1)).isEqualTo("▁█");
  }

  @Test
  void equalNumbersAreTheLowestBar() {
    assertThat(Sparkline.logarithmic(new double[] {3, 3})).isEqualTo("▁▁");
  }

  @Test
  void aFactorIsTheSameHeightWhereverItStands() {
    assertThat(Sparkline.logarithmic(new double[] {1, 10, 100})).isEqualTo("▁▅█");
  }

  @Test
  void aTraceMergesStepsAndFillsGaps() {
    Trace trace = new Trace();
    trace.put(0, 1);
    trace.put(1, 3);
    trace.put(99, 8);
    trace.put(50, Double.NaN);

    assertThat(trace.columns(4)).containsExactly(2, 2, 2, 8);
  }

  @Test
  void aLongTraceStaysSmallAndKeepsItsShape() {
    Trace trace = new Trace();
    for (long step = 1; step <= 200_000; step++) {
      trace.put(step, step <= 100_000 ? 0 : 1);
    }

    assertThat(trace.size()).isLessThanOrEqualTo(1024);
    assertThat(Sparkline.of(trace.columns(8), 0, 1)).isEqualTo("▁▁▁▁████");
  }
}
