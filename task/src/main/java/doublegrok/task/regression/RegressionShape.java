package doublegrok.task.regression;

import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shape of a family's sequences, which a run keeps.
 *
 * @param dimension numbers of an input
 * @param steps of the references that descend more than once
 */
record RegressionShape(int dimension, RowForm rows, CountedQueries queries, int steps) {
  RegressionShape {
    if (rows == RowForm.JOINED && queries == CountedQueries.EVERY) {
      throw new IllegalArgumentException("task.queries must be last in joined rows, which show the"
          + " answer beside the input, was every: choose task.rows separate");
    }
  }

  static RegressionShape of(Values task) {
    return new RegressionShape(
        task.get(RegressionKeys.DIMENSION),
        task.get(RegressionKeys.ROWS),
        task.get(RegressionKeys.QUERIES),
        task.get(RegressionKeys.STEPS));
  }

  SequenceForm form() {
    return new SequenceForm.Reals(dimension + 1, 1);
  }

  /** The layout of sequences with this many examples before the last query. */
  SequenceLayout layout(int examples) {
    return layout(examples, queries == CountedQueries.LAST ? examples : 0);
  }

  /**
   * The same, of which the first queries do not count.
   *
   * @param first examples before the first query that counts
   */
  SequenceLayout layout(int examples, int first) {
    List<Integer> positions =
        IntStream.rangeClosed(first, examples).map(rows::input).boxed().toList();
    return new SequenceLayout(form(), rows.length(examples), positions, first);
  }

  /** Numbers of a sequence of this many examples. */
  int inputs(int examples) {
    return rows.length(examples) * (dimension + 1);
  }
}
