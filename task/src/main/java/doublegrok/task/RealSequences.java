package doublegrok.task;

import java.util.Arrays;

/**
 * A block of sequences of real vectors.
 *
 * @param layout where the answers stand
 * @param count number of sequences
 * @param inputs what a model is shown, row-major [count, layout.length, form.inputs], finite; not
 *     copied, so nobody writes to it
 * @param targets of the counted positions, row-major [count, answers, form.outputs], finite; not
 *     copied
 * @param latents latent task of each sequence, [count]; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // a list would box every number
public record RealSequences(
    SequenceLayout layout, int count, float[] inputs, float[] targets, int[] latents)
    implements Sequences {
  public RealSequences {
    if (!(layout.form() instanceof SequenceForm.Reals)) {
      throw new IllegalArgumentException(
          "sequences of reals need a layout of reals, was given one" + " of " + layout.form());
    }
    Sequences.requireSizes(count, latents);
    requireFinite("inputs", inputs, count, inputsOfRow(layout));
    requireFinite("targets", targets, count, targetsOfRow(layout));
  }

  @Override
  public RealSequences rows(int from, int to) {
    int shown = Math.toIntExact(inputsOfRow(layout));
    int wanted = Math.toIntExact(targetsOfRow(layout));
    return new RealSequences(
        layout,
        to - from,
        Arrays.copyOfRange(inputs, from * shown, to * shown),
        Arrays.copyOfRange(targets, from * wanted, to * wanted),
        Arrays.copyOfRange(latents, from, to));
  }

  @Override
  public boolean sameValues(Sequences other) {
    return other instanceof RealSequences reals
        && Arrays.equals(inputs, reals.inputs)
        && Arrays.equals(targets, reals.targets);
  }

  private static long inputsOfRow(SequenceLayout layout) {
    return (long) layout.length() * ((SequenceForm.Reals) layout.form()).inputs();
  }

  private static long targetsOfRow(SequenceLayout layout) {
    return (long) layout.answerPositions().size() * layout.form().outputs();
  }

  private static void requireFinite(String what, float[] values, int count, long ofRow) {
    if (values.length != count * ofRow) {
      throw new IllegalArgumentException(
          "%d sequences with %d %s each need %d numbers, were given %d"
              .formatted(count, ofRow, what, count * ofRow, values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException("%s must be finite, sequence %d has %s as its number %d"
            .formatted(what, i / ofRow, values[i], i % ofRow));
      }
    }
  }
}
