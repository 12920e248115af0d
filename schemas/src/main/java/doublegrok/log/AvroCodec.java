package doublegrok.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro's single-object encoding of one record type: a 10-byte header with the schema's fingerprint,
 * then the record. Safe for use by several threads.
 *
 * @param <V> the record type
 */
public final class AvroCodec<V extends SpecificRecord> {
  private static final String TRUSTED = "doublegrok.record";
  private static final byte[] MARKER = {(byte) 0xC3, 0x01};

  static { // Avro instantiates no class by a schema's word alone: ours are added to what it trusts
    ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
        ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(TRUSTED)));
  }

  private final Schema schema;
  private final byte[] header;
  private final BinaryMessageEncoder<V> encoder;
  private final DatumReader<V> reader;

  private AvroCodec(Schema schema) {
    this.schema = schema;
    this.header = header(schema);
    SpecificData model = SpecificData.getForSchema(schema);
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    this.reader = new SpecificDatumReader<>(schema, schema, model);
  }

  /** The codec that writes and reads the generated record type's own schema. */
  public static <V extends SpecificRecord> AvroCodec<V> of(Schema schema) {
    return new AvroCodec<>(schema);
  }

  /** The schema that is written. */
  public Schema schema() {
    return schema;
  }

  /** The record's bytes. */
  public byte[] encode(V value) {
    try {
      ByteBuffer buffer = encoder.encode(value);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot encode a " + schema.getName(), failure);
    }
  }

  /**
   * The record in these bytes.
   *
   * @throws UnreadableRecordException if they are none of this type, whatever they are
   */
  public V decode(byte[] bytes) {
    if (bytes == null) {
      throw new UnreadableRecordException("a " + schema.getName() + " has no value");
    }
    int size = bytes.length - header.length;
    if (size < 0 || !Arrays.equals(header, 0, header.length, bytes, 0, header.length)) {
      throw new UnreadableRecordException("%d bytes are not a %s: they do not begin with its header"
          .formatted(bytes.length, schema.getName()));
    }
    try {
      // Over the array rather than a stream, so that Avro refuses lengths beyond the bytes' end.
      BinaryDecoder body = DecoderFactory.get().binaryDecoder(bytes, header.length, size, null);
      V value = reader.read(null, body);
      if (!body.isEnd()) {
        throw new IOException("something follows its end");
      }
      return value;
    } catch (IOException | RuntimeException failure) {
      throw new UnreadableRecordException(
          "%d bytes are not a %s: %s".formatted(bytes.length, schema.getName(), failure), failure);
    }
  }

  private static byte[] header(Schema schema) {
    ByteBuffer header = ByteBuffer.allocate(MARKER.length + Long.BYTES);
    header.order(ByteOrder.LITTLE_ENDIAN).put(MARKER);
    return header.putLong(SchemaNormalization.parsingFingerprint64(schema)).array();
  }
}
