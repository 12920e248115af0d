package doublegrok.viewer.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.SweepFields;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes one page's updates as server-sent events: {@code hello}, then {@code loss}, {@code
 * evaluation}, {@code series}, {@code floors}, {@code probe}, {@code mark}, {@code sweep-run} and
 * {@code summary}, and {@code family} before the first summary of a family's runs; {@code beat}
 * where there is nothing else to say, which a page misses if its connection has died; at last
 * {@code resync} if the page was too slow.
 */
final class LiveWriter {
  private final LiveQueue queue;
  private final Duration heartbeat;
  private final Set<String> families = new HashSet<>(); // those that are told

  LiveWriter(LiveQueue queue, Duration heartbeat) {
    this.queue = queue;
    this.heartbeat = heartbeat;
  }

  /** Returns when the page was too slow. */
  void writeTo(OutputStream out) throws IOException, InterruptedException {
    send(out, event("hello", "{}"));
    while (!queue.overflowed()) {
      List<LiveUpdate> updates = queue.take(heartbeat);
      StringBuilder text = new StringBuilder(updates.isEmpty() ? event("beat", "{}") : "");
      updates.forEach(update -> text.append(event(update)));
      send(out, text.toString());
    }
    send(out, event("resync", "{}"));
  }

  private String event(LiveUpdate update) {
    if (update instanceof LiveUpdate.LossReported loss) {
      return event("loss", PageJson.text(loss.point()));
    } else if (update instanceof LiveUpdate.Evaluated evaluated) {
      return event("evaluation", PageJson.text(evaluated.point()));
    } else if (update instanceof LiveUpdate.Marked marked) {
      return event("mark", PageJson.text(marked.mark()));
    } else if (update instanceof LiveUpdate.Measured measured) {
      return event("series", PageJson.text(measured.series()));
    } else if (update instanceof LiveUpdate.FloorsFound found) {
      return event("floors", PageJson.text(found.floors()));
    } else if (update instanceof LiveUpdate.Probed probed) {
      return event("probe", PageJson.text(probed));
    } else if (update instanceof LiveUpdate.SweepRunChanged changed) {
      return event("sweep-run", PageJson.text(fields(changed)));
    } else if (update instanceof LiveUpdate.SummaryChanged changed) {
      return summary(changed.summary());
    }
    throw new IllegalStateException("no event for " + update.getClass().getName());
  }

  private static Map<String, Object> fields(LiveUpdate.SweepRunChanged changed) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sweep", changed.sweep());
    fields.put("state", changed.state());
    fields.put("change", SweepFields.of(changed.change()));
    return fields;
  }

  private String summary(RunSummary summary) {
    String told = event("summary", PageJson.text(summary));
    return families.add(summary.family()) ? family(summary) + told : told;
  }

  private static String family(RunSummary summary) {
    return event("family", PageJson.text(new LabelledFamily(summary.family(), summary.labels())));
  }

  private static String event(String name, String json) {
    return "event: " + name + "\ndata: " + json + "\n\n";
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
