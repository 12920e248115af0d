package doublegrok.viewer;

import doublegrok.control.Answer;
import doublegrok.control.CheckedCommand;
import doublegrok.control.CommandCheck;
import doublegrok.control.RunControl;
import doublegrok.control.SwapRules;
import doublegrok.log.KafkaSettings;
import doublegrok.log.KafkaUnreachableException;
import doublegrok.viewer.page.PlannedCommands;
import doublegrok.viewer.page.RunRequest;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;

/** Puts what the page is asked onto the log, as the command line does. */
final class LoggedCommands implements PlannedCommands {
  private final RunControl control;
  private final CommandCheck check;

  LoggedCommands(KafkaSettings kafka, Clock clock) {
    control = new RunControl(kafka, clock);
    check = new CommandCheck(kafka, control);
  }

  @Override
  public Answer obey(String run, RunRequest request) throws InterruptedException {
    return whole(() -> asked(run, request), why -> new Answer(false, why, OptionalLong.empty()));
  }

  @Override
  public Optional<SwapRules> outlook(String run) throws InterruptedException {
    return whole(() -> check.outlook(run), why -> {
      throw new ServiceUnavailableResponse(why);
    });
  }

  @Override
  public CheckedCommand check(String run, RunRequest.Swap swap) throws InterruptedException {
    return whole(() -> check.swap(run, swap.changes(), swap.atBatch()), CheckedCommand::refused);
  }

  @Override
  public CheckedCommand check(String run, RunRequest.Fork fork) throws InterruptedException {
    return whole(
        () -> check.fork(run, fork.atStep(), fork.child(), fork.overrides()),
        CheckedCommand::refused);
  }

  /** What the log says, or what becomes of the reason why it says nothing. */
  private static <A> A whole(Supplier<A> work, Function<String, A> otherwise)
      throws InterruptedException {
    try {
      return work.get();
    } catch (InterruptException interrupted) {
      Thread.interrupted(); // Kafka has set the flag again, which the exception stands for
      throw new InterruptedException(interrupted.getMessage());
    } catch (IllegalArgumentException | IllegalStateException | KafkaUnreachableException why) {
      return otherwise.apply(String.valueOf(why.getMessage()));
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
