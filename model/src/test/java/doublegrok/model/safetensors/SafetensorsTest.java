package doublegrok.model.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import doublegrok.model.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written, read, damaged, and read by a stranger. */
final class SafetensorsTest {
  private static final List<FloatTensor> TENSORS = List.of(
      new FloatTensor("z \"quoted\" é", List.of(2L, 3L), new float[] {
        1, -0f, Float.NaN, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 2.5f
      }),
      new FloatTensor("a", List.of(), new float[] {7}),
      new FloatTensor("empty", List.of(0L, 4L), new float[0]));

  @TempDir
  private Path directory;

  private Path file() {
    return directory.resolve("tensors.safetensors");
  }

  @ParameterizedTest(name = "{0} values")
  @ValueSource(ints = {1, 65_535, 65_536, 65_537, 200_000})
  void whatIsWrittenIsReadBackBitForBit(int size) throws IOException {
    Random random = new Random(size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat();
    }
    List<FloatTensor> tensors =
        List.of(TENSORS.get(0), new FloatTensor("big", List.of((long) size), values));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("step", "17");
    metadata.put("line\nbreak", "ü");

    Safetensors.write(file(), tensors, metadata);

    assertThat(Safetensors.read(file())).isEqualTo(new SafetensorsFile(tensors, metadata));
  }

  @Test
  void theSameTensorsGiveTheSameBytesWithAlignedFloats() throws IOException {
    Safetensors.write(file(), TENSORS, Map.of("k", "v"));
    byte[] once = Files.readAllBytes(file());
    Safetensors.write(file(), TENSORS, Map.of("k", "v"));

    assertThat(Files.readAllBytes(file())).isEqualTo(once);
    long header = ByteBuffer.wrap(once).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat((8 + header) % 64).isZero();
  }

  @Test
  void anotherWritersOrderPaddingAndMetadataAreRead() throws IOException {
    byte[] header = """
        {"b":{"shape":[2],"data_offsets":[4,12],"dtype":"F32"},\
         "a":{"dtype":"F32","data_offsets":[0,4],"shape":[]},\
         "__metadata__":{"format":"pt"}}   \
        """.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header).putFloat(1).putFloat(2).putFloat(3);
    Files.write(file(), bytes.array());

    assertThat(Safetensors.read(file()))
        .isEqualTo(new SafetensorsFile(
            List.of(
                new FloatTensor("a", List.of(), new float[] {1}),
                new FloatTensor("b", List.of(2L), new float[] {2, 3})),
            Map.of("format", "pt")));
  }

  @Test
  void everyTruncationAndEveryLongerFileIsRefused() throws IOException {
    Safetensors.write(file(), TENSORS, Map.of("k", "v"));
    byte[] whole = Files.readAllBytes(file());

    for (int length = 0; length <= whole.length + 3; length++) {
      if (length != whole.length) {
        Files.write(file(), Arrays.copyOf(whole, length));
        assertRefused();
      }
    }
  }

  @Test
  void everyDamagedHeaderByteIsRefusedOrReadAsSomethingWhole() throws IOException {
    Safetensors.write(file(), TENSORS, Map.of("k", "v"));
    byte[] whole = Files.readAllBytes(file());
    int header = 8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    int refused = 0;

    for (int at = 0; at < header; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) (1 << bit);
        Files.write(file(), damaged);
        try {
          Safetensors.read(file());
        } catch (IOException e) {
          assertThat(e).hasMessageStartingWith(file() + " is not a whole safetensors file: ");
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(header * 4);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':{'dtype':'F16','shape':[2],'data_offsets':[0,4]}} | tensor a must be F32, was F16",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | must have 8 bytes, has 0..4",
        "{'a':{'dtype':'F32','shape':[-1,-1],'data_offsets':[0,4]}} | must have 4 bytes",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,4]}} | too large",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | must begin at byte 0",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
            + "'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | b must begin at byte 4",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
            + "'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | Duplicate",
        "{} | its tensors need 0 bytes after the header, it has 4",
        "{'a':3} | its header has VALUE_NUMBER_INT where START_OBJECT belongs",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'x':1}} | strange field",
        "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}} | range",
        "[] | its header has START_ARRAY where START_OBJECT belongs",
      })
  void anUnsoundHeaderIsRefusedInASentence(String json, String reason) throws IOException {
    byte[] header = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file(), bytes.putLong(header.length).put(header).putFloat(1).array());

    assertThatThrownBy(() -> Safetensors.read(file()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }

  /** The format allows 100 MB; held whole, they would take many times that of memory. */
  @Test
  void aHeaderOfNotesAboveAllBoundsIsRefusedBeforeItIsRead() throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file(), length.putLong(90_000_000).array());
    try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[1]), 90_000_100);
    }

    assertThatThrownBy(() -> Safetensors.read(file()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its header's length must be 2..16000000, was 90000000")
        .hasMessageContaining("write the file without its metadata");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1 | a pointer of Git LFS",
        "<!DOCTYPE html> <html></html> | a web page",
        "<html><body>not found</body></html> | a web page",
        "'\u001f\u008b and some more bytes' | compressed by gzip",
        "PK\u0003\u0004 and some more bytes | a zip archive, as torch.save",
      })
  void aFileOfAnotherKindIsCalledByItsName(String begin, String kind) throws IOException {
    Files.write(file(), begin.getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Safetensors.read(file()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its header's length must be")
        .hasMessageContaining("it seems to be " + kind);
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThatThrownBy(() -> Safetensors.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessage(directory + " is a pipe, a device or a directory; copy it to a file first");
  }

  @Test
  void twoTensorsOfOneNameAreRefused() {
    FloatTensor tensor = new FloatTensor("same", List.of(1L), new float[1]);

    assertThatThrownBy(() -> Safetensors.write(file(), List.of(tensor, tensor), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor names must differ and not be __metadata__, was given same");
  }

  @Test
  void aPythonProgramThatKnowsOnlyTheFormatReadsTheSame() throws Exception {
    Safetensors.write(file(), TENSORS, Map.of("step", "17"));
    String program = """
        import json, struct, sys
        raw = open(sys.argv[1], "rb").read()
        size = struct.unpack("<Q", raw[:8])[0]
        header = json.loads(raw[8:8 + size])
        print(header.pop("__metadata__")["step"])
        for name, entry in header.items():
            begin, end = entry["data_offsets"]
            bits = struct.unpack("<%dI" % ((end - begin) // 4), raw[8 + size:][begin:end])
            print(ascii(name), entry["dtype"], entry["shape"], *bits)
        """;

    Process process;
    try {
      process = new ProcessBuilder("python3", "-c", program, file().toString())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      abort("python3 is not installed, so no stranger read the file");
      return;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines())
        .containsExactly(
            "17",
            "'z \"quoted\" \\xe9' F32 [2, 3] 1065353216 2147483648 2143289344 1 4286578688"
                + " 1075838976",
            "'a' F32 [] 1088421888",
            "'empty' F32 [0, 4]");
  }

  private void assertRefused() {
    assertThatThrownBy(() -> Safetensors.read(file()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file() + " is not a whole safetensors file: ");
  }
}
