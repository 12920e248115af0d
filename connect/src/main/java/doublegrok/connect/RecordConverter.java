package doublegrok.connect;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableMap;

import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Converter of Kafka Connect for the records of every topic, for sinks: it reads and never writes.
 * Values become structs by {@link Mapping}, keys are strings. Safe for use by several threads once
 * it is configured.
 */
public final class RecordConverter implements Converter {
  private static final Map<String, Reading<?>> READINGS =
      Topics.ALL.stream().collect(toUnmodifiableMap(Topic::name, Reading::of));

  private boolean keys;

  /** Which release it is of, as Connect shows it. */
  @Override
  public String version() { // from the jar's manifest, which only a build writes
    return Optional.ofNullable(RecordConverter.class.getPackage().getImplementationVersion())
        .orElse("not packaged");
  }

  /**
   * Says what is converted.
   *
   * @param settings none are known
   * @param keys whether keys are, or else values
   */
  @Override
  public void configure(Map<String, ?> settings, boolean keys) {
    this.keys = keys;
  }

  /**
   * A key as an optional string; a value as a struct of its topic's schema, in the form of today
   * also if a former release wrote it. Nothing stays nothing: a deletion, by Kafka's custom.
   *
   * @throws DataException if the topic is none of doublegrok's, or these bytes none of its records
   */
  @Override
  public SchemaAndValue toConnectData(String topic, byte[] bytes) {
    if (keys) {
      String key = bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
      return new SchemaAndValue(Schema.OPTIONAL_STRING_SCHEMA, key);
    }
    Reading<?> reading = READINGS.get(topic);
    if (reading == null) {
      throw new DataException(("there is no schema for the topic '%s': %s reads %s; leave the topic"
              + " out of the connector, or have another converter for it")
          .formatted(
              topic,
              RecordConverter.class.getName(),
              Topics.ALL.stream().map(Topic::name).collect(joining(", "))));
    }
    return bytes == null ? SchemaAndValue.NULL : reading.read(bytes);
  }

  /**
   * Refuses.
   *
   * @throws DataException always
   */
  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    throw new DataException(
        ("nothing can be written to the topic '%s' through %s, which only reads:"
                + " records are written by doublegrok alone; use it in sinks, and commands"
                + " (swap, fork, stop) or the HTTP API to change a run")
            .formatted(topic, RecordConverter.class.getName()));
  }

  /** How the values of one topic are read. */
  private record Reading<V extends SpecificRecord>(Topic<V> topic, Mapping mapping) {
    static <V extends SpecificRecord> Reading<V> of(Topic<V> topic) {
      return new Reading<>(topic, Mapping.of(topic.codec().schema()));
    }

    SchemaAndValue read(byte[] bytes) {
      try {
        V record = topic.codec().decode(bytes);
        return new SchemaAndValue(mapping.schema(), mapping.convert(record));
      } catch (UnreadableRecordException unreadable) {
        throw new DataException(
            ("a record of the topic '%s' cannot be read: %s; if a newer release wrote it, take that"
                    + " release's plugin, else errors.tolerance=all goes on without it")
                .formatted(topic.name(), unreadable.getMessage()),
            unreadable);
      }
    }
  }
}
