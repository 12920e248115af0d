package doublegrok.bench.section;

import doublegrok.bench.report.SectionReport.Draft;
import doublegrok.model.ComputeDevice;
import doublegrok.model.MatrixProduct.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What is measured on. */
final class MachineSection implements Section {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  @Override
  public String name() {
    return "machine";
  }

  @Override
  public void measure(Setting setting, Draft report) throws Exception {
    ComputeDevice device = setting.computeDevice();
    report.remark(
        "CPU: %s, %d cores".formatted(processor(), Runtime.getRuntime().availableProcessors()));
    report.remark("Java: %s (%s), %s"
        .formatted(
            Runtime.version(), System.getProperty("java.vendor"), System.getProperty("os.name")));
    report.remark(
        "Device: %s; threads that compute: %d".formatted(device.description(), setting.threads()));
    for (Precision precision : Precision.values()) {
      String subject = precision.name().toLowerCase(Locale.ROOT);
      try (Peak peak = Peak.of(precision, device, setting)) {
        report.figure(subject, "matrix product", "GFLOP/s", setting.warmRounds().of(peak));
      } catch (RuntimeException unsupported) {
        report.remark("%s does not run here: %s".formatted(subject, unsupported.getMessage()));
      }
    }
  }

  private static String processor() throws IOException {
    String otherwise = System.getProperty("os.arch");
    if (!Files.isReadable(PROCESSORS)) {
      return otherwise;
    }
    return Files.readAllLines(PROCESSORS).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(otherwise);
  }
}
