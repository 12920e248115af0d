package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.InventedRun;
import doublegrok.viewer.view.LiveUpdate;
import doublegrok.viewer.view.Mark;
import doublegrok.viewer.view.MarkKind;
import io.prometheus.client.CollectorRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LiveStreamTest {
  private static final String RUN = "run";
  private static final Duration HEARTBEAT = Duration.ofMillis(200);
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final FakeRunViews views = new FakeRunViews();
  private final ExampleRun run = new ExampleRun(RUN);
  private final HttpClient client = HttpClient.newHttpClient();

  LiveStreamTest() {
    views.put(run.until(100));
  }

  @Test
  void tellsAPageWhatHappensToItsRunAndHowAllRunsStand() throws Exception {
    try (PageServer server = start(64, 100);
        BufferedReader lines = open(server)) {
      assertThat(event(lines)).containsExactly("event: hello", "data: {}");

      views.publish(new LiveUpdate.LossReported("another", run.loss(1)));
      views.publish(new LiveUpdate.LossReported(RUN, run.loss(101)));
      views.publish(new LiveUpdate.Marked(RUN, Mark.of(101, MarkKind.PAUSED, "Two\nlines")));
      views.publish(new LiveUpdate.SummaryChanged(new ExampleRun("another").summary(5)));

      assertThat(event(lines)).first().isEqualTo("event: loss");
      assertThat(event(lines))
          .containsExactly(
              "event: mark",
              "data: {\"step\":101,\"kind\":\"paused\",\"label\":\"Two\\nlines\",\"batch\":null,"
                  + "\"version\":null,\"details\":{}}");
      assertThat(event(lines).get(1))
          .startsWith("data: {\"name\":\"modular-linear\",\"sets\":[{\"label\":\"id-train\"")
          .contains("\"references\":[{\"label\":\"exact\"");
      List<String> summary = event(lines);
      assertThat(summary.get(0)).isEqualTo("event: summary");
      assertThat(summary.get(1)).contains("\"run\":\"another\"").doesNotContain("references");
    }
  }

  @Test
  void tellsTheSetsOfAFamilyOnceToEachPage() throws Exception {
    try (PageServer server = start(64, 100);
        BufferedReader lines = open(server);
        BufferedReader others = open(server)) {
      event(lines);
      event(others);

      views.publish(new LiveUpdate.SummaryChanged(run.summary(5)));
      views.publish(
          new LiveUpdate.SummaryChanged(new InventedRun("odd").until(50).summary()));
      views.publish(new LiveUpdate.SummaryChanged(new ExampleRun("another").summary(5)));

      for (BufferedReader each : List.of(lines, others)) {
        assertThat(Stream.generate(() -> event(each).get(0)).limit(5))
            .containsExactly(
                "event: family",
                "event: summary",
                "event: family",
                "event: summary",
                "event: summary");
      }
    }
  }

  @Test
  void breaksTheSilenceSoThatBothEndsNoticeABrokenConnection() throws Exception {
    try (PageServer server = start(64, 100);
        BufferedReader lines = open(server)) {
      event(lines);

      assertThat(next(lines)).containsExactly(": still here");
    }
  }

  @Test
  void neitherWaitsForASlowPageNorKeepsWhatItDoesNotRead() throws Exception {
    try (PageServer server = start(64, 50);
        Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      slow.setReceiveBufferSize(1024);
      slow.setSoTimeout(10_000);
      String request = "GET /api/stream?run=run HTTP/1.1\r\nHost: localhost\r\n\r\n";
      slow.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      until(() -> views.listeners() == 1);

      long begin = System.nanoTime();
      for (int i = 0; i < 200_000; i++) {
        views.publish(new LiveUpdate.LossReported(RUN, run.loss(7)));
      }
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);

      assertThat(taken).isLessThan(Duration.ofSeconds(20));
      String received = readUntil("event: resync", slow.getInputStream());
      assertThat(received.split("event: loss", -1)).hasSizeLessThan(200_000);
      until(() -> views.listeners() == 0);
    }
  }

  @Test
  void givesThePlaceOfAPageThatWentAwayToTheNextOne() throws Exception {
    try (PageServer server = start(1, 100)) {
      try (BufferedReader first = open(server)) {
        event(first);
        assertThat(status(server)).isEqualTo(503);
      }

      until(() -> views.listeners() == 0);

      try (BufferedReader second = open(server)) {
        assertThat(event(second)).first().isEqualTo("event: hello");
      }
    }
  }

  @Test
  void endsTheThreadOfAPageThatWentAway() throws Exception {
    try (PageServer server = start(1, 100)) {
      try (BufferedReader page = open(server)) {
        event(page);
      }
      until(() -> views.listeners() == 0);
    }

    until(() -> Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().startsWith("page-stream")));
  }

  private PageServer start(int maxStreams, int maxQueued) {
    PageSettings settings =
        new PageSettings("127.0.0.1", 0, Optional.empty(), maxStreams, maxQueued, HEARTBEAT, IDLE);
    return PageServer.start(settings, views, new CollectorRegistry());
  }

  private BufferedReader open(PageServer server) throws Exception {
    HttpResponse<InputStream> answer = client.send(request(server), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  private int status(PageServer server) throws Exception {
    return client.send(request(server), BodyHandlers.discarding()).statusCode();
  }

  private static HttpRequest request(PageServer server) {
    return HttpRequest.newBuilder(URI.create(server.url() + "api/stream?run=" + RUN))
        .build();
  }

  /** What comes next and is no mere sign of life. */
  private static List<String> event(BufferedReader lines) {
    return Stream.generate(() -> next(lines))
        .filter(event -> !event.equals(List.of(": still here")))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> next(BufferedReader lines) {
    try {
      List<String> event = new ArrayList<>();
      for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
        event.add(line);
      }
      return event;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readUntil(String end, InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] part = new byte[65536];
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (text.indexOf(end, Math.max(0, text.length() - 2 * part.length)) < 0) {
      int length = in.read(part);
      assertThat(length).as("the stream ended without " + end).isPositive();
      assertThat(System.nanoTime()).as("time for " + end).isLessThan(deadline);
      text.append(new String(part, 0, length, StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
