package doublegrok.task.markov;

import doublegrok.task.AskedModel;
import doublegrok.task.FamilyProbe;
import doublegrok.task.ModelActivations;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Probe that asks whether the residual stream holds the belief of Bayes' filter (Shai et al. 2024,
 * arXiv 2405.15943), beside what less than a belief explains, and how far the model's predictions
 * are from the filter's.
 */
final class BeliefsProbe implements FamilyProbe {
  private static final int AT_ONCE = 512;
  private static final double LAYER_NORM_EPSILON = 1e-5;
  private static final String TITLE = "Beliefs in the residual stream";

  private final MarkovShape shape;
  private final ProbeWords words;
  private final BeliefFit fit;
  private final List<Scalar> ticks;
  private final BeliefPicture picture;
  private final FilterDistance distance;

  /**
   * The probe of a length.
   *
   * @param length positions in a training sequence
   */
  BeliefsProbe(MarkovShape shape, int length) {
    this.shape = shape;
    this.words = ProbeWords.of(shape.ensemble(), length - shape.first() - 1);
    this.fit = new BeliefFit(words.fitted());
    this.ticks = BeliefTicks.of(words);
    this.picture = new BeliefPicture(words);
    this.distance = new FilterDistance(shape, words);
  }

  @Override
  public String name() {
    return "beliefs";
  }

  @Override
  public Map<String, Finding> find(AskedModel model) {
    List<double[][]> layers = residualStream(model);
    double[] explained =
        layers.stream().mapToDouble(layer -> fit.explained(fit.heldOut(layer))).toArray();
    double[][] joined = joined(layers);
    double[][] read = fit.heldOut(joined);
    double together = fit.explained(read);
    Map<String, Finding> found = new LinkedHashMap<>();
    found.put("beliefs-layers", byLayer(explained));
    List<Scalar> scalars = new ArrayList<>();
    scalars.add(Scalar.of("all layers", together, ""));
    scalars.add(Scalar.of("last layer", explained[explained.length - 1], ""));
    double[][] last = normalised(layers.get(layers.size() - 1));
    scalars.add(Scalar.of("last layer, normalised", fit.explained(fit.heldOut(last)), ""));
    scalars.add(Scalar.of("unexplained by all layers", 1 - together, ""));
    scalars.addAll(ticks);
    found.put(
        "beliefs-explained",
        new Scalars(
            new About(
                TITLE,
                "explained",
                "R^2 of affine maps to the belief on held-out words; an untrained network has one"
                    + " too, the value at step 0."),
            scalars));
    found.putAll(picture.of(read));
    found.putAll(distance.find(model));
    return found;
  }

  private Curve byLayer(double[] explained) {
    List<Double> at = IntStream.rangeClosed(1, explained.length)
        .mapToObj(layer -> (double) layer)
        .toList();
    List<Curve.Line> lines = new ArrayList<>();
    lines.add(new Curve.Line("model", Arrays.stream(explained).boxed().toList(), List.of()));
    ticks.forEach(tick -> lines.add(
        new Curve.Line(tick.label(), at.stream().map(each -> tick.value()).toList(), List.of())));
    return new Curve(
        new About(
            TITLE,
            "by layer",
            "Words of %d to %d symbols, each length alike; five folds by word, ridge 1e-4."
                .formatted(words.shortest(), words.longest())),
        Axis.of("layer"),
        Axis.of("R^2"),
        at,
        lines);
  }

  /** What each block puts out after each fitted word, [words, width] for each block. */
  private List<double[][]> residualStream(AskedModel model) {
    List<ProbeWords.Word> whole = words.whole();
    List<List<double[]>> rows = new ArrayList<>();
    for (int length = words.shortest(); length <= words.longest(); length++) {
      int[] first = firstOfEach(whole, length);
      for (int from = 0; from < first.length; from += AT_ONCE) {
        int[] some = Arrays.copyOfRange(first, from, Math.min(first.length, from + AT_ONCE));
        int positions = shape.first() + length;
        ModelActivations seen =
            model.activations(sequences(shape, whole, some, positions), some.length, positions);
        for (int layer = 0; layer < seen.layers(); layer++) {
          if (rows.size() == layer) {
            rows.add(new ArrayList<>());
          }
          float[] block = seen.blockOutputsAt(layer, positions - 1);
          int width = block.length / some.length;
          for (int row = 0; row < some.length; row++) {
            double[] features = new double[width];
            for (int i = 0; i < width; i++) {
              features[i] = block[row * width + i];
            }
            rows.get(layer).add(features);
          }
        }
      }
    }
    return rows.stream().map(layer -> layer.toArray(double[][]::new)).toList();
  }

  /** The first of the longest words that begins with each shorter one. */
  private static int[] firstOfEach(List<ProbeWords.Word> whole, int length) {
    return IntStream.range(0, whole.size())
        .filter(word -> word == 0
            || !Arrays.equals(
                Arrays.copyOf(whole.get(word).symbols(), length),
                Arrays.copyOf(whole.get(word - 1).symbols(), length)))
        .toArray();
  }

  /**
   * Some of the words as sequences of which a position is left over to be asked.
   *
   * @param positions that the words fill, the beginning included; longer words are cut
   */
  static TokenSequences sequences(
      MarkovShape shape, List<ProbeWords.Word> words, int[] some, int positions) {
    SequenceLayout layout = shape.layout(positions + 1);
    byte[] bytes = new byte[some.length * (positions + 1)];
    for (int row = 0; row < some.length; row++) {
      int begin = row * (positions + 1);
      if (shape.first() == 1) {
        TokenSequences.put(bytes, shape.form(), begin, shape.symbols());
      }
      int[] symbols = words.get(some[row]).symbols();
      for (int place = 0; place < positions - shape.first(); place++) {
        TokenSequences.put(bytes, shape.form(), begin + shape.first() + place, symbols[place]);
      }
    }
    return new TokenSequences(layout, some.length, bytes, new int[some.length]);
  }

  /** As the final LayerNorm leaves each row, but for its scale and shift, which no fit notices. */
  static double[][] normalised(double[][] rows) {
    return Arrays.stream(rows)
        .map(row -> {
          double mean = Arrays.stream(row).average().orElseThrow();
          double variance = Arrays.stream(row)
              .map(value -> (value - mean) * (value - mean))
              .average()
              .orElseThrow();
          double scale = 1 / Math.sqrt(variance + LAYER_NORM_EPSILON);
          return Arrays.stream(row).map(value -> (value - mean) * scale).toArray();
        })
        .toArray(double[][]::new);
  }

  private static double[][] joined(List<double[][]> layers) {
    int count = layers.get(0).length;
    double[][] joined = new double[count][];
    Arrays.setAll(
        joined,
        word ->
            layers.stream().flatMapToDouble(layer -> Arrays.stream(layer[word])).toArray());
    return joined;
  }
}
