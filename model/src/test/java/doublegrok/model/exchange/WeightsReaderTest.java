package doublegrok.model.exchange;

import static doublegrok.model.exchange.TorchFiles.bytes;
import static doublegrok.model.exchange.TorchFiles.dictionary;
import static doublegrok.model.exchange.TorchFiles.file;
import static doublegrok.model.exchange.TorchFiles.floats;
import static doublegrok.model.exchange.TorchFiles.number;
import static doublegrok.model.exchange.TorchFiles.tensor;
import static doublegrok.model.exchange.TorchFiles.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.model.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of files that strangers have written, some of whom mean harm. */
final class WeightsReaderTest {
  private static final int MUTATIONS = 4_000;
  private static final int[] ROWS = {2, 3};
  private static final byte[] SIX = floats(1, 2, 3, 4, 5, 6);
  private static final String WHOLE = tensor("FloatStorage", "0", 6, 0, ROWS, new int[] {3, 1});
  private static final byte[] SOUND = file(
      dictionary(
          "w", WHOLE,
          "turned", tensor("FloatStorage", "0", 6, 0, new int[] {3, 2}, new int[] {1, 3}),
          "part", tensor("FloatStorage", "0", 6, 4, new int[] {2}, new int[] {1}),
          "mask", tensor("BoolStorage", "1", 2, 0, new int[] {2}, new int[] {1}),
          "half", tensor("HalfStorage", "2", 1, 0, new int[0], new int[0])),
      "0",
      SIX,
      "1",
      new byte[] {1, 0},
      "2",
      new byte[] {0, 0x3e});
  private static final List<FloatTensor> TENSORS = List.of(
      new FloatTensor("w", List.of(2L, 3L), new float[] {1, 2, 3, 4, 5, 6}),
      new FloatTensor("turned", List.of(3L, 2L), new float[] {1, 4, 2, 5, 3, 6}),
      new FloatTensor("part", List.of(2L), new float[] {5, 6}),
      new FloatTensor("half", List.of(), new float[] {1.5f}));

  @TempDir
  private Path folder;

  @Test
  void viewsOfAStorageAreReadAndMasksAreNot() throws IOException {
    assertThat(read(SOUND)).isEqualTo(TENSORS);
  }

  @Test
  void safetensorsMayHaveAnyFloats() throws IOException {
    byte[] header =
        bytes("{'h':{'dtype':'F16','shape':[8],'data_offsets':[0,16]},".replace('\'', '"')
            + "'b':{'dtype':'BF16','shape':[2],'data_offsets':[16,20]},".replace('\'', '"')
            + "'d':{'dtype':'F64','shape':[2],'data_offsets':[20,36]},".replace('\'', '"')
            + "'m':{'dtype':'BOOL','shape':[3],'data_offsets':[36,39]},".replace('\'', '"')
            + "'f':{'dtype':'F32','shape':[1],'data_offsets':[39,43]}}".replace('\'', '"'));
    ByteBuffer all = ByteBuffer.allocate(8 + header.length + 43).order(ByteOrder.LITTLE_ENDIAN);
    all.putLong(header.length).put(header);
    for (int half : new int[] {0x3c00, 0xc000, 0x7bff, 1, 0x3ff, 0x8000, 0x7c00, 0x7e00}) {
      all.putShort((short) half);
    }
    all.putShort((short) 0x3fc0).putShort((short) 0xc2f7);
    all.putDouble(1 / 3.0).putDouble(-1e300).put(new byte[] {1, 0, 1}).putFloat(7);

    assertThat(read(all.array()))
        .containsExactly(
            new FloatTensor("h", List.of(8L), new float[] {
              1, -2, 65504, 0x1p-24f, 1023 * 0x1p-24f, -0f, Float.POSITIVE_INFINITY, Float.NaN
            }),
            new FloatTensor("b", List.of(2L), new float[] {1.5f, -123.5f}),
            new FloatTensor("d", List.of(2L), new float[] {1 / 3f, Float.NEGATIVE_INFINITY}),
            new FloatTensor("f", List.of(1L), new float[] {7}));
  }

