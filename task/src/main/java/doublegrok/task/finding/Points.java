package doublegrok.task.finding;

import java.util.List;

/**
 * Points in a space of a few dimensions.
 *
 * @param components the dimensions, at least one, the most telling first
 * @param value what a point's label is, for example {@code token}
 * @param labels of each point; those of one label belong together
 * @param orders ways to colour the points, the one to begin with first; may be empty
 * @param coordinates of each point, one for each component
 */
public record Points(
    About about,
    List<Component> components,
    Axis value,
    List<String> labels,
    List<Order> orders,
    List<List<Float>> coordinates)
    implements Finding {
  /** The place of a point that an order does not know. */
  public static final int NOWHERE = -1;

  /** Checks the sizes. */
  public Points {
    components = List.copyOf(components);
    labels = List.copyOf(labels);
    orders = List.copyOf(orders);
    coordinates = coordinates.stream().map(List::copyOf).toList();
    Bounds.count("components", components.size());
    Bounds.labels("labels of points", labels);
    Bounds.same("points", labels.size(), coordinates.size());
    Bounds.numbers((long) coordinates.size() * components.size());
    if (components.isEmpty()) {
      throw new IllegalArgumentException("components must be at least one, were none");
    }
    for (List<Float> point : coordinates) {
      Bounds.same("coordinates of a point", components.size(), point.size());
    }
    for (Order order : orders) {
      Bounds.same(
          "places of order '" + order.label() + "'",
          labels.size(),
          order.places().size());
    }
  }

  /**
   * One dimension.
   *
   * @param share of the whole that it explains, from 0 to 1; NaN if that is not known
   */
  public record Component(String label, double share) {
    /** Checks the length. */
    public Component {
      Bounds.text("a label", label);
    }
  }

  /**
   * A way around a circle.
   *
   * @param label short, for example {@code number}
   * @param caption how to read the colours
   * @param turn number of places on the circle, at least 1
   * @param closed whether the places follow from one another, the first from the last
   * @param places of each point, from 0 to turn - 1, or {@link #NOWHERE}
   */
  public record Order(
      String label, String caption, int turn, boolean closed, List<Integer> places) {
    /** Checks the sizes. */
    public Order {
      Bounds.text("a label", label);
      Bounds.text("a caption", caption);
      places = List.copyOf(places);
      if (turn < 1) {
        throw new IllegalArgumentException("places on a circle must be at least 1, were " + turn);
      }
    }
  }
}
