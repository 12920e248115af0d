package doublegrok.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Section about starts: of a process to its first step, and after a SIGKILL back to training. */
final class StartupSection {
  private static final long KILLED_AFTER_STEP = 50; // the demo's second checkpoint: after step 0's

  private StartupSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    Map<String, List<Double>> starts = new LinkedHashMap<>();
    Map<String, List<Double>> resumptions = new LinkedHashMap<>();
    for (int round = 0; round < setting.rounds(); round++) {
      Path directory = setting.newDirectory("startup");
      start(setting, directory, starts);
      resume(setting, directory, resumptions);
    }
    write("start", starts, report);
    write("after a kill", resumptions, report);
    report.remark(
        ("demo in a process of its own, from its start until the page shows it, looked at every"
                + " 20 ms; memory: the most resident by then. Killed once the checkpoint of step"
                + " %d is in view, and started again.")
            .formatted(KILLED_AFTER_STEP));
  }

  private static void start(Setting setting, Path directory, Map<String, List<Double>> found)
      throws Exception {
    try (Program demo = Program.demo(setting, directory)) {
      add(
          found,
          "first step",
          demo.secondsUntilShown(run -> run.at("/summary/step").asLong() > 0));
      add(
          found,
          "first evaluation in view",
          demo.secondsUntilShown(run -> !run.at("/summary/accuracies").isEmpty()));
      demo.secondsUntilShown(
          run -> run.at("/summary/last_checkpoint_step").asLong(0) >= KILLED_AFTER_STEP);
      demo.process.residentMegabytes().ifPresent(each -> add(found, "resident memory", each));
    }
  }

  private static void resume(Setting setting, Path directory, Map<String, List<Double>> found)
      throws Exception {
    long killedAtMillis = System.currentTimeMillis();
    try (Program demo = Program.demo(setting, directory)) {
      add(
          found,
          "told as resumed",
          demo.secondsUntilShown(
              run -> run.at("/marks").findValuesAsText("kind").contains("resumed")));
      add(
          found,
          "first new step",
          demo.secondsUntilShown(
              run -> run.at("/summary/updated_at_millis").asLong() > killedAtMillis));
      demo.process.residentMegabytes().ifPresent(each -> add(found, "resident memory", each));
    }
  }

  private static void add(Map<String, List<Double>> found, String measure, double value) {
    found.computeIfAbsent(measure, name -> new ArrayList<>()).add(value);
  }

  private static void write(String subject, Map<String, List<Double>> found, Report report) {
    found.forEach((measure, values) -> report.figure(
        subject, measure, measure.endsWith("memory") ? "MB" : "s", new Samples(values)));
  }
}
