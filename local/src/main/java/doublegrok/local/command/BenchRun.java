package doublegrok.local.command;

import doublegrok.bench.Bench;
import doublegrok.bench.MicroBenchmarks;
import doublegrok.bench.Report;
import doublegrok.bench.ReportTable;
import doublegrok.bench.Setting;
import doublegrok.local.command.common.ComputeOptions;
import doublegrok.local.command.common.Json;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.local.process.Scratch;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Run of the bench, apart from its command, since an image is without the classes it knows.
 *
 * @param rounds that are kept of every measurement
 * @param quick whether everything is made small
 * @param python to compare with: empty for no comparison, "" to look for one
 */
record BenchRun(int rounds, boolean quick, Optional<String> python) {
  private static final String PYTORCH = "pytorch";
  private static final String MAIN = "doublegrok.local.Main"; // which knows all, and nobody it

  /** Runs micro-benchmarks by JMH, which prints what it finds. */
  void micro(String name) throws Exception {
    MicroBenchmarks.run(name, rounds, quick);
  }

  /**
   * Measures sections.
   *
   * @param only these; all but those that must be asked for, if empty
   * @param out for the tables, or one object of JSON
   * @return whether all could be measured
   */
  boolean sections(
      List<String> only,
      ComputeOptions compute,
      boolean json,
      PrintWriter out,
      Consumer<String> progress)
      throws IOException, InterruptedException {
    List<String> names = names(only);
    Bench.requireKnown(names);
    int threads = compute.threads();
    Logs.quiet();
    List<Report> reports = new ArrayList<>();
    try (Scratch scratch = Scratch.create()) {
      Setting setting = new Setting(
          rounds,
          quick,
          compute.device(),
          threads,
          python.filter(each -> !each.isEmpty()),
          scratch.directory(),
          MAIN,
          Cluster::embedded,
          progress);
      Bench.run(names, setting, report -> {
        reports.add(report);
        if (!json) {
          out.println(ReportTable.of(report));
          out.flush();
        }
      });
    }
    if (json) {
      Map<String, Object> sections = new LinkedHashMap<>();
      reports.forEach(each -> sections.put(each.name(), each.fields()));
      out.println(Json.text(Map.of("sections", sections)));
    }
    return reports.stream().allMatch(each -> each.failure().isEmpty());
  }

  private List<String> names(List<String> only) {
    if (python.isEmpty()) {
      return only;
    }
    List<String> names = new ArrayList<>(only.isEmpty() ? Bench.names() : only);
    names.add(PYTORCH);
    return names;
  }
}
