package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.log.EventDetails;
import doublegrok.record.EventKind;
import doublegrok.record.RunEvent;
import doublegrok.record.ShotCount;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the phases of grokking that evaluations on the log tell. */
final class PhaseWatchTest {
  private static final RunSpec SPEC =
      RunSpecs.builtIn().parse(Presets.text("addition"), "addition", List.of());

  @TempDir
  private Path directory;

  @Test
  void areToldOnceWithTheirSteps() {
    try (ViewDriver view = new ViewDriver(directory)) {
      view.start("a", ViewDriver.STARTED, SPEC);
      view.levels(Levels.of("a", 0, List.of(), List.of(), "fresh", "mirrored"));
      losses(view, 50, 4, 12, 16, 9);
      view.evaluation("a", 100, "mirrored", List.of(loss(1)));
      assertThat(phases(view.events())).isEmpty();

      losses(view, 250, 7, 3, 0.1);
      losses(view, 150, 20, 4, 7, 3, 0.1); // evaluated once more, by another

      assertThat(phases(view.events()))
          .extracting(
              event -> event.getDetails().get(EventDetails.TRANSITION),
              RunEvent::getStep,
              RunEvent::getMessage)
          .containsExactly(
              tuple(
                  "circuit-formation",
                  150L,
                  "circuit formation from step 150 on: there the loss on fresh was largest,"
                      + " 16.0 nats"),
              tuple(
                  "cleanup",
                  250L,
                  "cleanup from step 250 on: the loss on fresh is 7.00 nats, below a half of its"
                      + " largest, 16.0"),
              tuple(
                  "stable",
                  350L,
                  "cleanup is over by step 350: the loss on fresh is 0.100 nats, below one"
                      + " hundredth of its largest, 16.0"));
    }
  }

  @Test
  void anAlertMayWaitForOne() {
    RunSpec watched = RunSpecs.builtIn()
        .parse(Presets.text("addition"), "addition", List.of("alerts=[{on: cleanup, action: pause}]"));
    try (ViewDriver view = new ViewDriver(directory)) {
      view.start("a", ViewDriver.STARTED, watched);
      view.levels(Levels.of("a", 0, List.of(), List.of(), "fresh"));
      losses(view, 50, 4, 12, 5);

      assertThat(view.events())
          .extracting(RunEvent::getKind)
          .contains(EventKind.TRANSITION, EventKind.ALARM);
    }
  }

  private static void losses(ViewDriver view, long step, double... losses) {
    for (int at = 0; at < losses.length; at++) {
      view.evaluation("a", step + 50L * at, "fresh", List.of(loss(losses[at])));
    }
  }

  private static ShotCount loss(double mean) {
    return ShotCount.newBuilder()
        .setShot(0)
        .setCorrect(0)
        .setTotal(100)
        .setSummedLoss(100 * mean)
        .build();
  }

  private static List<RunEvent> phases(List<RunEvent> events) {
    return events.stream()
        .filter(event -> event.getKind() == EventKind.TRANSITION)
        .filter(event -> event.getDetails().containsKey("largest_loss"))
        .toList();
  }
}
