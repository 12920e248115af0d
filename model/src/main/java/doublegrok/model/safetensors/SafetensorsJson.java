package doublegrok.model.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import doublegrok.model.safetensors.SafetensorsHeader.Entry;
import doublegrok.model.safetensors.SafetensorsHeader.Unsound;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a safetensors header's JSON token by token, strictly: nothing unknown is skipped. */
final class SafetensorsJson {
  private final JsonParser in;

  SafetensorsJson(JsonParser in) {
    this.in = in;
  }

  SafetensorsHeader parse() throws IOException, Unsound {
    List<Entry> entries = new ArrayList<>();
    Map<String, String> metadata = Map.of();
    expect(in.nextToken(), JsonToken.START_OBJECT);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      if (name.equals("__metadata__")) {
        metadata = metadata();
      } else {
        entries.add(entry(name));
      }
    }
    expect(in.currentToken(), JsonToken.END_OBJECT);
    if (in.nextToken() != null) {
      throw new Unsound("its header goes on after the JSON object");
    }
    return new SafetensorsHeader(entries, metadata);
  }

  private Map<String, String> metadata() throws IOException, Unsound {
    Map<String, String> lines = new LinkedHashMap<>();
    expect(in.nextToken(), JsonToken.START_OBJECT);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = in.currentName();
      expect(in.nextToken(), JsonToken.VALUE_STRING);
      lines.put(key, in.getText());
    }
    return lines;
  }

  private Entry entry(String name) throws IOException, Unsound {
    String type = "";
    List<Long> shape = List.of();
    List<Long> offsets = List.of();
    expect(in.nextToken(), JsonToken.START_OBJECT);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      switch (in.currentName()) {
        case "dtype" -> {
          expect(in.nextToken(), JsonToken.VALUE_STRING);
          type = in.getText();
        }
        case "shape" -> shape = longs();
        case "data_offsets" -> offsets = longs();
        default -> throw new Unsound("tensor %s has a strange field".formatted(name));
      }
    }
    if (offsets.size() != 2) {
      throw new Unsound("tensor %s must have two data_offsets".formatted(name));
    }
    return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
  }

  private List<Long> longs() throws IOException, Unsound {
    List<Long> values = new ArrayList<>();
    expect(in.nextToken(), JsonToken.START_ARRAY);
    while (in.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      values.add(in.getLongValue());
    }
    expect(in.currentToken(), JsonToken.END_ARRAY);
    return List.copyOf(values);
  }

  private static void expect(JsonToken actual, JsonToken wanted) throws Unsound {
    if (actual != wanted) {
      throw new Unsound("its header has %s where %s belongs".formatted(actual, wanted));
    }
  }
}
