package doublegrok.trainer;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;

/** Somewhere within two hours, at every look. */
final class JumpingClock extends Clock {
  private final Random random = new Random(11);

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(1_700_000_000L + random.nextInt(7200));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
