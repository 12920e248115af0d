package doublegrok.local.bundle;

import doublegrok.control.CommandLog;
import doublegrok.control.RunOrigin;
import doublegrok.generator.ImportedProduction;
import doublegrok.local.check.RefusedException;
import doublegrok.log.EventDetails;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.RunEvent;
import doublegrok.record.StoredFile;
import doublegrok.spec.RunSpecs;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;

/** Run of a bundle on its way to another log. */
final class ImportedRun {
  private static final Optional<byte[]> MARKED = Optional.of(new byte[0]);
  private static final long NONE = -1;

  private final String run;
  private final BundleFile bundle;
  private final RunOrigin origin;
  private final List<RunEvent> events;

  /** By step: the index of the next batch of each checkpoint whose files are kept. */
  private final Map<Long, Long> live = new HashMap<>();

  private final Map<String, StoredFile> files = new LinkedHashMap<>();

  /** By index of the batch behind which it lies, of those that a checkpoint names. */
  private final Map<Long, Long> offsets = new ConcurrentHashMap<>();

  private final AtomicLong firstOffset = new AtomicLong(NONE);
  private final Set<Long> evaluated = new HashSet<>();
  private long batchesEnd;

  /**
   * A run that is there in the bundle.
   *
   * @throws RefusedException if this program cannot go on with it
   */
  ImportedRun(String run, BundleFile bundle, RunSpecs specs) throws IOException {
    this.run = run;
    this.bundle = bundle;
    this.origin = RunOrigin.in(all(Topics.CONTROL), specs)
        .orElseThrow(() -> new RefusedException(
            "the spec of run '%s' in %s is none that this program knows; has its family a jar (%s)?"
                .formatted(run, bundle.path(), "--families")));
    this.events = all(Topics.EVENTS);
    read(Topics.CHECKPOINTS, (key, timestamp, manifest) -> {
      batchesEnd = Math.max(batchesEnd, manifest.getNextBatch());
      if (!manifest.getRetired()) {
        live.put(manifest.getStep(), manifest.getNextBatch());
        List.of(manifest.getWeights(), manifest.getOptimizer())
            .forEach(file -> files.put(file.getSha256(), file));
      }
    });
    events.stream()
        .map(event -> event.getDetails().get(EventDetails.NOT_EVALUATED))
        .filter(step -> step != null && step.matches("[0-9]{1,12}"))
        .forEach(step -> evaluated.add(Long.parseLong(step)));
  }

  /** The files of its checkpoints. */
  List<StoredFile> files() {
    return List.copyOf(files.values());
  }

  /** Adds its records; its commands last, by which it is there. */
  void publish(ImportTransaction transaction) throws IOException {
    publishBatches(transaction);
    read(Topics.CHECKPOINTS, (key, timestamp, manifest) -> {
      Optional<Long> offset = Optional.ofNullable(offsets.get(manifest.getNextBatch()));
      CheckpointManifest here =
          Places.moved(manifest, offset.map(OptionalLong::of).orElseGet(OptionalLong::empty));
      add(transaction, Topics.CHECKPOINTS, key, timestamp, here, MARKED);
    });
    for (Topic<?> topic : List.of(Topics.DEMAND, Topics.STEPS, Topics.REFERENCES, Topics.PROBES)) {
      publish(transaction, topic);
    }
    read(Topics.EVALUATIONS, (key, timestamp, evaluation) -> {
      evaluated.add(evaluation.getStep());
      add(transaction, Topics.EVALUATIONS, key, timestamp, evaluation, MARKED);
    });
    OptionalLong first =
        firstOffset.get() == NONE ? OptionalLong.empty() : OptionalLong.of(firstOffset.get());
    read(
        Topics.EVENTS,
        (key, timestamp, event) ->
            add(transaction, Topics.EVENTS, key, timestamp, Places.moved(event, first), MARKED));
    publishCommands(transaction);
    publishWork(transaction);
  }

  private void publishBatches(ImportTransaction transaction) throws IOException {
    Set<Long> wanted = Set.copyOf(live.values());
    read(Topics.BATCHES, (key, timestamp, batch) -> {
      long next = batch.getIndex() + 1;
      batchesEnd = Math.max(batchesEnd, next);
      transaction.add(Topics.BATCHES, key, timestamp, batch, MARKED, offset -> {
        firstOffset.compareAndSet(NONE, offset);
        if (wanted.contains(next)) {
          offsets.put(next, offset + 1);
        }
      });
    });
    transaction.flush();
  }

  /** One that nobody has answered yet is obeyed by the generator of the new log. */
  private void publishCommands(ImportTransaction transaction) throws IOException {
    List<ControlCommand> commands = all(Topics.CONTROL);
    Set<String> answers = new HashSet<>();
    events.forEach(event -> answers.add(event.getDetails().get(EventDetails.COMMAND)));
    List<ControlCommand> answered =
        commands.stream().filter(each -> answers.contains(each.getId())).toList();
    List<Demand> demands = all(Topics.DEMAND);
    Optional<byte[]> state = Optional.of(ImportedProduction.state(
        run,
        origin,
        CommandLog.nextVersion(answered),
        events,
        demands.stream().reduce((before, after) -> after),
        batchesEnd));
    read(
        Topics.CONTROL,
        (key, timestamp, command) -> add(
            transaction,
            Topics.CONTROL,
            key,
            timestamp,
            command,
            answers.contains(command.getId()) ? state : Optional.empty()));
  }

  /** Checkpoints that nobody has evaluated yet are work here. */
  private void publishWork(ImportTransaction transaction) throws IOException {
    read(Topics.CHECKPOINTS, (key, timestamp, manifest) -> {
      if (live.containsKey(manifest.getStep()) && !evaluated.contains(manifest.getStep())) {
        add(transaction, Topics.WORK, key, timestamp, manifest, Optional.empty());
      }
    });
  }

  private <V extends SpecificRecord> void publish(ImportTransaction transaction, Topic<V> topic)
      throws IOException {
    read(
        topic, (key, timestamp, record) -> add(transaction, topic, key, timestamp, record, MARKED));
  }

  private static <V extends SpecificRecord> void add(
      ImportTransaction transaction,
      Topic<V> topic,
      String key,
      long timestamp,
      V record,
      Optional<byte[]> mark) {
    transaction.add(topic, key, timestamp, record, mark, offset -> {});
  }

  private <V extends SpecificRecord> List<V> all(Topic<V> topic) throws IOException {
    List<V> all = new ArrayList<>();
    read(topic, (key, timestamp, record) -> all.add(record));
    return all;
  }

  private <V extends SpecificRecord> void read(Topic<V> topic, RecordsFile.Taker<V> taker)
      throws IOException {
    String entry = RunRecords.entry(RunRecords.folder(run), topic);
    try (InputStream in = bundle.read(entry)) {
      RecordsFile.read(topic, in, taker);
    }
  }
}
