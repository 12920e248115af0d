package doublegrok.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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
 * then the record. Records of former releases, which have other headers, are read too. Safe for use
 * by several threads.
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
  private final Map<Long, DatumReader<V>> former = new HashMap<>(); // by fingerprint

  private AvroCodec(Schema schema) {
    this.schema = schema;
    this.header = header(schema);
    SpecificData model = SpecificData.getForSchema(schema);
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    this.reader = new SpecificDatumReader<>(schema, schema, model);
    for (Schema written : FormerSchemas.of(schema)) {
      long fingerprint = SchemaNormalization.parsingFingerprint64(written);
      former.put(fingerprint, new SpecificDatumReader<>(written, schema, model));
    }
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
    DatumReader<V> fitting = reader(bytes);
    int size = bytes.length - header.length;
    try {
      // Over the array rather than a stream, so that Avro refuses lengths beyond the bytes' end.
      BinaryDecoder body = DecoderFactory.get().binaryDecoder(bytes, header.length, size, null);
      V value = fitting.read(null, body);
      if (!body.isEnd()) {
        throw new IOException("something follows its end");
      }
      return value;
    } catch (IOException | RuntimeException failure) {
      throw new UnreadableRecordException(
          "%d bytes are not a %s: %s".formatted(bytes.length, schema.getName(), failure), failure);
    }
  }

  private DatumReader<V> reader(byte[] bytes) {
    if (begins(bytes, header.length)) {
      return reader;
    }
    if (bytes.length >= header.length && begins(bytes, MARKER.length)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes, MARKER.length, Long.BYTES);
      DatumReader<V> known = former.get(rest.order(ByteOrder.LITTLE_ENDIAN).getLong());
      if (known != null) {
        return known;
      }
    }
    throw new UnreadableRecordException("%d bytes are not a %s: they do not begin with its header"
        .formatted(bytes.length, schema.getName()));
  }

  private boolean begins(byte[] bytes, int length) {
    return bytes.length >= length && Arrays.equals(header, 0, length, bytes, 0, length);
  }

  private static byte[] header(Schema schema) {
    ByteBuffer header = ByteBuffer.allocate(MARKER.length + Long.BYTES);
    header.order(ByteOrder.LITTLE_ENDIAN).put(MARKER);
    return header.putLong(SchemaNormalization.parsingFingerprint64(schema)).array();
  }
}
