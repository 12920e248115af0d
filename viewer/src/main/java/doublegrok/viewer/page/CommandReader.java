package doublegrok.viewer.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import doublegrok.control.Command;
import doublegrok.log.RecordKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Reads the body of a request for a run, and names everything that is wrong with it at once. */
final class CommandReader {
  private static final ObjectMapper MAPPER = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();
  private static final Map<String, Set<String>> KEYS = Map.of(
      "swap", Set.of("set", "at_batch"),
      "pause", Set.of(),
      "resume", Set.of(),
      "stop", Set.of(),
      "fork", Set.of("as", "at_step", "set"));
  private static final String COMMANDS = "swap, pause, resume, stop or fork";
  private static final int FAULTS_MAX = 20;
  private static final int QUOTED_MAX = 60;

  private final JsonNode body;
  private final List<String> faults = new ArrayList<>();

  private CommandReader(JsonNode body) {
    this.body = body;
  }

  /**
   * Reads one request.
   *
   * @throws IllegalArgumentException with every fault
   */
  static Command read(byte[] json) {
    JsonNode body = parsed(json);
    if (!body.isObject()) {
      throw notJson("");
    }
    return new CommandReader(body).request();
  }

  private Command request() {
    String command = command();
    refuseUnknownKeys(command);
    Map<String, String> changes = changes(command.equals("swap"));
    OptionalLong atBatch = number("at_batch");
    OptionalLong atStep = number("at_step");
    String child = command.equals("fork") ? child() : "";
    if (command.equals("fork") && !body.has("at_step")) {
      faults.add("at_step is missing: the step of the checkpoint to begin from");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "The command cannot be read: " + String.join("; ", faults) + ".");
    }
    return switch (command) {
      case "swap" -> new Command.Swap(changes, atBatch);
      case "pause" -> new Command.Pause();
      case "resume" -> new Command.Resume();
      case "stop" -> new Command.Stop();
      case "fork" -> Command.Fork.of(child, atStep.orElseThrow(), changes);
      default -> throw new IllegalStateException("no request for " + command);
    };
  }

  private String command() {
    String command = text("command", COMMANDS);
    if (!command.isEmpty() && !KEYS.containsKey(command)) {
      fault("command must be " + COMMANDS + ", was " + quoted(command));
      return "";
    }
    return command;
  }

  private void refuseUnknownKeys(String command) {
    Set<String> known = new TreeSet<>(KEYS.getOrDefault(command, Set.of()));
    if (command.isEmpty()) {
      KEYS.values().forEach(known::addAll);
    }
    known.add("command");
    body.fieldNames().forEachRemaining(key -> {
      if (!known.contains(key)) {
        fault("unknown key %s; known are %s".formatted(quoted(key), String.join(", ", known)));
      }
    });
  }

  private Map<String, String> changes(boolean required) {
    Map<String, String> changes = new LinkedHashMap<>();
    JsonNode set = body.path("set");
    if (set.isMissingNode() && !required) {
      return changes;
    }
    if (!set.isObject() || (required && set.isEmpty())) {
      fault("set must be an object such as {\"distribution.tasks\": \"8\"}, was " + kind(set));
      return changes;
    }
    set.properties().forEach(change -> {
      if (change.getValue().isTextual() && !change.getKey().isBlank()) {
        changes.put(change.getKey(), change.getValue().textValue());
      } else {
        fault("%s in set must be a key of the run spec with a string as its value, was %s"
            .formatted(quoted(change.getKey()), kind(change.getValue())));
      }
    });
    return changes;
  }

  private OptionalLong number(String key) {
    JsonNode number = body.path(key);
    if (number.isMissingNode()) {
      return OptionalLong.empty();
    }
    if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
      fault(key + " must be a whole number, 0 or more, was " + kind(number));
      return OptionalLong.empty();
    }
    return OptionalLong.of(number.longValue());
  }

  private String child() {
    String child = text("as", "the name of the new run");
    try {
      return child.isEmpty() ? child : RecordKeys.checkedRunName(child);
    } catch (IllegalArgumentException unfit) {
      fault("as must be a name that a run can have, was " + quoted(child));
      return "";
    }
  }

  private String text(String key, String meaning) {
    JsonNode text = body.path(key);
    if (text.isMissingNode()) {
      fault(key + " is missing: " + meaning);
    } else if (!text.isTextual() || text.textValue().isBlank()) {
      fault(key + " must be a string: " + meaning + ", was " + kind(text));
    } else {
      return text.textValue();
    }
    return "";
  }

  private void fault(String sentence) {
    if (faults.size() < FAULTS_MAX) {
      faults.add(sentence);
    }
  }

  private static JsonNode parsed(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      // Its message tells of the parser, not of the text.
      throw notJson(
          e.getLocation() == null
              ? ""
              : " (line %d, column %d)"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw notJson("");
    }
  }

  private static IllegalArgumentException notJson(String place) {
    return new IllegalArgumentException(
        "The body must be one JSON object such as {\"command\": \"pause\"}, was not%s."
            .formatted(place));
  }

  private static String kind(JsonNode node) {
    if (node.isMissingNode()) {
      return "missing";
    }
    return node.isContainerNode() && node.isEmpty()
        ? "empty"
        : quoted(node.isValueNode() ? node.asText() : node.getNodeType().toString())
            .toLowerCase(Locale.ROOT);
  }

  private static String quoted(String text) {
    String shown = text.length() > QUOTED_MAX ? text.substring(0, QUOTED_MAX) + "..." : text;
    return "'" + shown + "'";
  }
}
