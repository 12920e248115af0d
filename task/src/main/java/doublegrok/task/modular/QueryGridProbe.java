package doublegrok.task.modular;

import doublegrok.task.AskedModel;
import doublegrok.task.FamilyProbe;
import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Grid;
import doublegrok.task.finding.Layer;
import doublegrok.task.finding.Shares;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Pictures of all queries after the same examples: the model's probabilities of the right answer
 * beside the references'.
 */
final class QueryGridProbe implements FamilyProbe {
  private static final Axis VALUE = new Axis("probability of the right answer", Shares.RATIO);

  private final List<Picture> pictures;
  private final IntFunction<String> latentName;

  /** A grid, and what the references predict for it, which no model changes. */
  private record Picture(QueryGrid grid, List<Layer> references) {}

  /**
   * A probe of these grids.
   *
   * @param latentName a latent task in words
   */
  QueryGridProbe(
      List<QueryGrid> grids, ReferencePredictors references, IntFunction<String> latentName) {
    this.pictures =
        grids.stream().map(grid -> new Picture(grid, layers(grid, references))).toList();
    this.latentName = latentName;
  }

  @Override
  public String name() {
    return "grids";
  }

  @Override
  public Map<String, Finding> find(AskedModel model) {
    Map<String, Finding> found = new LinkedHashMap<>();
    pictures.forEach(picture -> found.put("grid-" + picture.grid().name(), look(picture, model)));
    return found;
  }

  private Grid look(Picture picture, AskedModel model) {
    QueryGrid grid = picture.grid();
    TokenSequences cells = grid.sequences();
    int answer = cells.layout().answerPositions().get(0);
    byte[] shades = new byte[cells.count()];
    model.predict(cells, (cell, place, probabilities) -> {
      int truth = cells.token(cell, answer);
      shades[cell] = Cells.Shades.shade(probabilities[truth]);
    });
    List<Layer> layers = new ArrayList<>();
    layers.add(layer("model", grid, shades));
    layers.addAll(picture.references());
    String caption = "Probability of the right answer after %d shots%s."
        .formatted(grid.shots(), task(cells.latents()));
    return new Grid(
        About.of(grid.title(), caption),
        Axis.of(grid.rowLabel()),
        Axis.of(grid.columnLabel()),
        VALUE,
        layers);
  }

  /** The one latent of all cells, if they have one. */
  private String task(int[] latents) {
    for (int latent : latents) {
      if (latent != latents[0]) {
        return "";
      }
    }
    return "; " + latentName.apply(latents[0]);
  }

  private static List<Layer> layers(QueryGrid grid, ReferencePredictors references) {
    TokenSequences cells = grid.sequences();
    SequenceLayout layout = cells.layout();
    int answer = layout.answerPositions().get(0);
    List<Reference> kinds = references.references();
    byte[][] shades = new byte[kinds.size()][cells.count()];
    double[] probabilities = new double[kinds.size() * layout.vocabulary()];
    for (int cell = 0; cell < cells.count(); cell++) {
      references.predict(cells, cell, probabilities);
      int truth = cells.token(cell, answer);
      for (int kind = 0; kind < kinds.size(); kind++) {
        double onTruth = probabilities[kind * layout.vocabulary() + truth];
        shades[kind][cell] = Cells.Shades.shade(onTruth);
      }
    }
    List<Layer> layers = new ArrayList<>();
    for (int kind = 0; kind < kinds.size(); kind++) {
      layers.add(layer(kinds.get(kind).label(), grid, shades[kind]));
    }
    return layers;
  }

  private static Layer layer(String label, QueryGrid grid, byte[] shades) {
    return new Layer(label, Cells.Shades.ofRatios(grid.rows(), grid.columns(), shades));
  }
}
