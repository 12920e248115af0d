package doublegrok.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Comparison of values of Connect with those of plain Avro.
 *
 * @param seen the record types that were compared
 */
record Comparison(Set<org.apache.avro.Schema> seen) {
  private static final Map<org.apache.avro.Schema.Type, Schema.Type> PLAIN = Map.of(
      org.apache.avro.Schema.Type.INT, Schema.Type.INT32,
      org.apache.avro.Schema.Type.LONG, Schema.Type.INT64,
      org.apache.avro.Schema.Type.FLOAT, Schema.Type.FLOAT32,
      org.apache.avro.Schema.Type.DOUBLE, Schema.Type.FLOAT64,
      org.apache.avro.Schema.Type.BOOLEAN, Schema.Type.BOOLEAN,
      org.apache.avro.Schema.Type.STRING, Schema.Type.STRING,
      org.apache.avro.Schema.Type.ENUM, Schema.Type.STRING);

  /** Fails unless both are of types that belong together, and of the same value. */
  void same(org.apache.avro.Schema type, Object value, SchemaAndValue read) {
    same(type, value, read.schema(), read.value());
  }

  private void same(org.apache.avro.Schema type, Object value, Schema schema, Object read) {
    switch (type.getType()) {
      case RECORD -> sameFields((GenericRecord) value, schema, (Struct) read);
      case UNION -> sameBranch(type, value, schema, read);
      case ARRAY -> {
        List<?> list = (List<?>) value;
        assertThat((List<?>) read).hasSameSizeAs(list);
        for (int i = 0; i < list.size(); i++) {
          same(type.getElementType(), list.get(i), schema.valueSchema(), ((List<?>) read).get(i));
        }
      }
      case MAP -> {
        assertThat(schema.keySchema().type()).isEqualTo(Schema.Type.STRING);
        assertThat((Map<?, ?>) read).hasSameSizeAs((Map<?, ?>) value);
        ((Map<?, ?>) value)
            .forEach((key, each) -> same(
                type.getValueType(),
                each,
                schema.valueSchema(),
                ((Map<?, ?>) read).get(key.toString())));
      }
      case BYTES -> {
        assertThat(schema.type()).isEqualTo(Schema.Type.BYTES);
        assertThat((ByteBuffer) read).isEqualTo(value);
      }
      default -> {
        boolean time = type.getLogicalType() != null;
        assertThat(schema.name()).isEqualTo(time ? Timestamp.LOGICAL_NAME : null);
        assertThat(schema.type()).isEqualTo(PLAIN.get(type.getType()));
        Object told = time ? ((Date) read).toInstant().toEpochMilli() : read;
        assertThat(told)
            .isEqualTo(
                value instanceof Number || value instanceof Boolean ? value : value.toString());
      }
    }
  }

  private void sameFields(GenericRecord record, Schema schema, Struct read) {
    seen.add(record.getSchema());
    assertThat(schema.name()).isEqualTo(record.getSchema().getFullName());
    assertThat(schema.doc()).isEqualTo(record.getSchema().getDoc());
    assertThat(schema.fields())
        .extracting(Field::name)
        .isEqualTo(
            record.getSchema().getFields().stream().map(field -> field.name()).toList());
    for (org.apache.avro.Schema.Field field : record.getSchema().getFields()) {
      Schema own = schema.field(field.name()).schema();
      same(field.schema(), record.get(field.pos()), own, read.get(field.name()));
    }
  }

  private void sameBranch(org.apache.avro.Schema union, Object value, Schema schema, Object read) {
    assertThat(schema.isOptional()).isEqualTo(union.isNullable());
    if (value == null) {
      assertThat(read).isNull();
      return;
    }
    org.apache.avro.Schema branch =
        union.getTypes().get(GenericData.get().resolveUnion(union, value));
    int several = union.getTypes().size() - (union.isNullable() ? 1 : 0);
    if (several == 1) {
      same(branch, value, schema, read);
      return;
    }
    assertThat(schema.fields()).hasSize(several);
    assertThat(schema.fields().stream().filter(field -> ((Struct) read).get(field) != null))
        .extracting(Field::name)
        .containsExactly(branch.getName());
    Schema own = schema.field(branch.getName()).schema();
    same(branch, value, own, ((Struct) read).get(branch.getName()));
  }
}
