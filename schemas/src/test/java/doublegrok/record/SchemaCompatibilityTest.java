package doublegrok.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaIncompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Schemas evolve with full compatibility against every frozen version. Backward, without
 * exception, because logs and checkpoints outlive releases. Forward, because services of two
 * releases share topics while a cluster is updated; a new branch of a union breaks it on purpose
 * (an old trainer cannot train on what it does not know), and is then frozen as a version of its
 * own whose older readers are exempted here by name.
 */
final class SchemaCompatibilityTest {
  /** Places of the branches, in unions, that readers of a frozen version do not know. */
  private static final Map<String, String> NEW_BRANCHES = Map.of(
      "v1/sequence-batch.avsc", "/fields/10/type/",
      "v1/probe-result.avsc", "/fields/",
      "v1/sweep-record.avsc", "/fields/2/type/",
      "v2/sequence-batch.avsc", "/fields/10/type/");

  static Stream<Arguments> frozenSchemas() {
    return Schemas.children(Schemas.FROZEN).stream()
        .flatMap(version -> Schemas.names(Schemas.FROZEN.resolve(version)).stream()
            .map(name -> Arguments.of(version, name)));
  }

  @ParameterizedTest(name = "{0}/{1}")
  @MethodSource("frozenSchemas")
  void todaysReaderReadsFrozenBytes(String version, String name) {
    assertReads(current(name), frozen(version, name));
  }

  @ParameterizedTest(name = "{0}/{1}")
  @MethodSource("frozenSchemas")
  void aFrozenReaderReadsTodaysBytes(String version, String name) {
    String branch = NEW_BRANCHES.get(version + "/" + name);
    if (branch == null) {
      assertReads(frozen(version, name), current(name));
      return;
    }
    assertThat(
            SchemaCompatibility.checkReaderWriterCompatibility(frozen(version, name), current(name))
                .getResult()
                .getIncompatibilities())
        .isNotEmpty()
        .allSatisfy(each -> {
          assertThat(each.getType()).isEqualTo(SchemaIncompatibilityType.MISSING_UNION_BRANCH);
          assertThat(each.getLocation()).startsWith(branch);
        });
  }

  @Test
  void everySchemaIsFrozen() {
    List<String> versions = Schemas.children(Schemas.FROZEN);
    String latest = versions.get(versions.size() - 1);

    assertThat(Schemas.names(Schemas.FROZEN.resolve(latest)))
        .isEqualTo(Schemas.names(Schemas.CURRENT));
  }

  @Test
  void theCheckSeesAnIncompatibleSchema() {
    String text = Schemas.text(Schemas.CURRENT.resolve("demand.avsc"));
    Schema widened = new Schema.Parser()
        .parse(text.replace(
            "{\"name\": \"upToBatch\", \"type\": \"long\"",
            "{\"name\": \"upToBatch\", \"type\": \"int\""));
    Schema renamed = new Schema.Parser().parse(text.replace("upToBatch", "bound"));

    assertThat(compatibility(widened, current("demand.avsc")))
        .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    assertThat(compatibility(renamed, current("demand.avsc")))
        .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  private static Schema current(String name) {
    return Schemas.read(Schemas.CURRENT.resolve(name));
  }

  private static Schema frozen(String version, String name) {
    return Schemas.read(Schemas.FROZEN.resolve(Path.of(version, name)));
  }

  private static void assertReads(Schema reader, Schema writer) {
    SchemaCompatibility.SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    assertThat(pair.getType())
        .as(() -> pair.getResult().getIncompatibilities().toString())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType();
  }
}
