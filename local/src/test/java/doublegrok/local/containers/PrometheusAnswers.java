package doublegrok.local.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;

/** Answers of a Prometheus server to queries. */
record PrometheusAnswers(String url) {
  /** The value of the first series of an instant query; empty if it has none. */
  OptionalDouble value(String expression) {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/query?query=" + query))
        .timeout(ExampleRuns.PATIENCE)
        .build();
    try {
      String body =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      JsonNode series = new ObjectMapper().readTree(body).at("/data/result");
      return StreamSupport.stream(series.spliterator(), false)
          .mapToDouble(each -> each.at("/value/1").asDouble())
          .findFirst();
    } catch (IOException failure) {
      throw new IllegalStateException("Prometheus does not answer " + expression, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return OptionalDouble.empty();
    }
  }
}
