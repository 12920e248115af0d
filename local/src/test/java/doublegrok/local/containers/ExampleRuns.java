package doublegrok.local.containers;

import doublegrok.control.RunStarter;
import doublegrok.local.endtoend.RunLog;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** Runs of one small spec on one Kafka: whatever happens to them, their bytes are the same. */
record ExampleRuns(KafkaSettings kafka) {
  static final long END = 120;
  static final long SWAP = 80;
  static final List<Long> CHECKPOINTS = List.of(0L, 40L, 80L, 120L);
  static final Set<String> SETS = Set.of("id-train", "id-test", "ood");
  static final Set<String> SETS_AFTER_SWAP =
      Set.of("id-train", "id-test", "ood", "formerly-id-train", "formerly-id-test");

  /** Nothing here takes a minute; the bound only keeps a fault from hanging the build. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final List<String> CHANGES = List.of(
      "training.steps=" + END,
      "checkpoint.every=40",
      "evaluation.sequences=8",
      "swaps=[{at_batch: " + SWAP + ", set: {distribution.tasks: 4}}]");

  static RunSpec spec() {
    return RunSpecs.builtIn().parse(Presets.text("smoke"), "preset smoke", CHANGES);
  }

  /** The same run, but every few steps wait for the generator: so it lasts long enough. */
  static RunSpec slowSpec() {
    List<String> changes = new ArrayList<>(CHANGES);
    changes.add("stream.run_ahead=4");
    return RunSpecs.builtIn().parse(Presets.text("smoke"), "preset smoke", changes);
  }

  /** Starts a run, and the topics if they are missing. */
  void start(String run, RunSpec spec) {
    TopicAdmin.ensureTopics(kafka, PATIENCE);
    new RunStarter(kafka, Clock.systemUTC()).start(run, spec);
  }

  /** The newest step that is committed; 0 before the first. */
  long step(String run) {
    return scan().newest(Topics.STEPS, run).map(each -> each.getStep()).orElse(0L);
  }

  /** Whether the checkpoint at the end is evaluated on every set. */
  boolean evaluated(String run) {
    return setsAt(log(run), END).containsAll(SETS_AFTER_SWAP);
  }

  RunLog log(String run) {
    return RunLog.read(kafka, run);
  }

  /** Records that nobody could use. */
  List<?> rejected() {
    return scan().all(Topics.REJECTED);
  }

  static Set<String> setsAt(RunLog log, long step) {
    return Set.copyOf(log.setsAt(step));
  }

  static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  private RunScan scan() {
    return new RunScan(kafka, PATIENCE);
  }
}
