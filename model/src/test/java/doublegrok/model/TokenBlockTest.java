package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a block accepts. */
final class TokenBlockTest {
  @Test
  void tokensAfterTheLastAnswerAreLeftOut() {
    TokenBlock block = new TokenBlock(2, 4, new byte[] {0, 1, 2, 3, 4, 5, 6, 7}, List.of(1, 2));

    assertThat(block.seen()).isEqualTo(2);
    assertThat(block.usedTokens()).containsExactly(0, 1, 2, 4, 5, 6);
  }

  @Test
  void answersAtPositionZeroOrBeyondTheEndOrTwiceAreRefused() {
    for (List<Integer> answers : List.of(List.of(0), List.of(4), List.of(2, 2), List.of(2, 1))) {
      assertThatThrownBy(() -> new TokenBlock(1, 4, new byte[4], answers))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "answer positions must ascend in 1..3 (position 0 has nothing before it), were "
                  + answers);
    }
  }

  @Test
  void aBlockWithoutAnswersOrWithTooFewTokensIsRefused() {
    assertThatThrownBy(() -> new TokenBlock(1, 4, new byte[4], List.of()))
        .hasMessage("a block needs at least one answer position, had none");
    assertThatThrownBy(() -> new TokenBlock(2, 4, new byte[7], List.of(1)))
        .hasMessage("a block of 2 sequences of 4 tokens needs 8 bytes, was given 7");
  }
}
