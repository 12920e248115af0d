package doublegrok.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

/** Changes that are foreseen, tried on bytes. */
final class SchemaEvolutionTest {
  private static final String OTHER_SEQUENCES = """
      {"type": "record", "name": "OtherSequences", "fields": [
        {"name": "dimension", "type": "int"}, {"name": "values", "type": "bytes"}]},
      """;

  @Test
  void aReaderThatKnowsOtherSequencesReadsTodaysBatches() throws IOException {
    String today = Schemas.text(Schemas.CURRENT.resolve("sequence-batch.avsc"));
    String tokens = "{\"type\": \"record\", \"name\": \"TokenSequences\"";
    Schema tomorrow = new Schema.Parser().parse(today.replace(tokens, OTHER_SEQUENCES + tokens));
    SequenceBatch batch = Batches.small();

    GenericRecord read = read(batch, tomorrow);

    assertThat(tomorrow.getField("payload").schema().getTypes()).hasSize(4);
    assertTokensOf(batch, read);
  }

  @Test
  void aReaderThatKnowsNoRealsReadsTodaysBatchesOfTokens() throws IOException {
    Schema former = Schemas.read(Schemas.FROZEN.resolve(Path.of("v1", "sequence-batch.avsc")));
    SequenceBatch batch = Batches.small();

    GenericRecord read = read(batch, former);

    assertThat(former.getField("payload").schema().getTypes()).hasSize(1);
    assertTokensOf(batch, read);
    assertThat(read.get("checksum")).isEqualTo(batch.getChecksum());
  }

  private static GenericRecord read(SequenceBatch batch, Schema reader) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<>(SequenceBatch.class).write(batch, encoder);
    encoder.flush();
    return new GenericDatumReader<GenericRecord>(batch.getSchema(), reader)
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }

  private static void assertTokensOf(SequenceBatch batch, GenericRecord read) {
    GenericRecord payload = (GenericRecord) read.get("payload");
    assertThat(payload.getSchema().getName()).isEqualTo("TokenSequences");
    assertThat(payload.get("tokens")).isEqualTo(((TokenSequences) batch.getPayload()).getTokens());
  }

  @Test
  void anUnknownKindOfEventIsReadAsUnknown() throws IOException {
    String today = Schemas.text(Schemas.CURRENT.resolve("run-event.avsc"));
    Schema tomorrow =
        new Schema.Parser().parse(today.replace("\"CONTINUED\"]", "\"CONTINUED\", \"NEW\"]"));
    GenericData.EnumSymbol kind =
        new GenericData.EnumSymbol(tomorrow.getField("kind").schema(), "NEW");
    GenericRecord event = new GenericData.Record(tomorrow);
    event.put("run", "my-run");
    event.put("kind", kind);
    event.put("step", 1L);
    event.put("distributionVersion", 0);
    event.put("message", "Something new.");
    event.put("details", Map.of());
    event.put("happenedAtMillis", 0L);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(tomorrow).write(event, encoder);
    encoder.flush();

    GenericRecord read = new GenericDatumReader<GenericRecord>(tomorrow, RunEvent.getClassSchema())
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));

    assertThat(read.get("kind")).hasToString(EventKind.UNKNOWN.name());
  }
}
