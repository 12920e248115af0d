package doublegrok.log;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A topic: its name, what its keys and values are, and how long its records stay.
 *
 * @param name in Kafka
 * @param about what lies there, in a sentence for a person
 * @param codec of the values
 * @param keyForm what a key is made of, in words
 * @param settings Kafka's topic settings
 * @param <V> the values
 */
public record Topic<V extends SpecificRecord>(
    String name, String about, AvroCodec<V> codec, String keyForm, Map<String, String> settings) {
  public Topic {
    settings = Map.copyOf(settings);
  }

  /**
   * The record that Kafka holds under a key.
   *
   * @param key as Kafka gives it, possibly null
   * @param value as Kafka gives it, possibly null
   * @throws UnreadableRecordException if it is none of this topic's, its key is not one of its run,
   *     or its numbers cannot be
   */
  public V read(String key, byte[] value) {
    V record = codec.decode(value);
    try {
      RecordRules.check(key, record);
    } catch (IllegalArgumentException broken) {
      throw new UnreadableRecordException(
          "not a sound %s: %s".formatted(codec.schema().getName(), broken.getMessage()), broken);
    }
    return record;
  }

  /** A value under its key, as a producer sends it. */
  public ProducerRecord<String, byte[]> record(String key, V value) {
    return new ProducerRecord<>(name, key, codec.encode(value));
  }

  static <V extends SpecificRecord> Topic<V> of(
      String name, String about, Schema schema, String keyForm, Map<String, String> settings) {
    return new Topic<>("doublegrok." + name, about, AvroCodec.of(schema), keyForm, settings);
  }
}
