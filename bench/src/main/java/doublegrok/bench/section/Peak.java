package doublegrok.bench.section;

import doublegrok.bench.measure.Measurement;
import doublegrok.bench.measure.Stopwatch;
import doublegrok.model.ComputeDevice;
import doublegrok.model.MatrixProduct;
import doublegrok.model.Precision;

/** The best that a device does: one large matrix product, in GFLOP/s. */
final class Peak implements Measurement, AutoCloseable {
  private static final int SIZE = 1024;
  private static final int QUICK_SIZE = 128;
  private static final double GIGA = 1e9;

  private final MatrixProduct product;
  private final Stopwatch stopwatch;

  private Peak(MatrixProduct product, Stopwatch stopwatch) {
    this.product = product;
    this.stopwatch = stopwatch;
  }

  static Peak of(Precision precision, ComputeDevice device, Setting setting) {
    int size = setting.times(SIZE, QUICK_SIZE);
    return new Peak(MatrixProduct.open(size, precision, device), setting.stopwatch());
  }

  @Override
  public double take() throws Exception {
    return product.operations() / stopwatch.seconds(() -> product.multiply(1)) / GIGA;
  }

  @Override
  public void close() {
    product.close();
  }
}
