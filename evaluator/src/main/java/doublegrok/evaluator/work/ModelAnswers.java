package doublegrok.evaluator.work;

import doublegrok.task.TokenSequences;

/** Takes a model's answers, block by block. */
interface ModelAnswers {
  /**
   * Takes a block.
   *
   * @param logits [block.count, answers, vocabulary of the model]
   */
  void take(TokenSequences block, float[] logits);

  /** A model, asked for its answers to sequences. */
  interface Source {
    void answers(TokenSequences sequences, ModelAnswers taker);
  }
}
