package doublegrok.local.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import doublegrok.log.Topic;
import doublegrok.store.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records of a topic as an Avro container file, each with its key and Kafka's time. The same
 * records give the same bytes: what parts the blocks is made from the schema and the owner's name.
 */
final class RecordsFile {
  private static final String KEY = "key";
  private static final String TIMESTAMP = "timestampMillis";
  private static final String VALUE = "value";

  private RecordsFile() {}

  /** Takes a record. */
  interface Taker<V extends SpecificRecord> {
    void take(String key, long timestampMillis, V value) throws IOException;
  }

  /**
   * A file that is written.
   *
   * @param <V> the topic's records
   */
  static final class Writer<V extends SpecificRecord> implements Closeable, Taker<V> {
    private final Schema schema;
    private final DataFileWriter<GenericRecord> file;

    /**
     * Begins a file.
     *
     * @param owner run or sweep
     */
    Writer(Topic<V> topic, String owner, OutputStream out) throws IOException {
      schema = schema(topic);
      byte[] digest = Sha256.digest().digest((owner + "\n" + schema).getBytes(UTF_8));
      file = new DataFileWriter<>(new SpecificDatumWriter<GenericRecord>(schema, model(topic)));
      file.create(schema, out, Arrays.copyOf(digest, DataFileConstants.SYNC_SIZE));
    }

    @Override
    public void take(String key, long timestampMillis, V value) throws IOException {
      GenericRecord record = new GenericData.Record(schema);
      record.put(KEY, key);
      record.put(TIMESTAMP, timestampMillis);
      record.put(VALUE, value);
      file.append(record);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /**
   * Gives out the records of a file, in order, as this release has them.
   *
   * @throws IOException if it is none of this topic
   */
  static <V extends SpecificRecord> void read(Topic<V> topic, InputStream in, Taker<V> taker)
      throws IOException {
    var reader = new SpecificDatumReader<GenericRecord>(schema(topic), schema(topic), model(topic));
    try (DataFileStream<GenericRecord> file = new DataFileStream<>(in, reader)) {
      while (file.hasNext()) {
        GenericRecord record = file.next();
        String key = record.get(KEY).toString();
        @SuppressWarnings("unchecked") // the reader's schema says so
        V value = (V) record.get(VALUE);
        taker.take(key, (long) record.get(TIMESTAMP), value);
      }
    } catch (AvroRuntimeException foreign) {
      throw new IOException(
          "it has no records of %s: %s".formatted(topic.name(), foreign.getMessage()), foreign);
    }
  }

  private static Schema schema(Topic<?> topic) {
    return SchemaBuilder.record("BundledRecord")
        .namespace("doublegrok.bundle")
        .doc("A record of the topic " + topic.name() + ".")
        .fields()
        .name(KEY)
        .doc("Kafka's key: " + topic.keyForm() + ".")
        .type()
        .stringType()
        .noDefault()
        .name(TIMESTAMP)
        .doc("Kafka's time of the record, in milliseconds since 1970.")
        .type()
        .longType()
        .noDefault()
        .name(VALUE)
        .type(topic.codec().schema())
        .noDefault()
        .endRecord();
  }

  private static SpecificData model(Topic<?> topic) {
    return SpecificData.getForSchema(topic.codec().schema());
  }
}
