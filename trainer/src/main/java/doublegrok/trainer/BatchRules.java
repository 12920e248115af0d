package doublegrok.trainer;

import doublegrok.record.SequenceBatch;
import doublegrok.record.TokenSequences;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.RunSpec;
import java.util.List;
import java.util.Optional;

/**
 * What a run's batches must be to be trained on, whoever wrote them.
 *
 * @param run whose batches they are
 * @param spec of the run
 * @param batches exclusive bound of the indices
 */
record BatchRules(String run, RunSpec spec, long batches) {
  /** What is wrong with a batch, in a sentence; empty if it can be trained on. */
  Optional<String> fault(SequenceBatch batch) {
    try {
      SoundBatch.block(run, batch);
    } catch (IllegalStateException refused) {
      return Optional.of(refused.getMessage());
    }
    return foreign(batch).map(reason -> SoundBatch.refused(run, batch, reason).getMessage());
  }

  private Optional<String> foreign(SequenceBatch batch) {
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
    List<Integer> answers = batch.getAnswerPositions();
    int last = answers.get(answers.size() - 1);
    if (last > spec.model().context()) {
      return Optional.of("an answer at position %d is beyond the model's context of %d tokens"
          .formatted(last, spec.model().context()));
    }
    return unfit((TokenSequences) batch.getPayload(), spec.model());
  }

  private static Optional<String> unfit(TokenSequences payload, ModelSpec model) {
    byte[] tokens = new byte[payload.getTokens().remaining()];
    payload.getTokens().duplicate().get(tokens);
    for (byte token : tokens) {
      if (Byte.toUnsignedInt(token) >= model.vocabulary()) {
        return Optional.of("token %d is beyond the model's vocabulary of %d"
            .formatted(Byte.toUnsignedInt(token), model.vocabulary()));
      }
    }
    return Optional.empty();
  }
}
