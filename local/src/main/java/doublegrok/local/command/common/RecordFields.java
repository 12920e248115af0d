package doublegrok.local.command.common;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Records of the log as maps, lists and plain values, by the names of their schema. Bytes are told
 * in base 64, times as ISO 8601, numbers that are not finite as null; a record that may be of
 * several types says in {@code type} which it is.
 */
public final class RecordFields {
  private static final String TYPE = "type";

  private RecordFields() {}

  /** The fields of a record, in the order of its schema. */
  public static Map<String, Object> of(IndexedRecord record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      fields.put(field.name(), value(record.get(field.pos()), field.schema()));
    }
    return fields;
  }

  private static Object value(Object value, Schema schema) {
    if (value instanceof IndexedRecord record) {
      return isOneOfSeveral(schema) ? typed(record) : of(record);
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> told = new LinkedHashMap<>();
      Schema values = branch(schema, Schema.Type.MAP).getValueType();
      map.forEach((key, each) -> told.put(key.toString(), value(each, values)));
      return told;
    } else if (value instanceof List<?> list) {
      Schema elements = branch(schema, Schema.Type.ARRAY).getElementType();
      return list.stream().map(each -> value(each, elements)).toList();
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return Base64.getEncoder().encodeToString(copy);
    } else if (value instanceof Double || value instanceof Float) {
      return Json.number(((Number) value).doubleValue());
    }
    return value instanceof CharSequence || value instanceof Instant || value instanceof Enum<?>
        ? value.toString()
        : value;
  }

  private static Map<String, Object> typed(IndexedRecord record) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(TYPE, record.getSchema().getName());
    fields.putAll(of(record));
    return fields;
  }

  private static boolean isOneOfSeveral(Schema schema) {
    return schema.isUnion()
        && schema.getTypes().stream()
                .filter(each -> each.getType() == Schema.Type.RECORD)
                .count()
            > 1;
  }

  /** The type itself, or that one of a union. */
  private static Schema branch(Schema schema, Schema.Type type) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(each -> each.getType() == type)
            .findFirst()
            .orElseThrow()
        : schema;
  }
}
