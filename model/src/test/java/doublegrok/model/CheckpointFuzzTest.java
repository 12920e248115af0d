package doublegrok.model;

import static org.assertj.core.api.Assertions.assertThat;

import doublegrok.model.safetensors.Safetensors;
import doublegrok.record.StoredFile;
import doublegrok.store.DirectoryStore;
import doublegrok.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small checkpoint files, damaged in every way: thousands of times for each seed. */
@Timeout(120)
final class CheckpointFuzzTest {
  private static final String SUFFIX = ".safetensors";
  private static final int MUTATIONS = 1_800;

  @TempDir
  private Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void readsWhatTheFileHoldsOrSaysWhatIsWrongWithIt(long seed) throws IOException {
    Random random = new Random(seed);
    Path file = directory.resolve("fuzzed" + SUFFIX);
    byte[] sound = sound(random);
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      Optional<byte[]> bytes = mutated(sound, random);
      write(file, bytes);
      try {
        List<FloatTensor> tensors = Safetensors.read(file).tensors();
        assertThat(tail(bytes.orElseThrow(), tensors))
            .as("mutation %d", i)
            .isEqualTo(floats(tensors));
        read++;
      } catch (NoSuchFileException missing) {
        assertThat(bytes).isEmpty();
      } catch (IOException unsound) {
        assertThat(unsound).as("mutation %d", i).hasMessageContaining(file + " is not a whole");
      }
    }
    assertThat(read).as("some damage is in the numbers").isBetween(MUTATIONS / 50, MUTATIONS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theStoreGivesOutNothingButTheBytesThatWerePut(long seed) throws IOException {
    Random random = new Random(seed);
    DirectoryStore store = DirectoryStore.in(directory);
    byte[] sound = sound(random);
    StoredFile stored = store.put("a", SUFFIX, path -> Files.write(path, sound));
    Path place = store.verified(stored, SUFFIX);
    for (int i = 0; i < MUTATIONS; i++) {
      Optional<byte[]> bytes = mutated(sound, random);
      write(place, bytes);
      boolean same = bytes.isPresent() && Arrays.equals(bytes.get(), sound);
      try {
        assertThat(store.verified(stored, SUFFIX)).isEqualTo(place);
        assertThat(same).as("mutation %d", i).isTrue();
      } catch (StoreException refused) {
        assertThat(same).as("mutation %d", i).isFalse();
        assertThat(refused).hasMessageContaining(place.toString());
      }
    }
  }

  /** One to three of the things that happen to files; empty if the file is deleted. */
  private static Optional<byte[]> mutated(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
      int end = at + (bytes.length == at ? 0 : random.nextInt(bytes.length - at));
      switch (random.nextInt(8)) {
        case 0, 1 -> flip(bytes, at, random);
        case 2 -> flip(bytes, Math.min(at, random.nextInt(16)), random); // the header's length
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        case 4 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
        case 5 -> Arrays.fill(bytes, at, end, (byte) 0);
        case 6 -> {
          int length = Math.min(end - at, sound.length - 1);
          System.arraycopy(sound, random.nextInt(sound.length - length), bytes, at, length);
        }
        default -> {
          if (random.nextInt(10) == 0) {
            return Optional.empty();
          }
          flip(bytes, at, random);
        }
      }
    }
    return Optional.of(bytes);
  }

  private static void flip(byte[] bytes, int at, Random random) {
    if (bytes.length > 0) {
      bytes[at] ^= (byte) (1 << random.nextInt(8));
    }
  }

  private static void write(Path file, Optional<byte[]> bytes) throws IOException {
    if (bytes.isPresent()) {
      Files.write(file, bytes.get());
    } else {
      Files.deleteIfExists(file);
    }
  }

  private byte[] sound(Random random) throws IOException {
    List<FloatTensor> tensors = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      float[] values = new float[2 + random.nextInt(20)];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat();
      }
      tensors.add(new FloatTensor("layer." + number, List.of((long) values.length), values));
    }
    Path file = directory.resolve("sound" + SUFFIX);
    Safetensors.write(file, tensors, Map.of("step", "40"));
    return Files.readAllBytes(file);
  }

  private static byte[] floats(List<FloatTensor> tensors) {
    int count = tensors.stream().mapToInt(each -> each.values().length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (FloatTensor tensor : tensors) {
      for (float value : tensor.values()) {
        bytes.putInt(Float.floatToRawIntBits(value));
      }
    }
    return bytes.array();
  }

  private static byte[] tail(byte[] bytes, List<FloatTensor> tensors) {
    int length = floats(tensors).length;
    return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
  }
}
