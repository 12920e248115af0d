package doublegrok.task.language;

import doublegrok.task.Distribution;
import doublegrok.task.key.Key;
import java.util.List;

/** Keys of languages. */
final class LanguageKeys {
  private static final int MOST_WORDS = 10;

  static final Key<Integer> WORDS = Key.integer("words", 2, MOST_WORDS)
      .or(4)
      .about("Words that open sentences, and as many that close them.");

  static final Key<Integer> CLASSES = Key.integer("classes", 2, MOST_WORDS)
      .or(2)
      .about("Classes of equal size that openers fall into, and closers: a sentence is an opener"
          + " and a closer of the matching class. Must divide task.words.");

  /** All below {@code task}, in the order in which they are written. */
  static final List<Key<?>> TASK = List.of(WORDS, CLASSES);

  /** All below {@code distribution}, in the order in which they are written. */
  static final List<Key<?>> DISTRIBUTION = List.of(
      Distribution.TASKS,
      Distribution.TASK_DRAW,
      Distribution.SHOTS.about("Sentences in a sequence, of two tokens each."));

  private LanguageKeys() {}
}
