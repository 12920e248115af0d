package doublegrok.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data directories outlive releases. */
final class FormerSchemasTest {
  private static final Path FROZEN = Path.of("src/main/resources/doublegrok/record/frozen");
  private static final int RECORDS = 20;
  private static final int HEADER_BYTES = 10;

  static List<Topic<?>> topics() {
    return Topics.ALL;
  }

  @Test
  void everyFrozenVersionIsRead() throws IOException {
    try (Stream<Path> folders = Files.list(FROZEN)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(FormerSchemas.VERSIONS);
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyTopicReadsWhatFormerReleasesWrote(Topic<?> topic) throws IOException {
    Schema current = topic.codec().schema();
    List<Schema> former = FormerSchemas.of(current);

    assertThat(former).isNotEmpty();
    for (Schema written : former) {
      BinaryMessageEncoder<Object> encoder = new BinaryMessageEncoder<>(GenericData.get(), written);
      for (Object value : new RandomData(written, RECORDS, 7L)) {
        byte[] bytes = encoder.encode(value).array();
        assertThat(reread(topic.codec(), bytes)).isEqualTo(plain(written, current, bytes));
      }
    }
  }

  private static <V extends SpecificRecord> Object reread(AvroCodec<V> codec, byte[] bytes)
      throws IOException {
    return plain(codec.schema(), codec.schema(), codec.encode(codec.decode(bytes)));
  }

  private static Object plain(Schema written, Schema current, byte[] bytes) throws IOException {
    byte[] body = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    return new GenericDatumReader<>(written, current)
        .read(null, DecoderFactory.get().binaryDecoder(body, null));
  }
}
