package doublegrok.spec;

import doublegrok.task.key.Key;
import doublegrok.task.key.Rule;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Rows of a section, one a key, in the order of the canonical text. The same rows read and write: a
 * {@link KeyReader} answers with what was written, a {@link Writer} with what the section has.
 *
 * @param <S> what is made of the rows
 */
interface Rows<S> {
  /**
   * The value of a key.
   *
   * @param get that of a section that is there
   */
  <T> T row(Key<T> key, Function<S, T> get);

  /** The value of a key that may be given only where another says so. */
  <T> T row(Key<T> key, Function<S, T> get, Condition condition);

  /** The value of a key that must be given. */
  default <T> T row(String name, Rule<T> rule, Function<S, T> get) {
    return row(Key.of(name, rule), get);
  }

  /** The value of a key that may be absent. */
  default <T> T row(String name, Rule<T> rule, T fallback, Function<S, T> get) {
    return row(Key.of(name, rule).or(fallback), get);
  }

  /** The values of a family's keys. */
  default Values rows(List<Key<?>> keys, Function<S, Values> get) {
    Values values = Values.none();
    for (Key<?> key : keys) {
      values = with(values, key, get);
    }
    return values;
  }

  private <T> Values with(Values values, Key<T> key, Function<S, Values> get) {
    return values.with(key, row(key, section -> get.apply(section).get(key)));
  }

  /**
   * Condition of a row.
   *
   * @param key of the same section that decides
   * @param met whether the row may stand there
   * @param refusal sentence, from behind the row's key, where it does all the same
   */
  record Condition(String key, boolean met, String refusal) {}

  /**
   * Rows that are written.
   *
   * @param section what is written
   * @param prefix of its keys: its name and a dot, or nothing
   * @param texts of all keys so far
   */
  record Writer<S>(S section, String prefix, Map<String, String> texts) implements Rows<S> {
    @Override
    public <T> T row(Key<T> key, Function<S, T> get) {
      T value = get.apply(section);
      texts.put(prefix + key.name(), key.rule().text().apply(value));
      return value;
    }

    @Override
    public <T> T row(Key<T> key, Function<S, T> get, Condition condition) {
      return condition.met() ? row(key, get) : get.apply(section);
    }
  }
}
