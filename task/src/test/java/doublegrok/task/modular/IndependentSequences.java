package doublegrok.task.modular;

import doublegrok.task.Family;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.util.Random;

/**
 * Sequences whose inputs are independent uniform draws with replacement, as closed forms have it,
 * written independently of the samplers.
 */
final class IndependentSequences {
  private IndependentSequences() {}

  /** Each sequence has one of these latents, and label noise. */
  static TokenSequences of(
      Family family, int shots, int[] latents, double noise, int count, Random random) {
    SequenceLayout layout = family.layout(Distributions.ofShots(shots));
    int p = family.form().outputs();
    int digits = layout.length() / shots - 1;
    byte[] tokens = new byte[count * layout.length()];
    int[] input = new int[digits];
    int[] drawn = new int[count];
    int at = 0;
    for (int row = 0; row < count; row++) {
      int latent = latents[random.nextInt(latents.length)];
      drawn[row] = latent;
      for (int shot = 0; shot < shots; shot++) {
        for (int digit = 0; digit < digits; digit++) {
          input[digit] = random.nextInt(p);
          tokens[at++] = (byte) input[digit];
        }
        int truth = answer(family, latent, input);
        tokens[at++] = (byte) (random.nextDouble() < noise ? random.nextInt(p) : truth);
      }
    }
    return new TokenSequences(layout, count, tokens, drawn);
  }

  /** z = x + c, or z = w.x with the digits of the latent as w. */
  static int answer(Family family, int latent, int[] input) {
    int p = family.form().outputs();
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
