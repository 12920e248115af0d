package doublegrok.bench;

import java.util.List;

/** Section about a batch's way to bytes and back. */
final class AvroSection {
  private static final double MEGA = 1e6;

  private AvroSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    MicroBenchmarks.BatchCoding coding = MicroBenchmarks.coding("he2024");
    Stopwatch stopwatch = setting.stopwatch();
    List<Samples> found = setting
        .warmRounds()
        .of(List.of(stopwatch.of(coding::encode), stopwatch.of(coding::decode)));
    int bytes = coding.encode().length;
    report("encode", bytes, found.get(0), report);
    report("decode", bytes, found.get(1), report);
    report.remark("A batch of he2024: %d sequences, %d bytes."
        .formatted(coding.decode().getSequences(), bytes));
  }

  private static void report(String subject, int bytes, Samples seconds, Report report) {
    report.figure(subject, "records", "/s", seconds.map(each -> 1 / each));
    report.figure(subject, "bytes", "MB/s", seconds.map(each -> bytes / each / MEGA));
  }
}
