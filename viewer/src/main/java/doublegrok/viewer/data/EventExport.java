package doublegrok.viewer.data;

import doublegrok.log.RecordKeys;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Export of runs' numbers over steps as event files, a folder for each run. Tags are the page's
 * names, with a slash where these have a first dot, by which TensorBoard groups its charts. What is
 * made again, after a kill, is the same and not added again.
 */
public final class EventExport {
  private static final List<Source<?>> SOURCES = List.of(
      new Source<>(Topics.STEPS, EventExport::step),
      new Source<>(Topics.EVALUATIONS, EventExport::evaluation),
      new Source<>(Topics.PROBES, EventExport::probe));

  private final RunScan scan;
  private final Path directory;
  private final Map<String, EventFile> files = new LinkedHashMap<>();

  /** An export into a folder that is there. */
  public EventExport(RunScan scan, Path directory) {
    this.scan = scan;
    this.directory = directory;
  }

  /** Takes a number of a record. */
  private interface Taker {
    void take(String tag, long step, double number);
  }

  /** Gives out the numbers of a record. */
  private interface Numbers<V> {
    void of(V record, Taker taker);
  }

  /** Topic whose records have numbers. */
  private record Source<V extends SpecificRecord>(Topic<V> topic, Numbers<V> numbers) {
    void read(ConsumerRecord<String, byte[]> found, Taker taker) {
      RunScan.decoded(topic, found).ifPresent(record -> numbers.of(record, taker));
    }
  }

  /** How many numbers each file has that was written. */
  public Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    files.forEach((run, file) -> numbers.put(run, file.numbers()));
    return numbers;
  }

  /**
   * Writes the numbers of a run, after those that its file has already.
   *
   * @return how many it has then
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if the folder has the events of another run of that name
   */
  public long write(String run) throws IOException {
    try {
      EventFile file = file(run);
      for (Source<?> source : SOURCES) {
        scan.each(source.topic(), run, each -> add(source, each));
      }
      file.save();
      return file.numbers();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  /**
   * Writes the numbers of runs as they come, of those that have yet to begin as well.
   *
   * @param ending says when it ends
   * @throws IOException if a file cannot be written
   * @throws IllegalArgumentException if the folder has the events of another run of a name
   */
  public void follow(Set<String> runs, RunScan.Ending ending) throws IOException {
    Map<String, Source<?>> byTopic = SOURCES.stream()
        .collect(Collectors.toMap(source -> source.topic().name(), source -> source));
    try {
      scan.follow(
          SOURCES.stream().<Topic<?>>map(Source::topic).toList(),
          runs,
          each -> add(byTopic.get(each.topic()), each),
          caughtUp -> {
            files.values().forEach(EventExport::save);
            return ending.stopped(caughtUp);
          });
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private void add(Source<?> source, ConsumerRecord<String, byte[]> found) {
    EventFile file = file(RecordKeys.runOf(found.key()));
    source.read(found, (tag, step, number) -> {
      try {
        file.add(
            new NumberEvent(tag.replaceFirst("\\.", "/"), step, found.timestamp(), (float) number));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    });
  }

  private EventFile file(String run) {
    return files.computeIfAbsent(run, each -> {
      try {
        return EventFile.open(Files.createDirectories(directory.resolve(run)), begunMillis(run));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    });
  }

  /** When the run's first event was written; an imported run has it from there. */
  private long begunMillis(String run) {
    AtomicLong begun = new AtomicLong(Long.MAX_VALUE);
    scan.each(Topics.EVENTS, run, each -> begun.accumulateAndGet(each.timestamp(), Math::min));
    return begun.get();
  }

  private static void save(EventFile file) {
    try {
      file.save();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void step(StepReport report, Taker taker) {
    taker.take("loss", report.getStep(), report.getLoss());
    taker.take("learning_rate", report.getStep(), report.getLearningRate());
    taker.take("gradient_norm", report.getStep(), report.getGradientNorm());
    taker.take("wait_seconds", report.getStep(), report.getWaitSeconds());
  }

  /** What the set's score is called, at the last shot, and its loss, which every set has. */
  private static void evaluation(SetEvaluation record, Taker taker) {
    Score score = ViewMapping.of(record).lastShot();
    String set = record.getSet();
    taker.take(RunMeasures.label(set, score), record.getStep(), RunMeasures.of(score));
    taker.take("loss." + set, record.getStep(), score.meanLoss());
  }

  private static void probe(ProbeResult record, Taker taker) {
    List<Scalar> scalars = ViewMapping.of(record).stream()
        .flatMap(probe -> probe.finding().scalars().stream())
        .toList();
    for (Scalar each : scalars) {
      taker.take(RunMeasures.label(record.getName(), each), record.getStep(), each.value());
    }
  }
}
