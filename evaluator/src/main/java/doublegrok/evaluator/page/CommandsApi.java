package doublegrok.evaluator.page;

import doublegrok.control.Answer;
import doublegrok.evaluator.view.RunViews;
import doublegrok.serving.SoleHeader;
import io.javalin.Javalin;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.RequestTimeoutResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.UnsupportedMediaTypeResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what someone asks of a run: the only requests that change anything. */
final class CommandsApi implements AutoCloseable {
  static final int BODY_BYTES_MAX = 64 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(CommandsApi.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(34);
  private static final Duration BODY_WITHIN = Duration.ofSeconds(10);
  private static final String JSON = "application/json";

  private final RunViews views;
  private final Optional<CommandDesk> desk;

  CommandsApi(RunViews views, Optional<RunCommands> commands) {
    this.views = views;
    desk = commands.map(each -> new CommandDesk(each, ANSWER_WITHIN));
  }

  void addTo(Javalin app) {
    app.post("/api/runs/{run}/commands", this::take);
  }

  private void take(Context context) throws InterruptedException {
    String type = SoleHeader.in(context, "Content-Type").orElse("");
    if (!type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT).equals(JSON)) {
      throw new UnsupportedMediaTypeResponse("The body must be JSON: say Content-Type: " + JSON);
    }
    byte[] body = body(context);
    String run = context.pathParam("run");
    if (views.runs().stream().noneMatch(each -> each.run().equals(run))) {
      throw RunsApi.unknown(run);
    }
    RunRequest request = read(body);
    Answer answer = desk.orElseThrow(() -> new ServiceUnavailableResponse(
            "This page only shows the runs: it was started without a way to command them."))
        .obey(run, request);
    LOG.info("{} of run {}: {}", request.command(), run, answer.accepted() ? "done" : "refused");
    PageJson.write(context, answer.accepted() ? 200 : 409, told(answer));
  }

  private static byte[] body(Context context) {
    if (context.req().getContentLengthLong() > BODY_BYTES_MAX) {
      throw tooLarge();
    }
    try (InputStream in = context.req().getInputStream()) {
      return wholeBody(in);
    } catch (IOException e) {
      context.header("Connection", "close");
      throw new RequestTimeoutResponse("The body did not arrive whole, or not in time.");
    }
  }

  /** Each read has the bound of an idle connection; all of them together have one too. */
  private static byte[] wholeBody(InputStream in) throws IOException {
    long until = System.nanoTime() + BODY_WITHIN.toNanos();
    byte[] body = new byte[BODY_BYTES_MAX + 1];
    int length = 0;
    for (int n = 0; n >= 0; n = in.read(body, length, body.length - length)) {
      length += n;
      if (length > BODY_BYTES_MAX) {
        throw tooLarge();
      }
      if (System.nanoTime() > until) {
        throw new IOException("the body took too long");
      }
    }
    return Arrays.copyOf(body, length);
  }

  private static ContentTooLargeResponse tooLarge() {
    return new ContentTooLargeResponse("A command has at most 64 KiB.");
  }

  private static RunRequest read(byte[] body) {
    try {
      return RunRequestReader.read(body);
    } catch (IllegalArgumentException faults) {
      throw new BadRequestResponse(String.valueOf(faults.getMessage()));
    }
  }

  private static Map<String, Object> told(Answer answer) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("accepted", answer.accepted());
    told.put(answer.accepted() ? "message" : "error", answer.message());
    told.put("batch", answer.batch());
    return told;
  }

  @Override
  public void close() {
    desk.ifPresent(CommandDesk::close);
  }
}
