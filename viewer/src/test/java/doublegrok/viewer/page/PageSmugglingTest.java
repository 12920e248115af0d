package doublegrok.viewer.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.control.Command;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import io.prometheus.client.CollectorRegistry;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where a request ends must not be a matter of opinion: what a proxy in front takes for the body of
 * one request is never obeyed here as another.
 */
@Timeout(60)
final class PageSmugglingTest {
  private static final String BODY = "{\"command\":\"stop\"}";
  private static final String SMUGGLED =
      request("1.1", "Content-Length: 19") + "{\"command\":\"pause\"}";

  private final FakeRunViews views = new FakeRunViews();
  private final RecordedCommands commands = new RecordedCommands();
  private PageServer server;

  @BeforeEach
  void start() {
    views.put(new ExampleRun("run").until(3));
    server = PageServer.start(
        PageSettings.local(0), views, Optional.of(commands), new CollectorRegistry());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Requests whose end two readers could see at two places. */
  enum Ambiguous {
    QUOTE_IN_CHUNK_EXTENSION_ENDS_WITH_ITS_LINE(chunked("12;a=\"\r\n" + BODY + "\r\n0\r\n\r\n")),
    QUOTE_IN_CHUNK_EXTENSION_HAS_BARE_LF(chunked("12;a=\"\n" + BODY + "\r\n0\r\n\r\n")),
    QUOTE_IN_LAST_CHUNK_EXTENSION(chunked("12\r\n" + BODY + "\r\n0;a=\"\r\n\r\n")),
    ESCAPED_QUOTE_IN_CHUNK_EXTENSION(chunked("12;a=\"\\\"\r\n" + BODY + "\r\n0\r\n\r\n")),
    BARE_LF_AFTER_CHUNK_EXTENSION(chunked("12;a\n" + BODY + "\r\n0\r\n\r\n")),
    BARE_LF_AFTER_CHUNK_SIZE(chunked("12\n" + BODY + "\r\n0\r\n\r\n")),
    BARE_LF_AFTER_CHUNK(chunked("12\r\n" + BODY + "\n0\r\n\r\n")),
    BARE_LF_AFTER_LAST_CHUNK(chunked("12\r\n" + BODY + "\r\n0\n\n")),
    BARE_CR_AFTER_CHUNK_SIZE(chunked("12\r" + BODY + "\r\n0\r\n\r\n")),
    NOTHING_BETWEEN_CHUNKS(chunked("12\r\n" + BODY + "XX0\r\n\r\n")),
    NEGATIVE_CHUNK_SIZE(chunked("-1\r\n\r\n")),
    CHUNK_SIZE_THAT_OVERFLOWS(chunked("100000000\r\n\r\n")),
    CHUNK_SIZE_WITH_PREFIX(chunked("0x0\r\n\r\n")),
    LENGTH_AND_CHUNKS(
        request("1.1", "Content-Length: 18", "Transfer-Encoding: chunked") + "0\r\n\r\n"),
    CHUNKS_AND_LENGTH(
        request("1.1", "Transfer-Encoding: chunked", "Content-Length: 0") + "0\r\n\r\n"),
    TWO_LENGTHS(request("1.1", "Content-Length: 18", "Content-Length: 0") + BODY),
    TWO_EQUAL_LENGTHS(request("1.1", "Content-Length: 18", "Content-Length: 18") + BODY),
    LIST_OF_LENGTHS(request("1.1", "Content-Length: 18, 18") + BODY),
    LENGTH_WITH_SIGN(request("1.1", "Content-Length: +18") + BODY),
    LENGTH_IN_FOLDED_LINE(request("1.1", "X: a", " Content-Length: 18") + BODY),
    CHUNKS_IN_FOLDED_LINE(
        request("1.1", "Content-Length: 18", "X: a", "\tTransfer-Encoding: chunked") + BODY),
    BLANK_BEFORE_COLON(
        request("1.1", "Transfer-Encoding : chunked", "Content-Length: 0") + "0\r\n\r\n"),
    CHUNKS_ARE_NOT_LAST(request("1.1", "Transfer-Encoding: chunked, gzip") + "0\r\n\r\n"),
    CHUNKS_IN_TWO_HEADERS(
        request("1.1", "Transfer-Encoding: chunked", "Transfer-Encoding: identity") + "0\r\n\r\n"),
    ALMOST_CHUNKS(request("1.1", "Transfer-Encoding: xchunked") + "0\r\n\r\n"),
    CHUNKS_BEFORE_THEIR_TIME(request("1.0", "Connection: keep-alive", "Transfer-Encoding: chunked")
        + "12\r\n" + BODY + "\r\n0\r\n\r\n");

    private final String bytes;

    Ambiguous(String bytes) {
      this.bytes = bytes;
    }
  }

  @ParameterizedTest
  @EnumSource(Ambiguous.class)
  void neverObeysWhatFollowsAnAmbiguousEnd(Ambiguous first) throws Exception {
    String answer = RawHttp.exchange(server.port(), (first.bytes + SMUGGLED).getBytes(ISO_8859_1));

    assertThat(commands.asked()).doesNotContain(new Command.Pause());
    assertThat(answer).startsWith("HTTP/1.1 4").containsOnlyOnce("HTTP/1.1 ");
  }

  @Test
  void obeysWhatFollowsAPlainEnd() throws Exception {
    String first = chunked("12;a=\"b\"\r\n" + BODY + "\r\n0\r\n\r\n");

    RawHttp.exchange(server.port(), (first + SMUGGLED).getBytes(ISO_8859_1));

    assertThat(commands.asked()).containsExactly(new Command.Stop(), new Command.Pause());
  }

  private static String chunked(String body) {
    return request("1.1", "Transfer-Encoding: chunked") + body;
  }

  private static String request(String version, String... headers) {
    return "POST /api/runs/run/commands HTTP/" + version + "\r\nHost: localhost\r\n"
        + "Content-Type: application/json\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }
}
