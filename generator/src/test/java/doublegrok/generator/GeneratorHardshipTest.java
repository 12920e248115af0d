package doublegrok.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import doublegrok.log.Topics;
import doublegrok.record.ControlCommand;
import doublegrok.record.Demand;
import doublegrok.record.EventKind;
import doublegrok.record.ForkRun;
import doublegrok.record.PauseRun;
import doublegrok.record.RejectedRecord;
import doublegrok.record.SequenceBatch;
import doublegrok.spec.RunSpecs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad records and bad clocks: the generator rejects the ones, and the others change nothing. */
final class GeneratorHardshipTest {
  private final GeneratorDriver generator = new GeneratorDriver();

  @AfterEach
  void close() {
    generator.close();
  }

  static Stream<Arguments> badDemands() {
    return Stream.of(
        Arguments.of("a", null, "has no value"),
        Arguments.of("a", new byte[0], "do not begin with its header"),
        Arguments.of("a", Arrays.copyOf(demand("a", 5, null, 0), 12), "are not a Demand"),
        Arguments.of("a", command("a", 1, new PauseRun()), "do not begin with its header"),
        Arguments.of(null, demand("a", 5, null, 0), "has no key"),
        Arguments.of("b", demand("a", 5, null, 0), "its key is 'b'"),
        Arguments.of("", demand("", 5, null, 0), "a run's name must be"),
        Arguments.of("a", demand("a", -1, null, 0), "the demand must be 0.."),
        Arguments.of("a", demand("a", Long.MIN_VALUE, null, 0), "the demand must be 0.."),
        Arguments.of("a", demand("a", 5, -3L, 1), "the batch to rewind to must be 0.."),
        Arguments.of("a", demand("a", 5, 0L, -1), "the epoch must be 0.."),
        Arguments.of("a", demand("a", 5, 0L, Long.MAX_VALUE), "the epoch must be 0.."));
  }

  static Stream<Arguments> badCommands() {
    String spec = RunSpecs.canonical(GeneratorDriver.SPEC);
    return Stream.of(
        Arguments.of("a/000001", null, "has no value"),
        Arguments.of("a/000001", demand("a", 5, null, 0), "do not begin with its header"),
        Arguments.of(null, command("a", 1, new PauseRun()), "has no key"),
        Arguments.of("b/000001", command("a", 1, new PauseRun()), "its key is 'b/000001'"),
        Arguments.of("a/000001", command("a", -1, new PauseRun()), "version must be 0.."),
        Arguments.of("c/0", command("c", 0, new ForkRun("a", -5L, spec)), "the step to fork at"));
  }

  @ParameterizedTest
  @MethodSource("badDemands")
  void aBadDemandIsRejectedAndTheRestGoesOn(String key, byte[] value, String reason) {
    generator.start("a");
    generator.demand("a", 2);
    generator.pipe(Topics.DEMAND, key, value);
    generator.demand("a", 3);

    assertRejected(Topics.DEMAND.name(), 1, reason);
    assertThat(generator.batches()).extracting(SequenceBatch::getIndex).containsExactly(0L, 1L, 2L);
  }

  @ParameterizedTest
  @MethodSource("badCommands")
  void aBadCommandIsRejectedAndTheRestGoesOn(String key, byte[] value, String reason) {
    generator.start("a");
    generator.pipe(Topics.CONTROL, key, value);
    generator.demand("a", 2);

    assertRejected(Topics.CONTROL.name(), 1, reason);
    assertThat(generator.events()).noneMatch(event -> event.getKind() == EventKind.REFUSED);
    assertThat(generator.batches()).hasSize(2);
  }

  @Test
  void aTimestampIsOfNoConcern() {
    generator.start("a");
    generator.pipe(Topics.DEMAND, "a", demand("a", 2, null, 0), Long.MAX_VALUE);
    generator.pipe(Topics.DEMAND, "a", new byte[] {1}, 0);
    generator.pipe(Topics.DEMAND, "a", demand("a", 3, null, 0), 1);

    assertThat(generator.batches()).hasSize(3);
    assertThat(generator.rejected()).hasSize(1);
  }

  @Test
  void aClockThatJumpsAnHourForthAndStandsStillAnHourChangesNoBatch() {
    Random random = new Random(5);
    try (GeneratorDriver jumping = new GeneratorDriver(new JumpingClock(random))) {
      for (GeneratorDriver each : List.of(generator, jumping)) {
        each.start("a");
        for (long upTo = 1; upTo <= 40; upTo++) {
          each.nanos.addAndGet(Duration.ofMillis(30).toNanos());
          each.demand("a", upTo);
          each.advance(Duration.ofSeconds(each == generator ? 1 : 3600 * random.nextInt(2)));
        }
        each.rewind("a", 40, 7);
      }

      assertThat(jumping.batches()).hasSize(73).isEqualTo(generator.batches());
    }
  }

  private void assertRejected(String topic, long offset, String reason) {
    List<RejectedRecord> rejected = generator.rejected();
    assertThat(rejected)
        .extracting(
            RejectedRecord::getTopic,
            RejectedRecord::getPartition,
            RejectedRecord::getOffset,
            RejectedRecord::getService)
        .containsExactly(tuple(topic, 0, offset, "generator"));
    assertThat(rejected.get(0).getReason()).contains(reason);
  }

  private static byte[] demand(String run, long upTo, Long rewind, long epoch) {
    return Topics.DEMAND
        .codec()
        .encode(new Demand(run, upTo, rewind, epoch, GeneratorDriver.ENDS_AT));
  }

  private static byte[] command(String run, int version, Object body) {
    return Topics.CONTROL
        .codec()
        .encode(new ControlCommand(run, version, "id", Instant.EPOCH, body));
  }

  /** An hour back or forth at every look. */
  private static final class JumpingClock extends Clock {
    private final Random random;

    JumpingClock(Random random) {
      this.random = random;
    }

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
}
