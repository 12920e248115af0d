package doublegrok.local.connect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** Row of a file that Connect's file sink writes for a record, made of the record alone. */
final class Row {
  private Row() {}

  static String of(IndexedRecord record) {
    List<String> fields = new ArrayList<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null) {
        boolean several = field.schema().isUnion() && !field.schema().isNullable();
        fields.add(field.name() + "=" + (several ? oneOf(value) : told(value)));
      }
    }
    return "Struct{" + String.join(",", fields) + "}";
  }

  private static String oneOf(Object value) {
    return "Struct{%s=%s}".formatted(((IndexedRecord) value).getSchema().getName(), told(value));
  }

  private static Object told(Object value) {
    if (value instanceof IndexedRecord record) {
      return of(record);
    } else if (value instanceof Instant instant) {
      return Date.from(instant);
    } else if (value instanceof List<?> list) {
      return list.stream().map(Row::told).toList();
    } else if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, each) -> copy.put(key, told(each)));
      return copy;
    }
    return value;
  }
}
