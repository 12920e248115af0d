package doublegrok.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import doublegrok.local.broker.EmbeddedBroker;
import doublegrok.log.EventDetails;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RecordKeys;
import doublegrok.log.RunScan;
import doublegrok.log.TopicAdmin;
import doublegrok.log.Topics;
import doublegrok.record.EventKind;
import doublegrok.record.PauseRun;
import doublegrok.record.PauseSweep;
import doublegrok.record.RunEvent;
import doublegrok.record.SweepCommand;
import doublegrok.record.SweepRecord;
import doublegrok.status.ServiceHealth;
import doublegrok.sweep.log.SweepRecords;
import doublegrok.viewer.ViewerApp;
import doublegrok.viewer.ViewerSettings;
import doublegrok.viewer.view.MarkKind;
import doublegrok.viewer.view.RunSummary;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several viewers beside each other: each shows all runs, and what follows is told once. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ViewersIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PARTITIONS = 4;
  private static final int STEPS = 100;
  private static final List<String> FIRST = runs(0, 8);
  private static final List<String> ALL = runs(0, 12);

  @TempDir
  private Path directory;

  @Test
  void eachShowsEveryRunAndWhatFollowsIsToldOnce() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
      KafkaSettings kafka = new KafkaSettings(broker.bootstrap(), PARTITIONS, Map.of());
      TopicAdmin.ensureTopics(kafka, PATIENCE);
      List<RunSummary> shown;
      try (ManyRuns many = new ManyRuns(kafka);
          ViewerApp second = viewer(kafka, "second")) {
        try (ViewerApp first = viewer(kafka, "first")) {
          await().atMost(PATIENCE).until(() -> members(kafka) == 2);
          FIRST.forEach(run -> many.write(run, startOf(run), STEPS));
          awaitShown(first, FIRST);
          awaitShown(second, FIRST);
          await()
              .atMost(PATIENCE)
              .untilAsserted(() ->
                  assertThat(first.views().runs()).isEqualTo(second.views().runs()));
        }
        writeOfSweep(kafka);
        ALL.subList(FIRST.size(), ALL.size()).forEach(run -> many.write(run, startOf(run), STEPS));
        awaitShown(second, ALL);
        await().atMost(PATIENCE).until(() -> second.isSettled() && hasEveryEvent(second, kafka));
        shown = second.views().runs();
      }
      assertThat(ALL.stream().map(run -> RecordKeys.partition(run, PARTITIONS)).distinct())
          .hasSize(PARTITIONS);
      for (String run : ALL) {
        assertToldOnce(kafka, run);
      }
      for (String state : List.of("first", "second", "a new one")) {
        try (ViewerApp again = viewer(kafka, state)) {
          await().atMost(PATIENCE).until(() -> again.views().ready());
          assertThat(again.views().runs()).as(state).isEqualTo(shown);
        }
      }
      assertShownWithoutDjl(broker.bootstrap());
    }
  }

  /** As in the image that has no PyTorch. */
  private void assertShownWithoutDjl(String bootstrap) throws Exception {
    try (CommandLineProcess viewer = CommandLineProcess.startWithoutDjl(
        directory,
        "viewer",
        "--bootstrap",
        bootstrap,
        "--dir",
        directory.resolve("light").toString(),
        "--port",
        "0")) {
      viewer.awaitOut("http://");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(viewer.out().strip() + "api/runs")).build();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(HttpClient.newHttpClient()
                  .send(request, BodyHandlers.ofString())
                  .body())
              .contains(ALL.stream().map(run -> "\"run\":\"" + run + "\"").toList()));
    }
  }

  private ViewerApp viewer(KafkaSettings kafka, String state) {
    return ViewerApp.start(
        new ViewerSettings(kafka, directory.resolve(state), Optional.empty()),
        ServiceHealth.ofProcess());
  }

  private static void awaitShown(ViewerApp viewer, List<String> runs) {
    await().atMost(PATIENCE).untilAsserted(() -> {
      assertThat(viewer.views().runs())
          .extracting(RunSummary::run)
          .containsExactlyInAnyOrderElementsOf(runs);
      for (String run : runs) {
        assertThat(viewer.views().knows(run)).isTrue();
        assertThat(viewer.views().history(run).orElseThrow().marks())
            .as(run)
            .filteredOn(mark -> mark.kind() == MarkKind.TRANSITION
                && ManyRuns.TRANSITION.equals(mark.details().get(EventDetails.TRANSITION)))
            .hasSize(1);
      }
    });
  }

  /** Nothing about runs follows from it, so that nobody waits for what does. */
  private static void writeOfSweep(KafkaSettings kafka) throws Exception {
    SweepRecord record =
        new SweepRecord("s", Instant.EPOCH, new SweepCommand("1", new PauseSweep()));
    String key = SweepRecords.key(record);
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(kafka.producer())) {
      producer.send(Topics.SWEEPS.record(key, record)).get(1, TimeUnit.MINUTES);
    }
  }

  private static boolean hasEveryEvent(ViewerApp viewer, KafkaSettings kafka) {
    RunScan log = new RunScan(kafka, PATIENCE);
    return ALL.stream()
        .allMatch(run -> viewer.views().history(run).orElseThrow().marks().stream()
                .filter(mark -> mark.kind() != MarkKind.CHECKPOINT)
                .count()
            == log.all(Topics.EVENTS, run).size());
  }

  private static void assertToldOnce(KafkaSettings kafka, String run) {
    RunScan log = new RunScan(kafka, PATIENCE);
    List<RunEvent> events = log.all(Topics.EVENTS, run);
    assertThat(events)
        .filteredOn(each -> each.getKind() == EventKind.TRANSITION)
        .extracting(each -> each.getDetails().get(EventDetails.TRANSITION))
        .contains(ManyRuns.TRANSITION)
        .doesNotHaveDuplicates();
    assertThat(events)
        .filteredOn(each -> each.getDetails().containsKey(EventDetails.ALERT))
        .hasSize(1);
    assertThat(log.all(Topics.CONTROL, run))
        .filteredOn(each -> each.getBody() instanceof PauseRun)
        .hasSize(1);
  }

  /** Of the group that watches. */
  private static int members(KafkaSettings kafka) throws Exception {
    String group = "doublegrok-evaluator-view";
    try (Admin admin = Admin.create(kafka.common())) {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .get(group)
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .members()
          .size();
    } catch (ExecutionException none) {
      return 0;
    }
  }

  private static long startOf(String run) {
    return 1_000L * ALL.indexOf(run);
  }

  private static List<String> runs(int from, int to) {
    return new ArrayList<>(
        IntStream.range(from, to).mapToObj(each -> "run-" + each).toList());
  }
}
