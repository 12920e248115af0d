package doublegrok.viewer;

import doublegrok.control.Answer;
import doublegrok.control.CheckedCommand;
import doublegrok.control.Command;
import doublegrok.control.CommandCheck;
import doublegrok.control.RunControl;
import doublegrok.control.SwapRules;
import doublegrok.log.KafkaSettings;
import doublegrok.log.KafkaUnreachableException;
import doublegrok.viewer.page.RunCommands;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;

/** Way to command runs by the log, as the command line does. */
final class LoggedCommands implements RunCommands {
  private final RunControl control;
  private final CommandCheck check;

  LoggedCommands(KafkaSettings kafka, Clock clock) {
    control = new RunControl(kafka, clock);
    check = new CommandCheck(kafka, control);
  }

  @Override
  public Answer obey(String run, Command command) throws InterruptedException {
    return whole(() -> control.obey(run, command), Answer::refused);
  }

  @Override
  public Optional<SwapRules> outlook(String run) throws InterruptedException {
    return whole(() -> check.outlook(run), why -> {
      throw new ServiceUnavailableResponse(why);
    });
  }

  @Override
  public CheckedCommand check(String run, Command command) throws InterruptedException {
    return whole(() -> check.check(run, command), CheckedCommand::refused);
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
}
