package doublegrok.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes: the record, or an UnreadableRecordException, in little memory. */
@Timeout(60)
final class AvroCodecTest {
  private static final int HEADER_BYTES = 10;
  private static final int MUTATIONS_PER_SAMPLE = 1000;
  private static final long ALLOCATED_BYTES_MAX = 4 << 20;
  private static final List<Long> CLAIMS = List.of(
      (long) Integer.MAX_VALUE,
      (long) Integer.MAX_VALUE - 8,
      (long) Integer.MAX_VALUE - 100,
      1L << 30,
      1L << 28,
      Integer.MAX_VALUE + 1L,
      Long.MAX_VALUE,
      -1L,
      -(1L << 28),
      (long) Integer.MIN_VALUE,
      Long.MIN_VALUE);

  static List<Sample<?>> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyRecordComesBackEqual(Sample<?> sample) {
    assertThat(sample.decoded(sample.bytes())).isEqualTo(sample.value());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noBeginningOfARecordIsARecord(Sample<?> sample) {
    byte[] whole = sample.bytes();

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> sample.decoded(cut))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(UnreadableRecordException.class)
          .hasMessageContaining(sample.topic().codec().schema().getName());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void mutatedBytesAreARecordOrUnreadable(Sample<?> sample) {
    byte[] whole = sample.bytes();
    for (int seed = 0; seed < MUTATIONS_PER_SAMPLE; seed++) {
      Random random = new Random(seed);
      byte[] mutated = whole.clone();
      int flips = 1 + random.nextInt(4);
      for (int flip = 0; flip < flips; flip++) {
        mutated[random.nextInt(mutated.length)] ^= (byte) (1 + random.nextInt(255));
      }
      assertHarmless(sample, mutated, "seed " + seed);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void cutGrownAndSplicedBytesAreARecordOrUnreadable(Sample<?> sample) {
    List<Sample<?>> others = samples();
    for (int seed = 0; seed < MUTATIONS_PER_SAMPLE; seed++) {
      Random random = new Random(seed);
      byte[] bytes = sample.bytes();
      for (int times = 1 + random.nextInt(3); times > 0; times--) {
        byte[] other = others.get(random.nextInt(others.size())).bytes();
        bytes = remade(bytes, other, random);
      }
      assertHarmless(sample, bytes, "seed " + seed);
    }
  }

  /** Cut, grown by noise, or with a piece of another record; mostly behind the header. */
  private static byte[] remade(byte[] bytes, byte[] other, Random random) {
    int at = Math.min(bytes.length, random.nextInt(HEADER_BYTES / 2) == 0 ? 0 : HEADER_BYTES);
    int from = at + random.nextInt(bytes.length - at + 1);
    byte[] piece = new byte[random.nextInt(12)];
    random.nextBytes(piece);
    int begin = random.nextInt(other.length);
    ByteBuffer remade = ByteBuffer.allocate(bytes.length + other.length + piece.length);
    remade.put(bytes, 0, from);
    switch (random.nextInt(4)) {
      case 0 -> remade.put(piece);
      case 1 -> remade.put(piece).put(bytes, from, bytes.length - from);
      case 2 -> remade.put(other, begin, random.nextInt(other.length - begin + 1));
      default -> remade.put(other, begin, other.length - begin);
    }
    return Arrays.copyOf(remade.array(), remade.position());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aClaimOfGigabytesCostsNothing(Sample<?> sample) {
    byte[] whole = sample.bytes();
    for (int at = HEADER_BYTES; at < whole.length; at++) {
      for (long claim : CLAIMS) {
        assertHarmless(
            sample, claiming(whole, at, claim), "claim of %d at %d".formatted(claim, at));
      }
    }
  }

  @Test
  void whatFollowsARecordMakesItUnreadable() {
    for (Sample<?> sample : samples()) {
      byte[] longer = Arrays.copyOf(sample.bytes(), sample.bytes().length + 1);

      assertThatThrownBy(() -> sample.decoded(longer))
          .isInstanceOf(UnreadableRecordException.class)
          .hasMessageContaining("something follows its end");
    }
  }

  @Test
  void theRecordOfAnotherKindIsUnreadable() {
    for (Sample<?> sample : samples()) {
      for (Sample<?> other : samples()) {
        if (!sample.value().getSchema().equals(other.value().getSchema())) {
          assertThatThrownBy(() -> sample.decoded(other.bytes()))
              .isInstanceOf(UnreadableRecordException.class);
        }
      }
    }
  }

  @Test
  void nullAndEmptyAreUnreadable() {
    for (Sample<?> sample : samples()) {
      assertThatThrownBy(() -> sample.decoded(null))
          .isInstanceOf(UnreadableRecordException.class)
          .hasMessageContaining("has no value");
      assertThatThrownBy(() -> sample.decoded(new byte[0]))
          .isInstanceOf(UnreadableRecordException.class);
    }
  }

  @Test
  void everyTopicHasASample() {
    assertThat(samples()).extracting(sample -> (Object) sample.topic()).containsAll(Topics.ALL);
  }

  /** What is loaded for the first unreadable record would count as allocated for it. */
  @BeforeAll
  static void failOnce() {
    for (Sample<?> sample : samples()) {
      byte[] cut = Arrays.copyOf(sample.bytes(), sample.bytes().length - 1);
      assertThatThrownBy(() -> sample.decoded(cut)).hasMessageContaining(" bytes are not a ");
    }
  }

  private static void assertHarmless(Sample<?> sample, byte[] bytes, String what) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      sample.decoded(bytes);
    } catch (UnreadableRecordException expected) {
      assertThat(expected).hasMessageContaining(" bytes are not a ");
    } catch (Throwable other) {
      throw new AssertionError(what + " of " + sample, other);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as("bytes allocated for %s of %s", what, sample)
        .isLessThan(ALLOCATED_BYTES_MAX);
  }

  /** The bytes with a number in Avro's form over those at a place. */
  private static byte[] claiming(byte[] bytes, int at, long claim) {
    byte[] number = varint(claim);
    byte[] claiming = Arrays.copyOf(bytes, Math.max(bytes.length, at + number.length));
    System.arraycopy(number, 0, claiming, at, number.length);
    return claiming;
  }

  private static byte[] varint(long value) {
    long zigzag = (value << 1) ^ (value >> 63);
    int length = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(zigzag) + 6) / 7);
    byte[] bytes = new byte[length];
    IntStream.range(0, length)
        .forEach(
            i -> bytes[i] = (byte) (((zigzag >>> (7 * i)) & 0x7f) | (i < length - 1 ? 0x80 : 0)));
    return bytes;
  }
}
