package doublegrok.explain;

import java.util.Arrays;

/** Small numbers, one byte each where they fit and two elsewhere. */
final class ClassIndices {
  private static final int BYTES_HOLD = 256;

  private final boolean wide;
  private final byte[] narrowIndices;
  private final char[] wideIndices;

  /** Keeps indices that are below the bound. */
  ClassIndices(char[] indices, int bound) {
    wide = bound > BYTES_HOLD;
    wideIndices = wide ? Arrays.copyOf(indices, indices.length) : new char[0];
    narrowIndices = new byte[wide ? 0 : indices.length];
    for (int item = 0; item < narrowIndices.length; item++) {
      narrowIndices[item] = (byte) indices[item];
    }
  }

  int at(int item) {
    return wide ? wideIndices[item] : narrowIndices[item] & 0xFF;
  }

  /** Memory taken, in bytes. */
  long bytes() {
    return narrowIndices.length + (long) Character.BYTES * wideIndices.length;
  }
}
