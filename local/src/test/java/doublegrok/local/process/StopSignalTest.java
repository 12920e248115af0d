package doublegrok.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  private static final int INTERRUPT = 2;
  private static final int TERMINATE = 15;

  private final List<Integer> halts = new CopyOnWriteArrayList<>();

  @Test
  void theFirstSignalAsksAndSaysTheExitCode() throws InterruptedException {
    try (StopSignal stop = new StopSignal(Duration.ofMinutes(1), halts::add)) {
      assertThat(stop.isRequested()).isFalse();
      assertThat(stop.exitCode()).isZero();
      assertThat(stop.await(Duration.ofMillis(1))).isFalse();

      stop.request(INTERRUPT);

      assertThat(stop.await(Duration.ofMillis(1))).isTrue();
      assertThat(stop.exitCode()).isEqualTo(130);
      assertThat(halts).isEmpty();
    }
  }

  @Test
  void theSecondSignalHaltsAtOnce() {
    try (StopSignal stop = new StopSignal(Duration.ofMinutes(1), halts::add)) {
      stop.request(TERMINATE);
      stop.request(INTERRUPT);

      assertThat(halts).containsExactly(130);
      assertThat(stop.exitCode()).isEqualTo(143);
    }
  }

  @Test
  void whoGivesItsWorkBackIsNotHurriedByBeingAskedAgain() {
    try (StopSignal stop = new StopSignal(Duration.ofMinutes(1), halts::add)) {
      stop.askToGiveBack();
      stop.askToGiveBack();

      assertThat(stop.isRequested()).isTrue();
      assertThat(stop.exitCode()).isEqualTo(75);
      assertThat(halts).isEmpty();

      stop.request(INTERRUPT);
      assertThat(halts).containsExactly(130);
    }
  }

  @Test
  void closingThatTakesTooLongIsCutOff() {
    try (StopSignal stop = new StopSignal(Duration.ofMillis(20), halts::add)) {
      stop.request(INTERRUPT);

      await().atMost(Duration.ofSeconds(10)).until(() -> halts.equals(List.of(130)));
    }
  }

  @Test
  void aRealSignalIsHeard() {
    try (StopSignal stop = StopSignal.open()) {
      ProcessHandle self = ProcessHandle.current();
      assertThat(self.isAlive()).isTrue();
      assertThat(raise(self.pid())).isZero();

      await().atMost(Duration.ofSeconds(10)).until(stop::isRequested);
      assertThat(stop.exitCode()).isEqualTo(129);
    }
  }

  /** A hang-up, so that a failure of this test does not look like a person's Ctrl-C. */
  private static int raise(long pid) {
    try {
      return new ProcessBuilder("kill", "-HUP", Long.toString(pid)).start().waitFor();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
