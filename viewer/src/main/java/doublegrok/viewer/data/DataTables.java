package doublegrok.viewer.data;

import static doublegrok.viewer.data.DataColumn.integer;
import static doublegrok.viewer.data.DataColumn.json;
import static doublegrok.viewer.data.DataColumn.number;
import static doublegrok.viewer.data.DataColumn.text;
import static doublegrok.viewer.data.DataColumn.timestamp;

import doublegrok.log.Topics;
import doublegrok.record.CheckpointManifest;
import doublegrok.record.ProbeResult;
import doublegrok.record.RunEvent;
import doublegrok.record.SetEvaluation;
import doublegrok.record.StepReport;
import doublegrok.task.Score;
import doublegrok.task.finding.Scalar;
import doublegrok.viewer.stream.ViewMapping;
import doublegrok.viewer.view.FindingFields;
import doublegrok.viewer.view.ShotScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The tables of a run. A new one is one more in the list. */
final class DataTables {
  private static final DataColumn RUN = text("run", "name of the run");
  private static final DataColumn STEP = integer("step", "training step, from 0 (untrained)");
  private static final DataColumn VERSION =
      integer("distribution_version", "number of swaps before it");
  private static final DataColumn SHOT =
      integer("shot", "examples in the context before the query");
  private static final DataColumn SET = text("set", "evaluation set");
  private static final DataColumn PROBE = text("probe", "name of the probe");

  /** One row a training step. */
  static final DataTable<StepReport> STEPS = new DataTable<>(
      "steps",
      "One row a training step.",
      Topics.STEPS,
      List.of(
          RUN,
          STEP,
          VERSION,
          number("loss", "nats, or squared error", "mean training loss of the batch"),
          number("learning_rate", "", "of this step"),
          number("gradient_norm", "", "Euclidean norm of the whole gradient before clipping"),
          integer("tokens", "that were trained on"),
          number("step_seconds", "s", "time of the step itself"),
          number("wait_seconds", "s", "time that the step waited for its batch"),
          timestamp("finished_at", "when the step was done")),
      DataTables::step);

  /** One row a checkpoint, set and number of shots. */
  static final DataTable<SetEvaluation> EVALUATIONS = new DataTable<>(
      "evaluations",
      "One row a checkpoint, set and number of shots.",
      Topics.EVALUATIONS,
      List.of(
          RUN,
          STEP,
          VERSION,
          SET,
          SHOT,
          integer("total", "queries"),
          integer("correct", "queries answered rightly; empty for real numbers"),
          number("accuracy", "ratio", "correct of total; empty for real numbers"),
          number("low", "ratio", "lower end of its 95 % interval (Wilson)"),
          number("high", "ratio", "upper end of its 95 % interval (Wilson)"),
          number("loss", "nats, or squared error", "mean over the queries"),
          number("loss_error", "as loss", "standard error of the loss, where it is known"),
          number("unexplained", "nats, or squared error", "what no mixture of references explains"),
          text("weights_sha256", "the checkpoint's weights")),
      DataTables::evaluation);

  /** One row a checkpoint, set, number of shots and reference. */
  static final DataTable<SetEvaluation> ATTRIBUTION = new DataTable<>(
      "attribution",
      "One row a checkpoint, set, number of shots and reference that the answers are a mixture of.",
      Topics.EVALUATIONS,
      List.of(
          RUN,
          STEP,
          VERSION,
          SET,
          SHOT,
          text("reference", "label of the reference, or of several that cannot be told apart"),
          number("share", "ratio", "its weight in the nearest mixture")),
      DataTables::attribution);

  /** One row a checkpoint and number that a probe found. */
  static final DataTable<ProbeResult> SCALARS = new DataTable<>(
      "scalars",
      "One row a checkpoint and single number that a probe found.",
      Topics.PROBES,
      List.of(
          RUN,
          STEP,
          VERSION,
          PROBE,
          text("label", "which of the probe's numbers"),
          number("value", "see unit", "the number"),
          number("error", "as value", "its standard error, where it is known"),
          text("unit", "of value and error")),
      DataTables::scalars);

  /** One row a checkpoint and probe, whole. */
  static final DataTable<ProbeResult> FINDINGS = new DataTable<>(
      "findings",
      "One row a checkpoint and probe: the whole finding, as the HTTP API tells it.",
      Topics.PROBES,
      List.of(RUN, STEP, VERSION, PROBE, json("finding", "its shape, words and numbers")),
      DataTables::finding);

