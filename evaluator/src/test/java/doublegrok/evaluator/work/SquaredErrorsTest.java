package doublegrok.evaluator.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.record.ShotCount;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts where no answer is right or wrong. */
final class SquaredErrorsTest {
  @Test
  void theyAreSummedByShotOverAllBlocks() {
    SequenceLayout layout = new SequenceLayout(new SequenceForm.Reals(1, 2), 3, List.of(0, 2), 4);
    SquaredErrors errors = new SquaredErrors(layout);
    float[] targets = {1, 2, 3, 4};

    errors.add(block(layout, 1, targets), new float[] {1, 4, 3, 4}); // 2 and 0
    errors.add(block(layout, 1, targets), new float[] {0, 1, 5, 8}); // 1 and 10

    assertThat(errors.records())
        .extracting(
            ShotCount::getShot,
            ShotCount::getCorrect,
            ShotCount::getTotal,
            ShotCount::getSummedLoss,
            ShotCount::getSummedSquares)
        .containsExactly(tuple(4, 0L, 2L, 3.0, 5.0), tuple(5, 0L, 2L, 10.0, 100.0));
  }

  private static RealSequences block(SequenceLayout layout, int count, float[] targets) {
    return new RealSequences(layout, count, new float[3 * count], targets, new int[count]);
  }
}
