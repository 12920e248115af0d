package doublegrok.spec.text;

import doublegrok.spec.text.Value.Entries;
import doublegrok.spec.text.Value.Entry;
import doublegrok.spec.text.Value.Items;
import doublegrok.spec.text.Value.Scalar;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/**
 * YAML text to values with lines. Built on the parser's events rather than on its nodes, which
 * bounds the depth, and keeps duplicates, aliases and tags visible so that they can be refused.
 */
public final class YamlText {
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
  public static Optional<Value> read(String text, Place whole, String key, Faults faults) {
    if (text.length() > LONGEST) {
      String had = " characters, had " + text.length() + "; a run spec has some hundreds";
      faults.add(whole, key, "the text must have at most " + LONGEST + had);
      return Optional.empty();
    }
    try {
      return Optional.of(new YamlText(text, whole).document());
    } catch (Refused e) {
      faults.add(e.place, key, e.getMessage());
    } catch (ReaderException e) {
      int line =
          (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      String rule = "the character U+%04X is not allowed in YAML; remove it";
      faults.add(at(whole, line), key, rule.formatted(e.getCodePoint()));
    } catch (MarkedYamlEngineException e) {
      String problem = Written.shown(e.getProblem(), 200);
      String wayOut = Written.strangeSpace(line(text, e.getProblemMark()))
          .map(space -> "; " + space)
          .orElse("; check the indentation, quotes and brackets here");
      faults.add(place(whole, e.getProblemMark()), key, "not YAML: " + problem + wayOut);
    } catch (RuntimeException e) { // the library lets some slip, for example of "\\UFFFFFFFF"
      faults.add(whole, key, "not YAML that can be read: " + Written.shown(e.toString(), 200));
    }
    return Optional.empty();
  }

  private Value document() {
    events.next(); // the stream's start
    if (events.next() instanceof StreamEndEvent) {
      return new Scalar(whole, "", false);
    }
    Value value = value(events.next(), 0);
    events.next(); // the document's end
    Event last = events.next();
    if (!(last instanceof StreamEndEvent)) {
      throw new Refused(place(last), "a run spec is one document; remove the one that begins here");
    }
    return value;
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
      if (scalar.isPlain()) {
        Written.strangeSpace(scalar.getValue()).ifPresent(space -> {
          throw new Refused(place, space);
        });
      }
      return new Scalar(place, scalar.getValue(), !scalar.isPlain());
    }
    refuseTag(place, ((CollectionStartEvent) event).getTag());
    List<Value> inner = new ArrayList<>();
    for (Event next = events.next(); !(next instanceof CollectionEndEvent); next = events.next()) {
      inner.add(value(next, depth + 1));
    }
    return event instanceof SequenceStartEvent
        ? new Items(place, inner)
        : new Entries(place, entries(inner));
  }

  /** Keys and values in turn, as a map. */
  private static List<Entry> entries(List<Value> inner) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < inner.size(); i += 2) {
      Value key = inner.get(i);
      if (!(key instanceof Scalar scalar)) {
        throw new Refused(key.place(), "a key must be a word, was " + key.shown());
      }
      entries.add(new Entry(key.place(), scalar.text(), inner.get(i + 1)));
    }
    return entries;
  }

  private static void refuseTag(Place place, Optional<String> tag) {
    if (tag.isPresent()) {
      throw new Refused(place, "tags are not allowed, was " + Written.shown(tag.get()));
    }
  }

  private static String line(String text, Optional<Mark> mark) {
    return mark.stream()
        .flatMap(each -> text.lines().skip(each.getLine()).limit(1))
        .findFirst()
        .orElse("");
  }

  private Place place(Event event) {
    return place(whole, event.getStartMark());
  }

  private static Place place(Place whole, Optional<Mark> mark) {
    return mark.map(each -> at(whole, each.getLine() + 1)).orElse(whole);
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
