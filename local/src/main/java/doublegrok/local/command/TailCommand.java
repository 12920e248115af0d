package doublegrok.local.command;

import doublegrok.local.command.common.ClusterOptions;
import doublegrok.local.command.common.Command;
import doublegrok.local.command.common.ExitCode;
import doublegrok.local.command.common.Json;
import doublegrok.local.command.common.RecordFields;
import doublegrok.local.pipeline.Cluster;
import doublegrok.local.process.Logs;
import doublegrok.local.process.StopSignal;
import doublegrok.log.RecordKeys;
import doublegrok.log.RunScan;
import doublegrok.log.Topic;
import doublegrok.log.Topics;
import doublegrok.log.UnreadableRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the records of a topic, a line each. */
@CommandLine.Command(
    name = "tail",
    description = {
      "Print the committed records of a topic, oldest first, a line each: where a record lies, its"
          + " key and its fields, by the names of the schema.",
      "One that cannot be read has a reason in place of fields."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  doublegrok tail events --run demo",
      "  doublegrok tail steps --run demo --json --follow | jq .value.loss"
    })
final class TailCommand extends Command {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final int WIDTH = 160;
  private static final String PREFIX = "doublegrok.";

  @Parameters(
      paramLabel = "TOPIC",
      description = "Name of the topic, for example steps; doublegrok. before it may be left out.")
  private String topic;

  @Option(names = "--run", paramLabel = "RUN", description = "Only the records of this run.")
  private String run;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "Of those that are there, only the last so many.")
  private Integer last;

  @Option(names = "--follow", description = "Go on with those that come, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--json", description = "Print whole records as JSON, a line each.")
  private boolean json;

  @Mixin
  private ClusterOptions clusterOptions;

  /** Those that may still be the last, while the end is not reached. */
  private final Deque<String> held = new ArrayDeque<>();

  private boolean caughtUp;

  @Override
  public Integer call() {
    if (run != null) {
      RecordKeys.checkedRunName(run);
    }
    if (last != null && last < 1) {
      throw new IllegalArgumentException("--last must be at least 1, was " + last);
    }
    Topic<?> named = named();
    Logs.quiet();
    try (StopSignal stop = StopSignal.open();
        Cluster cluster = clusterOptions.reading()) {
      new RunScan(cluster.kafka(), WITHIN)
          .follow(
              List.of(named),
              run == null ? Set.of() : Set.of(run),
              each -> take(line(named, each)),
              at -> stopped(at, stop));
      return stop.isRequested() ? stop.exitCode() : ExitCode.DONE;
    }
  }

  private Topic<?> named() {
    String name = topic.startsWith(PREFIX) ? topic : PREFIX + topic;
    return Topics.ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no topic '%s'; the topics are %s"
            .formatted(
                topic,
                Topics.ALL.stream()
                    .map(each -> each.name().substring(PREFIX.length()))
                    .collect(Collectors.joining(", ")))));
  }

  private void take(String line) {
    if (last == null || caughtUp) {
      out().println(line);
    } else {
      held.add(line);
      if (held.size() > last) {
        held.remove();
      }
    }
  }

  /** Also where nobody reads any more what is printed. */
  private boolean stopped(boolean atEnd, StopSignal stop) {
    if (atEnd && !caughtUp) {
      caughtUp = true;
      held.forEach(out()::println);
      held.clear();
    }
    return stop.isRequested() || out().checkError() || (atEnd && !follow);
  }

  private String line(Topic<?> from, ConsumerRecord<String, byte[]> each) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("topic", each.topic());
    fields.put("partition", each.partition());
    fields.put("offset", each.offset());
    fields.put("at", Instant.ofEpochMilli(each.timestamp()).toString());
    fields.put("key", each.key());
    try {
      fields.put("value", RecordFields.of(from.read(each.key(), each.value())));
    } catch (UnreadableRecordException unreadable) {
      fields.put("unreadable", unreadable.getMessage());
    }
    return json ? Json.line(fields) : inShort(fields);
  }

  private static String inShort(Map<String, Object> fields) {
    Object said = fields.containsKey("value")
        ? Json.line(fields.get("value"))
        : "unreadable: " + fields.get("unreadable");
    String all = "%s/%s@%s %s %s"
        .formatted(
            ((String) fields.get("topic")).substring(PREFIX.length()),
            fields.get("partition"),
            fields.get("offset"),
            fields.get("key"),
            said);
    return all.length() <= WIDTH ? all : all.substring(0, WIDTH - 1) + "…";
  }
}
