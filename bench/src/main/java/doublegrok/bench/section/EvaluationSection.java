package doublegrok.bench.section;

import doublegrok.bench.measure.Samples;
import doublegrok.bench.measure.Stopwatch;
import doublegrok.bench.report.SectionReport.Draft;
import doublegrok.evaluator.work.RepeatedEvaluation;
import doublegrok.model.ComputeDevice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.TokenBlock;
import doublegrok.task.Sequences;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A checkpoint's evaluation, against the bare forward pass over the same sequences. */
final class EvaluationSection implements Section {
  private static final int SEQUENCES = 1024;
  private static final int QUICK_SEQUENCES = 16;
  private static final int AT_ONCE = 256; // as the evaluator does

  @Override
  public String name() {
    return "evaluation";
  }

  @Override
  public void measure(Setting setting, Draft report) throws Exception {
    int sequences = setting.times(SEQUENCES, QUICK_SEQUENCES);
    Shape shape = Shape.middle(setting.quick(), "evaluation.sequences=" + sequences);
    List<FloatTensor> weights = shape.initial().weights();
    ComputeDevice device = setting.computeDevice();
    try (RepeatedEvaluation evaluation =
            new RepeatedEvaluation(shape.spec(), weights, device, Clock.systemUTC());
        ForwardProgram program = ForwardProgram.open(shape.spec().model(), weights, device)) {
      List<TokenBlock> blocks =
          evaluation.sequences().stream().flatMap(each -> blocks(each).stream()).toList();
      Stopwatch stopwatch = setting.stopwatch();
      List<Samples> found = setting
          .warmRounds()
          .of(List.of(
              stopwatch.of(() -> blocks.forEach(program::logits)),
              stopwatch.of(evaluation::evaluate)));
      report.figure("middle", "forward pass", "ms", found.get(0).map(each -> 1000 * each));
      report.figure("middle", "evaluation", "ms", found.get(1).map(each -> 1000 * each));
      report.figure("middle", "evaluation / forward", "times", found.get(1).over(found.get(0)));
      report.remark(
          ("%d sets of %d sequences of %d shots; the evaluation counts every answer and fits the"
                  + " references at every shot and over all sets.")
              .formatted(
                  evaluation.sequences().size(),
                  sequences,
                  shape.spec().distribution().shots()));
    }
  }

  private static List<TokenBlock> blocks(Sequences drawn) {
    int length = drawn.layout().length();
    List<TokenBlock> blocks = new ArrayList<>();
    for (int first = 0; first < drawn.count(); first += AT_ONCE) {
      int count = Math.min(AT_ONCE, drawn.count() - first);
      byte[] tokens = Arrays.copyOfRange(drawn.tokens(), first * length, (first + count) * length);
      blocks.add(new TokenBlock(count, length, tokens, drawn.layout().answerPositions()));
    }
    return blocks;
  }
}
