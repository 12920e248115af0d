package doublegrok.model;

/**
 * Version of the training step's program. All compute the same, up to the order of sums; a run
 * keeps the one that it began with, so that it stays the same bit for bit.
 */
public enum ProgramVersion {
  /** Every gradient is autograd's. */
  ONE(1),
  /** Transformers with LayerNorm have a backward pass written out, in float32 and on a CPU. */
  TWO(2);

  private final int number;

  ProgramVersion(int number) {
    this.number = number;
  }

  /** The one that runs begin with. */
  public static ProgramVersion newest() {
    return TWO;
  }

  /** Its number as people write it, from 1. */
  public String text() {
    return Integer.toString(number);
  }
}
