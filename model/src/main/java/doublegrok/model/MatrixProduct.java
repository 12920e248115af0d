package doublegrok.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** A product of square matrices, by which a device's best speed is measured. */
public final class MatrixProduct implements AutoCloseable {
  private static final String SOURCE = "matrix_product.py";

  private final int size;
  private final Program program;
  private final NDArray left;
  private final NDArray right;

  private MatrixProduct(int size, Program program) {
    this.size = size;
    this.program = program;
    NDList factors = program.call("factors", program.manager(), number(size, program.manager()));
    left = factors.get(0);
    right = factors.get(1);
  }

  /**
   * Two matrices on the device.
   *
   * @param size rows and columns of each, at least 1
   */
  public static MatrixProduct open(int size, Precision precision, ComputeDevice device) {
    if (size < 1) {
      throw new IllegalArgumentException("a matrix has at least 1 row, was given " + size);
    }
    byte[] archive = new ModuleArchive("MatrixProduct")
        .attribute("training", false)
        .attribute("bfloat16", precision == Precision.BFLOAT16)
        .toBytes(ProgramSource.read(SOURCE));
    return new MatrixProduct(size, new Program(archive, device));
  }

  /** Floating-point operations of one product: a multiplication and an addition for each term. */
  public double operations() {
    return 2.0 * size * size * size;
  }

  /**
   * Multiplies, and waits for the result.
   *
   * @param times at least 1
   * @return the first number of the product of two matrices of ones, which is their size
   */
  public float multiply(int times) {
    try (NDManager scope = program.scope()) {
      NDList product = program.call("multiply", scope, number(times, scope), left, right);
      return product.singletonOrThrow().getFloat();
    }
  }

  @Override
  public void close() {
    program.close();
  }

  private static NDArray number(double value, NDManager scope) {
    return scope.create(value);
  }
}
