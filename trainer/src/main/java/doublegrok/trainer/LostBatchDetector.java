package doublegrok.trainer;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Gathers the evidence that a batch is lost: the generator has answered the demand for it, and yet
 * the log does not hold it, as two looks in a row show. Time alone is no evidence: broker or
 * generator may be away.
 */
final class LostBatchDetector {
  static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  static final Duration LOOK_AFTER_REWIND_MAX = Duration.ofSeconds(32);
  private static final int LOOKS = 2;

  private final DemandAnswers answers;
  private long nextLook;
  private long afterRewind = LOOK_EVERY.toNanos();
  private OptionalLong end = OptionalLong.empty();
  private int absent;

  /**
   * Nothing is known yet.
   *
   * @param now in nanoseconds, as of a clock that only goes forward
   */
  LostBatchDetector(DemandAnswers answers, long now) {
    this.answers = answers;
    this.nextLook = now + LOOK_EVERY.toNanos();
  }

  /**
   * Whether the batch is lost for certain. To be asked after each poll that did not give it.
   *
   * @param demandOffset of the newest committed demand that asks for the batch
   * @param position up to which the log is read
   */
  boolean proven(long now, OptionalLong demandOffset, OptionalLong position) {
    if (end.isPresent()) {
      if (position.orElse(-1) >= end.getAsLong()) {
        end = OptionalLong.empty();
        absent++;
        nextLook = now + LOOK_EVERY.toNanos();
      }
      return absent >= LOOKS;
    }
    if (now >= nextLook && demandOffset.isPresent()) {
      end = answers.endAfter(demandOffset.getAsLong());
      absent = end.isPresent() ? absent : 0;
      nextLook = now + LOOK_EVERY.toNanos();
    }
    return false;
  }

  /** The batch is demanded anew: whoever is slow to make it, or must not, is asked ever later. */
  void rewound(long now) {
    end = OptionalLong.empty();
    absent = 0;
    nextLook = now + afterRewind;
    afterRewind = Math.min(2 * afterRewind, LOOK_AFTER_REWIND_MAX.toNanos());
  }
}
