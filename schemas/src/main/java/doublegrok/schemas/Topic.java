package doublegrok.schemas;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic: its name, what its keys and values are, and how long its records stay.
 *
 * @param name in Kafka
 * @param codec of the values
 * @param keyForm what a key is made of, in words
 * @param settings Kafka's topic settings
 * @param <V> the values
 */
public record Topic<V extends SpecificRecord>(
    String name, AvroCodec<V> codec, String keyForm, Map<String, String> settings) {
  public Topic {
    settings = Map.copyOf(settings);
  }

  static <V extends SpecificRecord> Topic<V> of(
      String name, Schema schema, String keyForm, Map<String, String> settings) {
    return new Topic<>("doublegrok." + name, AvroCodec.of(schema), keyForm, settings);
  }
}
