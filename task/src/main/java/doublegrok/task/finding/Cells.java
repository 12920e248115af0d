package doublegrok.task.finding;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Numbers in rows and columns. */
public sealed interface Cells {
  /** Number of rows, at least 1. */
  int rows();

  /** Number of columns, at least 1. */
  int columns();

  /** The number at a place, both from 0 on. */
  double at(int row, int column);

  /**
   * Numbers to be looked at as a picture: in 255ths of the way between two bounds.
   *
   * @param low what a 0 means
   * @param high what a 255 means
   * @param shades one unsigned byte a cell, [rows, columns]; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // a list would box every cell
  record Shades(int rows, int columns, double low, double high, byte[] shades) implements Cells {
    /** What the upper bound is told as. */
    public static final int WHOLE = 255;

    /** Checks the sizes. */
    public Shades {
      requireSize(rows, columns, shades.length);
      if (!(low < high)) {
        throw new IllegalArgumentException(
            "the lower bound of shades must lie below the upper, were %s and %s"
                .formatted(low, high));
      }
    }

    /** Of probabilities: between 0 and 1. */
    public static Shades ofRatios(int rows, int columns, byte[] shades) {
      return new Shades(rows, columns, 0, 1, shades);
    }

    /** A number from 0 to 1 in 255ths; one that is no number is none. */
    public static byte shade(double ratio) {
      return (byte) Math.round(WHOLE * ratio);
    }

    @Override
    public double at(int row, int column) {
      int shade = shades[row * columns + column] & 0xFF;
      return low + (high - low) * shade / WHOLE;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Shades that
          && rows == that.rows
          && columns == that.columns
          && low == that.low
          && high == that.high
          && Arrays.equals(shades, that.shades);
    }

    @Override
    public int hashCode() {
      return Objects.hash(rows, columns, low, high, Arrays.hashCode(shades));
    }
  }

  /**
   * Numbers to be read.
   *
   * @param numbers one a cell, [rows, columns]; NaN where none is known
   */
  record Numbers(int rows, int columns, List<Double> numbers) implements Cells {
    /** Checks the sizes. */
    public Numbers {
      numbers = List.copyOf(numbers);
      requireSize(rows, columns, numbers.size());
    }

    @Override
    public double at(int row, int column) {
      return numbers.get(row * columns + column);
    }
  }

  private static void requireSize(int rows, int columns, int had) {
    if (rows < 1 || columns < 1 || (long) rows * columns != had) {
      throw new IllegalArgumentException(
          "%d rows of %d columns must be as many numbers, were %d".formatted(rows, columns, had));
    }
    Bounds.numbers(had);
  }
}
