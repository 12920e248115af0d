package doublegrok.evaluator.work;

import doublegrok.evaluator.work.EvaluationContexts.EvaluatedSet;
import doublegrok.explain.coefficient.Landscape;
import doublegrok.log.EvaluationScores;
import doublegrok.model.ForwardProgram;
import doublegrok.record.ShotCount;
import doublegrok.spec.RunSpec;
import doublegrok.task.EvaluationSet;
import doublegrok.task.RealSequences;
import doublegrok.task.Score;
import doublegrok.task.SequenceForm;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.TrainingSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/** The losses of a program's model wherever its weights are moved, which stay where they were. */
final class ModelLandscape implements Landscape {
  /** Index of the first batch: none that a run trains on comes near it. */
  private static final long FIRST_BATCH = 1L << 40;

  private final ForwardProgram program;
  private final AskedProgram model;
  private final BooleanSupplier cancelled;
  private final List<Sequences> batches;
  private final List<Context> contexts = new ArrayList<>();
  private final List<Sequences> asked = new ArrayList<>();
  private final float[] unused;

  /**
   * The losses of a program.
   *
   * @param batches number of training batches, of which there is one where all are the same
   * @param sequences of each set, at most
   */
  ModelLandscape(
      EvaluationContexts contexts,
      ForwardProgram program,
      int batches,
      int sequences,
      BooleanSupplier cancelled) {
    this.program = program;
    this.model = new AskedProgram(program, List.of(), cancelled);
    this.cancelled = cancelled;
    RunSpec spec = contexts.spec();
    TrainingSampler sampler = spec.family().trainingSampler(contexts.distribution(), spec.seed());
    int different = sampler.repeats(spec.sequences()) ? 1 : batches;
    this.batches = LongStream.range(FIRST_BATCH, FIRST_BATCH + different)
        .mapToObj(index -> sampler.batch(index, spec.sequences()))
        .toList();
    for (Map.Entry<EvaluationSet, EvaluatedSet> each : contexts.sets().entrySet()) {
      Sequences all = each.getValue().sequences();
      Sequences some = all.rows(0, Math.min(sequences, all.count()));
      asked.add(some);
      this.contexts.add(new Context(each.getKey().label(), guessing(spec, each.getKey(), some)));
    }
    this.unused = new float[dimensions()];
  }

  /** Of tokens a guess among all of them, of reals the answer 0. */
  private static Level guessing(RunSpec spec, EvaluationSet set, Sequences asked) {
    if (asked instanceof RealSequences reals) {
      double squares = 0;
      for (float target : reals.targets()) {
        squares += (double) target * target;
      }
      return new Level(squares / reals.targets().length, Double.NaN);
    }
    int vocabulary = ((SequenceForm.Tokens) asked.layout().form()).vocabulary();
    double accuracy = spec.family().unskilledAccuracy(set).orElse(1.0 / vocabulary);
    return new Level(Math.log(vocabulary), accuracy);
  }

  @Override
  public int dimensions() {
    return program.weightCount();
  }

  @Override
  public int batches() {
    return batches.size();
  }

  @Override
  public double loss(int batch, float[] weights) {
    return gradient(batch, weights, unused);
  }

  @Override
  public double gradient(int batch, float[] weights, float[] gradient) {
    requireTime();
    program.moveWeights(weights);
    return program.gradient(batches.get(batch), gradient);
  }

  @Override
  public List<Context> contexts() {
    return List.copyOf(contexts);
  }

  @Override
  public List<Level> levels(float[] weights) {
    program.moveWeights(weights);
    return asked.stream().map(this::level).toList();
  }

  private Level level(Sequences sequences) {
    if (sequences instanceof TokenSequences tokens) {
      ShotCounts counts = new ShotCounts(tokens.layout(), (answer, query, probabilities) -> {});
      model.answers(tokens, counts::add);
      return level(counts.records());
    }
    SquaredErrors errors = new SquaredErrors(sequences.layout());
    model.ask(sequences, (block, outputs) -> errors.add((RealSequences) block, outputs));
    return level(errors.records());
  }

  private static Level level(List<ShotCount> counts) {
    Score all = counts.stream().map(EvaluationScores::of).reduce(Score::plus).orElse(Score.none());
    return new Level(all.meanLoss(), all.accuracy());
  }

  private void requireTime() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("the probe is cancelled");
    }
  }
}
