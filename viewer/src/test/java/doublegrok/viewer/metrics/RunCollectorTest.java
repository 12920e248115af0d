package doublegrok.viewer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import doublegrok.sweep.RunPlace;
import doublegrok.task.Score;
import doublegrok.viewer.view.ExampleRun;
import doublegrok.viewer.view.ExampleSweep;
import doublegrok.viewer.view.Explanation;
import doublegrok.viewer.view.FakeRunViews;
import doublegrok.viewer.view.InventedRun;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunState;
import doublegrok.viewer.view.RunSummary;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RunCollectorTest {
  private final FakeRunViews views = new FakeRunViews();
  private final CollectorRegistry registry = new CollectorRegistry();

  RunCollectorTest() {
    new RunCollector(views).register(registry);
  }

  @Test
  void showsTheNumbersOfTheView() throws IOException {
    views.put(new ExampleRun("r").until(700));
    RunSummary summary = views.runs().get(0);

    Map<String, Double> samples = scrape();

    assertThat(samples)
        .containsEntry("doublegrok_run_step{run=\"r\",}", 700.0)
        .containsEntry("doublegrok_run_steps_planned{run=\"r\",}", 4000.0)
        .containsEntry("doublegrok_loss_nats{run=\"r\",}", summary.measures().loss())
        .containsEntry(
            "doublegrok_learning_rate{run=\"r\",}", summary.measures().learningRate())
        .containsEntry("doublegrok_last_checkpoint_step{run=\"r\",}", 700.0)
        .containsEntry("doublegrok_run_state{run=\"r\",state=\"running\",}", 1.0)
        .containsEntry("doublegrok_run_state{run=\"r\",state=\"failed\",}", 0.0);
    Score accuracy = summary.accuracies().get("ood");
    assertThat(samples)
        .containsEntry("doublegrok_accuracy_ratio{run=\"r\",set=\"ood\",}", accuracy.accuracy())
        .containsEntry("doublegrok_evaluation_correct{run=\"r\",set=\"ood\",}", (double)
            accuracy.correct().orElseThrow())
        .containsEntry(
            "doublegrok_evaluation_queries{run=\"r\",set=\"ood\",}", (double) accuracy.total());
  }

  @Test
  void aRunWithoutRightAnswersHasErrorsAndNoAccuracies() throws IOException {
    views.put(new InventedRun("odd").until(100));

    Map<String, Double> samples = scrape();

    assertThat(samples)
        .containsEntry("doublegrok_evaluation_squared_error{run=\"odd\",set=\"seen\",}", 0.5)
        .containsEntry("doublegrok_evaluation_squared_error{run=\"odd\",set=\"scaled-x2\",}", 2.0)
        .containsEntry("doublegrok_evaluation_queries{run=\"odd\",set=\"scaled-x2\",}", 100.0);
    assertThat(samples.keySet())
        .noneMatch(each -> each.contains("accuracy")
            || each.contains("evaluation_correct")
            || each.contains("evaluation_loss_nats")
            || each.contains("reference"));
  }

  @Test
  void saysWhichAlgorithmTheModelIsRunning() throws IOException {
    views.put(new ExampleRun("r").until(1500));
    Explanation known = views.runs().get(0).explanation();
    double exact = known.spectrum().orElseThrow().shares().get("exact");

    Map<String, Double> samples = scrape();

    assertThat(samples.get("doublegrok_double_grokking_gap_decades{run=\"r\",}"))
        .isCloseTo(0.35, within(1e-12));
    assertThat(samples)
        .containsEntry("doublegrok_spectrum_ratio{run=\"r\",reference=\"exact\",}", exact)
        .containsKey("doublegrok_spectrum_unexplained_nats{run=\"r\",}")
        .containsEntry("doublegrok_probe{run=\"r\",probe=\"spectrum\",label=\"exact\",}", exact)
        .containsKey("doublegrok_probe{run=\"r\",probe=\"spectrum\",label=\"unexplained\",}")
        .containsEntry(
            "doublegrok_attribution_ratio{run=\"r\",set=\"ood\",reference=\"exact\",}", exact)
        .containsKey("doublegrok_attribution_unexplained_nats{run=\"r\",set=\"ood\",}")
        .containsEntry("doublegrok_floor_nats{run=\"r\",reference=\"exact\",}", 0.85)
        .containsEntry("doublegrok_memorisation_pressure_nats{run=\"r\",}", 0.05)
        .containsEntry(completion("", "ID-generalisation"), 640.0)
        .containsEntry(completion("_lower", "ID-generalisation"), 600.0)
        .containsEntry(completion("_upper", "OOD-generalisation"), 1450.0)
        .containsEntry("doublegrok_run_phase{run=\"r\",phase=\"ID generalisation\",}", 1.0)
        .containsEntry("doublegrok_run_phase{run=\"r\",phase=\"OOD generalisation\",}", 0.0);
  }

  @Test
  void saysWhatHappenedWhenAndHowSureAccuraciesAre() throws IOException {
    views.put(new ExampleRun("r").until(2700));
    Score accuracy = views.runs().get(0).accuracies().get("ood");

    Map<String, Double> samples = scrape();

    assertThat(samples)
        .containsEntry("doublegrok_accuracy_lower_ratio{run=\"r\",set=\"ood\",}", accuracy.low())
        .containsEntry("doublegrok_accuracy_upper_ratio{run=\"r\",set=\"ood\",}", accuracy.high())
        .containsEntry("doublegrok_evaluation_lag_steps{run=\"r\",}", 0.0)
        .containsEntry("doublegrok_evaluation_lag_checkpoints{run=\"r\",}", 0.0)
        .containsEntry(
            "doublegrok_run_transition_step{run=\"r\",transition=\"OOD-generalisation\",}", 1350.0)
        .containsEntry(
            "doublegrok_run_transition_timestamp_seconds"
                + "{run=\"r\",transition=\"OOD-generalisation\",}",
            1350.0)
        .containsEntry("doublegrok_run_swap_step{run=\"r\",}", (double) ExampleRun.SWAP_STEP)
        .containsKey("doublegrok_last_checkpoint_timestamp_seconds{run=\"r\",}")
        .containsKeys(
            "doublegrok_shot_accuracy_ratio{run=\"r\",set=\"ood\",shot=\"0\",}",
            "doublegrok_shot_accuracy_ratio{run=\"r\",set=\"ood\",shot=\"2-3\",}");
  }

  @Test
  void hasNoSampleOfWhatIsNotKnownYet() throws IOException {
    views.put(new ExampleRun("r").until(0));

    Map<String, Double> samples = scrape();

    assertThat(samples).containsEntry("doublegrok_run_step{run=\"r\",}", 0.0);
    assertThat(samples.keySet())
        .noneMatch(name -> name.startsWith("doublegrok_loss_nats"))
        .noneMatch(name -> name.startsWith("doublegrok_last_checkpoint_step"))
        .noneMatch(name -> name.startsWith("doublegrok_accuracy_ratio"))
        .noneMatch(name -> name.startsWith("doublegrok_spectrum_ratio"))
        .noneMatch(name -> name.startsWith("doublegrok_run_completion"))
        .noneMatch(name -> name.startsWith("doublegrok_double_grokking_gap_decades"));
  }

  private static String completion(String end, String transition) {
    return "doublegrok_run_completion%s_step{run=\"r\",transition=\"%s\",}"
        .formatted(end, transition);
  }

  @Test
  void runsThatAreOverAreBounded() throws IOException {
    for (int i = 0; i < RunCollector.OVER_MAX + 5; i++) {
      views.put(in(RunState.STOPPED, new ExampleRun("run-" + i, i).until(0)));
    }

    Map<String, Double> samples = scrape();

    assertThat(samples).containsEntry("doublegrok_runs", RunCollector.OVER_MAX + 5.0);
    assertThat(samples).containsKey("doublegrok_run_step{run=\"run-104\",}");
    assertThat(samples).doesNotContainKey("doublegrok_run_step{run=\"run-4\",}");
  }

  @Test
  void noneThatGoesOnIsHiddenHoweverManyThereAre() throws IOException {
    for (int i = 0; i < 3 * RunCollector.OVER_MAX; i++) {
      RunState state = i % 2 == 0 ? RunState.RUNNING : RunState.FINISHED;
      views.put(in(state, new ExampleRun("run-" + i, i).until(0)));
    }

    Map<String, Double> samples = scrape();

    assertThat(samples.keySet().stream().filter(name -> name.startsWith("doublegrok_run_step{")))
        .hasSize(150 + RunCollector.OVER_MAX)
        .contains("doublegrok_run_step{run=\"run-0\",}")
        .doesNotContain("doublegrok_run_step{run=\"run-1\",}");
  }

  @Test
  void runsThatGoOnComeBeforeThoseThatAreOverAndAllAreCounted() throws IOException {
    for (int i = 0; i < RunCollector.OVER_MAX + 5; i++) {
      RunState state = i == 2 ? RunState.PAUSED : RunState.FINISHED;
      views.put(in(state, new ExampleRun("run-" + i, i).until(i == 2 || i == 3 ? 700 : 0)));
    }
    views.put(in(RunState.RUNNING, new ExampleRun("run-0", 0).until(0)));

    Map<String, Double> samples = scrape();

    assertThat(samples)
        .containsKey("doublegrok_run_step{run=\"run-0\",}")
        .doesNotContainKey("doublegrok_run_step{run=\"run-1\",}")
        .containsKey("doublegrok_run_step{run=\"run-2\",}")
        .doesNotContainKey("doublegrok_run_step{run=\"run-4\",}")
        .containsKey("doublegrok_run_step{run=\"run-5\",}")
        .containsEntry("doublegrok_runs_in_state{state=\"running\",}", 1.0)
        .containsEntry("doublegrok_runs_in_state{state=\"paused\",}", 1.0)
        .containsEntry("doublegrok_runs_in_state{state=\"finished\",}", 103.0)
        .containsEntry("doublegrok_runs_in_state{state=\"failed\",}", 0.0)
        .containsEntry("doublegrok_runs_in_phase{phase=\"ID generalisation\",}", 2.0)
        .containsEntry("doublegrok_runs_in_phase{phase=\"OOD generalisation\",}", 0.0);
  }

  @Test
  void countsTheRunsOfEachSweepByWhatHasBecomeOfThem() throws IOException {
    ExampleSweep sweep = new ExampleSweep("phases", 2, 2, List.of("muon"));
    views.put(sweep.at(0.5));
    Map<String, Integer> counts = sweep.at(0.5).counts();

    Map<String, Double> samples = scrape();

    assertThat(samples)
        .containsEntry(inSweep("phases", "done"), (double) counts.get("done"))
        .containsEntry(inSweep("phases", "running"), (double) counts.get("running"))
        .containsEntry(inSweep("phases", "waiting"), (double) counts.get("waiting"))
        .containsEntry(inSweep("phases", "poison"), 0.0)
        .containsEntry(inSweep("phases", "offered"), 0.0);
  }

  @Test
  void sweepsThatAreOverAreBoundedAndNoneThatGoesOnIsHidden() throws IOException {
    for (int i = 0; i < SweepFamilies.OVER_MAX + 7; i++) {
      views.put(new ExampleSweep("over-" + i, 1, 1, List.of("muon")).at(1));
      views.put(new ExampleSweep("open-" + i, 1, 1, List.of("muon")).at(0.5));
    }

    Map<String, Double> samples = scrape();

    assertThat(samples.keySet())
        .filteredOn(name -> name.startsWith("doublegrok_sweep_runs{sweep=\"over-"))
        .hasSize(SweepFamilies.OVER_MAX * RunPlace.values().length);
    assertThat(samples.keySet())
        .filteredOn(name -> name.startsWith("doublegrok_sweep_runs{sweep=\"open-"))
        .hasSize((SweepFamilies.OVER_MAX + 7) * RunPlace.values().length);
  }

  private static String inSweep(String sweep, String state) {
    return "doublegrok_sweep_runs{sweep=\"%s\",state=\"%s\",}".formatted(sweep, state);
  }

  private static RunHistory in(RunState state, RunHistory history) {
    RunSummary was = history.summary();
    RunSummary now = new RunSummary(
        was.run(),
        was.family(),
        was.labels(),
        state,
        was.phase(),
        was.step(),
        was.totalSteps(),
        was.distributionVersion(),
        was.measures(),
        was.accuracies(),
        was.explanation(),
        was.lastCheckpointStep(),
        was.evaluatedStep(),
        was.startedAtMillis(),
        was.updatedAtMillis(),
        was.parent());
    return new RunHistory(
        now,
        history.loss(),
        history.evaluations(),
        history.series(),
        history.floors(),
        history.marks());
  }

  private Map<String, Double> scrape() throws IOException {
    StringWriter text = new StringWriter();
    TextFormat.write004(text, registry.metricFamilySamples());
    return text.toString()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.toMap(
            line -> line.substring(0, line.lastIndexOf(' ')),
            line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
  }
}
