package doublegrok.model;

import doublegrok.spec.TransformerSpec;
import doublegrok.task.Objective;
import doublegrok.task.RealSequences;
import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import java.util.List;

/** The loss of sequences once more, as plain loops over doubles. */
final class ReferenceLoss {
  private ReferenceLoss() {}

  static double of(TransformerSpec model, List<FloatTensor> weights, Sequences sequences) {
    ReferenceTransformer reference = new ReferenceTransformer(model, weights);
    SequenceLayout layout = sequences.layout();
    List<Integer> answers = layout.answerPositions();
    double sum = 0;
    double total = 0;
    for (int row = 0; row < sequences.count(); row++) {
      for (int answer = 0; answer < answers.size(); answer++) {
        double weight = layout.weights().isEmpty() ? 1 : layout.weights().get(answer);
        double[] output = sequences instanceof TokenSequences tokens
            ? reference.logits(before(tokens, row, answers.get(answer)))
            : reference.outputs(upTo((RealSequences) sequences, row, answers.get(answer)));
        sum += weight * loss(model.objective(), output, target(sequences, row, answer));
        total += weight;
      }
    }
    return sum / total;
  }

  private static double loss(Objective objective, double[] output, double[] target) {
    double partition = 0;
    for (double each : output) {
      partition += Math.exp(each);
    }
    double loss = 0;
    for (int i = 0; i < output.length; i++) {
      double difference = output[i] - target[i];
      loss += switch (objective) {
        case CROSS_ENTROPY -> target[i] * (Math.log(partition) - output[i]);
        case SQUARED_ERROR -> difference * difference / output.length;
      };
    }
    return loss;
  }

  private static double[] target(Sequences sequences, int row, int answer) {
    int outputs = sequences.layout().form().outputs();
    double[] target = new double[outputs];
    if (sequences instanceof RealSequences reals) {
      int first = (row * sequences.layout().answerPositions().size() + answer) * outputs;
      for (int i = 0; i < outputs; i++) {
        target[i] = reals.targets()[first + i];
      }
    } else {
      int position = sequences.layout().answerPositions().get(answer);
      target[((TokenSequences) sequences).token(row, position)] = 1;
    }
    return target;
  }

  private static int[] before(TokenSequences tokens, int row, int position) {
    int[] before = new int[position];
    for (int t = 0; t < position; t++) {
      before[t] = tokens.token(row, t);
    }
    return before;
  }

  private static double[][] upTo(RealSequences reals, int row, int position) {
    int width = ((SequenceForm.Reals) reals.layout().form()).inputs();
    double[][] inputs = new double[position + 1][width];
    for (int t = 0; t <= position; t++) {
      for (int i = 0; i < width; i++) {
        inputs[t][i] = reals.inputs()[(row * reals.layout().length() + t) * width + i];
      }
    }
    return inputs;
  }
}
