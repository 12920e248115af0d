package doublegrok.local.monitoring;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A dashboard as Grafana is given it.
 *
 * @param name of its file
 * @param root of its JSON
 */
record Dashboard(String name, JsonNode root) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /** Every dashboard of the project. */
  static List<Dashboard> all() throws Exception {
    return Checkout.files("grafana/dashboards", ".json").stream()
        .map(Dashboard::read)
        .toList();
  }

  /** Rows and panels. */
  List<JsonNode> panels() {
    return list(root.get("panels"));
  }

  /** Panels that draw something. */
  List<JsonNode> drawing() {
    return panels().stream()
        .filter(each -> !each.get("type").asText().equals("row"))
        .toList();
  }

  /** Every PromQL expression of panels and annotations. */
  List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : drawing()) {
      for (JsonNode target : list(panel.get("targets"))) {
        String place = panel.get("title").asText() + "/" + target.get("refId").asText();
        queries.add(new Query(name + "/" + place, target.get("expr").asText()));
      }
    }
    for (JsonNode each : list(root.at("/annotations/list"))) {
      String place = "/annotations/" + each.get("name").asText();
      queries.add(new Query(name + place, each.get("expr").asText()));
    }
    return queries;
  }

  /** What a person chooses at its top. */
  List<JsonNode> choices() {
    return list(root.at("/templating/list"));
  }

  /** Every {@code label_values(series, label)} of its variables. */
  List<Query> variables() {
    return choices().stream()
        .filter(each -> each.get("type").asText().equals("query"))
        .map(each -> new Query(
            name + "/variables/" + each.get("name").asText(),
            each.at("/query/query").asText()))
        .toList();
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /**
   * Query to Prometheus.
   *
   * @param place where, for people
   * @param expression with Grafana's variables in it
   */
  record Query(String place, String expression) {
    /** As Grafana sends it for a run and a set. */
    Query of(String run, String set) {
      return new Query(
          place,
          expression.replace("$__rate_interval", "1m").replace("$run", run).replace("$set", set));
    }
  }

  private static Dashboard read(Path file) {
    try {
      return new Dashboard(file.getFileName().toString(), MAPPER.readTree(file.toFile()));
    } catch (IOException unsound) {
      throw new UncheckedIOException(file + " is no JSON", unsound);
    }
  }

  /** Every object in the JSON. */
  Stream<JsonNode> objects() {
    return objects(root);
  }

  private static Stream<JsonNode> objects(JsonNode node) {
    Stream<JsonNode> own = node.isObject() ? Stream.of(node) : Stream.empty();
    return Stream.concat(own, list(node).stream().flatMap(Dashboard::objects));
  }
}
