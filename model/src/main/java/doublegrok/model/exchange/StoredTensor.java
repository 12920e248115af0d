package doublegrok.model.exchange;

import doublegrok.model.ElementType;
import doublegrok.model.FloatTensor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tensor of a PyTorch file: a view of numbers that are stored apart.
 *
 * @param storage that it looks at
 * @param offset of its first number there
 * @param shape sizes, outermost first
 * @param strides how far apart the numbers of each axis are, in numbers
 */
record StoredTensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {
  private static final int MOST_AXES = 8;

  /**
   * Numbers one after the other.
   *
   * @param key of the archive's entry with their bytes
   * @param count how many
   */
  record Storage(String key, ElementType type, long count) {}

  /** Copies the lists. */
  StoredTensor {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
  }

  /** Checks that all of it is stored, and nothing more often than it is there. */
  void check(String name) throws UnsoundFile {
    boolean sound = shape.size() == strides.size()
        && shape.size() <= MOST_AXES
        && offset >= 0
        && shape.stream().allMatch(size -> size >= 0)
        && strides.stream().allMatch(stride -> stride >= 0);
    try {
      if (sound && elements() > 0) {
        long last = offset;
        for (int axis = 0; axis < shape.size(); axis++) {
          long farthest = Math.multiplyExact(shape.get(axis) - 1, (long) strides.get(axis));
          last = Math.addExact(last, farthest);
        }
        sound = last < storage.count() && elements() <= storage.count();
      }
    } catch (ArithmeticException tooLarge) {
      sound = false;
    }
    if (!sound) {
      throw new UnsoundFile("tensor %s of shape %s does not lie in its storage of %d numbers"
          .formatted(UnsoundFile.shown(name), shape, storage.count()));
    }
  }

  /** How many numbers it has. */
  long elements() {
    long product = 1;
    for (long size : shape) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  /**
   * Its numbers, row-major.
   *
   * @param bytes of the storage, little-endian
   */
  FloatTensor read(String name, ByteBuffer bytes) {
    float[] values = new float[Math.toIntExact(elements())];
    int[] index = new int[shape.size()];
    long place = offset;
    for (int at = 0; at < values.length; at++) {
      values[at] =
          storage.type().number(bytes, Math.toIntExact(place * storage.type().bytes()));
      for (int axis = index.length - 1; axis >= 0; axis--) {
        place += strides.get(axis);
        if (++index[axis] < shape.get(axis)) {
          break;
        }
        place -= strides.get(axis) * index[axis];
        index[axis] = 0;
      }
    }
    return new FloatTensor(name, shape, values);
  }
}