  static List<Arguments> hostile() {
    String system = "cposix\nsystem\n(" + text("touch pwned") + "tR";
    return List.of(
        Arguments.of("it names posix.system, which no dictionary", dictionary("a", system)),
        Arguments.of("it names a?[31m.b, which", dictionary("a", "ca\u001b[31m\nb\n")),
        Arguments.of("it names torch.LongStorage", dictionary("a", WHOLE.replace("Float", "Long"))),
        Arguments.of("has the opcode 0x69", dictionary("a", "(iposix\nsystem\n")),
        Arguments.of("has the opcode 0x93", dictionary("a", "\u0093")),
        Arguments.of("not of protocol 2", dictionary("a", WHOLE).replace("\u0080\2", "\u0080\4")),
        Arguments.of("'model' in it is no tensor", dictionary("model", "}")),
        Arguments.of("'step' in it is no tensor; save the", dictionary("step", number(3))),
        Arguments.of("'w' is in it twice", dictionary("w", WHOLE, "w", WHOLE)),
        Arguments.of("is more than one thing", dictionary("w", WHOLE) + "."),
        Arguments.of("is more than one thing", dictionary("w", WHOLE).replace("}(", "}}(")),
        Arguments.of("ends in the middle", dictionary("w", WHOLE).replace("u.", "u")),
        Arguments.of("ends in the middle", "\u0080\2X\u00ff\u00ff\u00ff\u007fa."),
        Arguments.of("refers to what it has not", dictionary("w", "h\7")),
        Arguments.of("has no beginning of a tuple", "\u0080\2t."),
        Arguments.of("takes more than it has", "\u0080\2\u0087."),
        Arguments.of("takes more than it has", "\u0080\2q\1."),
        Arguments.of("where a String belongs", "\u0080\2}(K\1K\2u."),
        Arguments.of("a key without a value", "\u0080\2}(K\1u."),
        Arguments.of("where a Dictionary belongs", "\u0080\2K\1."),
        Arguments.of(
            "makes a _rebuild_tensor_v2 of something",
            "\u0080\2ctorch._utils\n" + "_rebuild_tensor_v2\n)R."),
        Arguments.of("makes a FloatStorage of something", "\u0080\2ctorch\nFloatStorage\n)R."),
        Arguments.of("refers to something else than a storage", "\u0080\2)Q."),
        Arguments.of("an integer of 9 bytes", "\u0080\2\u008a\u0009123456789."),
        Arguments.of(
            "it has no data/../x", dictionary("w", WHOLE.replace(text("0"), text("../x")))),
        Arguments.of("data/0 must have 7 numbers", dictionary("w", stored(7, 0, ROWS, 3, 1))),
        Arguments.of("does not lie in its storage", dictionary("w", stored(6, 1, ROWS, 3, 1))),
        Arguments.of("does not lie in its storage", dictionary("w", stored(6, -1, ROWS, 3, 1))),
        Arguments.of("does not lie in its storage", dictionary("w", stored(6, 5, ROWS, -3, 1))),
        Arguments.of("does not lie in its storage", dictionary("w", stored(6, 0, ROWS, 3))),
        Arguments.of(
            "does not lie in its storage",
            dictionary("w", stored(6, 0, new int[] {1 << 30, 1 << 30, 1 << 30}, 0, 0, 0))),
        Arguments.of(
            "does not lie in its storage", dictionary("w", stored(6, 0, new int[] {1 << 30}, 0))),
        Arguments.of(
            "show the numbers of data/0 more than 4 times",
            dictionary("a", WHOLE, "b", WHOLE, "c", WHOLE, "d", WHOLE, "e", WHOLE, "f", WHOLE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void aPickleOfAnythingElseIsRefusedAndNotRun(String reason, String pickle) {
    refused(file(pickle, "0", SIX), reason);
    assertThat(Path.of("pwned")).doesNotExist();
  }

  @Test
  void aZipThatIsNoFileOfTensorsIsRefused() {
    byte[] pickle = bytes(dictionary("w", WHOLE));
    Map<String, byte[]> entries = Map.of("a/data.pkl", pickle, "a/data/0", SIX);
    refused(TorchFiles.zip(entries, ZipEntry.DEFLATED), "is compressed, as torch.save does not");
    refused(TorchFiles.zip(Map.of("a/b", SIX), ZipEntry.STORED), "a zip without data.pkl");
    refused(
        TorchFiles.zip(Map.of("a/data.pkl", pickle, "b/data.pkl", pickle), ZipEntry.STORED),
        "two pickles");
    refused(file(dictionary("w", WHOLE)), "it has no data/0");
    refused(
        TorchFiles.zip(
            Map.of("a/data.pkl", pickle, "a/data/0", SIX, "a/byteorder", bytes("big")),
            ZipEntry.STORED),
        "big-endian");
    refused(bytes("PK\3\4 and nothing of a zip"), "it is not a zip, as torch.save writes it");
    refused(file("\u0080\2" + "N".repeat(4_000_000)), "data.pkl must have at most 4000000 bytes");
  }

  /** Sizes in the directory at the end of the file, which readers believe. */
  @ParameterizedTest
  @ValueSource(ints = {25, 1_000_000, Integer.MAX_VALUE, -2})
  void anEntryThatLiesAboutItsSizeIsRefused(int size) throws IOException {
    byte[] lying = file(dictionary("w", WHOLE), "0", SIX);
    ByteBuffer all = ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN);
    int directory = all.getInt(lying.length - 6);
    int second = directory + 46 + "a/data.pkl".length();
    assertThat(all.getInt(second + 24)).isEqualTo(SIX.length);
    all.putInt(second + 20, size).putInt(second + 24, size);

    Files.write(folder.resolve("a.pth"), lying);

    assertThatThrownBy(() -> WeightsReader.read(folder.resolve("a.pth")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.pth is no plain file of tensors: ");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aDamagedFileIsRefusedOrReadAsItWas(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = SOUND.clone();
      for (int times = random.nextInt(3); times >= 0; times--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      if (random.nextInt(4) == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      }
      try {
        assertThat(read(damaged)).as("mutation %d", i).isEqualTo(TENSORS);
      } catch (IOException unsound) {
        assertThat(unsound)
            .as("mutation %d", i)
            .hasMessageMatching("(?s).* is (no plain file of tensors|not a whole).*");
      }
    }
  }

  private static String stored(int count, int offset, int[] shape, int... strides) {
    return tensor("FloatStorage", "0", count, offset, shape, strides);
  }

  private void refused(byte[] file, String reason) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.pth is no plain file of tensors: ")
        .hasMessageContaining(reason);
  }

  private List<FloatTensor> read(byte[] file) throws IOException {
    Path path = folder.resolve("a.pth");
    Files.write(path, file);
    return WeightsReader.read(path);
  }
}
