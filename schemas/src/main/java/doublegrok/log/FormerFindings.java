package doublegrok.log;

import doublegrok.record.AttentionPatterns;
import doublegrok.record.GridScores;
import doublegrok.record.ImpostorScore;
import doublegrok.record.ImpostorScores;
import doublegrok.record.PrincipalComponents;
import doublegrok.record.RatioHeads;
import doublegrok.record.Spectrum;
import doublegrok.task.Family;
import doublegrok.task.TokenOrder;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Grid;
import doublegrok.task.finding.Layer;
import doublegrok.task.finding.Matrices;
import doublegrok.task.finding.Points;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Shares;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Mapping of the records that a kind of probe each had, in former releases, to the shapes of
 * today's. Logs outlive releases, so this stays.
 */
final class FormerFindings {
  private static final Map<String, String> GRIDS = Map.of(
      "grid-id", "Queries of a trained task",
      "grid-ood", "Queries of a never-trained task",
      "grid-tasks", "Queries of every task");
  private static final String COMPONENTS = "components-";

  private FormerFindings() {}

  /**
   * What a body says.
   *
   * @throws IllegalArgumentException if it contradicts itself
   */
  static Finding of(String name, Object body, Supplier<Optional<Family>> family) {
    if (body instanceof Spectrum spectrum) {
      return of(spectrum);
    } else if (body instanceof GridScores grid) {
      return of(name, grid, family);
    } else if (body instanceof ImpostorScores impostors) {
      return of(impostors);
    } else if (body instanceof AttentionPatterns attention) {
      return of(attention);
    } else if (body instanceof RatioHeads heads) {
      return of(heads);
    } else if (body instanceof PrincipalComponents components) {
      return of(name, components, family);
    }
    throw new IllegalArgumentException(
        "a finding may not be a " + body.getClass().getName());
  }

  private static Finding of(Spectrum spectrum) {
    List<Shares.Share> shares = new ArrayList<>();
    new TreeMap<>(spectrum.getShares())
        .forEach((label, share) -> shares.add(new Shares.Share(label, share)));
    Scalar rest = Scalar.of("unexplained", spectrum.getUnexplained(), "nats");
    About about = About.of(
        "Which algorithm: spectrum",
        "Table memorises examples, switchboard memorises tasks, exact solves any.");
    return new Shares(about, shares, Optional.of(rest));
  }

  private static Finding of(String name, GridScores grid, Supplier<Optional<Family>> family) {
    List<Layer> layers = new ArrayList<>();
    layers.add(layer("model", grid, grid.getModel()));
    new TreeMap<>(grid.getReferences())
        .forEach((label, shades) -> layers.add(layer(label, grid, shades)));
    String task = grid.getLatents().size() != 1
        ? ""
        : "; "
            + family
                .get()
                .map(each -> each.latentName(grid.getLatents().get(0)))
                .orElse("task " + grid.getLatents().get(0));
    return new Grid(
        About.of(
            GRIDS.getOrDefault(name, name),
            "Probability of the right answer after %d shots%s.".formatted(grid.getShots(), task)),
        Axis.of(grid.getRowMeaning()),
        Axis.of(grid.getColumnMeaning()),
        new Axis("probability of the right answer", Shares.RATIO),
        layers);
  }

  private static Layer layer(String label, GridScores grid, ByteBuffer shades) {
    byte[] bytes = RecordedFindings.bytes(shades);
    return new Layer(label, Cells.Shades.ofRatios(grid.getRows(), grid.getColumns(), bytes));
  }

  private static Finding of(ImpostorScores impostors) {
    List<ImpostorScore> shots = impostors.getShots();
    return new Curve(
        About.of(
            "Impostor score",
            "P(impostor) \u2212 P(true), 95 %: above 0 the switchboard answers, at 0 the exact"
                + " solver."),
        Axis.of("shots"),
        new Axis("probability", Shares.RATIO),
        shots.stream().map(each -> (double) each.getShot()).toList(),
        List.of(
            new Curve.Line(
                "impostor less truth",
                shots.stream().map(each -> each.getImpostor() - each.getTruth()).toList(),
                shots.stream().map(ImpostorScore::getError).toList()),
            line("impostor", shots.stream().map(ImpostorScore::getImpostor).toList()),
            line("truth", shots.stream().map(ImpostorScore::getTruth).toList())));
  }

  private static Curve.Line line(String label, List<Double> values) {
    return new Curve.Line(label, values, List.of());
  }

  private static Finding of(AttentionPatterns attention) {
    List<String> positions = new ArrayList<>();
    for (byte token : RecordedFindings.bytes(attention.getTokens())) {
      positions.add("%d (token %d)".formatted(positions.size() + 1, token & 0xFF));
    }
    int length = positions.size();
    int heads = attention.getHeads();
    byte[] weights = RecordedFindings.bytes(attention.getWeights());
    double wanted = (double) attention.getLayers() * heads * length * length; // it may overflow
    if (heads < 1 || length < 1 || wanted != weights.length) {
      throw new IllegalArgumentException("%d layers of %d heads over %d tokens had %d weights"
          .formatted(attention.getLayers(), heads, length, weights.length));
    }
    List<Layer> layers = IntStream.range(0, attention.getLayers() * heads)
        .mapToObj(each -> new Layer(
            "layer %d head %d".formatted(each / heads + 1, each % heads + 1),
            Cells.Shades.ofRatios(
                length, length, slice(weights, each * length * length, length * length))))
        .toList();
    return new Matrices(
        About.of(
            "Attention of each head",
            "Down: the position that attends; across: the one attended to, 1 to %d."
                .formatted(length)),
        Axis.of("attending position"),
        Axis.of("attended position"),
        new Axis("weight", Shares.RATIO),
        positions,
        positions,
        heads,
        layers);
  }

  private static byte[] slice(byte[] bytes, int from, int count) {
    return Arrays.copyOfRange(bytes, from, from + count);
  }

  private static Finding of(RatioHeads heads) {
    Cells scores = new Cells.Numbers(heads.getLayers(), heads.getHeads(), heads.getScores());
    return new Matrices(
        About.of("Ratio heads", "1: the head's output depends on the ratio of its input alone."),
        Axis.of("layer"),
        Axis.of("head"),
        Axis.of("mean cosine of outputs of equal ratio less that of others"),
        numbers(heads.getLayers()),
        numbers(heads.getHeads()),
        1,
        List.of(new Layer("", scores)));
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }

  private static Finding of(
      String name, PrincipalComponents found, Supplier<Optional<Family>> family) {
    List<Integer> tokens = new ArrayList<>();
    for (byte token : RecordedFindings.bytes(found.getTokens())) {
      tokens.add(token & 0xFF);
    }
    List<Points.Component> components = new ArrayList<>();
    for (double share : found.getVariance()) {
      components.add(new Points.Component(Integer.toString(components.size() + 1), share));
    }
    String part = name.startsWith(COMPONENTS) ? name.substring(COMPONENTS.length()) : name;
    List<TokenOrder> orders =
        family.get().map(Family::tokenOrders).orElseGet(() -> List.of(byNumber(tokens)));
    return new Points(
        new About("Principal components", part.replace('-', ' '), ""),
        components,
        Axis.of("token"),
        tokens.stream().map(token -> Integer.toString(token)).toList(),
        orders.stream().map(order -> order.of(tokens)).toList(),
        RecordedFindings.rows(found.getPoints(), tokens.size(), found.getComponents()));
  }

  private static TokenOrder byNumber(List<Integer> tokens) {
    return TokenOrder.byNumber(
        tokens.stream().mapToInt(token -> token + 1).max().orElse(1));
  }
}
