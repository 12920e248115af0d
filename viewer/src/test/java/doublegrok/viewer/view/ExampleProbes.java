package doublegrok.viewer.view;

import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Grid;
import doublegrok.task.finding.Layer;
import doublegrok.task.finding.Matrices;
import doublegrok.task.finding.Points;
import java.util.ArrayList;
import java.util.Collections;
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
    Map<String, Finding> findings = new LinkedHashMap<>();
    findings.put("attention", attention());
    findings.put("components-block-1", components("block 1", 96, 1.2));
    findings.put("components-embedding", components("embedding", MODULUS, 0.25));
    findings.put("grid-id", grid("Queries of a trained task", 7, true));
    findings.put("grid-ood", grid("Queries of a never-trained task", 40, false));
    findings.put("impostors", impostors());
    findings.put("ratio-heads", ratioHeads());
    List<Probe> probes = new ArrayList<>();
    findings.forEach((name, found) -> probes.add(new Probe(name, step, version, found)));
    return probes;
  }

  private double share(String reference) {
    return shares.getOrDefault(reference, 0.0);
  }

  private Grid grid(String title, int latent, boolean trained) {
    int chance = WHOLE / MODULUS;
    Map<String, IntBinaryOperator> references = new LinkedHashMap<>();
    references.put("exact", (y, x) -> WHOLE);
    references.put("ratio", (y, x) -> y == 3 * x % MODULUS ? WHOLE : chance);
    references.put("switchboard", (y, x) -> trained ? WHOLE : chance);
    references.put("table", (y, x) -> trained && (x + 5 * y) % 4 != 0 ? WHOLE : chance);
    references.put("uniform", (y, x) -> chance);
    IntBinaryOperator model = (y, x) -> {
      double mean = 0;
      for (Map.Entry<String, IntBinaryOperator> each : references.entrySet()) {
        mean += share(each.getKey()) * each.getValue().applyAsInt(y, x);
      }
      return (int) Math.max(0, Math.min(WHOLE, mean + 9 * noise.nextGaussian()));
    };
    List<Layer> layers = new ArrayList<>(List.of(new Layer("model", picture(model))));
    for (String name : List.of("exact", "switchboard", "table", "ratio", "uniform")) {
      layers.add(new Layer(name, picture(references.get(name))));
    }
    String caption = "Probability of the right answer after 3 shots; z = %d x + %d y mod %d."
        .formatted(latent % MODULUS, latent / MODULUS, MODULUS);
    Axis value = new Axis("probability of the right answer", "ratio");
    return new Grid(About.of(title, caption), Axis.of("y"), Axis.of("x"), value, layers);
  }

  private static Cells picture(IntBinaryOperator score) {
    byte[] shades = new byte[MODULUS * MODULUS];
    for (int cell = 0; cell < shades.length; cell++) {
      shades[cell] = (byte) score.applyAsInt(cell / MODULUS, cell % MODULUS);
    }
    return Cells.Shades.ofRatios(MODULUS, MODULUS, shades);
  }

  private Curve impostors() {
    List<Double> shots =
        IntStream.rangeClosed(1, 7).mapToObj(shot -> (double) shot).toList();
    List<Double> truths =
        shots.stream().map(shot -> 0.09 + 0.02 * noise.nextGaussian()).toList();
    List<Double> errors =
        shots.stream().map(shot -> 0.02 + 0.01 * noise.nextDouble()).toList();
    double impostor = 0.09 + 0.85 * share("switchboard");
    return new Curve(
        About.of("Impostor score", "Above 0 the switchboard answers, at 0 the exact solver."),
        Axis.of("shots"),
        new Axis("probability", "ratio"),
        shots,
        List.of(
            new Curve.Line(
                "impostor less truth",
                truths.stream().map(each -> impostor - each).toList(),
                errors),
            new Curve.Line("impostor", Collections.nCopies(7, impostor), List.of()),
            new Curve.Line("truth", truths, List.of())));
  }

  private Matrices attention() {
    List<Layer> heads = new ArrayList<>();
    for (int head = 0; head < LAYERS * HEADS; head++) {
      String label = "layer %d head %d".formatted(head / HEADS + 1, head % HEADS + 1);
      heads.add(new Layer(label, pattern(1 + head)));
    }
    List<String> positions = IntStream.range(0, TOKENS)
        .mapToObj(at -> "%d (token %d)".formatted(at + 1, at * 7 % MODULUS))
        .toList();
    return new Matrices(
        About.of(
            "Attention of each head",
            "Down: the position that attends; across: the one attended to, 1 to 14."),
        Axis.of("attending position"),
        Axis.of("attended position"),
        new Axis("weight", "ratio"),
        positions,
        positions,
        HEADS,
        heads);
  }

  /** Each position looks back by so many, the more surely the more is learned. */
  private Cells pattern(int back) {
    byte[] weights = new byte[TOKENS * TOKENS];
    double sharpness = 4 * (1 - share("uniform"));
    for (int from = 0; from < TOKENS; from++) {
      double sum = 0;
      double[] row = new double[TOKENS];
      for (int to = 0; to <= from; to++) {
        row[to] = Math.exp(sharpness * (from - to == back ? 1 : 0));
        sum += row[to];
      }
      for (int to = 0; to < TOKENS; to++) {
        weights[from * TOKENS + to] = Cells.Shades.shade(row[to] / sum);
      }
    }
    return Cells.Shades.ofRatios(TOKENS, TOKENS, weights);
  }

  private Matrices ratioHeads() {
    List<Double> scores = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      for (int head = 0; head < HEADS; head++) {
        scores.add(layer + head == 1 ? 0.1 + 0.8 * share("exact") : 0.04 * head);
      }
    }
    return new Matrices(
        About.of("Ratio heads", "1: the head's output depends on the ratio of its input alone."),
        Axis.of("layer"),
        Axis.of("head"),
        Axis.of("mean cosine of outputs of equal ratio less that of others"),
        List.of("1", "2"),
        List.of("1", "2", "3", "4"),
        1,
        List.of(new Layer("", new Cells.Numbers(LAYERS, HEADS, scores))));
  }

  /** A circle in the order of the discrete logarithm, which comes out as the run generalises. */
  private Points components(String part, int count, double spread) {
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
    List<Integer> logarithms = tokens.stream()
        .map(token -> token == 0 ? Points.NOWHERE : logarithm(token))
        .toList();
    return new Points(
        new About("Principal components", part, ""),
        List.of(
            new Points.Component("1", 0.31),
            new Points.Component("2", 0.29),
            new Points.Component("3", 0.11),
            new Points.Component("4", 0.1)),
        Axis.of("token"),
        tokens.stream().map(token -> Integer.toString(token)).toList(),
        List.of(
            new Points.Order(
                "logarithm",
                "Colour and line follow the discrete logarithm to the base 2; 0, which has none, is"
                    + " grey.",
                MODULUS - 1,
                true,
                logarithms),
            new Points.Order(
                "number", "The colours follow the tokens in their order.", MODULUS, false, tokens)),
        points);
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
