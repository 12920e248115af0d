package doublegrok.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
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

  static { // Avro instantiates no class by a schema's word alone: ours are added to what it trusts
    ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
        ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(TRUSTED)));
  }

  private final Schema schema;
  private final BinaryMessageEncoder<V> encoder;
  private final BinaryMessageDecoder<V> decoder;

  private AvroCodec(Schema schema) {
    this.schema = schema;
    SpecificData data = SpecificData.getForSchema(schema);
    this.encoder = new BinaryMessageEncoder<>(data, schema);
    this.decoder = new BinaryMessageDecoder<>(data, schema);
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
    try {
      return decoder.decode(ByteBuffer.wrap(bytes));
    } catch (IOException | RuntimeException failure) {
      throw new UnreadableRecordException(
          "%d bytes are not a %s: %s".formatted(bytes.length, schema.getName(), failure), failure);
    }
  }
}
