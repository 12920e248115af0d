package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
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
  public void predict(byte[] tokens, int start, SequenceLayout layout, double[] probabilities) {
    requireLayout(layout);
    List<Integer> answers = layout.answerPositions();
    predictors.forEach(ReferencePredictor::begin);
    int scored = 0;
    for (int end = examples.digits(); scored < answers.size(); end += examples.length()) {
      for (int digit = 0; digit < input.length; digit++) {
        input[digit] = token(tokens, start + end - input.length + digit);
      }
      if (answers.get(scored) == end) {
        predict(scored, answers.size(), probabilities);
        scored++;
      }
      if (scored < answers.size()) {
        int answer = token(tokens, start + end);
        for (ReferencePredictor predictor : predictors) {
          predictor.observe(input, answer);
        }
      }
    }
  }

  private void predict(int scored, int answers, double[] probabilities) {
    for (int reference = 0; reference < predictors.size(); reference++) {
      int offset = (reference * answers + scored) * examples.vocabulary();
      predictors.get(reference).predict(input, probabilities, offset);
    }
  }

  private int token(byte[] tokens, int position) {
    int token = Byte.toUnsignedInt(tokens[position]);
    if (token >= examples.vocabulary()) {
      throw new IllegalArgumentException("tokens must be below " + examples.vocabulary()
          + ", the family's vocabulary, was " + token + " at position " + position
          + ": give sequences of this family");
    }
    return token;
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
