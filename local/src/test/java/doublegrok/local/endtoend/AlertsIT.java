package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.log.EventDetails;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ControlCommand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.RunEvent;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.store.DirectoryStore;
import doublegrok.viewer.stream.LogView;
import doublegrok.viewer.view.RunDetails;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that looks after itself: a transition keeps its checkpoint and forks the run, once. */
class AlertsIT {
  private static final String CHILD = LocalRun.NAME + "-transition";
  private static final String SUFFIX = ".safetensors";
  private static final long END = 200;
  private static final long LATER_END = 240;
  private static final String[] CHANGES = {
    "training.steps=" + END,
    "checkpoint.every=20",
    "checkpoint.keep_every=0",
    "checkpoint.keep_last=1",
    "checkpoint.keep_best=0",
    "evaluation.sequences=64",
    "evaluation.probe_every=0",
    "swaps=[]",
    "alerts=[{on: id-memorisation, action: checkpoint},"
        + " {on: transition, action: fork, set: {optimizer.learning_rate: 1.0e-3}}]",
  };

  @TempDir
  Path directory;

  @Test
  void theCheckpointStaysAndTheForkIsMadeOnceHoweverOftenTheEvaluatorBegins() throws Exception {
    LocalRun run = LocalRun.smoke(directory, CHANGES).slowed(4);
    RunLog first;
    try (LocalPipeline pipeline = run.start()) {
      LocalRun.awaitEnd(pipeline);
      await()
          .atMost(LocalRun.PATIENCE)
          .until(() -> alarms(LocalRun.log(pipeline)).size() >= 2);
      first = LocalRun.log(pipeline);
    }
    long kept = alarm(first, "id-memorisation").getStep();
    long forked = alarm(first, "transition").getStep();
    assertThat(forked).isBetween(0L, kept);
    assertThat(alarm(first, "id-memorisation").getDetails())
        .containsEntry(EventDetails.KEEP, EventDetails.FOREVER);

    try (LocalPipeline pipeline = run.named(CHILD).goOn()) { // from now on it needs no parent
      LocalRun.awaitEnd(pipeline);
      RunLog child = RunLog.read(pipeline.kafka(), CHILD);
      assertThat(child.checkpointSteps()).startsWith(forked).contains(END);
      RunSpec spec =
          RunSpecs.builtIn().parse(child.lastCheckpoint().getSpec(), "the child's spec", List.of());
      assertThat(spec.optimizer().learningRate()).isEqualTo(1e-3);
      assertThat(spec.alerts()).containsExactly(run.spec().alerts().get(0)); // no fork of its own
    }
    try (LocalPipeline pipeline = run.startUntil(LATER_END)) {
      LocalRun.awaitEnd(pipeline);
      await().atMost(LocalRun.PATIENCE).until(() -> retired(LocalRun.log(pipeline)) > 2);
      RunLog log = LocalRun.log(pipeline);

      CheckpointManifest manifest = latest(log).get(kept);
      assertThat(manifest.getRetired()).isFalse();
      DirectoryStore store = DirectoryStore.in(run.directory().checkpoints());
      assertThat(store.verified(manifest.getWeights(), SUFFIX)).exists();
      assertThat(store.verified(manifest.getOptimizer(), SUFFIX)).exists();
      assertThat(log.events()).startsWith(first.events().toArray(RunEvent[]::new));
      assertThat(alarms(log))
          .as("alarms, none of them twice")
          .filteredOn(each -> each.getStep() <= END)
          .isEqualTo(alarms(first));
      assertThat(forks(pipeline.kafka()))
          .singleElement()
          .satisfies(command -> assertThat(command.getRun()).isEqualTo(CHILD));
      assertThat(new LogView(pipeline.kafka()).run(CHILD).orElseThrow().lineage())
          .containsExactly(new RunDetails.Ancestor(LocalRun.NAME, forked));
    }
  }

  private static List<RunEvent> alarms(RunLog log) {
    return log.events().stream()
        .filter(each -> each.getKind() == EventKind.ALARM)
        .toList();
  }

  private static RunEvent alarm(RunLog log, String alert) {
    return alarms(log).stream()
        .filter(each -> alert.equals(each.getDetails().get(EventDetails.ALERT)))
        .findFirst()
        .orElseThrow();
  }

  private static Map<Long, CheckpointManifest> latest(RunLog log) {
    Map<Long, CheckpointManifest> latest = new LinkedHashMap<>();
    log.checkpoints().forEach(each -> latest.put(each.getStep(), each));
    return latest;
  }

  private static long retired(RunLog log) {
    return latest(log).values().stream().filter(CheckpointManifest::getRetired).count();
  }

  private static List<ControlCommand> forks(KafkaSettings kafka) {
    return new RunScan(kafka, Duration.ofMinutes(1))
        .all(Topics.CONTROL).stream()
            .filter(command -> command.getBody() instanceof ForkRun)
            .toList();
  }
}
