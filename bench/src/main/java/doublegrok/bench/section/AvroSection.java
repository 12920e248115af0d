package doublegrok.bench.section;

import doublegrok.bench.measure.Samples;
import doublegrok.bench.report.SectionReport.Draft;
import doublegrok.generator.BatchSource;
import doublegrok.log.AvroCodec;
import doublegrok.log.Topics;
import doublegrok.record.SequenceBatch;
import java.util.List;

/** A batch to bytes and back. */
final class AvroSection implements Section {
  private static final double MEGA = 1e6;

  @Override
  public String name() {
    return "avro";
  }

  @Override
  public void measure(Setting setting, Draft report) throws Exception {
    Shape shape = Shape.of("he2024", "he2024", List.of());
    SequenceBatch batch = new BatchSource(shape.name(), shape.spec()).batch(0);
    AvroCodec<SequenceBatch> codec = Topics.BATCHES.codec();
    byte[] bytes = codec.encode(batch);
    List<Samples> found = setting
        .warmRounds()
        .of(List.of(
            setting.stopwatch().of(() -> codec.encode(batch)),
            setting.stopwatch().of(() -> codec.decode(bytes))));
    report("encode", bytes.length, found.get(0), report);
    report("decode", bytes.length, found.get(1), report);
    report.remark(
        "A batch of he2024: %d sequences, %d bytes.".formatted(batch.getSequences(), bytes.length));
  }

  private static void report(String subject, int bytes, Samples seconds, Draft report) {
    report.figure(subject, "records", "/s", seconds.map(each -> 1 / each));
    report.figure(subject, "bytes", "MB/s", seconds.map(each -> bytes / each / MEGA));
  }
}
