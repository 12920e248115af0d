package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import doublegrok.generator.GeneratorApp;
import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.local.process.DataDirectory;
import doublegrok.log.KafkaSettings;
import doublegrok.log.TopicAdmin;
import doublegrok.record.EventKind;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpecs;
import doublegrok.sweep.RunNote;
import doublegrok.sweep.RunPlace;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepFiles;
import doublegrok.sweep.SweepPlan;
import doublegrok.sweep.SweepPlanner;
import doublegrok.sweep.log.SweepControl;
import doublegrok.trainer.worker.WorkerApp;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that one worker trains, two runs at once, in the process of its broker. */
class SweepIT {
  private static final Duration WITHIN = Duration.ofMinutes(3);

  @TempDir
  Path directory;

  @Test
  void allRunsEndAndWhatIsHeldIsGivenBackAndTakenAgain() {
    DataDirectory data = new DataDirectory(directory).forBroker().prepare(1);
    try (EmbeddedBroker broker = EmbeddedBroker.start(data.kafka())) {
      KafkaSettings kafka = new KafkaSettings(broker.bootstrap(), 2, Map.of());
      TopicAdmin.ensureTopics(kafka, WITHIN);
      SweepControl control = new SweepControl(kafka, Clock.systemUTC());
      try (GeneratorApp generator = GeneratorApp.start(kafka, data.state("generator"))) {
        assertThat(control.start("s", plan()).message()).isEqualTo("4 runs are begun");
        try (WorkerApp worker = SweepWorker.start(kafka, data, 2)) {
          await().atMost(WITHIN).until(() -> count(control, RunPlace.DONE) >= 1);
          assertThat(control.pause("s").accepted()).isTrue();
          await().atMost(WITHIN).until(() -> count(control, RunPlace.RUNNING) == 0);
          assertThat(control.view().sweep("s").orElseThrow().phase().label()).isEqualTo("paused");
          assertThat(control.resume("s").accepted()).isTrue();
          await().atMost(WITHIN).until(() -> count(control, RunPlace.RUNNING) > 0);
          assertThat(worker.end()).isNotDone();
        }
        await().atMost(WITHIN).until(() -> count(control, RunPlace.RUNNING) == 0);
        try (WorkerApp worker = SweepWorker.start(kafka, data, 2)) {
          await().atMost(WITHIN).until(() -> count(control, RunPlace.DONE) == 4);
          assertThat(worker.end()).isNotDone();
        }
        assertThat(generator.failure()).isNotDone();
      }
      assertThat(control.view().sweep("s").orElseThrow().phase().label()).isEqualTo("done");
      assertThat(control.view().runs("s")).extracting(RunStand::attempts).containsOnly(0);
      assertNotesAreKept(control);
      plan().runs().forEach(run -> {
        RunLog log = RunLog.read(kafka, run.run());
        assertThat(log.lastCheckpoint().getStep()).isEqualTo(300);
        assertThat(log.eventKinds()).containsOnlyOnce(EventKind.FINISHED);
      });
    }
  }

  private static void assertNotesAreKept(SweepControl control) {
    String run = plan().runs().get(1).run();
    control.note("s", List.of(run), note -> new RunNote(run, List.of("odd"), "twice"));
    control.note("s", List.of(run), note -> new RunNote(run, note.tags(), "once"));
    assertThat(control.view().note("s", run)).isEqualTo(new RunNote(run, List.of("odd"), "once"));
    assertThat(control.view().sweep("s").orElseThrow().phase().label()).isEqualTo("done");
    assertThatThrownBy(() -> control.note("s", List.of("s-9"), note -> note))
        .hasMessage("sweep 's' has no run 's-9'; 'doublegrok sweep show s --json' lists its runs");
  }

  private static long count(SweepControl control, RunPlace place) {
    return control.view().runs("s").stream().filter(run -> run.place() == place).count();
  }

  private static SweepPlan plan() {
    return new SweepPlanner(RunSpecs.builtIn(), spec -> {})
        .plan(
            "s",
            SweepFiles.parse("base: smoke\nset: {evaluation.sequences: 8}\nseeds: 4", "s.yaml"),
            Presets.text("smoke"));
  }
}
