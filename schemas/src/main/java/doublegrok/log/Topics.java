package doublegrok.log;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;

import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.ProbeResult;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RejectedRecord;
import doublegrok.record.RunEvent;
import doublegrok.record.RunOffer;
import doublegrok.record.SequenceBatch;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StepReport;
import doublegrok.record.SweepRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Every topic of doublegrok. All but {@link #WORK}, {@link #SWEEPS} and {@link #REJECTED} are
 * partitioned by run, alike, so that a run's records of every topic lie in the partition of the
 * same number.
 */
public final class Topics {
  /** The largest record, in bytes: 8 MiB of tokens, which a run spec may ask for, and the rest. */
  public static final int RECORD_BYTES_MAX = 9 << 20;

  private static final Map<String, String> LATEST =
      Map.of(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
  private static final Map<String, String> LATEST_LARGE = Map.of(
      CLEANUP_POLICY_CONFIG,
      CLEANUP_POLICY_COMPACT,
      MAX_MESSAGE_BYTES_CONFIG,
      Integer.toString(RECORD_BYTES_MAX));
  private static final Map<String, String> KEPT = Map.of(
      CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE,
      RETENTION_MS_CONFIG, "-1",
      RETENTION_BYTES_CONFIG, "-1");
  private static final Map<String, String> DELETED_BY_SIZE = Map.of(
      CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE,
      RETENTION_MS_CONFIG, "-1",
      RETENTION_BYTES_CONFIG, Long.toString(2L << 30),
      SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20),
      MAX_MESSAGE_BYTES_CONFIG, Integer.toString(RECORD_BYTES_MAX));
  private static final Map<String, String> LATEST_SOON = Map.of(
      CLEANUP_POLICY_CONFIG,
      CLEANUP_POLICY_COMPACT,
      SEGMENT_BYTES_CONFIG,
      Integer.toString(8 << 20),
      MAX_MESSAGE_BYTES_CONFIG,
      Integer.toString(RECORD_BYTES_MAX));
  private static final Map<String, String> DELETED_BY_AGE = Map.of(
      CLEANUP_POLICY_CONFIG,
      CLEANUP_POLICY_DELETE,
      RETENTION_MS_CONFIG,
      Long.toString(Duration.ofDays(1).toMillis()),
      RETENTION_BYTES_CONFIG,
      "-1");

  /** What people ask of runs. */
  public static final Topic<ControlCommand> CONTROL = Topic.of(
      "control",
      "What people ask of runs.",
      ControlCommand.getClassSchema(),
      "run/version/id",
      LATEST);

  /** How far the generator may run ahead. */
  public static final Topic<Demand> DEMAND = Topic.of(
      "demand", "How far the generator may run ahead.", Demand.getClassSchema(), "run", LATEST);

  /** The training data. */
  public static final Topic<SequenceBatch> BATCHES = Topic.of(
      "batches", "The training data.", SequenceBatch.getClassSchema(), "run", DELETED_BY_SIZE);

  /** One report a training step; one that is made again replaces its twin. */
  public static final Topic<StepReport> STEPS = Topic.of(
      "steps",
      "One report a training step; one that is made again replaces its twin.",
      StepReport.getClassSchema(),
      "run/step",
      LATEST);

  /** Manifests of complete checkpoints; a step's latest counts. */
  public static final Topic<CheckpointManifest> CHECKPOINTS = Topic.of(
      "checkpoints",
      "Manifests of complete checkpoints; a step's latest counts.",
      CheckpointManifest.getClassSchema(),
      "run/step",
      LATEST);

  /**
   * The same manifests as work to be done: the only topic over whose partitions a run's records are
   * spread, so that several evaluators share the checkpoints of one run.
   */
  public static final Topic<CheckpointManifest> WORK = Topic.of(
      "work",
      "The same manifests as work to be done, which several evaluators share.",
      CheckpointManifest.getClassSchema(),
      "run/step",
      LATEST);

  /** Counts of each evaluation set at each checkpoint. */
  public static final Topic<SetEvaluation> EVALUATIONS = Topic.of(
      "evaluations",
      "Counts of each evaluation set at each checkpoint.",
      SetEvaluation.getClassSchema(),
      "run/step/set",
      LATEST);

  /** What the reference predictors score on a run's data. */
  public static final Topic<ReferenceLevels> REFERENCES = Topic.of(
      "references",
      "What the reference predictors score on a run's data.",
      ReferenceLevels.getClassSchema(),
      "run/version",
      LATEST);

  /** What probes find in each checkpoint. */
  public static final Topic<ProbeResult> PROBES = Topic.of(
      "probes",
      "What probes find in each checkpoint.",
      ProbeResult.getClassSchema(),
      "run/step/name",
      LATEST_LARGE);

  /** What happened to runs. */
  public static final Topic<RunEvent> EVENTS =
      Topic.of("events", "What happened to runs.", RunEvent.getClassSchema(), "run", KEPT);

  /** Sweeps: commands, plans, and where their runs stand; all of a sweep's in one order. */
  public static final Topic<SweepRecord> SWEEPS = Topic.of(
      "sweeps",
      "Sweeps: commands, plans, and where their runs stand.",
      SweepRecord.getClassSchema(),
      "sweep/what/which",
      LATEST_SOON);

  /** Runs of sweeps, for whichever worker takes them; no more than a hint, which may be lost. */
  public static final Topic<RunOffer> QUEUE = Topic.of(
      "queue",
      "Runs of sweeps, for whichever worker takes them.",
      RunOffer.getClassSchema(),
      "run",
      DELETED_BY_AGE);

  /** Records that could not be read. */
  public static final Topic<RejectedRecord> REJECTED = Topic.of(
      "rejected",
      "Records that could not be read.",
      RejectedRecord.getClassSchema(),
      "topic/partition/offset",
      KEPT);

  /** All of them. */
  public static final List<Topic<?>> ALL = List.of(
      CONTROL,
      DEMAND,
      BATCHES,
      STEPS,
      CHECKPOINTS,
      WORK,
      EVALUATIONS,
      REFERENCES,
      PROBES,
      EVENTS,
      SWEEPS,
      QUEUE,
      REJECTED);

  private Topics() {}
}
