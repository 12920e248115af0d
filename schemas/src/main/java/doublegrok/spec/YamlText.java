package doublegrok.spec;

import doublegrok.spec.Value.Entries;
import doublegrok.spec.Value.Entry;
import doublegrok.spec.Value.Items;
import doublegrok.spec.Value.Scalar;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/**
 * YAML text to values with lines. Built on the parser's events rather than on its nodes, which
 * bounds the depth, and keeps duplicates, aliases and tags visible so that they can be refused.
 */
final class YamlText {
  static final int LONGEST = 1 << 20;
  private static final int DEEPEST = 16;

  private final Place whole;
  private final Iterator<Event> events;

  private YamlText(String text, Place whole) {
    this.whole = whole;
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(LONGEST + 1).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /**
   * The value of a YAML text; empty, with a fault, if it is none.
   *
   * @param text one document
   * @param whole where it comes from
   * @param key to name in a fault
   */
  static Optional<Value> read(String text, Place whole, String key, Faults faults) {
    if (text.length() > LONGEST) {
      faults.add(
          whole,
          key,
          "the text must have at most " + LONGEST + " characters, had " + text.length()
              + "; a run spec has some hundreds");
      return Optional.empty();
    }
    try {
      return Optional.of(new YamlText(text, whole).document());
    } catch (Refused e) {
      faults.add(e.place, key, e.getMessage());
    } catch (ReaderException e) {
      int line =
          (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      faults.add(
          at(whole, line),
          key,
          String.format(
              "the character U+%04X is not allowed in YAML;" + " remove it", e.getCodePoint()));
    } catch (MarkedYamlEngineException e) {
      Place place =
          e.getProblemMark().map(mark -> at(whole, mark.getLine() + 1)).orElse(whole);
      faults.add(
          place,
          key,
          "not YAML: " + Written.shown(e.getProblem(), 200)
              + "; check the indentation, quotes and brackets here");
    } catch (RuntimeException e) { // the library lets some slip, for example of "\\UFFFFFFFF"
      faults.add(whole, key, "not YAML that can be read: " + Written.shown(e.toString(), 200));
    }
    return Optional.empty();
  }

  private Value document() {
    expect(Event.ID.StreamStart);
    Event first = events.next();
    if (first.getEventId() == Event.ID.StreamEnd) {
      return new Scalar(whole, "", false);
    }
    Value value = value(events.next(), 0);
    expect(Event.ID.DocumentEnd);
    Event last = events.next();
    if (last.getEventId() != Event.ID.StreamEnd) {
      throw new Refused(place(last), "a run spec is one document; remove the one that begins here");
    }
    return value;
  }

  private void expect(Event.ID id) {
    Event event = events.next();
    if (event.getEventId() != id) {
      throw new Refused(place(event), "expected " + id + " here, found " + event.getEventId());
    }
  }

  private Value value(Event event, int depth) {
    Place place = place(event);
    if (depth > DEEPEST) {
      throw new Refused(place, "lists and maps may be nested " + DEEPEST + " deep");
    }
    if (event instanceof AliasEvent
        || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
      throw new Refused(place, "anchors (&) and aliases (*) are not allowed; write the value out");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(place, scalar.getTag());
      return new Scalar(place, scalar.getValue(), !scalar.isPlain());
    }
    if (event instanceof CollectionStartEvent collection) {
      refuseTag(place, collection.getTag());
      return event.getEventId() == Event.ID.SequenceStart
          ? new Items(place, items(depth))
          : new Entries(place, entries(depth));
    }
    throw new Refused(place, "expected a value here, found " + event.getEventId());
  }

  private List<Value> items(int depth) {
    List<Value> items = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.SequenceEnd;
        next = events.next()) {
      items.add(value(next, depth + 1));
    }
    return items;
  }

  private List<Entry> entries(int depth) {
    List<Entry> entries = new ArrayList<>();
    for (Event next = events.next();
        next.getEventId() != Event.ID.MappingEnd;
        next = events.next()) {
      Value key = value(next, depth + 1);
      if (!(key instanceof Scalar scalar)) {
        throw new Refused(key.place(), "a key must be a word, was " + key.shown());
      }
      entries.add(new Entry(key.place(), scalar.text(), value(events.next(), depth + 1)));
    }
    return entries;
  }

  private static void refuseTag(Place place, Optional<String> tag) {
    if (tag.isPresent()) {
      throw new Refused(place, "tags are not allowed, was " + Written.shown(tag.get()));
    }
  }

  private Place place(Event event) {
    Optional<Mark> mark = event.getStartMark();
    return mark.map(start -> at(whole, start.getLine() + 1)).orElse(whole);
  }

  private static Place at(Place whole, int line) {
    return whole.source().equals(Place.SET) ? whole : Place.of(whole.source(), line);
  }

  /** Stops reading; the text is YAML but more than a run spec needs. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Place place;

    private Refused(Place place, String sentence) {
      super(sentence);
      this.place = place;
    }
  }
}
