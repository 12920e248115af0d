package doublegrok.model;

import java.nio.ByteBuffer;

/** Type of the numbers of a tensor that others have written, by its name in safetensors. */
public enum ElementType {
  /** IEEE 754 half precision. */
  F16(2),
  /** The upper half of a 32-bit float. */
  BF16(2),
  F32(4),
  F64(8),
  /** Truth values, as of masks; no weights are of it. */
  BOOL(1),
  /** As BOOL, of older files. */
  U8(1);

  private static final int HALF_EXPONENT = 0x1f;

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of a number. */
  public int bytes() {
    return bytes;
  }

  /** Whether weights can be of it. */
  public boolean isReal() {
    return this != BOOL && this != U8;
  }

  /**
   * A number as a 32-bit float; of a 64-bit one the nearest.
   *
   * @param from little-endian
   * @param at index of its first byte
   */
  public float number(ByteBuffer from, int at) {
    return switch (this) {
      case F16 -> half(from.getShort(at));
      case BF16 -> Float.intBitsToFloat(from.getShort(at) << Short.SIZE);
      case F32 -> from.getFloat(at);
      case F64 -> (float) from.getDouble(at);
      case BOOL, U8 -> from.get(at);
    };
  }

  /** 1 bit sign, 5 bits exponent, 10 bits fraction. */
  private static float half(short bits) {
    int exponent = bits >> 10 & HALF_EXPONENT;
    int fraction = bits & 0x3ff;
    float size;
    if (exponent == HALF_EXPONENT) {
      size = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      size = Math.scalb((float) fraction, -24);
    } else {
      size = Math.scalb((float) (fraction | 0x400), exponent - 25);
    }
    return bits < 0 ? -size : size;
  }
}
