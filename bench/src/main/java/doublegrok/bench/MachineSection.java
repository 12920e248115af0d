package doublegrok.bench;

import doublegrok.bench.Rounds.Measurement;
import doublegrok.model.ComputeDevice;
import doublegrok.model.MatrixProduct;
import doublegrok.model.Precision;
import doublegrok.model.Processor;
import java.util.List;

/** Section about the machine: what it is, and the best that it does. */
final class MachineSection {
  private static final int SIZE = 1024;
  private static final int QUICK_SIZE = 128;
  private static final double GIGA = 1e9;

  private MachineSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    ComputeDevice device = setting.computeDevice();
    report.remark("CPU: %s, %d cores"
        .formatted(Processor.here().name(), Runtime.getRuntime().availableProcessors()));
    report.remark("Java: %s (%s), %s"
        .formatted(
            Runtime.version(), System.getProperty("java.vendor"), System.getProperty("os.name")));
    report.remark(
        "Device: %s; threads that compute: %d".formatted(device.description(), setting.threads()));
    for (Precision precision : Precision.values()) {
      String subject = precision.text();
      try (MatrixProduct product = product(precision, setting)) {
        List<Samples> found = setting.inTurn(List.of(peak(product, setting)));
        report.figure(subject, "matrix product", "GFLOP/s", found.get(0));
      } catch (RuntimeException unsupported) {
        report.remark("%s does not run here: %s".formatted(subject, unsupported.getMessage()));
      }
    }
  }

  /** One large matrix product. */
  static MatrixProduct product(Precision precision, Setting setting) {
    return MatrixProduct.open(setting.times(SIZE, QUICK_SIZE), precision, setting.computeDevice());
  }

  /** Its speed in GFLOP/s: the best that the device does. */
  static Measurement peak(MatrixProduct product, Setting setting) {
    Measurement seconds = setting.seconds(() -> product.multiply(1));
    return () -> product.operations() / seconds.take() / GIGA;
  }
}
