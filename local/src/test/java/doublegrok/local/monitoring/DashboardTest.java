package doublegrok.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape of the dashboards: no Grafana looks at them here, so this does. */
class DashboardTest {
  private static final int COLUMNS = 24;
  private static final Set<String> TYPES = Set.of("row", "stat", "timeseries", "table");
  private static final Set<String> UNITS =
      Set.of("none", "short", "locale", "percentunit", "s", "bytes", "reqps");
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

  static Stream<Dashboard> dashboards() throws Exception {
    return Dashboard.all().stream();
  }

  @Test
  void thereAreTwoWithAnAddressEach() throws Exception {
    assertThat(Dashboard.all())
        .extracting(each -> each.root().get("uid").asText())
        .containsExactlyInAnyOrder("doublegrok-run", "doublegrok-health");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelHasItsOwnNumberAndAKnownType(Dashboard dashboard) {
    List<JsonNode> panels = dashboard.panels();

    assertThat(panels).hasSizeGreaterThan(10);
    assertThat(panels).extracting(each -> each.get("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels).allSatisfy(each -> assertThat(each.get("type").asText()).isIn(TYPES));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void noPanelCoversAnother(Dashboard dashboard) {
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : dashboard.panels()) {
      JsonNode at = panel.get("gridPos");
      int left = at.get("x").asInt();
      int width = at.get("w").asInt();
      assertThat(left).isNotNegative();
      assertThat(left + width).as(panel.get("title").asText()).isBetween(1, COLUMNS);
      for (int x = left; x < left + width; x++) {
        for (int y = at.get("y").asInt(); y < at.get("y").asInt() + at.get("h").asInt(); y++) {
          assertThat(taken.add(List.of(x, y)))
              .as("%s is alone at column %d, row %d", panel.get("title").asText(), x, y)
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItShowsAndInWhichUnit(Dashboard dashboard) {
    assertThat(dashboard.drawing()).allSatisfy(panel -> {
      assertThat(panel.get("title").asText()).isNotBlank();
      assertThat(panel.get("description").asText()).endsWith(".");
      assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isIn(UNITS);
      assertThat(Dashboard.list(panel.get("targets"))).isNotEmpty();
      assertThat(Dashboard.list(panel.get("targets")))
          .extracting(target -> target.get("refId").asText())
          .doesNotHaveDuplicates();
    });
    assertThat(dashboard.drawing())
        .extracting(panel -> panel.get("title").asText())
        .doesNotHaveDuplicates();
  }

  /** Whatever it is called in the Grafana into which the dashboard is imported. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void everythingAsksThePrometheusThatIsChosen(Dashboard dashboard) {
    JsonNode choice = dashboard.choices().get(0);
    List<JsonNode> asked = dashboard
        .objects()
        .filter(each -> each.has("datasource"))
        .map(each -> each.get("datasource"))
        .toList();

    assertThat(choice.get("name").asText()).isEqualTo("datasource");
    assertThat(choice.get("type").asText()).isEqualTo("datasource");
    assertThat(choice.get("query").asText()).isEqualTo("prometheus");
    assertThat(choice.get("current")).as("none is taken for granted").isEmpty();
    assertThat(asked).hasSizeGreaterThan(dashboard.drawing().size());
    assertThat(asked).allSatisfy(each -> {
      assertThat(each.get("type").asText()).isEqualTo("prometheus");
      assertThat(each.get("uid").asText()).isEqualTo("${datasource}");
    });
  }

  @Test
  void composeProvisionsAPrometheusToChoose() throws Exception {
    assertThat(Checkout.path("grafana/provisioning/datasources/prometheus.yml"))
        .content()
        .contains("type: prometheus\n", "isDefault: true\n");
  }

  /** Of several runs each has its own lines, or its own copy of the panel. */
  @Test
  void severalRunsCanBeChosenAndNoneHidesAnother() throws Exception {
    Dashboard dashboard = Dashboard.all().stream()
        .filter(each -> each.root().get("uid").asText().equals("doublegrok-run"))
        .findFirst()
        .orElseThrow();
    JsonNode run = dashboard.choices().get(1);

    assertThat(run.get("name").asText()).isEqualTo("run");
    assertThat(run.get("multi").asBoolean()).isTrue();
    assertThat(Stream.concat(dashboard.queries().stream(), dashboard.variables().stream()))
        .filteredOn(query -> query.expression().contains("$run"))
        .hasSizeGreaterThan(20)
        .allSatisfy(query -> assertThat(query.expression())
            .as(query.place())
            .contains("run=~\"$run\"")
            .doesNotContain("run=\"$run\""));
    assertThat(dashboard.drawing())
        .filteredOn(panel -> !panel.path("repeat").asText().equals("run"))
        .flatExtracting(panel -> Dashboard.list(panel.get("targets")))
        .allSatisfy(target -> {
          assertThat(target.get("expr").asText()).startsWith("max by (run");
          if (!target.path("format").asText().equals("table")) {
            assertThat(target.get("legendFormat").asText()).startsWith("{{run}}");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyVariableThatIsUsedIsThere(Dashboard dashboard) {
    Set<String> known = new HashSet<>(Set.of("__rate_interval"));
    dashboard.choices().forEach(each -> known.add(each.get("name").asText()));

    Stream.concat(dashboard.queries().stream(), dashboard.variables().stream())
        .forEach(query -> assertThat(VARIABLE.matcher(query.expression()).results())
            .as(query.place())
            .allSatisfy(each -> assertThat(each.group(1)).isIn(known)));
  }

  @Test
  void theLinksBetweenThemLead() throws Exception {
    List<String> uids = Dashboard.all().stream()
        .map(each -> "/d/" + each.root().get("uid").asText())
        .toList();

    assertThat(Dashboard.all())
        .flatExtracting(each -> Dashboard.list(each.root().get("links")))
        .hasSize(2)
        .allSatisfy(link -> assertThat(link.get("url").asText()).isIn(uids));
  }
}
