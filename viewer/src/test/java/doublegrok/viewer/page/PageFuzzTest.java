package doublegrok.viewer.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.control.Command;
import doublegrok.status.AccessToken;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.FakeRunViews;
import io.prometheus.client.CollectorRegistry;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes arrive, the server answers in sentences and obeys only whom it should. */
@Timeout(180)
final class PageFuzzTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final int CONNECTIONS = 3_500;
  private static final int REQUESTS_A_CONNECTION = 2;
  private static final Pattern INSIDE = Pattern.compile(
      "HTTP/1\\.[01] 500|\tat |Exception\\b|java\\.(lang|io|util|nio)|org\\.eclipse|jakarta\\."
          + "|javalin|fasterxml|doublegrok\\.evaluator");

  private final FakeRunViews views = new FakeRunViews();
  private final RecordedCommands commands = new RecordedCommands();
  private final PageServer server;

  PageFuzzTest() {
    views.put(new ExampleRun("run").until(3));
    PageSettings settings = PageSettings.local(0).guardedBy(AccessToken.of(TOKEN, "test"));
    server = PageServer.start(settings, views, Optional.of(commands), new CollectorRegistry());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Sender of a request, and whether it may change anything. */
  enum Sender {
    SCRIPT(1, "", "Authorization: Bearer " + TOKEN + "\r\n", true),
    STRANGER(2, "", "Authorization: Bearer " + TOKEN.replace('7', '8') + "\r\n", false),
    FOREIGN_PAGE(
        3, "Origin: http://evil.example\r\n", "Authorization: Bearer " + TOKEN + "\r\n", false);

    private final long seed;
    private final String first;
    private final String more;
    private final boolean trusted;

    Sender(long seed, String first, String more, boolean trusted) {
      this.seed = seed;
      this.first = first;
      this.more = more;
      this.trusted = trusted;
    }
  }

  @ParameterizedTest
  @EnumSource(Sender.class)
  void answersEverythingAndObeysOnlyTheTrusted(Sender sender) throws Exception {
    long seed = sender.seed;
    HttpMutations mutations = new HttpMutations(new SplittableRandom(seed));
    int answered = 0;
    for (int i = 0; i < CONNECTIONS; i++) {
      StringBuilder bytes = new StringBuilder();
      for (int request = 0; request < REQUESTS_A_CONNECTION; request++) {
        bytes.append(mutations.next(sender.first, sender.more));
      }

      String answer = RawHttp.exchange(server.port(), bytes.toString().getBytes(ISO_8859_1));

      String told = "seed %d, connection %d: %s -> %s".formatted(seed, i, bytes, answer);
      assertThat(INSIDE.matcher(answer).find()).as(told).isFalse();
      if (!sender.trusted) {
        assertThat(commands.asked()).as(told).isEmpty();
      }
      answered += answer.startsWith("HTTP/1.") ? 1 : 0;
    }
    assertThat(answered).as("answers, seed " + seed).isGreaterThan(CONNECTIONS * 9 / 10);
    assertThat(commands.asked().isEmpty()).isNotEqualTo(sender.trusted);
    answersAPlainRequest();
  }

  @Test
  void answersAPlainRequest() throws Exception {
    commands.forget();
    String answer = RawHttp.exchange(
        server.port(), HttpMutations.plain("", Sender.SCRIPT.more).getBytes(ISO_8859_1));

    assertThat(answer).startsWith("HTTP/1.1 200 ");
    assertThat(commands.asked()).isEqualTo(List.of(new Command.Pause()));
  }
}
