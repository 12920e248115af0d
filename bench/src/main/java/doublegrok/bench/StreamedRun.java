package doublegrok.bench;

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

/** Run of the whole pipeline in a demo's process, that trains in stretches and rests in between. */
final class StreamedRun implements AutoCloseable {
  private static final Duration SCAN_WITHIN = Duration.ofSeconds(30);

  private final Shape shape;
  private final Program demo;
  private long trained;

  /** Starts the demo, which trains until its first stretch is over. */
  StreamedRun(Shape shape, Setting setting) throws IOException {
    this.shape = shape;
    demo = Program.demo(setting, setting.newDirectory("pipeline"), shape.spec());
  }

  /**
   * Trains so many steps or some more, then holds the run until nothing computes any more.
   *
   * @return the reports of these steps, in order
   */
  List<StepReport> train(int atLeast) throws Exception {
    KafkaSettings kafka = demo.kafka();
    RunControl control = new RunControl(kafka, Clock.systemUTC());
    if (trained > 0) {
      accepted(control.obey(shape.name(), new Command.Resume()));
    }
    long from = trained;
    demo.secondsUntilShown(run -> run.at("/summary/step").asLong() >= from + atLeast);
    trained = accepted(control.obey(shape.name(), new Command.Pause())).batch().orElseThrow();
    long newest = shape.spec().checkpoint().newestPlanned(trained);
    demo.secondsUntilShown(run -> run.at("/summary/state").asText().equals("paused")
        && run.at("/summary/step").asLong() >= trained
        && run.at("/summary/evaluated_step").asLong(-1) >= newest);
    List<StepReport> reports = new RunScan(kafka, SCAN_WITHIN).all(Topics.STEPS, shape.name());
    if (reports.size() != trained) {
      throw new IllegalStateException(
          "a run held at step %d reported %d".formatted(trained, reports.size()));
    }
    return reports.subList((int) from, (int) trained);
  }

  private static Answer accepted(Answer answer) {
    if (!answer.accepted()) {
      throw new IllegalStateException(answer.message());
    }
    return answer;
  }

  @Override
  public void close() {
    demo.close();
  }
}
