package doublegrok.status;

import io.javalin.http.Context;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;

/** Answers a Prometheus scrape in the text format 0.0.4. */
final class MetricsText {
  private final CollectorRegistry registry;

  MetricsText(CollectorRegistry registry) {
    this.registry = registry;
  }

  void write(Context context) throws IOException {
    StringWriter text = new StringWriter();
    TextFormat.write004(text, registry.metricFamilySamples());
    context.contentType(TextFormat.CONTENT_TYPE_004).result(text.toString());
  }
}
