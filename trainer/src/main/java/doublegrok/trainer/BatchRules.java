package doublegrok.trainer;

import doublegrok.log.BatchCodec;
import doublegrok.record.SequenceBatch;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.RunSpec;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import java.util.Optional;

/**
 * Rules that a run's batches must keep to be trained on, whoever wrote them.
 *
 * @param run whose batches they are
 * @param spec of the run
 * @param batches exclusive bound of the indices
 */
record BatchRules(String run, RunSpec spec, long batches) {
  /**
   * The batch, ready to be trained on.
   *
   * @throws RefusedBatchException if it breaks a rule
   */
  TrainingBatch accepted(SequenceBatch batch) {
    Sequences sequences;
    try {
      sequences = BatchCodec.sequences(batch);
    } catch (IllegalArgumentException broken) {
      throw refused(batch, broken.getMessage());
    }
    foreign(batch, sequences.layout()).ifPresent(reason -> {
      throw refused(batch, reason);
    });
    return new TrainingBatch(
        batch.getIndex(),
        batch.getDistributionVersion(),
        Optional.ofNullable(batch.getSwap()),
        sequences);
  }

  private Optional<String> foreign(SequenceBatch batch, SequenceLayout layout) {
    if (!batch.getRun().equals(run)) {
      return Optional.of("it is of run '%s'".formatted(batch.getRun()));
    }
    if (batch.getIndex() < 0 || batch.getIndex() >= batches) {
      return Optional.of("its index must be 0..%d".formatted(batches - 1));
    }
    if (batch.getSeed() != spec.seed()
        || !batch.getFamily().equals(spec.family().name())) {
      return Optional.of("its seed is %d and its family %s, the run's are %d and %s"
          .formatted(
              batch.getSeed(), batch.getFamily(), spec.seed(), spec.family().name()));
    }
    if (batch.getSequences() != spec.sequences()) {
      return Optional.of("it has %d sequences, the run's have %d"
          .formatted(batch.getSequences(), spec.sequences()));
    }
    int seen = ModelSpec.positions(layout);
    if (seen > spec.model().context()) {
      return Optional.of("an answer at position %d is beyond the model's context of %d %s"
          .formatted(
              layout.lastAnswer(),
              spec.model().context(),
              layout.form() instanceof SequenceForm.Tokens ? "tokens" : "positions"));
    }
    return spec.model().fits(layout.form())
        ? Optional.empty()
        : Optional.of(
            "it is of %s, the model of %s".formatted(layout.form(), spec.model().form()));
  }

  private RefusedBatchException refused(SequenceBatch batch, String reason) {
    return new RefusedBatchException(
        "batch %d of run '%s' is refused: %s; only the generator may write to the topic of batches"
            .formatted(batch.getIndex(), run, reason));
  }

  /** A batch breaks a rule; the message says which. */
  static final class RefusedBatchException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private RefusedBatchException(String message) {
      super(message);
    }
  }
}
