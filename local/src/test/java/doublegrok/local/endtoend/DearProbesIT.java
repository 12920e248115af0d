package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.evaluator.EvaluatorApp;
import doublegrok.evaluator.EvaluatorSettings;
import doublegrok.local.pipeline.LocalPipeline;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.GroupWorker;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.model.DeviceChoice;
import doublegrok.record.ProbeResult;
import doublegrok.status.ServiceHealth;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes that are dear: nobody waits for one, and each is done once, whoever is killed. */
class DearProbesIT {
  private static final long END = 200;
  private static final String[] CHANGES = {
    "training.steps=" + END,
    "checkpoint.every=10",
    "evaluation.sequences=64",
    "evaluation.probe_every=0",
    "swaps=[]",
  };

  @Test
  void aRunIsEvaluatedToItsEndDuringOneLookAndEachLookIsTakenOnce(@TempDir Path directory)
      throws Exception {
    try (LocalPipeline pipeline = LocalRun.smoke(directory, CHANGES).start()) {
      KafkaSettings kafka = pipeline.kafka();
      ToyProber slow = new ToyProber();
      try (EvaluatorApp evaluator = evaluator(kafka, directory, slow)) {
        slow.begun.get(LocalRun.PATIENCE.toSeconds(), TimeUnit.SECONDS);

        LocalRun.awaitEnd(pipeline);
        RunLog log = LocalRun.log(pipeline);
        assertThat(log.evaluations()).hasSize((int) (3 * (END / 10 + 1)));
        await()
            .atMost(LocalRun.PATIENCE)
            .until(() -> !LocalRun.log(pipeline).transitions().isEmpty());
        assertThat(looks(kafka)).as("the look still lasts").isEmpty();
        assertThat(evaluator.failure()).isNotDone();
      }
      assertThat(looks(kafka)).as("the look was cut off").isEmpty();

      ToyProber.startProcess(kafka).destroyForcibly().waitFor();
      assertThat(looks(kafka)).as("the worker was killed").isEmpty();

      ToyProber one = new ToyProber();
      ToyProber two = new ToyProber();
      one.end.complete(null);
      two.end.complete(null);
      try (GroupWorker first = one.join(kafka);
          GroupWorker second = two.join(kafka)) {
        List<Long> wanted = LongStream.rangeClosed(0, END / ToyProber.EVERY)
            .map(each -> each * ToyProber.EVERY)
            .boxed()
            .toList();
        await().atMost(LocalRun.PATIENCE).until(() -> looks(kafka).size() >= wanted.size());
        assertThat(looks(kafka)).containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(first.failure()).isNotDone();
        assertThat(second.failure()).isNotDone();
      }
    }
  }

  /** One more of the run's evaluators, and the only one with a dear probe. */
  private static EvaluatorApp evaluator(KafkaSettings kafka, Path directory, ToyProber dear) {
    return EvaluatorApp.start(
        new EvaluatorSettings(
            kafka, new DataDirectory(directory).checkpoints(), DeviceChoice.CPU, 1),
        Optional.of(dear),
        new ServiceHealth(new CollectorRegistry()),
        Optional.empty());
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
