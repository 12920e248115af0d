package doublegrok.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class ComplaintTest {
  @Test
  void kafkasFaultsAreASentenceWithTheWayOut() {
    assertThat(about(new TimeoutException("Timeout expired while fetching topic metadata")))
        .isEqualTo("doublegrok: Kafka did not do what it was asked (Timeout expired while fetching"
            + " topic metadata); check that the broker runs, then try again");
  }

  @Test
  void theKindOfAFaultIsTold() {
    assertThat(about(new NoSuchFileException("/a/b"))).isEqualTo("doublegrok: no such file: /a/b");
    assertThat(about(new NullPointerException()))
        .isEqualTo("doublegrok: null pointer (--verbose shows where)");
    assertThat(about(new IllegalStateException("it is so"))).isEqualTo("doublegrok: it is so");
  }

  @Test
  void aPathThatTheLocaleCannotSpellIsNamedAsThat() {
    assertThat(about(new InvalidPathException("caf\uFFFD", "unmappable")))
        .contains("the path 'caf\uFFFD' has signs", "LC_ALL=C.UTF-8");
  }

  private static String about(Throwable failure) {
    StringWriter text = new StringWriter();
    Complaint.aboutFailure(failure, new PrintWriter(text, true), false);
    return text.toString().strip();
  }
}
