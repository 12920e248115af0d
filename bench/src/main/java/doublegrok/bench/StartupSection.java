package doublegrok.bench;

import java.nio.file.Path;

/** Section about starts: of a process to its first step, and after a SIGKILL back to training. */
final class StartupSection {
  private static final long KILLED_AFTER_STEP = 50; // the demo's second checkpoint: after step 0's

  private static final String START = "start";
  private static final String KILLED = "after a kill";

  private StartupSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    Figures found = new Figures();
    for (int round = 0; round < setting.rounds(); round++) {
      Path directory = setting.newDirectory("startup");
      start(setting, directory, found);
      resume(setting, directory, found);
    }
    found.tell(report);
    report.remark(
        ("demo in a process of its own, from its start until the page shows it, looked at every"
                + " 20 ms; memory: the most resident by then. Killed once the checkpoint of step"
                + " %d is in view, and started again.")
            .formatted(KILLED_AFTER_STEP));
  }

  private static void start(Setting setting, Path directory, Figures found) throws Exception {
    try (Program demo = Program.demo(setting, directory)) {
      found.add(
          START,
          "first step",
          "s",
          demo.secondsUntilShown(run -> run.at("/summary/step").asLong() > 0));
      found.add(
          START,
          "first evaluation in view",
          "s",
          demo.secondsUntilShown(run -> !run.at("/summary/accuracies").isEmpty()));
      demo.secondsUntilShown(
          run -> run.at("/summary/last_checkpoint_step").asLong(0) >= KILLED_AFTER_STEP);
      demo.process
          .residentMegabytes()
          .ifPresent(each -> found.add(START, "resident memory", "MB", each));
    }
  }

  private static void resume(Setting setting, Path directory, Figures found) throws Exception {
    long killedAtMillis = System.currentTimeMillis();
    try (Program demo = Program.demo(setting, directory)) {
      found.add(
          KILLED,
          "told as resumed",
          "s",
          demo.secondsUntilShown(
              run -> run.at("/marks").findValuesAsText("kind").contains("resumed")));
      found.add(
          KILLED,
          "first new step",
          "s",
          demo.secondsUntilShown(
              run -> run.at("/summary/updated_at_millis").asLong() > killedAtMillis));
      demo.process
          .residentMegabytes()
          .ifPresent(each -> found.add(KILLED, "resident memory", "MB", each));
    }
  }
}
