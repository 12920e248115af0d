package doublegrok.model.safetensors;

import doublegrok.model.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A named array of numbers as their bytes.
 *
 * @param name unique among the arrays of a file
 * @param type of its numbers
 * @param shape sizes, outermost first
 * @param bytes row-major, little-endian; not copied, so nobody writes to them
 */
public record PlainArray(String name, Type type, List<Long> shape, ByteBuffer bytes) {
  /** Types of numbers, by their names in safetensors. */
  public enum Type {
    U8(1),
    U16(2),
    I32(4),
    F32(4);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  /** Checks that shape and bytes agree. */
  public PlainArray {
    shape = List.copyOf(shape);
    long needed = FloatTensor.elements(shape) * type.bytes;
    if (needed != bytes.remaining()) {
      throw new IllegalArgumentException("array %s of shape %s needs %d bytes, was given %d"
          .formatted(name, shape, needed, bytes.remaining()));
    }
  }

  /** Of 32-bit integers. */
  public static PlainArray of(String name, List<Long> shape, int... numbers) {
    ByteBuffer bytes = little(numbers.length * Integer.BYTES);
    Arrays.stream(numbers).forEach(bytes::putInt);
    return new PlainArray(name, Type.I32, shape, bytes.flip());
  }

  /** Of 32-bit floats. */
  public static PlainArray of(String name, List<Long> shape, float... numbers) {
    ByteBuffer bytes = little(numbers.length * Float.BYTES);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return new PlainArray(name, Type.F32, shape, bytes.flip());
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
