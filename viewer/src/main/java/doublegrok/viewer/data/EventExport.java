package doublegrok.viewer.data;

import doublegrok.log.RunScan;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.ProbeResult;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StepReport;
import doublegrok.task.Score;
import doublegrok.task.finding.Scalar;
import doublegrok.viewer.stream.ViewMapping;
import doublegrok.viewer.view.RunMeasures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Export of runs' numbers over steps as event files, a folder for each run. Tags are the page's
 * names, with a slash where these have a first dot, by which TensorBoard groups its charts.
 */
public final class EventExport {
  private final RunScan scan;
  private final Path directory;

  /** An export into a folder that is there. */
  public EventExport(RunScan scan, Path directory) {
    this.scan = scan;
    this.directory = directory;
  }

  /** Takes a number of a record. */
  private interface Taker {
    void take(String tag, long step, double number) throws IOException;
  }

  /** Gives out the numbers of a record. */
  private interface Numbers<V> {
    void of(V record, Taker taker) throws IOException;
  }

  /**
   * Writes the numbers of a run.
   *
   * @return how many they are
   * @throws IOException if the file cannot be written
   */
  public long write(String run) throws IOException {
    try (EventFile file = EventFile.begin(Files.createDirectories(directory.resolve(run)))) {
      write(Topics.STEPS, run, file, EventExport::step);
      write(Topics.EVALUATIONS, run, file, EventExport::evaluation);
      write(Topics.PROBES, run, file, EventExport::probe);
      return file.finish();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private <V extends SpecificRecord> void write(
      Topic<V> topic, String run, EventFile file, Numbers<V> numbers) {
    Newest newest = Newest.of(topic, run, scan);
    scan.each(topic, run, found -> {
      if (newest.isOne(found)) {
        RunScan.decoded(topic, found).ifPresent(record -> {
          try {
            numbers.of(
                record,
                (tag, step, number) ->
                    file.add(tag.replaceFirst("\\.", "/"), step, found.timestamp(), number));
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
      }
    });
  }

  private static void step(StepReport report, Taker taker) throws IOException {
    taker.take("loss", report.getStep(), report.getLoss());
    taker.take("learning_rate", report.getStep(), report.getLearningRate());
    taker.take("gradient_norm", report.getStep(), report.getGradientNorm());
    taker.take("wait_seconds", report.getStep(), report.getWaitSeconds());
  }

  /** What the set's score is called, at the last shot, and its loss, which every set has. */
  private static void evaluation(SetEvaluation record, Taker taker) throws IOException {
    Score score = ViewMapping.of(record).lastShot();
    String set = record.getSet();
    taker.take(RunMeasures.label(set, score), record.getStep(), RunMeasures.of(score));
    taker.take("loss." + set, record.getStep(), score.meanLoss());
  }

  private static void probe(ProbeResult record, Taker taker) throws IOException {
    List<Scalar> scalars = ViewMapping.of(record).stream()
        .flatMap(probe -> probe.finding().scalars().stream())
        .toList();
    for (Scalar each : scalars) {
      taker.take(RunMeasures.label(record.getName(), each), record.getStep(), each.value());
    }
  }
}
