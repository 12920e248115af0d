package doublegrok.bench;

import doublegrok.bench.Surroundings.Pipeline;
import doublegrok.bench.Surroundings.Standing;
import doublegrok.control.Answer;
import doublegrok.control.Command;
import doublegrok.control.RunControl;
import doublegrok.log.KafkaSettings;
import doublegrok.log.RunScan;
import doublegrok.log.Topics;
import doublegrok.record.StepReport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Run of the whole pipeline in this process, that trains in stretches and rests in between. */
final class StreamedRun implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration SCAN_WITHIN = Duration.ofSeconds(30);

  private final Shape shape;
  private final Pipeline pipeline;
  private final RunControl control;
  private long trained;

  /** Starts the pipeline and the run, which trains until its first stretch is over. */
  StreamedRun(Shape shape, Setting setting) throws IOException {
    this.shape = shape;
    this.pipeline = setting
        .surroundings()
        .pipeline(
            setting.newDirectory("pipeline"),
            shape.name(),
            shape.spec(),
            setting.device(),
            setting.threads());
    this.control = new RunControl(kafka(), Clock.systemUTC());
  }

  /**
   * Trains so many steps or some more, then holds the run until nothing computes any more.
   *
   * @return the reports of these steps, in order
   */
  List<StepReport> train(int atLeast) throws InterruptedException {
    String run = shape.name();
    if (trained > 0) {
      accepted(control.obey(run, new Command.Resume()));
    }
    long from = trained;
    await(standing -> standing.step() >= from + atLeast);
    trained = accepted(control.obey(run, new Command.Pause())).batch().orElseThrow();
    long newest = trained - trained % shape.spec().checkpoint().every();
    await(standing ->
        standing.held() && standing.step() >= trained && standing.evaluatedStep() >= newest);
    List<StepReport> reports = new RunScan(kafka(), SCAN_WITHIN).all(Topics.STEPS, run);
    if (reports.size() != trained) {
      throw new IllegalStateException(
          "a run held at step %d reported %d".formatted(trained, reports.size()));
    }
    return reports.subList((int) from, (int) trained);
  }

  private KafkaSettings kafka() {
    return pipeline.broker().kafka();
  }

  private static Answer accepted(Answer answer) {
    if (!answer.accepted()) {
      throw new IllegalStateException(answer.message());
    }
    return answer;
  }

  private void await(Predicate<Standing> condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (pipeline.standing().get().filter(condition).isEmpty()) {
      if (pipeline.training().isDone()) {
        pipeline.training().join(); // throws what made it fail
        throw new IllegalStateException("the run has ended before its time");
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "the run stands at %s after %s".formatted(pipeline.standing().get(), PATIENCE));
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  @Override
  public void close() {
    pipeline.broker().close();
  }
}
