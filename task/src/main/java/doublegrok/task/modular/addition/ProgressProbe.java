package doublegrok.task.modular.addition;

import doublegrok.task.AskedModel;
import doublegrok.task.FamilyProbe;
import doublegrok.task.TaskSelection;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import doublegrok.task.finding.Shares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Probe that measures how far the circuit of Nanda et al. (2023) has come: the losses with and
 * without its frequencies, how sparse embedding and output are in them, and the weights. Key
 * frequencies are those of the very checkpoint whose norm in the map from neurons to logits is more
 * than half of the largest; how many there are says whether there is a circuit.
 */
final class ProgressProbe implements FamilyProbe {
  /** The largest modulus whose logits are looked at: there are p^3. */
  static final int LARGEST_MODULUS = 127;

  private static final double KEY_SHARE = 0.5;
  private static final double PURE = 0.85;
  private static final String TITLE = "Progress measures";
  private static final String NATS = "nats";
  private static final String RATIO = "ratio";

  private final Arithmetic arithmetic;
  private final PairSplit split;

  /** The probe of a distribution; the operation is a sum or a difference. */
  ProgressProbe(Arithmetic arithmetic, PairSplit split) {
    this.arithmetic = arithmetic;
    this.split = split;
  }

  @Override
  public String name() {
    return "progress";
  }

  @Override
  public Map<String, Finding> find(AskedModel model) {
    int p = arithmetic.modulus();
    Map<String, Finding> found = new LinkedHashMap<>();
    CircuitWeights weights = new CircuitWeights(model, p);
    found.put("progress-weights", weights.squares());
    Optional<double[][]> embedding = weights.embedding();
    Optional<double[][]> outputs = weights.neuronsToLogits();
    if (embedding.isEmpty() || outputs.isEmpty()) {
      return found;
    }
    Fourier fourier = new Fourier(p);
    double[] read = fourier.norms(embedding.get());
    double[] written = fourier.norms(outputs.get());
    List<Integer> keys = Fourier.above(KEY_SHARE, written);
    AnswerLogits logits = logits(model);
    found.put("progress", measures(logits, keys, read, written, weights, fourier));
    found.put("progress-frequencies", spectrum(read, written, keys));
    found.put("progress-embedding", spectrum(read));
    found.put("progress-excluded", excluded(logits, keys));
    found.put("progress-plane", KeyPlane.of(logits, keys, p));
    weights
        .neurons(arithmetic)
        .ifPresent(neurons -> found.put("progress-neurons", neurons(neurons)));
    return found;
  }

  /** Up to a number that a pair's logits share: their mean is made 0. */
  private AnswerLogits logits(AskedModel model) {
    int p = arithmetic.modulus();
    int[] pairs = TaskSelection.firstNumbers(arithmetic.pairs());
    TokenSequences all = arithmetic.sequences(pairs, arithmetic::answer);
    double[][] logits = new double[pairs.length][p];
    model.predict(all, (pair, answer, predicted) -> {
      Arrays.setAll(logits[pair], c -> Math.log(Math.max(predicted[c], Double.MIN_VALUE)));
      double mean = Arrays.stream(logits[pair]).average().orElseThrow();
      Arrays.setAll(logits[pair], c -> logits[pair][c] - mean);
    });
    return new AnswerLogits(p, Arrays.stream(pairs).map(arithmetic::answer).toArray(), logits);
  }

