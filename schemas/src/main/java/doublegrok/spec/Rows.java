package doublegrok.spec;

import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows of a section, one a key, in the order of the canonical text. The same rows read, write and
 * list: a {@link KeyReader} answers with what was written, a {@link Writer} with what the section
 * has, a {@link Lister} with what may stand there.
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

  /**
   * The value of a key that joined a section when there were texts without it: it is written where
   * it is not what it is when it is absent.
   */
  default <T> T added(Key<T> key, Function<S, T> get) {
    return row(key, get);
  }

  /** The same rows where the section is of this type. */
  default <U extends S> Rows<U> as(Class<U> type) {
    Rows<S> all = this;
    return new Rows<>() {
      @Override
      public <T> T row(Key<T> key, Function<U, T> get) {
        return all.row(key, section -> get.apply(type.cast(section)));
      }

      @Override
      public <T> T row(Key<T> key, Function<U, T> get, Condition condition) {
        return all.row(key, section -> get.apply(type.cast(section)), condition);
      }

      @Override
      public <T> T added(Key<T> key, Function<U, T> get) {
        return all.added(key, section -> get.apply(type.cast(section)));
      }
    };
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
   * @param needed its value where the row may stand
   * @param was its value
   * @param refusal sentence, from behind the row's key, where it does all the same
   */
  record Condition(String key, String needed, String was, String refusal) {
    boolean met() {
      return needed.equals(was);
    }
  }

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

    @Override
    public <T> T added(Key<T> key, Function<S, T> get) {
      T value = get.apply(section);
      return key.fallback().equals(Optional.of(value)) ? value : row(key, get);
    }
  }

  /**
   * Rows that are listed.
   *
   * @param section before their keys: its name and a dot, or nothing
   * @param keys all so far
   */
  record Lister<S>(String section, List<SpecKey> keys) implements Rows<S> {
    @Override
    public <T> T row(Key<T> key, Function<S, T> get) {
      return list(key, Optional.empty());
    }

    @Override
    public <T> T row(Key<T> key, Function<S, T> get, Condition condition) {
      return list(
          key, Optional.of(new SpecKey.Only(section + condition.key(), condition.needed())));
    }

    private <T> T list(Key<T> key, Optional<SpecKey.Only> only) {
      keys.add(new SpecKey(section + key.name(), key, only));
      return key.fallback().orElse(key.rule().stopgap());
    }
  }
}
