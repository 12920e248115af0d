package doublegrok.spec.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WrittenTest {
  @Test
  void strangersTextsAreHarmless() {
    assertThat(Written.shown("a\u001b[31m\n\u202e\u2028"))
        .isEqualTo("a\\u001b[31m\\u000a\\u202e\\u2028");
    assertThat(Written.shown("x".repeat(100))).isEqualTo("x".repeat(60) + "...");
  }
}
