package doublegrok.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.task.Reference;
import java.util.List;
import java.util.Map;

/** Shares of references that were mixed on purpose. */
final class PlantedShares {
  private PlantedShares() {}

  /** That an attribution has the weight of each group, and leaves nothing unexplained. */
  static void assertFound(
      Attribution found, List<ReferenceGroup> groups, Map<Reference, Double> planted) {
    for (int group = 0; group < groups.size(); group++) {
      double expected = groups.get(group).members().stream()
          .mapToDouble(member -> planted.getOrDefault(member, 0.0))
          .sum();
      assertThat(found.shares().get(group).weight())
          .as("%s of %s", groups.get(group).label(), found)
          .isCloseTo(expected, within(0.03));
    }
    assertThat(found.unexplained()).isBetween(0.0, 1e-5);
  }
}
