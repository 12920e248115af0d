package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.List;
import java.util.Map;

/** Walks through sequences example by example, with every reference beside it. */
final class ReferenceWalk implements ReferencePredictors {
  private final Examples examples;
  private final List<Reference> references;
  private final List<ReferencePredictor> predictors;
  private final int[] input;

  ReferenceWalk(Examples examples, Map<Reference, ReferencePredictor> predictors) {
    Map<Reference, ReferencePredictor> ordered = ModularReferences.inOrder(predictors);
    this.examples = examples;
    this.references = List.copyOf(ordered.keySet());
    this.predictors = List.copyOf(ordered.values());
    this.input = new int[examples.digits()];
  }

  @Override
  public List<Reference> references() {
    return references;
  }

  @Override
  public void predict(Sequences sequences, int row, double[] predictions) {
    TokenSequences tokens = TokenSequences.of(sequences);
    SequenceLayout layout = tokens.layout();
    requireLayout(layout);
    List<Integer> answers = layout.answerPositions();
    predictors.forEach(ReferencePredictor::begin);
    int scored = 0;
    for (int end = examples.digits(); scored < answers.size(); end += examples.length()) {
      for (int digit = 0; digit < input.length; digit++) {
        input[digit] = tokens.token(row, end - input.length + digit);
      }
      if (answers.get(scored) == end) {
        predict(scored, answers.size(), predictions);
        scored++;
      }
      if (scored < answers.size()) {
        int answer = tokens.token(row, end);
        for (ReferencePredictor predictor : predictors) {
          predictor.observe(input, answer);
        }
      }
    }
  }

  private void predict(int scored, int answers, double[] predictions) {
    for (int reference = 0; reference < predictors.size(); reference++) {
      int offset = (reference * answers + scored) * examples.vocabulary();
      predictors.get(reference).predict(input, predictions, offset);
    }
  }

  private void requireLayout(SequenceLayout layout) {
    int most = Distribution.MOST_SHOTS * examples.length();
    boolean fits = layout.vocabulary() == examples.vocabulary() && layout.length() <= most;
    int before = -1;
    for (int position : layout.answerPositions()) {
      fits &= position > before
          && position < layout.length()
          && position % examples.length() == examples.digits();
      before = position;
    }
    if (!fits) {
      throw new IllegalArgumentException("layout must have vocabulary " + examples.vocabulary()
          + ", at most " + most + " tokens and ascending answers at the ends of examples of "
          + examples.length() + ", was " + layout + ": give a layout of this family");
    }
  }
}
