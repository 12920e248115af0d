package doublegrok.local.endtoend;

import doublegrok.local.pipeline.Cluster;
import doublegrok.log.TopicAdmin;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints how long a viewer takes to answer with many runs: {@code write BOOTSTRAP RUNS STEPS} puts
 * them on a broker's log, {@code ask URL TIMES} asks a viewer that has read them. No test: a time
 * depends on who else uses the machine.
 */
public final class ManyRunsMeasurement {
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;
  private final int times;

  private ManyRunsMeasurement(String url, int times) {
    this.url = url;
    this.times = times;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    if (given.get(0).equals("write")) {
      write(given.get(1), Integer.parseInt(given.get(2)), Integer.parseInt(given.get(3)));
    } else {
      new ManyRunsMeasurement(given.get(1), Integer.parseInt(given.get(2))).ask();
    }
  }

  private static void write(String bootstrap, int runs, int steps) {
    TopicAdmin.ensureTopics(Cluster.embedded(bootstrap), WITHIN);
    try (ManyRuns many = new ManyRuns(Cluster.embedded(bootstrap))) {
      for (int run = 0; run < runs; run++) {
        many.write("run-%04d".formatted(run), 1_000L * run, steps);
      }
    }
  }

  /** The check for a run's existence is that of a command that cannot be checked: it ends. */
  private void ask() throws Exception {
    long began = System.nanoTime();
    while (send(get("readyz")).statusCode() != 200) {
      Thread.sleep(50);
    }
    System.out.printf(Locale.ROOT, "ready after %.1f s%n", (System.nanoTime() - began) / 1e9);
    report("/api/runs", get("api/runs"));
    report("/metrics", get("metrics"));
    report(
        "existence",
        HttpRequest.newBuilder(URI.create(url + "api/runs/nobody/commands"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"command\": \"pause\"}"))
            .build());
  }

  private void report(String name, HttpRequest request) throws Exception {
    double[] millis = new double[times];
    int bytes = 0;
    for (int time = -times / 2; time < times; time++) { // the first ones only warm
      long began = System.nanoTime();
      bytes = send(request).body().length();
      if (time >= 0) {
        millis[time] = (System.nanoTime() - began) / 1e6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-10s %,10d bytes: median %.1f ms, 90 %% within %.1f, all %d within %.1f; load %.1f%n",
        name,
        bytes,
        millis[times / 2],
        millis[times - 1 - times / 10],
        times,
        millis[times - 1],
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).build();
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }
}
