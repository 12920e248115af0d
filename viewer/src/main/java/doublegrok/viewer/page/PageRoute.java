package doublegrok.viewer.page;

import doublegrok.status.Route;
import doublegrok.viewer.view.StepWindow;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Endpoint that a viewer has besides those of every service. */
public enum PageRoute {
  PAGE(Route.get("/", "The page.").as("text/html;charset=utf-8")),
  SWEEP_PAGE(
      Route.get("/sweeps", "The page of all sweeps, and of one.").as("text/html;charset=utf-8")),
  ICON(Route.get("/icon.svg", "The page's icon.").as("image/svg+xml")),
  STYLES(file("/css/{file}", "text/css; charset=utf-8")),
  SCRIPTS(file("/js/{file}", "text/javascript; charset=utf-8")),
  CHART_LIBRARY(file("/lib/uplot/{file}", "text/javascript; charset=utf-8")),

  RUNS(onceRead(Route.get(
      "/api/runs",
      "All runs, the newest first, and what the sets and references of their families are."))),

  RUN(ofRun(Route.get(
          "/api/runs/{run}",
          "What is known of a run: its losses and learning rates,"
              + " evaluations, transitions and marks."))
      .number("from", "First step; the run's first if it is left out.")
      .number("to", "Last step; the run's last if it is left out.")
      .number(
          "points",
          "Points of each list at most, %d..%d; as many as a screen can show if it is left out."
              .formatted(StepWindow.POINTS_MIN, StepWindow.POINTS_MAX))
      .or(400, "A parameter is no such number.")),

  PROBES(ofRun(Route.get(
          "/api/runs/{run}/probes", "The newest finding of each probe in a run's checkpoints."))
      .number("step", "Last step that counts; the run's last if it is left out.")
      .or(400, "The step is no such number.")),

  SHOTS(ofRun(
      Route.get("/api/runs/{run}/shots", "How each set does, shot by shot, at each checkpoint."))),

  DIFFERENCE(ofRun(Route.get(
          "/api/runs/{run}/difference",
          "How much more accurate a run is than"
              + " another, where both answered the same questions."))
      .required("with", "Name of the other run.")
      .or(400, "The other run is not named.")),

  EFFECTS(ofRun(Route.get(
      "/api/runs/{run}/effects",
      "What the changes of a run's forks did, beside their unchanged twins, as `explain` found"
          + " it."))),

  DISTRIBUTION(ofRun(Route.get(
          "/api/runs/{run}/distribution",
          "The keys of the distribution that"
              + " a swap may change: their values, rules and choices."))
      .number("at_batch", "Batch that the swap would begin with; the earliest if it is left out.")
      .or(400, "The batch is no such number.")),

  COMMAND(ofRun(Route.post(
          "/api/runs/{run}/commands",
          "Swaps, pauses, resumes, stops or forks a run, and answers once it holds."))
      .or(400, "The body is no such command; the sentence names every fault.")
      .or(408, "The body did not arrive whole, or not in time.")
      .or(409, "The command is refused, and changed nothing.")
      .or(413, "The body is longer than 64 KiB.")
      .or(415, "The body is not said to be JSON.")),

  CHECK(ofRun(Route.post(
          "/api/runs/{run}/commands/check",
          "Whether a swap or a fork would be"
              + " accepted, and what would change, key by key; changes nothing."))
      .or(400, "The body is no such command; the sentence names every fault.")
      .or(408, "The body did not arrive whole, or not in time.")
      .or(413, "The body is longer than 64 KiB.")
      .or(415, "The body is not said to be JSON.")),

  SWEEPS(onceRead(
      Route.get("/api/sweeps", "All sweeps, the newest first, and how many runs stand where."))),

  SWEEP(ofSweep(Route.get(
      "/api/sweeps/{sweep}",
      "A sweep: the keys that differ, and for each run its values, where it stands,"
          + " what it has learned and what it measures."))),

  SWEEP_CURVES(ofSweep(Route.get(
          "/api/sweeps/{sweep}/curves", "One number over the steps, of each run of a sweep."))
      .required("measure", "Label of the number, such as `accuracy.ood` or `loss`.")
      .or(400, "The number is not named.")),

  STREAM(onceRead(Route.get(
              "/api/stream",
              "The summaries of all runs as they change, and the steps"
                  + " and findings of one, or where the runs of a sweep stand,"
                  + " as server-sent events.")
          .as("text/event-stream;charset=utf-8"))
      .word("run", "Name of the run whose steps are told too; none if it is left out.")
      .word(
          "sweep",
          "Name of the sweep whose runs are told of, and nothing else; none if it is"
              + " left out.")
      .or(404, "No run or sweep has this name."));

  @SuppressWarnings("ImmutableEnumChecker") // its lists are copies that cannot be changed
  private final Route route;

  PageRoute(Route route) {
    this.route = route;
  }

  /** What a client must know of it. */
  public Route route() {
    return route;
  }

  /** Has it answered by this handler. */
  void addTo(RoutesConfig routes, Handler handler) {
    route.addTo(routes, handler);
  }

  private static Route file(String path, String type) {
    return Route.get(path, "A file of the page.")
        .as(type)
        .word("file", "Name of the file.")
        .or(304, "The file is the one that `If-None-Match` names.")
        .or(404, "There is no such file.");
  }

  private static Route ofRun(Route route) {
    return onceRead(route.word("run", "Name of the run.")).or(404, "No run has this name.");
  }

  private static Route ofSweep(Route route) {
    return onceRead(route.word("sweep", "Name of the sweep.")).or(404, "No sweep has this name.");
  }

  private static Route onceRead(Route route) {
    return route.or(
        503,
        "The runs are still being read from the topics, or nobody is there to answer, or there are"
            + " too many requests at once; `Retry-After` may say when to ask again.");
  }
}
