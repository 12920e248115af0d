package doublegrok.evaluator.work;

import doublegrok.model.Activations;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.HeadRatioScore;
import doublegrok.record.AttentionPatterns;
import doublegrok.record.PrincipalComponents;
import doublegrok.record.RatioHeads;
import doublegrok.spec.ModelSpec;
import doublegrok.task.Family;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.task.modular.ModularLinear;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks into a model: what its heads attend to, what they tell apart, what its features span. */
final class MechanismProbe {
  private static final int ATTENTION_EXAMPLES = 16;
  private static final int POINTS = 512;
  private static final int COMPONENTS = 4;
  private static final int INPUTS_AT_ONCE = 1024;
  private static final int WHOLE = 255;

  private final ModelSpec model;
  private final ForwardProgram program;

  MechanismProbe(ModelSpec model, ForwardProgram program) {
    this.model = model;
    this.program = program;
  }

  /** Every head's attention over the first examples of the first sequence. */
  AttentionPatterns attention(TokenSequences sequences) {
    List<Integer> answers = sequences.layout().answerPositions();
    int length = answers.get(Math.min(ATTENTION_EXAMPLES, answers.size()) - 1);
    byte[] tokens = Arrays.copyOf(sequences.bytes(), length);
    Activations seen = program.activations(sequences.rows(0, 1), length);
    ByteBuffer weights = ByteBuffer.allocate(seen.attention().length);
    for (float weight : seen.attention()) {
      weights.put((byte) Math.round(WHOLE * weight));
    }
    return new AttentionPatterns(
        model.layers(), model.heads(), ByteBuffer.wrap(tokens), weights.flip());
  }

  /**
   * How far each head tells inputs apart by their ratio, at the second coordinate of the first
   * example; empty in a family whose inputs have no ratio.
   */
  Optional<RatioHeads> ratioHeads(Family family) {
    if (!(family instanceof ModularLinear linear) || linear.variables() != 2) {
      return Optional.empty();
    }
    int modulus = linear.modulus();
    int inputs = modulus * modulus;
    int features = model.width() / model.heads();
    float[][] byHead = new float[model.layers() * model.heads()][inputs * features];
    for (int first = 0; first < inputs; first += INPUTS_AT_ONCE) {
      int count = Math.min(INPUTS_AT_ONCE, inputs - first);
      ByteBuffer tokens = ByteBuffer.allocate(2 * count);
      for (int input = first; input < first + count; input++) {
        tokens.put((byte) (input / modulus)).put((byte) (input % modulus));
      }
      SequenceLayout pairs = new SequenceLayout(modulus, 2, List.of(1), 0);
      Activations seen =
          program.activations(new TokenSequences(pairs, count, tokens.array(), new int[count]), 2);
      for (int head = 0; head < byHead.length; head++) {
        float[] block = seen.headOutputsAt(head / model.heads(), head % model.heads(), 1);
        System.arraycopy(block, 0, byHead[head], first * features, block.length);
      }
    }
    List<Double> scores = new ArrayList<>();
    for (float[] head : byHead) {
      scores.add(HeadRatioScore.of(head, modulus));
    }
    return Optional.of(new RatioHeads(model.layers(), model.heads(), scores));
  }

  /** The planes of the embedding, if there is one, and of each block's output at the answers, by name. */
  Map<String, PrincipalComponents> components(
      Optional<FloatTensor> embedding, TokenSequences sequences) {
    Map<String, PrincipalComponents> found = new TreeMap<>();
    embedding.ifPresent(matrix -> {
      int vocabulary = Math.toIntExact(matrix.shape().get(0));
      byte[] all = new byte[vocabulary];
      for (int token = 0; token < vocabulary; token++) {
        all[token] = (byte) token;
      }
      found.put("embedding", components(matrix.values(), all));
    });

    SequenceLayout layout = sequences.layout();
    List<Integer> answers = layout.answerPositions();
    int count = Math.min(sequences.count(), Math.max(1, POINTS / answers.size()));
    byte[] tokens = Arrays.copyOf(sequences.bytes(), count * layout.length());
    Activations seen = program.activations(sequences.rows(0, count), layout.length());
    byte[] at = new byte[count * answers.size()];
    for (int layer = 0; layer < model.layers(); layer++) {
      float[] points = new float[at.length * model.width()];
      for (int answer = 0; answer < answers.size(); answer++) {
        float[] outputs = seen.blockOutputsAt(layer, answers.get(answer));
        System.arraycopy(outputs, 0, points, answer * count * model.width(), count * model.width());
        for (int row = 0; row < count; row++) {
          at[answer * count + row] = tokens[row * layout.length() + answers.get(answer)];
        }
      }
      found.put("block-" + (layer + 1), components(points, at));
    }
    return found;
  }

  private PrincipalComponents components(float[] points, byte[] tokens) {
    var found = doublegrok.model.PrincipalComponents.of(points, model.width(), COMPONENTS);
    List<Double> shares = new ArrayList<>();
    for (double share : found.shares()) {
      shares.add(share);
    }
    List<Float> coordinates = new ArrayList<>();
    for (double coordinate : found.coordinates()) {
      coordinates.add((float) coordinate);
    }
    return new PrincipalComponents(
        COMPONENTS, shares, ByteBuffer.wrap(tokens.clone()), coordinates);
  }
}
