package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.control.RunStarter;
import doublegrok.evaluator.EvaluatorApp;
import doublegrok.evaluator.EvaluatorSettings;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.pipeline.Cluster;
import doublegrok.log.GroupWorker;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.model.DeviceChoice;
import doublegrok.record.ProbeResult;
import doublegrok.record.RunEvent;
import doublegrok.status.ServiceHealth;
import doublegrok.trainer.TrainerApp;
import doublegrok.viewer.ViewerApp;
import doublegrok.viewer.ViewerSettings;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes that are dear: nobody waits for one, and each is done once, whoever is killed. */
class DearProbesIT {
  private static final long END = 200;
  private static final long CHECKPOINT_EVERY = 10;
  private static final long LOOK_EVERY = 100;
  private static final String[] CHANGES = {
    "training.steps=" + END,
    "checkpoint.every=" + CHECKPOINT_EVERY,
    "evaluation.sequences=64",
    "evaluation.probe_every=0",
    "probes.toy={every: 10, around_transitions: 1}",
    "swaps=[]",
  };

  @Test
  void aRunIsEvaluatedToItsEndDuringOneLookAndEachLookIsTakenOnce(@TempDir Path directory)
      throws Exception {
    LocalRun run = LocalRun.smoke(directory, CHANGES);
    try (EmbeddedBroker broker = EmbeddedBroker.start(run.directory().kafka())) {
      KafkaSettings kafka = Cluster.embedded(broker.bootstrap());
      TopicAdmin.ensureTopics(kafka, LocalRun.PATIENCE);
      new RunStarter(kafka, Clock.systemUTC()).start(LocalRun.NAME, run.spec());
      trainDuringOneLook(kafka, run);
      assertThat(looks(kafka)).as("the look was cut off").isEmpty();

      ToyProber.startProcess(kafka).destroyForcibly().waitFor();
      assertThat(looks(kafka)).as("the worker was killed").isEmpty();

      ToyProber one = new ToyProber();
      ToyProber two = new ToyProber();
      one.end.complete(null);
      two.end.complete(null);
      try (GroupWorker first = one.join(kafka);
          GroupWorker second = two.join(kafka)) {
        NavigableSet<Long> rhythm = new TreeSet<>(LongStream.rangeClosed(0, END / LOOK_EVERY)
            .mapToObj(each -> each * LOOK_EVERY)
            .toList());
        NavigableSet<Long> wanted = new TreeSet<>(aroundTransitions(kafka));
        assertThat(wanted).as("some are due to transitions alone").isNotEmpty();
        wanted.addAll(rhythm);
        await().atMost(LocalRun.PATIENCE).until(() -> looks(kafka).containsAll(wanted));
        assertThat(looks(kafka)).as("and no other").hasSameElementsAs(wanted);
        assertThat(looks(kafka).stream().filter(rhythm::contains).toList())
            .containsExactlyInAnyOrderElementsOf(rhythm);
        assertThat(first.failure()).isNotDone();
        assertThat(second.failure()).isNotDone();
      }
    }
  }

  /** The one evaluator's dear probe begins a look and stays at it. */
  private static void trainDuringOneLook(KafkaSettings kafka, LocalRun run) throws Exception {
    ToyProber slow = new ToyProber();
    try (GeneratorApp generator = GeneratorApp.start(kafka, run.directory().state("generator"));
        TrainerApp trainer = TrainerApp.start(run.trainer(kafka));
        ViewerApp viewer = ViewerApp.start(
            new ViewerSettings(kafka, run.directory().state("viewer"), Optional.empty()),
            new ServiceHealth(new CollectorRegistry()));
        EvaluatorApp evaluator = EvaluatorApp.start(
            new EvaluatorSettings(kafka, run.directory().checkpoints(), DeviceChoice.CPU, 1),
            slow,
            new ServiceHealth(new CollectorRegistry()),
            Optional.empty())) {
      slow.begun.get(LocalRun.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(trainer.result().get(LocalRun.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo(END);
      await()
          .atMost(LocalRun.PATIENCE)
          .until(() -> evaluations(kafka) == 3 * (END / CHECKPOINT_EVERY + 1));
      await().atMost(LocalRun.PATIENCE).until(() -> !transitions(kafka).isEmpty());
      assertThat(looks(kafka)).as("the look still lasts").isEmpty();
      assertThat(evaluator.failure()).isNotDone();
      assertThat(viewer.failure()).isNotDone();
      assertThat(generator.failure()).isNotDone();
    }
  }

  private static long evaluations(KafkaSettings kafka) {
    return new RunScan(kafka, LocalRun.PATIENCE)
        .all(Topics.EVALUATIONS, LocalRun.NAME)
        .size();
  }

  private static List<RunEvent> transitions(KafkaSettings kafka) {
    return RunLog.read(kafka, LocalRun.NAME).transitions();
  }

  private static List<Long> aroundTransitions(KafkaSettings kafka) {
    return transitions(kafka).stream()
        .map(RunEvent::getStep)
        .flatMap(each -> LongStream.of(each - CHECKPOINT_EVERY, each, each + CHECKPOINT_EVERY)
            .boxed())
        .filter(each -> each >= 0 && each <= END)
        .toList();
  }

  /** The steps of which a look is on the log, each as often as it is there. */
  private static List<Long> looks(KafkaSettings kafka) {
    return new RunScan(kafka, LocalRun.PATIENCE)
        .all(Topics.PROBES, LocalRun.NAME).stream()
            .filter(each -> each.getName().equals(ToyProber.NAME))
            .map(ProbeResult::getStep)
            .toList();
  }
}
