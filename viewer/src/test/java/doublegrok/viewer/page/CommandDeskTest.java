package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.control.Answer;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CommandDeskTest {
  private static final Answer DONE = new Answer(true, "Done.", OptionalLong.empty());

  @Test
  void sendsAwayWhoComesWhileAnotherIsServed() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Callable<Answer> slow = () -> {
      begun.countDown();
      end.await();
      return DONE;
    };
    try (CommandDesk desk = new CommandDesk(Duration.ofSeconds(30))) {
      CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> ask(desk, slow));
      begun.await();

      assertThatThrownBy(() -> ask(desk, slow))
          .isInstanceOf(ServiceUnavailableResponse.class)
          .hasMessageContaining("Another command is being carried out");

      end.countDown();
      assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(DONE);
      assertThat(ask(desk, slow)).isEqualTo(DONE);
    }
  }

  @Test
  void letsNobodyWaitForLongAndServesTheNext() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Callable<Answer> stuck = () -> {
      never.await();
      return DONE;
    };
    try (CommandDesk desk = new CommandDesk(Duration.ofMillis(200))) {
      assertThatThrownBy(() -> desk.inTurn(stuck))
          .isInstanceOf(ServiceUnavailableResponse.class)
          .hasMessageContaining("look at the run's events");

      assertThat(ask(desk, () -> DONE)).isEqualTo(DONE);
    }
  }

  @Test
  void aFailureIsNoneOfTheCallersBusiness() {
    Callable<Answer> broken = () -> {
      throw new IllegalStateException("an inner secret");
    };
    try (CommandDesk desk = new CommandDesk(Duration.ofSeconds(30))) {
      assertThatThrownBy(() -> ask(desk, broken)).hasMessage("a command failed");
    }
  }

  private static Answer ask(CommandDesk desk, Callable<Answer> work) {
    try {
      return desk.inTurn(work);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
