package doublegrok.evaluator;

import doublegrok.control.Answer;
import doublegrok.control.RunControl;
import doublegrok.evaluator.page.RunCommands;
import doublegrok.evaluator.page.RunRequest;
import doublegrok.schemas.KafkaUnreachableException;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.InterruptException;

/** Puts what the page is asked onto the log, as the command line does. */
final class LoggedCommands implements RunCommands {
  private final RunControl control;

  LoggedCommands(RunControl control) {
    this.control = control;
  }

  @Override
  public Answer obey(String run, RunRequest request) throws InterruptedException {
    try {
      return asked(run, request);
    } catch (InterruptException interrupted) {
      Thread.interrupted(); // Kafka has set the flag again, which the exception stands for
      throw new InterruptedException(interrupted.getMessage());
    } catch (IllegalArgumentException | IllegalStateException | KafkaUnreachableException why) {
      return new Answer(false, why.getMessage(), OptionalLong.empty());
    }
  }

  private Answer asked(String run, RunRequest request) {
    if (request instanceof RunRequest.Swap swap) {
      return control.swap(run, swap.changes(), swap.atBatch());
    }
    if (request instanceof RunRequest.Fork fork) {
      return control.fork(run, fork.atStep(), fork.child(), fork.overrides());
    }
    if (request instanceof RunRequest.Pause) {
      return control.pause(run);
    }
    return request instanceof RunRequest.Resume ? control.resume(run) : control.stop(run);
  }
}
