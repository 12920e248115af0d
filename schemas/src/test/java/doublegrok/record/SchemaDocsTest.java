package doublegrok.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas are the topics' only documentation that travels with the records. */
final class SchemaDocsTest {
  static List<String> names() {
    return Schemas.names(Schemas.CURRENT);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyTypeAndFieldIsDocumented(String name) {
    List<String> undocumented = new ArrayList<>();

    collect(Schemas.read(Schemas.CURRENT.resolve(name)), new HashSet<>(), undocumented);

    assertThat(undocumented).isEmpty();
  }

  @Test
  void theCheckSeesAFieldWithoutADoc() {
    Schema schema = new Schema.Parser().parse("""
        {"type": "record", "name": "Outer", "doc": "Outer.", "fields": [
          {"name": "inner", "doc": " ", "type": ["null", {"type": "array", "items":
            {"type": "record", "name": "Inner", "fields": [{"name": "x", "type": "int"}]}}]}]}
        """);
    List<String> undocumented = new ArrayList<>();

    collect(schema, new HashSet<>(), undocumented);

    assertThat(undocumented).containsExactly("Outer.inner", "Inner", "Inner.x");
  }

  private static void collect(Schema schema, Set<String> seen, List<String> undocumented) {
    switch (schema.getType()) {
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          require(schema.getDoc(), schema.getFullName(), undocumented);
          for (Schema.Field field : schema.getFields()) {
            require(field.doc(), schema.getFullName() + "." + field.name(), undocumented);
            collect(field.schema(), seen, undocumented);
          }
        }
      }
      case ENUM, FIXED -> require(schema.getDoc(), schema.getFullName(), undocumented);
      case ARRAY -> collect(schema.getElementType(), seen, undocumented);
      case MAP -> collect(schema.getValueType(), seen, undocumented);
      case UNION -> schema.getTypes().forEach(each -> collect(each, seen, undocumented));
      case STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }

  private static void require(String doc, String name, List<String> undocumented) {
    if (Optional.ofNullable(doc).orElse("").isBlank()) {
      undocumented.add(name);
    }
  }
}
