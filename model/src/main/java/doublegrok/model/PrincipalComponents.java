package doublegrok.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * The directions in which points vary most, computed on the CPU in double precision. Each points to
 * where its loading that is largest in absolute value is positive, so that the same points give the
 * same picture.
 *
 * @param coordinates of the centred points on the components, row-major [points, count]
 * @param shares of the points' total variance that each component explains, descending [count];
 *     0 for a component that does not exist, because points or dimensions are too few or the points
 *     do not vary
 */
@SuppressWarnings("ArrayRecordComponent") // a list would box every value
public record PrincipalComponents(double[] coordinates, double[] shares) {
  private static final String SOURCE = "principal_components.py";

  /**
   * The first components of points.
   *
   * @param points row-major [points, dimensions], finite
   * @param count how many components, at least 1
   */
  public static PrincipalComponents of(float[] points, int dimensions, int count) {
    check(points, dimensions, count);
    int rows = points.length / dimensions;
    double[] exact = new double[points.length];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = points[i];
    }
    synchronized (Loaded.PROGRAM) {
      try (NDManager scope = Loaded.PROGRAM.scope()) {
        NDArray matrix = scope.create(exact, new Shape(rows, dimensions));
        NDList result = Loaded.PROGRAM.call("principal_components", scope, matrix);
        return first(count, rows, result.get(0).toDoubleArray(), result.get(1).toDoubleArray());
      }
    }
  }

  /** The program, which every caller shares: to load it takes longer than most calls. */
  private static final class Loaded {
    static final Program PROGRAM = new Program(
        new ModuleArchive("PrincipalComponents")
            .attribute("training", false)
            .toBytes(ProgramSource.read(SOURCE)),
        ComputeDevice.choose(DeviceChoice.CPU));

    private Loaded() {}
  }

  /** The first components of all there are; what is missing is 0. */
  private static PrincipalComponents first(
      int count, int rows, double[] allCoordinates, double[] allShares) {
    int there = Math.min(count, allShares.length);
    double[] coordinates = new double[Math.multiplyExact(rows, count)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(allCoordinates, row * allShares.length, coordinates, row * count, there);
    }
    double[] shares = new double[count];
    System.arraycopy(allShares, 0, shares, 0, there);
    return new PrincipalComponents(coordinates, shares);
  }

  private static void check(float[] points, int dimensions, int count) {
    if (dimensions < 1 || count < 1) {
      throw new IllegalArgumentException(
          "dimensions and components must be at least 1, were %d and %d"
              .formatted(dimensions, count));
    }
    if (points.length == 0 || points.length % dimensions != 0) {
      throw new IllegalArgumentException(
          "points of %d dimensions need a positive multiple of %d values, were given %d"
              .formatted(dimensions, dimensions, points.length));
    }
    for (int i = 0; i < points.length; i++) {
      if (!Float.isFinite(points[i])) {
        throw new IllegalArgumentException("points must be finite, point %d has %s in dimension %d"
            .formatted(i / dimensions, points[i], i % dimensions));
      }
    }
  }
}
