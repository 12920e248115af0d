package doublegrok.viewer.page;

import doublegrok.control.CheckedCommand;
import doublegrok.control.Command;
import doublegrok.viewer.view.RunViews;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers what a run's data will be and what a command would do, and changes nothing. */
final class PlansApi implements AutoCloseable {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  private final RunViews views;
  private final Optional<RunCommands> commands;
  private final CommandDesk desk = new CommandDesk(ANSWER_WITHIN);

  PlansApi(RunViews views, Optional<RunCommands> commands) {
    this.views = views;
    this.commands = commands;
  }

  void addTo(RoutesConfig routes) {
    PageRoute.DISTRIBUTION.addTo(routes, this::distribution);
    PageRoute.CHECK.addTo(routes, this::check);
  }

  /** That of the earliest batch that can be changed, or of {@code ?at_batch=N}. */
  private void distribution(Context context) throws InterruptedException {
    String run = known(context);
    OptionalLong atBatch = WholeNumber.in(context, "at_batch");
    RunCommands planned = commands();
    DistributionForm form = desk.inTurn(() -> planned.outlook(run))
        .map(outlook -> DistributionForm.of(outlook, atBatch))
        .orElseThrow(() -> RunsApi.unknown(run));
    PageJson.write(context, 200, form);
  }

  /** Says 200 also of what would be refused: the question was answered. */
  private void check(Context context) throws InterruptedException {
    Command request = CommandBody.read(context);
    String run = known(context);
    RunCommands planned = commands();
    CheckedCommand checked = desk.inTurn(() -> {
      if (request instanceof Command.Swap || request instanceof Command.Fork) {
        return planned.check(run, request);
      }
      throw new BadRequestResponse("Only a swap or a fork can be checked; pause, resume and stop"
          + " have nothing that could be wrong with them.");
    });
    Map<String, Object> told = CommandsApi.told(checked.answer());
    told.put("changes", checked.changes());
    PageJson.write(context, 200, told);
  }

  private String known(Context context) {
    String run = context.pathParam("run");
    if (!views.knows(run)) {
      throw RunsApi.unknown(run);
    }
    return run;
  }

  private RunCommands commands() {
    return commands.orElseThrow(() -> new ServiceUnavailableResponse(CommandsApi.ONLY_SHOWS));
  }

  @Override
  public void close() {
    desk.close();
  }
}
