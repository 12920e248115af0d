package doublegrok.task.modular.addition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Fourier norms of planted embeddings, against NumPy. */
final class FourierTest {
  private static final double[] NORMS = new Fourier(17)
      .norms(new Planted(17, List.of(3, 7), List.of(1.0, 1.0), 0, 0, 1).embedding(6));
  private static final double[] MORE = new Fourier(23)
      .norms(new Planted(23, List.of(1, 4, 9), List.of(1.0, 1.0, 1.0), 0, 0, 1).embedding(12));

  @Test
  void normsAreThoseOfNumPy() {
    double[] expected = {
      0.29178965798468354,
      0.5474457730149064,
      3.8332136269907333,
      0.4156110705997376,
      0.7136231885685922,
      0.7968955638695823,
      2.9643506046873545,
      0.5406551402762342
    };

    assertThat(NORMS).containsExactly(expected, within(1e-10));
  }

  @Test
  void keysAreWhatIsAboveHalfOfTheLargest() {
    assertThat(Fourier.above(0.5, NORMS)).containsExactly(3, 7);
    assertThat(Fourier.above(0.5, MORE)).containsExactly(1, 4, 9);
    assertThat(Fourier.above(0.25, MORE)).containsExactly(1, 4, 6, 9);
  }

  @Test
  void giniIsThatOfHurleyAndRickard() {
    assertThat(Fourier.gini(NORMS)).isCloseTo(0.4759271778757166, within(1e-10));
    assertThat(Fourier.gini(MORE)).isCloseTo(0.487359437703327, within(1e-10));
    assertThat(Fourier.gini(new double[] {2, 2, 2, 2})).isCloseTo(0, within(1e-12));
    assertThat(Fourier.gini(new double[] {0, 0, -7, 0})).isCloseTo(0.75, within(1e-12));
  }

  /** A column of one frequency takes part in one, a peak at one number in all alike. */
  @Test
  void participationIsOneOfAPureColumn() {
    double[][] matrix = new double[13][2];
    for (int t = 0; t < 13; t++) {
      matrix[t][0] = 5 + Math.cos(2 * Math.PI * 4 * t / 13 + 1);
    }
    matrix[3][1] = 2;

    assertThat(new Fourier(13).participation(matrix)).isCloseTo((1 + 1.0 / 6) / 2, within(1e-10));
  }
}
