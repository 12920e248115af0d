package doublegrok.local.command;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecord;

/** An Avro record as the fields of a JSON object, whose names are its schema's in snake_case. */
final class RecordFields {
  private RecordFields() {}

  static Map<String, Object> of(SpecificRecord record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Field field : record.getSchema().getFields()) {
      fields.put(key(field.name()), value(record.get(field.pos())));
    }
    return fields;
  }

  private static String key(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static Object value(Object value) {
    if (value instanceof SpecificRecord record) {
      return of(record);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(RecordFields::value).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new TreeMap<>();
      map.forEach((key, entry) -> entries.put(key.toString(), value(entry)));
      return entries;
    }
    if (value instanceof ByteBuffer bytes) {
      return IntStream.range(bytes.position(), bytes.limit())
          .mapToObj(at -> bytes.get(at) & 0xFF)
          .toList();
    }
    if (value instanceof Float number) {
      return Float.isFinite(number) ? number : null;
    }
    return value instanceof Double number ? Json.number(number) : value;
  }
}
