package doublegrok.local.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import doublegrok.local.command.common.Json;
import doublegrok.viewer.page.PageServer;
import doublegrok.viewer.page.PageSettings;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a command's body is what its description says. */
class OpenApiTest {
  private static final int BAD = 400;
  private static final int UNKNOWN_RUN = 404;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"command\": \"pause\"}",
        "{\"command\": \"resume\"}",
        "{\"command\": \"stop\"}",
        "{\"command\": \"stop\", \"set\": {}}",
        "{\"command\": \"explode\"}",
        "{}",
        "[]",
        "{\"command\": \"swap\", \"set\": {\"distribution.tasks\": \"8\"}, \"at_batch\": 1200}",
        "{\"command\": \"swap\", \"set\": {\"distribution.tasks\": \"8\"}}",
        "{\"command\": \"swap\", \"set\": {\"distribution.tasks\": 8}}",
        "{\"command\": \"swap\", \"set\": {}}",
        "{\"command\": \"swap\"}",
        "{\"command\": \"swap\", \"set\": {\"distribution.tasks\": \"8\"}, \"at_batch\": -1}",
        "{\"command\": \"swap\", \"set\": {\"distribution.tasks\": \"8\"}, \"at_batch\": \"1\"}",
        "{\"command\": \"swap\", \"set\": {\"distribution.tasks\": \"8\"}, \"at_step\": 1}",
        "{\"command\": \"fork\", \"as\": \"b\", \"at_step\": 1500}",
        "{\"command\": \"fork\", \"as\": \"b\", \"at_step\": 1500, \"set\": {\"seed\": \"1\"}}",
        "{\"command\": \"fork\", \"as\": \"b\", \"at_step\": 1500, \"set\": {}}",
        "{\"command\": \"fork\", \"as\": \"B\", \"at_step\": 1500}",
        "{\"command\": \"fork\", \"at_step\": 1500}",
        "{\"command\": \"fork\", \"as\": \"b\"}"
      })
  void aBodyIsReadIfItIsAsDescribed(String body) throws Exception {
    JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Json.text(OpenApi.command()));
    boolean described = schema.validate(new ObjectMapper().readTree(body)).isEmpty();

    assertThat(status(body)).isEqualTo(described ? UNKNOWN_RUN : BAD);
  }

  private static int status(String body) throws Exception {
    try (PageServer page =
        PageServer.start(PageSettings.local(0), new NoRuns(), new CollectorRegistry())) {
      HttpRequest request = HttpRequest.newBuilder(
              URI.create(page.url() + "api/runs/nobody/commands"))
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(body))
          .build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
