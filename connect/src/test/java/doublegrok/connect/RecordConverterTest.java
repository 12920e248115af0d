package doublegrok.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import doublegrok.log.Topic;
import doublegrok.log.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.util.RandomData;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of every topic, made at random, are in Connect's form what Avro itself reads. */
final class RecordConverterTest {
  private static final int RECORDS = 200;
  private static final int HEADER_BYTES = 10;
  private static final long SEED = 7;

  private final RecordConverter converter = new RecordConverter();

  static List<Topic<?>> topics() {
    return Topics.ALL;
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyRecordIsWhatAvroReads(Topic<?> topic) throws IOException {
    Schema schema = topic.codec().schema();
    Set<Schema> seen = new HashSet<>();

    for (Object value : new RandomData(schema, RECORDS, SEED)) {
      SchemaAndValue read = converter.toConnectData(topic.name(), encoded(schema, value));

      ((Struct) read.value()).validate();
      assertThat(((Struct) read.value()).schema()).isEqualTo(read.schema());
      new Comparison(seen).same(schema, plain(schema, schema, value), read);
    }
    assertThat(seen).containsAll(typesIn(schema));
  }

  @ParameterizedTest
  @MethodSource("topics")
  void whatFormerReleasesWroteIsReadInTodaysForm(Topic<?> topic) throws IOException {
    Schema today = topic.codec().schema();
    List<Schema> former = former(today);

    assertThat(former).isNotEmpty();
    for (Schema written : former) {
      for (Object value : new RandomData(written, RECORDS, SEED)) {
        SchemaAndValue read = converter.toConnectData(topic.name(), encoded(written, value));

        new Comparison(new HashSet<>()).same(today, plain(written, today, value), read);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("topics")
  void connectsOwnJsonTakesAllOfItThereAndBack(Topic<?> topic) throws IOException {
    JsonConverter json = new JsonConverter();
    json.configure(Map.of("schemas.enable", "true"), false);
    Schema schema = topic.codec().schema();

    for (Object value : new RandomData(schema, RECORDS, SEED)) {
      SchemaAndValue read = converter.toConnectData(topic.name(), encoded(schema, value));
      byte[] text = json.fromConnectData(topic.name(), read.schema(), read.value());
      SchemaAndValue back = json.toConnectData(topic.name(), text);

      assertThat(json.fromConnectData(topic.name(), back.schema(), back.value()))
          .isEqualTo(text);
    }
  }

  @Test
  void oneOfSeveralRecordsHasAFieldByItsType() throws IOException {
    Schema schema = Topics.CONTROL.codec().schema();
    GenericData.Record body =
        new GenericData.Record(schema.getField("body").schema().getTypes().get(0));
    body.put("spec", "seed: 1\n");
    GenericData.Record command = new GenericData.Record(schema);
    command.put("run", "a");
    command.put("version", 0);
    command.put("id", "c0ffee");
    command.put("issuedAtMillis", 1_700_000_000_123L);
    command.put("body", body);

    SchemaAndValue read = converter.toConnectData(Topics.CONTROL.name(), encoded(schema, command));

    assertThat(read.value())
        .hasToString("Struct{run=a,version=0,id=c0ffee,issuedAtMillis=%s,body=%s}"
            .formatted(
                Date.from(Instant.ofEpochMilli(1_700_000_000_123L)),
                "Struct{StartRun=Struct{spec=seed: 1\n}}"));
    assertThat(read.schema().field("body").schema().fields())
        .extracting(org.apache.kafka.connect.data.Field::name)
        .containsExactly(
            "StartRun", "SwapDistribution", "PauseRun", "ResumeRun", "StopRun", "ForkRun");
  }

  @Test
  void keysAreStrings() {
    converter.configure(Map.of(), true);

    SchemaAndValue key = converter.toConnectData(
        Topics.STEPS.name(), "a/000000000001".getBytes(StandardCharsets.UTF_8));

    assertThat(key.value()).isEqualTo("a/000000000001");
    assertThat(key.schema().type()).isEqualTo(org.apache.kafka.connect.data.Schema.Type.STRING);
    assertThat(converter.toConnectData(Topics.STEPS.name(), null).value()).isNull();
  }

  @Test
  void nothingStaysNothing() {
    assertThat(converter.toConnectData(Topics.STEPS.name(), null)).isEqualTo(SchemaAndValue.NULL);
  }

  @Test
  void aTopicOfOthersIsRefusedWithThoseThatAreKnown() {
    assertThatThrownBy(() -> converter.toConnectData("orders", new byte[12]))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no schema for the topic 'orders'")
        .hasMessageContaining("doublegrok.control, doublegrok.demand")
        .hasMessageEndingWith("or have another converter for it");
  }

  @ParameterizedTest
  @MethodSource("topics")
  void whatIsNoRecordIsRefusedWithTopicReasonAndWayOut(Topic<?> topic) throws IOException {
    Schema schema = topic.codec().schema();
    byte[] whole = encoded(schema, new RandomData(schema, 1, SEED).iterator().next());
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    byte[] unknown = whole.clone();
    unknown[HEADER_BYTES - 1] ^= 1;

    for (byte[] bytes : List.of(longer, unknown, new byte[0])) {
      assertThatThrownBy(() -> converter.toConnectData(topic.name(), bytes))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("a record of the topic '%s' cannot be read: %d bytes are not a %s"
              .formatted(topic.name(), bytes.length, schema.getName()))
          .hasMessageEndingWith("errors.tolerance=all goes on without it");
    }
  }

  @Test
  void writingIsRefused() {
    assertThatThrownBy(() -> converter.fromConnectData(Topics.CONTROL.name(), null, "stop"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nothing can be written to the topic 'doublegrok.control'");
  }

  @Test
  void connectFindsTheConverterAmongTheServices() {
    assertThat(ServiceLoader.load(Converter.class))
        .anySatisfy(each -> assertThat(each).isInstanceOf(RecordConverter.class));
    assertThat(converter.version()).isNotBlank();
  }

  private static byte[] encoded(Schema schema, Object value) throws IOException {
    ByteBuffer buffer = new BinaryMessageEncoder<>(GenericData.get(), schema).encode(value);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** As plain Avro has it, which knows neither our classes nor logical types. */
  private static Object plain(Schema written, Schema today, Object value) throws IOException {
    byte[] bytes = encoded(written, value);
    byte[] body = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    return new GenericDatumReader<>(written, today)
        .read(null, DecoderFactory.get().binaryDecoder(body, null));
  }

  private static List<Schema> former(Schema today) throws IOException {
    String file = today.getName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    List<Schema> former = new ArrayList<>();
    for (String version : List.of("v1", "v2")) {
      String path = "/doublegrok/record/frozen/%s/%s.avsc".formatted(version, file);
      try (var text = Topics.class.getResourceAsStream(path)) {
        if (text != null) {
          former.add(new Schema.Parser().parse(text));
        }
      }
    }
    return former;
  }

  /** Every type that a value of this one may hold, except those of single numbers and words. */
  private static Set<Schema> typesIn(Schema schema) {
    Set<Schema> types = new HashSet<>();
    collect(schema, types);
    return types;
  }

  private static void collect(Schema schema, Set<Schema> types) {
    switch (schema.getType()) {
      case RECORD -> {
        types.add(schema);
        schema.getFields().forEach(field -> collect(field.schema(), types));
      }
      case UNION -> schema.getTypes().forEach(branch -> collect(branch, types));
      case ARRAY -> collect(schema.getElementType(), types);
      case MAP -> collect(schema.getValueType(), types);
      default -> {}
    }
  }
}
