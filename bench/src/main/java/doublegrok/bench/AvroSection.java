package doublegrok.bench;

import doublegrok.log.Topics;
import doublegrok.record.SequenceBatch;
import java.util.List;

/** Section about a batch's way to bytes and back. */
final class AvroSection {
  private static final double MEGA = 1e6;

  private AvroSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    SequenceBatch batch = Shape.of("he2024", "he2024", List.of()).source().batch(0);
    byte[] bytes = Topics.BATCHES.codec().encode(batch);
    List<Samples> found = setting.inTurn(List.of(
        setting.seconds(() -> Topics.BATCHES.codec().encode(batch)),
        setting.seconds(() -> Topics.BATCHES.codec().decode(bytes))));
    report("encode", bytes.length, found.get(0), report);
    report("decode", bytes.length, found.get(1), report);
    report.remark(
        "A batch of he2024: %d sequences, %d bytes.".formatted(batch.getSequences(), bytes.length));
  }

  private static void report(String subject, int bytes, Samples seconds, Report report) {
    report.figure(subject, "records", "/s", seconds.map(each -> 1 / each));
    report.figure(subject, "bytes", "MB/s", seconds.map(each -> bytes / each / MEGA));
  }
}
