package doublegrok.local.reference;

import static doublegrok.local.reference.Markdown.plain;
import static doublegrok.local.reference.Markdown.quoted;

import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.record.GeneratorState;
import doublegrok.record.RunWatch;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.kafka.common.config.TopicConfig;

/** Page of every topic, its keys, how long its records stay, and what is in them. */
final class TopicsPage {
  private static final String FOR_EVER = "-1";

  private final Markdown page = new Markdown("Topics and records", """
      Everything that happens to a run is a record in one of these topics. A key is UTF-8 \
      text, a value is Avro in its [single-object \
      encoding](https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding). A \
      key begins with the run, steps and versions in it have leading zeros. All records of a \
      run lie in the partition that `murmur2` of its name gives, of the same number in every \
      topic; but those of `doublegrok.work` are spread by the whole key, and those of \
      `doublegrok.rejected` by the topic they came from. A topic that is missing is made with \
      as many partitions as `--partitions` says, but `doublegrok.queue` with one; nothing else \
      is changed in topics that are there.
      """);
  private final Set<String> told = new HashSet<>();

  private TopicsPage() {}

  static String text() {
    return new TopicsPage().write();
  }

  private String write() {
    page.table(
        List.of("topic", "key", "stays", "what lies there"),
        Topics.ALL.stream()
            .map(topic -> List.of(
                "[%s](#%s)".formatted(topic.name(), topic.name().replace(".", "")),
                quoted(topic.keyForm()),
                stays(topic.settings()),
                plain(topic.about())))
            .toList());
    Topics.ALL.forEach(this::topic);
    page.heading(2, "State of the services");
    page.paragraph("These records are in no topic of their own: a service keeps them in its state"
        + " store and that store's changelog.");
    Stream.of(GeneratorState.getClassSchema(), RunWatch.getClassSchema()).forEach(this::type);
    return page.toString();
  }

  private void topic(Topic<?> topic) {
    page.heading(2, topic.name());
    page.paragraph("%s Key `%s`, values %s, made with %s."
        .formatted(
            plain(topic.about()),
            topic.keyForm(),
            link(topic.codec().schema()),
            new TreeMap<>(topic.settings())
                .entrySet().stream()
                    .map(each -> quoted(each.getKey() + "=" + each.getValue()))
                    .collect(Collectors.joining(", "))));
    type(topic.codec().schema());
  }

  private static String stays(Map<String, String> settings) {
    if (settings
        .get(TopicConfig.CLEANUP_POLICY_CONFIG)
        .equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      return "the latest of each key, for ever";
    }
    String age = settings.get(TopicConfig.RETENTION_MS_CONFIG);
    if (!age.equals(FOR_EVER)) {
      return "for %d hours".formatted(Duration.ofMillis(Long.parseLong(age)).toHours());
    }
    String bytes = settings.get(TopicConfig.RETENTION_BYTES_CONFIG);
    return bytes.equals(FOR_EVER)
        ? "for ever"
        : "the newest %d MiB of each partition".formatted(Long.parseLong(bytes) >> 20);
  }

  /** A record or an enum, then those that it is made of, each once. */
  private void type(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> {
        if (told.add(schema.getName())) {
          named(schema);
          page.table(
              List.of("field", "type", "meaning"),
              schema.getFields().stream().map(TopicsPage::row).toList());
          schema.getFields().forEach(field -> type(field.schema()));
        }
      }
      case ENUM -> {
        if (told.add(schema.getName())) {
          named(schema);
          page.paragraph("One of "
              + schema.getEnumSymbols().stream()
                  .map(Markdown::quoted)
                  .collect(Collectors.joining(", "))
              + ".");
        }
      }
      case ARRAY -> type(schema.getElementType());
      case MAP -> type(schema.getValueType());
      case UNION -> schema.getTypes().forEach(this::type);
      default -> {
        // a plain value
      }
    }
  }

  private void named(Schema schema) {
    page.heading(3, schema.getName());
    page.paragraph(plain(schema.getDoc()));
  }

  private static List<String> row(Field field) {
    String fallback = field.hasDefaultValue() && !nullable(field)
        ? " Default: `%s`.".formatted(field.defaultVal())
        : "";
    return List.of(quoted(field.name()), form(field.schema()), plain(field.doc()) + fallback);
  }

  private static boolean nullable(Field field) {
    return field.schema().isNullable();
  }

  private static String form(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM -> link(schema);
      case ARRAY -> "list of " + form(schema.getElementType());
      case MAP -> "map of " + form(schema.getValueType());
      case UNION ->
        schema.getTypes().stream().map(TopicsPage::form).collect(Collectors.joining(" or "));
      default ->
        schema.getLogicalType() == null
            ? schema.getType().getName()
            : "%s (%s)"
                .formatted(schema.getType().getName(), schema.getLogicalType().getName());
    };
  }

  private static String link(Schema schema) {
    return "[%s](#%s)".formatted(schema.getName(), schema.getName().toLowerCase(Locale.ROOT));
  }
}