  /** One row an event. */
  static final DataTable<RunEvent> EVENTS = new DataTable<>(
      "events",
      "One row an event: start, swap, fork, transition, alert, end and others.",
      Topics.EVENTS,
      List.of(
          RUN,
          timestamp("happened_at", "when it was told"),
          text("kind", "what happened"),
          STEP,
          integer("batch", "first batch that it concerns, where it has one"),
          VERSION,
          text("message", "one sentence"),
          json("details", "the same for a program")),
      DataTables::event);

  /** One row a checkpoint. */
  static final DataTable<CheckpointManifest> CHECKPOINTS = new DataTable<>(
      "checkpoints",
      "One row a checkpoint, retired ones too.",
      Topics.CHECKPOINTS,
      List.of(
          RUN,
          STEP,
          VERSION,
          integer("next_batch", "the batch that training goes on with"),
          text("weights_sha256", "of the file of weights"),
          text("optimizer_sha256", "of the file of the optimizer's moments"),
          timestamp("created_at", "when it was complete"),
          text("retired", "true if its files were taken away to save room"),
          text("spec", "the run spec in effect, as YAML"),
          json("settings", "how the run is computed"),
          json("libraries", "versions of what computes it")),
      DataTables::checkpoint);

  /** All of them. */
  static final List<DataTable<?>> ALL =
      List.of(STEPS, EVALUATIONS, ATTRIBUTION, SCALARS, FINDINGS, EVENTS, CHECKPOINTS);

  private DataTables() {}

  private static void step(StepReport report, Consumer<List<Object>> rows) {
    rows.accept(row(
        report.getRun(),
        report.getStep(),
        report.getDistributionVersion(),
        report.getLoss(),
        report.getLearningRate(),
        report.getGradientNorm(),
        report.getTokens(),
        report.getStepSeconds(),
        report.getWaitSeconds(),
        report.getFinishedAtMillis()));
  }

  private static void evaluation(SetEvaluation record, Consumer<List<Object>> rows) {
    for (ShotScore each : ViewMapping.of(record).shots()) {
      Score score = each.score();
      rows.accept(row(
          record.getRun(),
          record.getStep(),
          record.getDistributionVersion(),
          record.getSet(),
          each.shot(),
          score.total(),
          score.correct().isPresent() ? score.correct().getAsLong() : null,
          score.accuracy(),
          score.low(),
          score.high(),
          score.meanLoss(),
          score.lossError(),
          each.attribution().map(mixture -> mixture.unexplained()).orElse(null),
          record.getWeightsSha256()));
    }
  }

  private static void attribution(SetEvaluation record, Consumer<List<Object>> rows) {
    for (ShotScore each : ViewMapping.of(record).shots()) {
      each.attribution()
          .ifPresent(mixture -> mixture
              .shares()
              .forEach((reference, share) -> rows.accept(row(
                  record.getRun(),
                  record.getStep(),
                  record.getDistributionVersion(),
                  record.getSet(),
                  each.shot(),
                  reference,
                  share))));
    }
  }

  private static void scalars(ProbeResult record, Consumer<List<Object>> rows) {
    ViewMapping.of(record).ifPresent(probe -> {
      for (Scalar each : probe.finding().scalars()) {
        rows.accept(row(
            record.getRun(),
            record.getStep(),
            record.getDistributionVersion(),
            record.getName(),
            each.label(),
            each.value(),
            each.error(),
            each.unit()));
      }
    });
  }

  private static void finding(ProbeResult record, Consumer<List<Object>> rows) {
    ViewMapping.of(record)
        .ifPresent(probe -> rows.accept(row(
            record.getRun(),
            record.getStep(),
            record.getDistributionVersion(),
            record.getName(),
            FindingFields.of(probe.finding()))));
  }

  private static void event(RunEvent event, Consumer<List<Object>> rows) {
    rows.accept(row(
        event.getRun(),
        event.getHappenedAtMillis(),
        event.getKind().name().toLowerCase(Locale.ROOT),
        event.getStep(),
        event.getBatch(),
        event.getDistributionVersion(),
        event.getMessage(),
        new TreeMap<>(event.getDetails())));
  }

  private static void checkpoint(CheckpointManifest manifest, Consumer<List<Object>> rows) {
    rows.accept(row(
        manifest.getRun(),
        manifest.getStep(),
        manifest.getDistributionVersion(),
        manifest.getNextBatch(),
        manifest.getWeights().getSha256(),
        manifest.getOptimizer().getSha256(),
        manifest.getCreatedAtMillis(),
        manifest.getRetired(),
        manifest.getSpec(),
        new TreeMap<>(manifest.getSettings()),
        new TreeMap<>(manifest.getLibraries())));
  }

  /** Cells of which some may be null. */
  private static List<Object> row(Object... cells) {
    return new ArrayList<>(Arrays.asList(cells));
  }
}
