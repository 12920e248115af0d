package doublegrok.task.modular;

import doublegrok.task.Family;
import doublegrok.task.SequenceLayout;
import java.util.Random;

/**
 * Sequences whose inputs are independent uniform draws with replacement, as closed forms have it,
 * written independently of the samplers.
 *
 * @param tokens row-major [count, layout.length]
 */
@SuppressWarnings("ArrayRecordComponent")
record IndependentSequences(SequenceLayout layout, int count, byte[] tokens) {
  /** Each sequence has one of these latents, and label noise. */
  static IndependentSequences of(
      Family family, int shots, int[] latents, double noise, int count, Random random) {
    SequenceLayout layout = family.layout(shots);
    int p = family.layout(1).vocabulary();
    int digits = layout.length() / shots - 1;
    byte[] tokens = new byte[count * layout.length()];
    int[] input = new int[digits];
    int at = 0;
    for (int row = 0; row < count; row++) {
      int latent = latents[random.nextInt(latents.length)];
      for (int shot = 0; shot < shots; shot++) {
        for (int digit = 0; digit < digits; digit++) {
          input[digit] = random.nextInt(p);
          tokens[at++] = (byte) input[digit];
        }
        int truth = answer(family, latent, input);
        tokens[at++] = (byte) (random.nextDouble() < noise ? random.nextInt(p) : truth);
      }
    }
    return new IndependentSequences(layout, count, tokens);
  }

  /** z = x + c, or z = w.x with the digits of the latent as w. */
  static int answer(Family family, int latent, int[] input) {
    int p = family.layout(1).vocabulary();
    if (family instanceof ModularShift) {
      return (input[0] + latent) % p;
    }
    int sum = 0;
    int rest = latent;
    for (int coordinate : input) {
      sum += rest % p * coordinate;
      rest /= p;
    }
    return sum % p;
  }
}
