package doublegrok.model;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A named array of 32-bit floats.
 *
 * @param name unique among the tensors of a file
 * @param shape sizes, outermost first
 * @param values row-major; not copied (a model's worth of them is large), so nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // a list would box every value
public record FloatTensor(String name, List<Long> shape, float[] values) {
  /** Checks that shape and values agree. */
  public FloatTensor {
    Objects.requireNonNull(name, "name");
    shape = List.copyOf(shape);
    if (elements(shape) != values.length) {
      throw new IllegalArgumentException("tensor %s of shape %s needs %d values, was given %d"
          .formatted(name, shape, elements(shape), values.length));
    }
  }

  /** A tensor of zeros. */
  static FloatTensor zeros(String name, List<Long> shape) {
    return new FloatTensor(name, shape, new float[Math.toIntExact(elements(shape))]);
  }

  /**
   * Number of elements of a tensor of this shape.
   *
   * @throws ArithmeticException if they are more than a long counts
   */
  public static long elements(List<Long> shape) {
    long product = 1;
    for (long size : shape) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /** The same name, shape and bits (so that NaN equals NaN and 0 differs from -0). */
  @Override
  public boolean equals(Object other) {
    return other instanceof FloatTensor that
        && name.equals(that.name)
        && shape.equals(that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, shape, Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    return "FloatTensor[%s %s]".formatted(name, shape);
  }
}
