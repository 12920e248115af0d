package doublegrok.bench.section;

import doublegrok.bench.report.SectionReport.Draft;
import doublegrok.model.ComputeDevice;
import doublegrok.model.Precision;
import doublegrok.model.Processor;

/** What is measured on. */
final class MachineSection implements Section {
  @Override
  public String name() {
    return "machine";
  }

  @Override
  public void measure(Setting setting, Draft report) throws Exception {
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
      try (Peak peak = Peak.of(precision, device, setting)) {
        report.figure(subject, "matrix product", "GFLOP/s", setting.warmRounds().of(peak));
      } catch (RuntimeException unsupported) {
        report.remark("%s does not run here: %s".formatted(subject, unsupported.getMessage()));
      }
    }
  }
}
