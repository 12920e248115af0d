package doublegrok.bench.section;

import doublegrok.bench.measure.Samples;
import doublegrok.bench.report.SectionReport.Draft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** From a process's start to its first step, and from a SIGKILL back to training. */
final class StartupSection implements Section {
  private static final long KILLED_AFTER_STEP =
      50; // the demo's first checkpoint but that of step 0

  @Override
  public String name() {
    return "startup";
  }

  @Override
  public void measure(Setting setting, Draft report) throws Exception {
    Map<String, List<Double>> starts = new LinkedHashMap<>();
    Map<String, List<Double>> resumptions = new LinkedHashMap<>();
    for (int round = 0; round < setting.rounds(); round++) {
      Path directory = setting.newDirectory("startup");
      long killedAtMillis = start(setting, directory, starts);
      resume(setting, directory, killedAtMillis, resumptions);
    }
    write("start", starts, report);
    write("after a kill", resumptions, report);
    report.remark(
        ("demo in a process of its own, from its start until the page shows it, looked at every"
                + " 20 ms; memory: the most resident by then. Killed once the checkpoint of step"
                + " %d is in view, and started again.")
            .formatted(KILLED_AFTER_STEP));
  }

  private static long start(Setting setting, Path directory, Map<String, List<Double>> found)
      throws Exception {
    try (DemoChild demo = DemoChild.start(setting, directory)) {
      add(found, "first step, s", demo.secondsUntilShown(run -> run.get("step").asLong() > 0));
      add(
          found,
          "first evaluation in view, s",
          demo.secondsUntilShown(run -> run.get("accuracies").size() > 0));
      demo.secondsUntilShown(run -> run.path("lastCheckpointStep").asLong(0) >= KILLED_AFTER_STEP);
      addMemory(found, demo);
    }
    return System.currentTimeMillis();
  }

  private static void resume(
      Setting setting, Path directory, long killedAtMillis, Map<String, List<Double>> found)
      throws Exception {
    try (DemoChild demo = DemoChild.start(setting, directory)) {
      add(found, "told as resumed, s", demo.secondsUntilSaid("resumed at step"));
      add(
          found,
          "first new step, s",
          demo.secondsUntilShown(run -> run.get("updatedAtMillis").asLong() > killedAtMillis));
      addMemory(found, demo);
    }
  }

  private static void addMemory(Map<String, List<Double>> found, DemoChild demo) throws Exception {
    OptionalDouble megabytes = demo.residentMegabytes();
    if (megabytes.isPresent()) {
      add(found, "resident memory, MB", megabytes.getAsDouble());
    }
  }

  private static void add(Map<String, List<Double>> found, String measure, double value) {
    found.computeIfAbsent(measure, name -> new ArrayList<>()).add(value);
  }

  private static void write(String subject, Map<String, List<Double>> found, Draft report) {
    found.forEach((measure, values) -> {
      int comma = measure.lastIndexOf(',');
      String unit = measure.substring(comma + 2);
      report.figure(subject, measure.substring(0, comma), unit, new Samples(values));
    });
  }
}
