package doublegrok.viewer.page;

import doublegrok.control.Answer;
import doublegrok.control.Command;
import doublegrok.viewer.view.RunViews;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what someone asks of a run: the only requests that change anything. */
final class CommandsApi implements AutoCloseable {
  static final String ONLY_SHOWS =
      "This page only shows the runs: it was started without a way to command them.";

  private static final Logger LOG = LoggerFactory.getLogger(CommandsApi.class);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(34);

  private final RunViews views;
  private final Optional<RunCommands> commands;
  private final CommandDesk desk = new CommandDesk(ANSWER_WITHIN);

  CommandsApi(RunViews views, Optional<RunCommands> commands) {
    this.views = views;
    this.commands = commands;
  }

  void addTo(RoutesConfig routes) {
    PageRoute.COMMAND.addTo(routes, this::take);
  }

  private void take(Context context) throws InterruptedException {
    Command request = CommandBody.read(context);
    String run = context.pathParam("run");
    if (!views.knows(run)) {
      throw RunsApi.unknown(run);
    }
    RunCommands taken = commands.orElseThrow(() -> new ServiceUnavailableResponse(ONLY_SHOWS));
    Answer answer = desk.inTurn(() -> taken.obey(run, request));
    LOG.info("{} of run {}: {}", request.name(), run, answer.accepted() ? "done" : "refused");
    PageJson.write(context, answer.accepted() ? 200 : 409, told(answer));
  }

  static Map<String, Object> told(Answer answer) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("accepted", answer.accepted());
    told.put(answer.accepted() ? "message" : "error", answer.message());
    told.put("batch", answer.batch());
    return told;
  }

  @Override
  public void close() {
    desk.close();
  }
}
