package doublegrok.viewer.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/** Made-up findings of every kind, as of linear functions modulo 11; a function of the skills. */
final class ExampleProbes {
  static final int MODULUS = 11;
  private static final int ROOT = 2;
  private static final int WHOLE = 255;
  private static final int LAYERS = 2;
  private static final int HEADS = 4;
  private static final int TOKENS = 14;

  private final long step;
  private final Random noise;
  private final Map<String, Double> shares;

  ExampleProbes(long step, Mixture mixture) {
    this.step = step;
    noise = new Random(step);
    shares = new LinkedHashMap<>();
    mixture
        .shares()
        .forEach((names, share) -> shares.merge(names.split("\\|", 2)[0], share, Double::sum));
  }

  List<Probe> all(int version) {
    Map<String, ProbeFinding> findings = new LinkedHashMap<>();
    findings.put("attention", attention());
    findings.put("components-block-1", components(96, 1.2));
    findings.put("components-embedding", components(MODULUS, 0.25));
    findings.put("grid-id", grid(7, true));
    findings.put("grid-ood", grid(40, false));
    findings.put("impostors", impostors());
    findings.put("ratio-heads", ratioHeads());
    List<Probe> probes = new ArrayList<>();
    findings.forEach((name, found) -> probes.add(new Probe(name, step, version, found)));
    return probes;
  }

  private double share(String reference) {
    return shares.getOrDefault(reference, 0.0);
  }

  private ProbeFinding.Grid grid(int latent, boolean trained) {
    int chance = WHOLE / MODULUS;
    Map<String, IntBinaryOperator> references = new LinkedHashMap<>();
    references.put("exact", (y, x) -> WHOLE);
    references.put("ratio", (y, x) -> y == 3 * x % MODULUS ? WHOLE : chance);
    references.put("switchboard", (y, x) -> trained ? WHOLE : chance);
    references.put("table", (y, x) -> trained && (x + 5 * y) % 4 != 0 ? WHOLE : chance);
    references.put("uniform", (y, x) -> chance);
    Map<String, List<List<Integer>>> pictures = new LinkedHashMap<>();
    references.forEach((name, scores) -> pictures.put(name, picture(scores)));
    IntBinaryOperator model = (y, x) -> {
      double mean = 0;
      for (Map.Entry<String, IntBinaryOperator> each : references.entrySet()) {
        mean += share(each.getKey()) * each.getValue().applyAsInt(y, x);
      }
      return (int) Math.max(0, Math.min(WHOLE, mean + 9 * noise.nextGaussian()));
    };
    return new ProbeFinding.Grid("y", "x", 3, List.of(latent), picture(model), pictures);
  }

  private static List<List<Integer>> picture(IntBinaryOperator score) {
    return IntStream.range(0, MODULUS)
        .mapToObj(y ->
            IntStream.range(0, MODULUS).mapToObj(x -> score.applyAsInt(y, x)).toList())
        .toList();
  }

  private ProbeFinding.Impostors impostors() {
    return new ProbeFinding.Impostors(IntStream.rangeClosed(1, 7)
        .mapToObj(shot -> new ProbeFinding.Impostor(
            shot,
            0.09 + 0.85 * share("switchboard"),
            0.09 + 0.02 * noise.nextGaussian(),
            0.02 + 0.01 * noise.nextDouble()))
        .toList());
  }

  private ProbeFinding.Attention attention() {
    List<List<List<Integer>>> layers = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      List<List<Integer>> heads = new ArrayList<>();
      for (int head = 0; head < HEADS; head++) {
        heads.add(pattern(1 + layer * HEADS + head));
      }
      layers.add(heads);
    }
    List<Integer> tokens =
        IntStream.range(0, TOKENS).mapToObj(at -> at * 7 % MODULUS).toList();
    return new ProbeFinding.Attention(tokens, layers);
  }

  /** Each position looks back by so many, the more surely the more is learned. */
  private List<Integer> pattern(int back) {
    List<Integer> weights = new ArrayList<>();
    double sharpness = 4 * (1 - share("uniform"));
    for (int from = 0; from < TOKENS; from++) {
      double sum = 0;
      double[] row = new double[TOKENS];
      for (int to = 0; to <= from; to++) {
        row[to] = Math.exp(sharpness * (from - to == back ? 1 : 0));
        sum += row[to];
      }
      for (double each : row) {
        weights.add((int) Math.round(WHOLE * each / sum));
      }
    }
    return weights;
  }

  private ProbeFinding.RatioHeads ratioHeads() {
    return new ProbeFinding.RatioHeads(IntStream.range(0, LAYERS)
        .mapToObj(layer -> IntStream.range(0, HEADS)
            .mapToObj(head -> layer + head == 1 ? 0.1 + 0.8 * share("exact") : 0.04 * head)
            .toList())
        .toList());
  }

  /** A circle in the order of the discrete logarithm, which comes out as the run generalises. */
  private ProbeFinding.Components components(int count, double spread) {
    List<Integer> tokens = new ArrayList<>();
    List<List<Float>> points = new ArrayList<>();
    double circle = share("exact");
    for (int point = 0; point < count; point++) {
      int token = point % MODULUS;
      double angle = 2 * Math.PI * logarithm(token) / (MODULUS - 1);
      double radius = token == 0 ? 0 : circle;
      tokens.add(token);
      points.add(List.of(
          near(radius * Math.cos(angle), spread),
          near(radius * Math.sin(angle), spread),
          near(0.5 * radius * Math.cos(2 * angle), spread),
          near(0.5 * radius * Math.sin(2 * angle), spread)));
    }
    return new ProbeFinding.Components(List.of(0.31, 0.29, 0.11, 0.1), tokens, points);
  }

  private float near(double value, double spread) {
    return (float) (value + (0.1 + 0.3 * (1 - share("exact"))) * spread * noise.nextGaussian());
  }

  private static int logarithm(int token) {
    int power = 1;
    for (int exponent = 0; exponent < MODULUS - 1; exponent++) {
      if (power == token) {
        return exponent;
      }
      power = power * ROOT % MODULUS;
    }
    return 0;
  }
}
