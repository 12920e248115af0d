package doublegrok.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Section about starts: of a process to its first step, and after a SIGKILL back to training. */
final class StartupSection {
  private static final long KILLED_AFTER_STEP =
      50; // the demo's first checkpoint but that of step 0

  /** Values that were measured, by what they are of. */
  private final Map<String, List<Double>> found = new LinkedHashMap<>();

  private StartupSection() {}

  static void measure(Setting setting, Report report) throws Exception {
    StartupSection starts = new StartupSection();
    StartupSection resumptions = new StartupSection();
    for (int round = 0; round < setting.rounds(); round++) {
      Path directory = setting.newDirectory("startup");
      long killedAtMillis = starts.start(setting, directory);
      resumptions.resume(setting, directory, killedAtMillis);
    }
    starts.write("start", report);
    resumptions.write("after a kill", report);
    report.remark(
        ("demo in a process of its own, from its start until the page shows it, looked at every"
                + " 20 ms; memory: the most resident by then. Killed once the checkpoint of step"
                + " %d is in view, and started again.")
            .formatted(KILLED_AFTER_STEP));
  }

  private long start(Setting setting, Path directory) throws Exception {
    try (DemoChild demo = new DemoChild(setting, directory)) {
      add("first step", demo.secondsUntilShown(run -> run.get("step").asLong() > 0));
      add(
          "first evaluation in view",
          demo.secondsUntilShown(run -> run.get("accuracies").size() > 0));
      demo.secondsUntilShown(
          run -> run.path("last_checkpoint_step").asLong(0) >= KILLED_AFTER_STEP);
      demo.residentMegabytes().ifPresent(each -> add("resident memory", each));
    }
    return System.currentTimeMillis();
  }

  private void resume(Setting setting, Path directory, long killedAtMillis) throws Exception {
    try (DemoChild demo = new DemoChild(setting, directory)) {
      add("told as resumed", demo.secondsUntilSaid("resumed at step"));
      add(
          "first new step",
          demo.secondsUntilShown(run -> run.get("updated_at_millis").asLong() > killedAtMillis));
      demo.residentMegabytes().ifPresent(each -> add("resident memory", each));
    }
  }

  private void add(String measure, double value) {
    found.computeIfAbsent(measure, name -> new ArrayList<>()).add(value);
  }

  private void write(String subject, Report report) {
    found.forEach((measure, values) -> report.figure(
        subject, measure, measure.endsWith("memory") ? "MB" : "s", new Samples(values)));
  }
}