  private Scalars measures(
      AnswerLogits logits,
      List<Integer> keys,
      double[] read,
      double[] written,
      CircuitWeights weights,
      Fourier fourier) {
    IntPredicate trained = split::isTrained;
    List<Scalar> scalars = new ArrayList<>();
    scalars.add(Scalar.of("restricted loss", logits.restricted(keys), NATS));
    scalars.add(Scalar.of("excluded loss", logits.excluded(keys, trained), NATS));
    scalars.add(Scalar.of("loss of trained pairs", logits.loss(trained), NATS));
    if (split.train().length < arithmetic.pairs()) {
      scalars.add(Scalar.of("loss of other pairs", logits.loss(trained.negate()), NATS));
    }
    scalars.add(Scalar.of("key frequencies", keys.size(), ""));
    scalars.add(Scalar.of("share in key directions", logits.share(keys), RATIO));
    scalars.add(Scalar.of("share of cos w(a + b - c)", logits.cosineShare(keys), RATIO));
    scalars.add(Scalar.of("Gini of embedding", Fourier.gini(read), RATIO));
    scalars.add(Scalar.of("Gini of neurons to logits", Fourier.gini(written), RATIO));
    weights
        .embeddingToNeurons()
        .ifPresent(matrix -> scalars.add(
            Scalar.of("participation of neurons", fourier.participation(matrix), RATIO)));
    return new Scalars(
        About.of(
            TITLE,
            named(keys)
                + " Restricted: the loss of all pairs by the logits along the keys alone; excluded:"
                + " that of trained pairs without them. Shares are of the logits' variance, where"
                + " each pair's logits have mean 0."),
        scalars);
  }

  private static String named(List<Integer> keys) {
    return keys.size() <= 12
        ? "Keys of this checkpoint: "
            + keys.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + "."
        : "So many keys, %d, are no circuit.".formatted(keys.size());
  }

  private static Curve spectrum(double[] read, double[] written, List<Integer> keys) {
    return new Curve(
        About.of(
            "Fourier norms",
            named(keys)
                + " Norm of each frequency's components in the embedding and in the map from"
                + " neurons to logits. Keys have more than half of the latter's largest."),
        Axis.of("frequency"),
        Axis.of("norm"),
        IntStream.rangeClosed(1, read.length).asDoubleStream().boxed().toList(),
        List.of(line("embedding", read), line("neurons to logits", written)));
  }

  /** What part each frequency has in the embedding, to be seen over the steps. */
  private static Shares spectrum(double[] read) {
    double[] squares = Arrays.stream(read).map(norm -> norm * norm).toArray();
    double whole = Math.max(Arrays.stream(squares).sum(), Double.MIN_NORMAL);
    return new Shares(
        About.of(
            "Fourier spectrum of the embedding",
            "Share of each frequency in the squared norm of the embedding, the constant aside."),
        IntStream.range(0, squares.length)
            .mapToObj(at -> new Shares.Share("frequency " + (at + 1), squares[at] / whole))
            .toList(),
        Optional.empty());
  }

  private Curve excluded(AnswerLogits logits, List<Integer> keys) {
    int frequencies = (arithmetic.modulus() - 1) / 2;
    double[] losses = new double[frequencies];
    Arrays.setAll(losses, at -> logits.excluded(List.of(at + 1), split::isTrained));
    return new Curve(
        About.of(
            "Excluded loss of each frequency",
            named(keys) + " Loss of trained pairs without the logits along one frequency."),
        Axis.of("frequency"),
        new Axis("excluded loss", NATS),
        IntStream.rangeClosed(1, frequencies).asDoubleStream().boxed().toList(),
        List.of(line("excluded loss", losses)));
  }

  /** How many neurons are of each frequency, and how much of them it explains. */
  private static Curve neurons(List<NeuronFrequency> neurons) {
    int frequencies = neurons.get(0).of();
    double[] all = new double[frequencies];
    double[] pure = new double[frequencies];
    for (NeuronFrequency each : neurons) {
      all[each.frequency() - 1]++;
      pure[each.frequency() - 1] += each.share() > PURE ? 1 : 0;
    }
    return new Curve(
        About.of(
            "Neurons of each frequency",
            ("Of %d neurons (ReLU), each at the frequency that explains most of its variance over"
                    + " all pairs; %d of them are explained by more than 85 %%.")
                .formatted(neurons.size(), (int) Arrays.stream(pure).sum())),
        Axis.of("frequency"),
        Axis.of("neurons"),
        IntStream.rangeClosed(1, frequencies).asDoubleStream().boxed().toList(),
        List.of(line("all", all), line("above 85 %", pure)));
  }

  private static Curve.Line line(String label, double[] values) {
    return new Curve.Line(label, Arrays.stream(values).boxed().toList(), List.of());
  }
}
