package doublegrok.evaluator.work;

import doublegrok.task.TokenSequences;

/** Takes a model's answers, block by block. */
interface ModelAnswers {
  /**
   * Takes a block.
   *
   * @param tokens [count, length]
   * @param logits [count, answers, vocabulary of the model]
   */
  void take(byte[] tokens, float[] logits, int count);

  /** A model, asked for its answers to sequences. */
  interface Source {
    void answers(TokenSequences sequences, ModelAnswers taker);
  }
}
