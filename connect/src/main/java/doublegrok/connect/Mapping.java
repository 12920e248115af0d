package doublegrok.connect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Mapping from an Avro type, as the generated records hold it, to one of Kafka Connect.
 *
 * <p>A record is a struct of the same name; enums are strings, times Connect's timestamps, and
 * what may be null is optional. Where a record is one of several, there is a struct with an
 * optional field for each, named by its type, of which exactly one is set.
 *
 * @param schema Connect's
 * @param values from Avro's value to Connect's, neither null
 */
record Mapping(Schema schema, UnaryOperator<Object> values) {
  /**
   * Of a record type.
   *
   * @throws IllegalArgumentException if a field is of a type that no record here has
   */
  static Mapping of(org.apache.avro.Schema record) {
    return struct(record, new Place(record.getFullName(), record.getDoc(), false));
  }

  /** Connect's value of Avro's, either of which may be null. */
  Object convert(Object value) {
    return value == null ? null : values.apply(value);
  }

  private static Mapping of(org.apache.avro.Schema type, Place place) {
    return switch (type.getType()) {
      case RECORD -> struct(type, place);
      case UNION -> union(type, place);
      case ARRAY -> list(of(type.getElementType(), place.inside()), place);
      case MAP -> map(of(type.getValueType(), place.inside()), place);
      case ENUM -> new Mapping(place.finished(SchemaBuilder.string()), Object::toString);
      case LONG ->
        type.getLogicalType() == null ? plain(SchemaBuilder.int64(), place) : timestamp(place);
      case STRING -> plain(SchemaBuilder.string(), place);
      case BYTES -> plain(SchemaBuilder.bytes(), place);
      case INT -> plain(SchemaBuilder.int32(), place);
      case FLOAT -> plain(SchemaBuilder.float32(), place);
      case DOUBLE -> plain(SchemaBuilder.float64(), place);
      case BOOLEAN -> plain(SchemaBuilder.bool(), place);
      case FIXED, NULL ->
        throw new IllegalArgumentException(
            "%s is %s, for which Connect has no form here".formatted(place.name, type));
    };
  }

  private static Mapping plain(SchemaBuilder builder, Place place) {
    return new Mapping(place.finished(builder), UnaryOperator.identity());
  }

  private static Mapping timestamp(Place place) {
    return new Mapping(
        place.finished(Timestamp.builder()), instant -> Date.from((Instant) instant));
  }

  private static Mapping list(Mapping element, Place place) {
    return new Mapping(place.finished(SchemaBuilder.array(element.schema)), list -> {
      List<Object> converted = new ArrayList<>();
      ((List<?>) list).forEach(each -> converted.add(element.convert(each)));
      return converted;
    });
  }

  private static Mapping map(Mapping element, Place place) {
    Schema schema = place.finished(SchemaBuilder.map(Schema.STRING_SCHEMA, element.schema));
    return new Mapping(schema, map -> {
      Map<Object, Object> converted = new LinkedHashMap<>();
      ((Map<?, ?>) map).forEach((key, each) -> converted.put(key, element.convert(each)));
      return converted;
    });
  }

  /** Its documentation is the type's own: wherever the type is used, its schema is the same. */
  private static Mapping struct(org.apache.avro.Schema record, Place place) {
    SchemaBuilder builder = SchemaBuilder.struct().name(record.getFullName());
    List<Mapping> fields = new ArrayList<>();
    for (org.apache.avro.Schema.Field field : record.getFields()) {
      String name = record.getFullName() + "." + field.name();
      Mapping mapping = of(field.schema(), new Place(name, field.doc(), false));
      builder.field(field.name(), mapping.schema);
      fields.add(mapping);
    }
    Schema schema = new Place(place.name, record.getDoc(), place.optional).finished(builder);
    return new Mapping(schema, value -> {
      Struct struct = new Struct(schema);
      for (int i = 0; i < fields.size(); i++) {
        Object converted = fields.get(i).convert(((IndexedRecord) value).get(i));
        struct.put(schema.fields().get(i), converted);
      }
      return struct;
    });
  }

  private static Mapping union(org.apache.avro.Schema union, Place place) {
    List<org.apache.avro.Schema> branches = union.getTypes().stream()
        .filter(each -> each.getType() != org.apache.avro.Schema.Type.NULL)
        .toList();
    Place own = union.isNullable() ? place.orNothing() : place;
    return branches.size() == 1 ? of(branches.get(0), own) : oneOf(branches, own);
  }

  private static Mapping oneOf(List<org.apache.avro.Schema> branches, Place place) {
    SchemaBuilder builder = SchemaBuilder.struct().name(place.name);
    Map<String, Mapping> byType = new HashMap<>();
    for (org.apache.avro.Schema branch : branches) {
      Mapping mapping = of(branch, place.inside().orNothing());
      builder.field(branch.getName(), mapping.schema);
      byType.put(branch.getName(), mapping);
    }
    Schema schema = place.finished(builder);
    return new Mapping(schema, value -> {
      String type = ((IndexedRecord) value).getSchema().getName();
      return new Struct(schema).put(type, byType.get(type).convert(value));
    });
  }

  /** Where in a record a type stands: the field's full name and meaning, and if it may be null. */
  private record Place(String name, String doc, boolean optional) {
    Place orNothing() {
      return new Place(name, doc, true);
    }

    Place inside() {
      return new Place(name, null, false);
    }

    Schema finished(SchemaBuilder builder) {
      if (optional) {
        builder.optional();
      }
      return builder.doc(doc).build();
    }
  }
}
