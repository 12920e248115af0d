package doublegrok.evaluator.probe;

import doublegrok.model.PrincipalComponents;
import doublegrok.task.Family;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Points;
import java.util.ArrayList;
import java.util.List;

/** Points of a representation, each at a token, in the space of its largest variances. */
final class TokenComponents {
  private static final int COMPONENTS = 4;

  private TokenComponents() {}

  /**
   * The components of some points.
   *
   * @param part of the figure that they are
   * @param vectors row-major [tokens, width]
   * @param tokens that the points stand at
   */
  static Points of(String part, float[] vectors, int width, List<Integer> tokens, Family family) {
    PrincipalComponents found = PrincipalComponents.of(vectors, width, COMPONENTS);
    List<Points.Component> components = new ArrayList<>();
    for (double share : found.shares()) {
      components.add(new Points.Component(Integer.toString(components.size() + 1), share));
    }
    List<List<Float>> coordinates = new ArrayList<>();
    for (int point = 0; point < tokens.size(); point++) {
      List<Float> place = new ArrayList<>();
      for (int component = 0; component < COMPONENTS; component++) {
        place.add((float) found.coordinates()[point * COMPONENTS + component]);
      }
      coordinates.add(place);
    }
    return new Points(
        new About("Principal components", part, ""),
        components,
        Axis.of("token"),
        tokens.stream().map(token -> Integer.toString(token)).toList(),
        family.tokenOrders().stream().map(order -> order.of(tokens)).toList(),
        coordinates);
  }
}
