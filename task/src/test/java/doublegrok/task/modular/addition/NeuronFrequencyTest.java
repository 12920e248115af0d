package doublegrok.task.modular.addition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frequencies of planted neurons, against NumPy's two-dimensional basis. */
final class NeuronFrequencyTest {
  @ParameterizedTest(name = "neuron {1} modulo {0} is of frequency {2}")
  @CsvSource({
    "17, 0, 3, 0.9557989639633482",
    "17, 1, 7, 0.9562037755982989",
    "17, 2, 3, 0.9453655635055676",
    "17, 3, 7, 0.928808408284655",
    "23, 0, 1, 0.9555968001638552",
    "23, 4, 4, 0.9409708709185624",
    "23, 5, 9, 0.9554024323605168"
  })
  void frequenciesAreThoseOfNumPy(int modulus, int neuron, int frequency, double share) {
    double[] activations = new double[modulus * modulus];
    for (int pair = 0; pair < activations.length; pair++) {
      int first = pair / modulus;
      double a = 2 * Math.PI * frequency * first / modulus;
      double b = 2 * Math.PI * frequency * (pair - modulus * first) / modulus;
      double sum = Math.cos(a + neuron) + Math.cos(b + neuron) + 0.3 * Math.cos(a + b + neuron);
      activations[pair] = Math.max(0, sum);
    }

    NeuronFrequency found = NeuronFrequency.of(activations, new Fourier(modulus));

    assertThat(found.frequency()).isEqualTo(frequency);
    assertThat(found.of()).isEqualTo((modulus - 1) / 2);
    assertThat(found.share()).isCloseTo(share, within(1e-10));
  }
}
