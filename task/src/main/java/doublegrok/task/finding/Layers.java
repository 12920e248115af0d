package doublegrok.task.finding;

import java.util.List;

/** Rules of layers that stand side by side. */
final class Layers {
  private Layers() {}

  /** The first, if all are of its size and not too many. */
  static Cells require(List<Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("layers must be at least one, were none");
    }
    Bounds.count("layers", layers.size());
    Cells first = layers.get(0).cells();
    Bounds.numbers((long) layers.size() * first.rows() * first.columns());
    for (Layer layer : layers) {
      Bounds.same(
          "rows of layer '" + layer.label() + "'", first.rows(), layer.cells().rows());
      Bounds.same(
          "columns of layer '" + layer.label() + "'",
          first.columns(),
          layer.cells().columns());
    }
    return first;
  }
}
