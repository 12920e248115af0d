package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.log.EventDetails;
import doublegrok.record.ControlCommand;
import doublegrok.record.ForkRun;
import doublegrok.record.RunEvent;
import doublegrok.spec.RunSpecs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnskilledAccuracyTest {
  @TempDir
  private Path directory;

  /** Who answers with the question is right of the task that adds nothing, trained or not. */
  @Test
  void whatIsRightBeforeAnyTrainingIsNoSkill() {
    try (ViewDriver view = new ViewDriver(directory)) {
      view.start("a");
      view.levels("a", 0, 0.1, "id-test", "ood");
      view.evaluation("a", 0, "ood", 34);
      view.evaluation("a", 0, "id-test", 5);
      view.evaluation("a", 100, "ood", 36);
      view.evaluation("a", 200, "ood", 12);
      view.evaluation("a", 200, "id-test", 36);
      view.evaluation("a", 300, "ood", 95);

      assertThat(view.events())
          .extracting(event -> event.getDetails().get(EventDetails.TRANSITION), RunEvent::getStep)
          .containsExactly(tuple("ID-generalisation", 200L), tuple("OOD-generalisation", 300L));
    }
  }

  /** Nor is it lost later. */
  @Test
  void aForkKnowsWhatItsFirstAncestorWasRightOfBeforeAnyTraining() {
    try (ViewDriver view = new ViewDriver(directory)) {
      view.start("a");
      view.evaluation("a", 0, "ood", 50);
      for (String[] each : new String[][] {{"b", "a"}, {"c", "b"}}) {
        ForkRun fork = new ForkRun(each[1], 10L, RunSpecs.canonical(ViewDriver.SPEC));
        view.command(new ControlCommand(each[0], 0, "id", ViewDriver.STARTED, fork));
      }
      view.levels("c", 0, 0.1, "ood");
      view.evaluation("c", 10, "ood", 50);
      view.evaluation("c", 20, "ood", 50);
      view.evaluation("c", 30, "ood", 2);
      assertThat(view.events()).isEmpty();

      view.evaluation("c", 40, "ood", 95);
      view.evaluation("c", 50, "ood", 95);
      assertThat(view.events()).hasSize(1);
    }
  }

  /** One of the three tasks that smoke never trains adds nothing; no evaluation before training. */
  @Test
  void theRepeatedLastTokenIsNoSkill() {
    try (ViewDriver view = new ViewDriver(directory)) {
      view.start("a");
      view.levels("a", 0, 0.1, "id-test", "ood");
      view.checkpoint("a", 10);
      view.checkpoint("a", 20);
      view.evaluation("a", 10, "id-test", 34);
      view.evaluation("a", 10, "ood", 34);
      view.evaluation("a", 20, "ood", 95);

      assertThat(view.events())
          .extracting(event -> event.getDetails().get(EventDetails.TRANSITION), RunEvent::getStep)
          .containsExactly(tuple("ID-generalisation", 10L), tuple("OOD-generalisation", 20L));
    }
  }
}
