package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ProbeResult;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.SetLevels;
import doublegrok.record.ShotCount;
import doublegrok.record.ShotLevels;
import doublegrok.record.Spectrum;
import doublegrok.record.StartRun;
import doublegrok.record.StepReport;
import doublegrok.record.StoredFile;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpecs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Records of runs as services put them on the log, without any service: each run is evaluated ten
 * times, learns to generalise at the fifth, and has an alert on that.
 */
final class ManyRuns implements AutoCloseable {
  static final int CHECKPOINTS = 10;
  static final String TRANSITION = "OOD-generalisation";

  private static final Duration WITHIN = Duration.ofMinutes(1);
  private static final int TOTAL = 200;
  private static final int SHOTS = 31;
  private static final List<String> SETS = List.of("id-train", "id-test", "ood");
  private static final List<String> REFERENCES = List.of("exact", "table", "copy", "uniform");

  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private final KafkaProducer<String, byte[]> producer;
  private final String spec = RunSpecs.canonical(RunSpecs.builtIn()
      .parse(
          Presets.text("smoke"),
          "preset smoke",
          List.of("alerts=[{on: " + TRANSITION.toLowerCase(Locale.ROOT) + ", action: pause}]")));

  ManyRuns(KafkaSettings kafka) {
    producer = new KafkaProducer<>(kafka.producer());
  }

  /** Writes a run of so many steps, and returns once a broker has it. */
  void write(String run, long startedAtMillis, int steps) {
    Instant at = Instant.ofEpochMilli(startedAtMillis);
    put(
        Topics.CONTROL,
        RecordKeys.command(run, 0, "start"),
        new ControlCommand(run, 0, "start", at, new StartRun(spec)));
    put(Topics.EVENTS, run, event(run, EventKind.STARTED, 0, at));
    put(Topics.REFERENCES, RecordKeys.version(run, 0), levels(run));
    for (int step = 1; step <= steps; step++) {
      put(Topics.STEPS, RecordKeys.step(run, step), step(run, step, at));
    }
    for (int checkpoint = 1; checkpoint <= CHECKPOINTS; checkpoint++) {
      long step = (long) checkpoint * steps / CHECKPOINTS;
      put(Topics.CHECKPOINTS, RecordKeys.step(run, step), manifest(run, step, at));
      for (String set : SETS) {
        SetEvaluation evaluation = evaluation(run, step, set, checkpoint < 5 ? 0.1 : 0.95, at);
        put(Topics.EVALUATIONS, RecordKeys.evaluation(run, step, set), evaluation);
      }
      Spectrum spectrum = new Spectrum(Map.of("exact", 0.5, "table", 0.3, "copy", 0.2), 0.1);
      put(
          Topics.PROBES,
          RecordKeys.probe(run, step, "spectrum"),
          new ProbeResult(run, step, "spectrum", 0, "0".repeat(64), spectrum, at));
    }
    put(Topics.EVENTS, run, event(run, EventKind.FINISHED, steps, at));
    producer.flush();
    sent.forEach(each -> assertThat(each).succeedsWithin(WITHIN));
    sent.clear();
  }

  private <V extends SpecificRecord> void put(Topic<V> topic, String key, V value) {
    sent.add(producer.send(new ProducerRecord<>(topic.name(), key, topic.codec().encode(value))));
  }

  private static RunEvent event(String run, EventKind kind, long step, Instant at) {
    return new RunEvent(run, kind, step, null, 0, kind + " at " + step, Map.of(), at);
  }

  private static StepReport step(String run, long step, Instant at) {
    return new StepReport(
        run, step, 0, 2.5 / step, 1e-3, 0.5, 0.01, 0.0, 500L, at.plusMillis(10 * step));
  }

  private CheckpointManifest manifest(String run, long step, Instant at) {
    StoredFile file = new StoredFile("0".repeat(64), 1L);
    return CheckpointManifest.newBuilder()
        .setRun(run)
        .setStep(step)
        .setNextBatch(step)
        .setDistributionVersion(0)
        .setWeights(file)
        .setOptimizer(file)
        .setSpec(spec)
        .setSettings(Map.of())
        .setLibraries(Map.of())
        .setCreatedAtMillis(at.plusMillis(10 * step))
        .build();
  }

  private static SetEvaluation evaluation(
      String run, long step, String set, double share, Instant at) {
    List<ShotCount> shots = new ArrayList<>();
    for (int shot = 0; shot <= SHOTS; shot++) {
      long correct = Math.round(TOTAL * share);
      Map<String, Double> attribution = Map.of("exact", share, "table", 1 - share);
      shots.add(ShotCount.newBuilder()
          .setShot(shot)
          .setCorrect(correct)
          .setTotal(TOTAL)
          .setSummedLoss(50)
          .setAttribution(attribution)
          .setUnexplained(0.1)
          .build());
    }
    return SetEvaluation.newBuilder()
        .setRun(run)
        .setStep(step)
        .setSet(set)
        .setDistributionVersion(0)
        .setWeightsSha256("0".repeat(64))
        .setSequences(TOTAL)
        .setShots(shots)
        .setEvaluationSeconds(0.1)
        .setEvaluatedAtMillis(at.plusMillis(10 * step))
        .build();
  }

  private static ReferenceLevels levels(String run) {
    List<SetLevels> sets = SETS.stream()
        .map(set -> new SetLevels(
            set, List.of(new ShotLevels(SHOTS, List.of(1.0, 0.1, 0.1, 0.1), List.of()))))
        .toList();
    List<Double> floors = REFERENCES.stream().map(each -> 1.0).toList();
    return ReferenceLevels.newBuilder()
        .setRun(run)
        .setDistributionVersion(0)
        .setReferences(REFERENCES)
        .setFloors(floors)
        .setFloorErrors(floors)
        .setSets(sets)
        .setComputedAtMillis(Instant.EPOCH)
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
