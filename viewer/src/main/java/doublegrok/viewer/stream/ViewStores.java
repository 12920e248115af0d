package doublegrok.viewer.stream;

import doublegrok.control.RunOrigin;
import doublegrok.log.RecordKeys;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.ProbeResult;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StepReport;
import doublegrok.spec.RunSpecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Stores of the view, one for each topic that is viewed, and those of the watch. A store's keys
 * begin with the run and sort by what people ask for; its values are the topic's own bytes.
 */
final class ViewStores {
  /** Every topic that the view is made of. */
  static final List<Topic<?>> VIEWED = List.of(
      Topics.CONTROL,
      Topics.STEPS,
      Topics.CHECKPOINTS,
      Topics.EVALUATIONS,
      Topics.REFERENCES,
      Topics.PROBES,
      Topics.EVENTS);

  /** Behind every key. */
  private static final String LAST = "\uFFFF";

  private static final Pattern DIGITS = Pattern.compile("[0-9]{12}");

  private final Function<String, ReadOnlyKeyValueStore<String, byte[]>> byName;
  private final RunSpecs specs;

  /** Stores by name; run specs in them are read by these. */
  ViewStores(Function<String, ReadOnlyKeyValueStore<String, byte[]>> byName, RunSpecs specs) {
    this.byName = byName;
    this.specs = specs;
  }

  /** Name of the store of a topic. */
  static String name(Topic<?> topic) {
    return topic.name().replace("doublegrok.", "");
  }

  /** Key of a probe's result: a probe's results of one run lie together, by step. */
  static String probeKey(String run, String name, long step) {
    return RecordKeys.step(probeRange(run, name), step);
  }

  /** What the keys of a probe's results of one run begin with. */
  static String probeRange(String run, String name) {
    return run + "/" + name;
  }

  /** A persistent store of the watch, logged to Kafka so that another viewer can take over. */
  static StoreBuilder<KeyValueStore<String, byte[]>> builder(Topic<?> topic) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name(topic)), Serdes.String(), Serdes.ByteArray());
  }

  /** Every run that a record of these topics names. */
  Set<String> runs(List<Topic<?>> topics) {
    Set<String> runs = new TreeSet<>();
    for (Topic<?> topic : topics) {
      Reading<?> reading = new Reading<>(topic, byName);
      Optional<String> run = reading.runFrom("");
      while (run.isPresent()) {
        runs.add(run.get());
        run = reading.runFrom(Reading.end(run.get()));
      }
    }
    return runs;
  }

  /** A run's entries of a store, descending. */
  static KeyValueIterator<String, byte[]> newestFirst(
      ReadOnlyKeyValueStore<String, byte[]> store, String run) {
    return store.reverseRange(run + "/", Reading.end(run));
  }

  RunSpecs specs() {
    return specs;
  }

  /** How a run came to be; empty if it was never begun. */
  Optional<RunOrigin> origin(String run) {
    return RunOrigin.in(commands().of(run).list(), specs);
  }

  /** What a command makes; see {@link RunOrigin#of}. */
  Optional<RunOrigin> origin(ControlCommand command) {
    return RunOrigin.of(command, specs);
  }

  Reading<ControlCommand> commands() {
    return new Reading<>(Topics.CONTROL, byName);
  }

  Reading<StepReport> steps() {
    return new Reading<>(Topics.STEPS, byName);
  }

  Reading<CheckpointManifest> checkpoints() {
    return new Reading<>(Topics.CHECKPOINTS, byName);
  }

  Reading<SetEvaluation> evaluations() {
    return new Reading<>(Topics.EVALUATIONS, byName);
  }

  Reading<ReferenceLevels> references() {
    return new Reading<>(Topics.REFERENCES, byName);
  }

  Reading<ProbeResult> probes() {
    return new Reading<>(Topics.PROBES, byName);
  }

  Reading<RunEvent> events() {
    return new Reading<>(Topics.EVENTS, byName);
  }

  /** Reads one topic's store. */
  record Reading<V extends SpecificRecord>(
      Topic<V> topic, Function<String, ReadOnlyKeyValueStore<String, byte[]>> byName) {

    /** The run of the first record whose key is this one or behind it. */
    private Optional<String> runFrom(String key) {
      try (KeyValueIterator<String, byte[]> entries = store().range(key, LAST)) {
        return entries.hasNext()
            ? Optional.of(RecordKeys.runOf(entries.next().key))
            : Optional.empty();
      }
    }

    /** The record of a whole key. */
    Optional<V> at(String key) {
      return Optional.ofNullable(store().get(key)).map(topic.codec()::decode);
    }

    /** A run's records, ascending; those of one probe if it is run/name. */
    Records<V> of(String run) {
      return new Records<>(topic, store().range(run + "/", end(run)));
    }

    /** The steps of a range's records, ascending; those are left out that are of a longer range. */
    List<Long> steps(String range) {
      List<Long> steps = new ArrayList<>();
      try (KeyValueIterator<String, byte[]> entries = store().range(range + "/", end(range))) {
        while (entries.hasNext()) {
          String step = entries.next().key.substring(range.length() + 1);
          if (DIGITS.matcher(step).matches()) {
            steps.add(Long.parseLong(step));
          }
        }
      }
      return steps;
    }

    /** Those of a run's records that are keyed by a step and lie behind this one, ascending. */
    Records<V> after(String run, long step) {
      return new Records<>(topic, store().range(RecordKeys.step(run, step + 1), end(run)));
    }

    /** A run's records, descending. */
    Records<V> newestFirst(String run) {
      return new Records<>(topic, ViewStores.newestFirst(store(), run));
    }

    private ReadOnlyKeyValueStore<String, byte[]> store() {
      return byName.apply(name(topic));
    }

    /** The first key behind a run's; '0' is the character after '/'. */
    private static String end(String run) {
      return run + "0";
    }
  }
}
