package doublegrok.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ProducerToolTest {
  @Test
  void theLastSpeedCounts() {
    String text = """
        301 records sent, 60.2 records/sec (5.88 MB/sec), 90.4 ms avg latency, 210.0 ms max.
        768 records sent, 540.1 records/sec (51.71 MB/sec), 8.10 ms avg latency, 9.00 ms max.
        576 steady state records sent, 612.250000 records/sec (58.61 MB/sec), 7.95 ms avg latency.
        """;

    assertThat(ProducerTool.last(text)).isEqualTo(612.25);
  }

  @Test
  void aToolThatToldNoSpeedIsQuoted() {
    assertThatThrownBy(() -> ProducerTool.last("Connection refused\n"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("ProducerPerformance told no speed; it said: Connection refused");
  }
}
