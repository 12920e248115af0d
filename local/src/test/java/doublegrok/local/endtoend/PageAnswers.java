package doublegrok.local.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Answers of the page's server at one moment.
 *
 * @param statuses of each path
 * @param html of the page itself
 * @param metrics in Prometheus' text format
 * @param history the run's, as JSON
 */
record PageAnswers(Map<String, Integer> statuses, String html, String metrics, JsonNode history) {

  static PageAnswers read(String url, String run) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    Map<String, Integer> statuses = new LinkedHashMap<>();
    List<String> bodies = new ArrayList<>();
    for (String path : List.of("", "metrics", "api/runs/" + run, "api/runs", "readyz")) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
          .timeout(LocalRun.PATIENCE)
          .build();
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      statuses.put("/" + path, answer.statusCode());
      bodies.add(answer.body());
    }
    JsonNode history = new ObjectMapper().readTree(bodies.get(2));
    return new PageAnswers(statuses, bodies.get(0), bodies.get(1), history);
  }

  /** A part of the run's history, by its JSON pointer. */
  JsonNode run(String pointer) {
    return history.at(pointer);
  }

  List<Double> losses() {
    return StreamSupport.stream(history.get("loss").spliterator(), false)
        .map(point -> point.get("loss").asDouble())
        .toList();
  }

  /** A number of the set's last-shot accuracy at a checkpoint. */
  long lastShot(String set, long step, String field) {
    return StreamSupport.stream(history.at("/evaluations/" + set).spliterator(), false)
        .filter(point -> point.get("step").asLong() == step)
        .findFirst()
        .orElseThrow()
        .get("last_shot")
        .get(field)
        .asLong();
  }

  /** The sample of the only run. */
  double metric(String name) {
    return sample(name + "{run=\"" + LocalRun.NAME + "\",}");
  }

  /** The sample of the only run with one more label. */
  double metric(String name, String label, String value) {
    return sample("%s{run=\"%s\",%s=\"%s\",}".formatted(name, LocalRun.NAME, label, value));
  }

  private double sample(String series) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no sample of " + series + " in:\n" + metrics));
  }
}
