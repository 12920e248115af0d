package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import doublegrok.control.RunStarter;
import doublegrok.generator.GeneratorApp;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.record.EventKind;
import doublegrok.record.StepReport;
import doublegrok.trainer.TrainerApp;
import doublegrok.trainer.TrainerSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second trainer of a run takes it over, and the first stops. */
class TakeoverIT {
  private static final long END = 200;
  private static final Duration WITHIN = Duration.ofSeconds(60);

  @Test
  void theTrainerThatOpenedTheRunLastGoesOn(@TempDir Path directory) throws Exception {
    String[] changes = {"training.steps=" + END, "swaps=[]", "checkpoint.every=50"};
    LocalRun run = LocalRun.smoke(directory, changes).slowed(1);
    try (EmbeddedBroker broker = EmbeddedBroker.start(run.directory().kafka())) {
      KafkaSettings kafka = new KafkaSettings(broker.bootstrap(), 1, Map.of());
      TopicAdmin.ensureTopics(kafka, WITHIN);
      new RunStarter(kafka, Clock.systemUTC()).start(LocalRun.NAME, run.spec());
      TrainerSettings settings = run.trainer(kafka);
      try (GeneratorApp generator = GeneratorApp.start(kafka, run.directory().state("generator"));
          TrainerApp first = TrainerApp.start(settings)) {
        await()
            .atMost(WITHIN)
            .until(() -> first.result().isDone()
                || !new RunScan(kafka, WITHIN).all(Topics.STEPS, LocalRun.NAME).isEmpty());

        try (TrainerApp second = TrainerApp.start(settings)) {
          assertThatThrownBy(() -> first.result().get(2, TimeUnit.MINUTES))
              .hasRootCauseInstanceOf(Exception.class)
              .cause()
              .hasMessage("another trainer has taken over run 'smoke'; this one stops");
          assertThat(second.result().get(LocalRun.PATIENCE.toSeconds(), TimeUnit.SECONDS))
              .isEqualTo(END);
        }
        assertThat(generator.failure()).isNotDone();
      }
      assertOneHistory(RunLog.read(kafka, LocalRun.NAME));
    }
  }

  /** What both trainers did is the same, and none of it is missing. */
  private static void assertOneHistory(RunLog log) {
    Map<Long, Double> losses = new HashMap<>();
    for (StepReport each : log.steps()) {
      assertThat(losses.merge(each.getStep(), each.getLoss(), (before, now) -> before))
          .isEqualTo(each.getLoss());
    }
    assertThat(losses).containsOnlyKeys(LongStream.rangeClosed(1, END).boxed().toList());
    assertThat(log.lastCheckpoint().getStep()).isEqualTo(END);
    assertThat(log.eventKinds())
        .filteredOn(kind -> kind != EventKind.ACCEPTED)
        .containsExactly(EventKind.STARTED, EventKind.RESUMED, EventKind.FINISHED);
  }
}
