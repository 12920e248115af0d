package doublegrok.bench;

import doublegrok.evaluator.probe.Probes;
import doublegrok.evaluator.work.Subject;
import doublegrok.evaluator.work.WeightsEvaluation;
import doublegrok.generator.BatchSource;
import doublegrok.log.EvaluationScores;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.model.ComputeDevice;
import doublegrok.record.SetEvaluation;
import doublegrok.spec.RunSpec;
import doublegrok.task.TokenSequences;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Section about the time to double grokking: the flagship preset from the command on, streamed,
 * evaluated and told, and the training alone of the plain program, on the same batches; a seed a
 * round.
 */
final class GrokkingSection {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final String SET = "ood";
  private static final List<Double> MARKS = List.of(.5, .85);

  private GrokkingSection() {}

  /**
   * Accuracy in the set of never-trained tasks, at a checkpoint.
   *
   * @param seconds since the command
   */
  private record Reached(long step, double seconds, double accuracy) {}

  static void measure(Setting setting, Report report) throws Exception {
    Figures found = new Figures();
    for (int seed = 0; seed < setting.rounds(); seed++) {
      setting.progress().accept("  seed " + seed);
      Shape shape = shape(setting, seed);
      tell("doublegrok", streamed(shape, setting), setting, found);
      tell("plain", plain(shape, setting), setting, found);
    }
    found.tell(report);
    report.remark(
        ("The preset demo until its swap, seeds 0 to %d; of seeds that do not come so far there is"
                + " no number, and it is told how many do. doublegrok: from the start of a process"
                + " to the evaluation's record on the log, so with the start, the stream,"
                + " checkpoints, evaluations, page. plain: its steps alone, on batches from memory,"
                + " in the same libtorch with attention by PyTorch, AdamW, and Muon matrix by"
                + " matrix; its evaluations, every %d steps by the same evaluator, are not"
                + " counted.")
            .formatted(
                setting.rounds() - 1, shape(setting, 0).spec().checkpoint().every()));
  }

  private static Shape shape(Setting setting, int seed) {
    List<String> changes = new ArrayList<>(List.of("seed=" + seed, "swaps=[]"));
    changes.addAll(
        setting.quick()
            ? List.of("training.steps=20", "checkpoint.every=10", "batch.sequences=27")
            : List.of("training.steps=3200"));
    return Shape.of("demo", "demo", changes);
  }

  private static void tell(
      String subject, List<Reached> evaluations, Setting setting, Figures found) {
    for (double mark : MARKS) {
      Optional<Reached> first =
          evaluations.stream().filter(each -> each.accuracy() > mark).findFirst();
      String measure = "%s past %s".formatted(SET, mark);
      String seeds = "of %d seeds".formatted(setting.rounds());
      found.count(subject, measure, seeds, first.isPresent());
      first.ifPresent(each -> {
        found.add(subject, measure, "s", each.seconds());
        found.add(subject, measure + " at step", "", (double) each.step());
      });
    }
    Reached last = evaluations.get(evaluations.size() - 1);
    found.add(subject, "%,d steps".formatted(last.step()), "s", last.seconds());
  }

  private static List<Reached> streamed(Shape shape, Setting setting) throws Exception {
    Path directory = setting.newDirectory("grokking");
    long steps = shape.spec().training().steps();
    long begun = System.currentTimeMillis();
    try (Program demo = Program.demo(setting, directory, shape.spec(), "--stay")) {
      demo.secondsUntilShown(run -> run.at("/summary/evaluated_step").asLong() >= steps);
      List<Reached> reached = new ArrayList<>();
      new RunScan(demo.kafka(), WITHIN)
          .each(
              Topics.EVALUATIONS,
              Program.RUN,
              each -> RunScan.decoded(Topics.EVALUATIONS, each)
                  .filter(record -> record.getSet().equals(SET))
                  .ifPresent(record -> reached.add(new Reached(
                      record.getStep(), (each.timestamp() - begun) / 1000.0, accuracy(record)))));
      return reached;
    }
  }

  private static List<Reached> plain(Shape shape, Setting setting) {
    RunSpec spec = shape.spec();
    ComputeDevice device = setting.computeDevice();
    WeightsEvaluation evaluation = new WeightsEvaluation(spec, 0, new Probes(List.of()));
    List<Reached> reached = new ArrayList<>();
    BatchSource source = shape.source();
    long nanos = 0;
    try (PlainTrainingProgram program = new PlainTrainingProgram(
        shape.model(), spec.optimizer(), shape.initial().weights(), device)) {
      for (long step = 1; step <= spec.training().steps(); step++) {
        TokenSequences block = Shape.block(source, step - 1);
        long before = System.nanoTime();
        program.step(block, spec.schedule().factor(step));
        nanos += System.nanoTime() - before;
        if (step % spec.checkpoint().every() == 0) {
          Subject subject = new Subject("", step, "");
          double accuracy =
              evaluation.of(subject, program.weights(), device, Clock.systemUTC()).sets().stream()
                  .filter(each -> each.getSet().equals(SET))
                  .mapToDouble(GrokkingSection::accuracy)
                  .findFirst()
                  .orElseThrow();
          reached.add(new Reached(step, nanos * 1e-9, accuracy));
        }
      }
    }
    return reached;
  }

  /** At the last shot. */
  private static double accuracy(SetEvaluation evaluation) {
    return EvaluationScores.lastShot(evaluation).orElseThrow().accuracy();
  }
}
