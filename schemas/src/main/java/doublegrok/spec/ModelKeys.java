package doublegrok.spec;

import doublegrok.task.Family;
import doublegrok.task.Objective;
import doublegrok.task.SequenceForm;
import doublegrok.task.key.Decimal;
import doublegrok.task.key.Interval;
import doublegrok.task.key.Rule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The section {@code model}. */
final class ModelKeys {
  static final int LONGEST_CONTEXT = 4096;
  private static final int SHORTEST_CONTEXT = 2;
  private static final long MOST_PARAMETERS = 1L << 31;

  private ModelKeys() {}

  /**
   * The model.
   *
   * @param length of a sequence, the context unless it is given; empty if unknown
   * @param family whose sequences it reads; empty if unknown
   */
  static ModelSpec read(KeyReader in, OptionalInt length, Optional<Family> family) {
    int fallbackContext = Math.min(LONGEST_CONTEXT, length.orElse(SHORTEST_CONTEXT));
    SequenceForm form = family.map(Family::form).orElse(new SequenceForm.Tokens(1));
    boolean tokens = form instanceof SequenceForm.Tokens;
    ModelSpec model = new ModelSpec(
        in.required("model.layers", Rule.integer(1, 64)),
        in.required("model.width", Rule.integer(8, 8192)),
        in.required("model.heads", Rule.integer(1, 4096)),
        in.optional("model.mlp_factor", Rule.integer(1, 16), 4),
        in.optional(
            "model.context", Rule.integer(SHORTEST_CONTEXT, LONGEST_CONTEXT), fallbackContext),
        tokens ? tokens(in, form.outputs()) : form,
        family.map(Family::objective).orElse(Objective.CROSS_ENTROPY),
        tokens && in.optional("model.tied", Rule.flag(), true),
        in.optional(
            "model.activation", Rule.choice(ModelSpec.Activation.class), ModelSpec.Activation.RELU),
        in.optional("model.init_std", Rule.decimal(Interval.ABOVE_ZERO_TO_ONE), 0.02));
    checkHeads(in, model);
    checkSize(in, model);
    return model;
  }

  private static SequenceForm tokens(KeyReader in, int least) {
    Rule<Integer> rule = Rule.integer(least, SequenceForm.Tokens.LARGEST_VOCABULARY);
    return new SequenceForm.Tokens(in.optional("model.vocabulary", rule, least));
  }

  /** Vocabulary and tied stand in a model of tokens alone. */
  static Map<String, String> texts(ModelSpec model) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("model.layers", String.valueOf(model.layers()));
    texts.put("model.width", String.valueOf(model.width()));
    texts.put("model.heads", String.valueOf(model.heads()));
    texts.put("model.mlp_factor", String.valueOf(model.mlpFactor()));
    texts.put("model.context", String.valueOf(model.context()));
    if (model.form() instanceof SequenceForm.Tokens tokens) {
      texts.put("model.vocabulary", String.valueOf(tokens.vocabulary()));
      texts.put("model.tied", String.valueOf(model.tied()));
    }
    texts.put("model.activation", Rule.label(model.activation()));
    texts.put("model.init_std", Decimal.text(model.initStd()));
    return texts;
  }

  private static void checkHeads(KeyReader in, ModelSpec model) {
    if (!in.sound("model.width", "model.heads") || fits(model.width(), model.heads())) {
      return;
    }
    String fitting = IntStream.rangeClosed(1, 64)
        .filter(heads -> fits(model.width(), heads))
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", "));
    in.broken(
        "model.heads",
        " must divide model.width into even parts, because rotary embedding"
            + " turns pairs, was " + model.heads() + " at width " + model.width() + "; "
            + (fitting.isEmpty() ? "choose an even width" : "heads may be " + fitting));
  }

  private static boolean fits(int width, int heads) {
    return width % heads == 0 && width / heads % 2 == 0;
  }

  private static void checkSize(KeyReader in, ModelSpec model) {
    if (in.sound("model") && parameters(model) > MOST_PARAMETERS) {
      in.broken(
          "model.width",
          " and model.layers must make at most " + MOST_PARAMETERS + " parameters, made "
              + parameters(model) + "; lower width, layers or mlp_factor");
    }
  }

  private static long parameters(ModelSpec model) {
    long width = model.width();
    long embeddings =
        width * (model.readIn() + (model.tied() ? 0L : model.form().outputs()));
    long block = (4 + 2L * model.mlpFactor()) * width * width + 4 * width;
    return embeddings + model.layers() * block + 2 * width;
  }
}
