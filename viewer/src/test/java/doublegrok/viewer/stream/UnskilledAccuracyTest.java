package doublegrok.viewer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.log.EventDetails;
import doublegrok.record.RunEvent;
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
}
