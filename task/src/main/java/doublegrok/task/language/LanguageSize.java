package doublegrok.task.language;

import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Size of languages.
 *
 * @param words that open, and as many that close
 * @param classes that either fall into
 */
record LanguageSize(int words, int classes) {
  /** For each pair of words there is a bit of every language. */
  static final int MOST_LANGUAGES = 200_000;

  LanguageSize {
    if (words % classes != 0) {
      throw new IllegalArgumentException(
          ("task.classes must divide task.words, as all classes are of one size, were %d and %d:"
                  + " take a divisor")
              .formatted(classes, words));
    }
    long languages = languages(words, classes);
    if (languages > MOST_LANGUAGES) {
      throw new IllegalArgumentException(
          ("task.words %d and task.classes %d make %,d languages, of which at most %,d can be"
                  + " enumerated: take fewer words, or other classes")
              .formatted(words, classes, languages, MOST_LANGUAGES));
    }
  }

  static LanguageSize of(Values values) {
    return new LanguageSize(values.get(LanguageKeys.WORDS), values.get(LanguageKeys.CLASSES));
  }

  /** binom(2m, m) dictionaries and (m! / (m/C)!^C)^2 / C! agreements of each. */
  private static long languages(int words, int classes) {
    long splits = factorial(words);
    for (int each = 0; each < classes; each++) {
      splits /= factorial(words / classes);
    }
    return dictionaries(words) * (splits * splits / factorial(classes));
  }

  private static long dictionaries(int words) {
    long count = 1;
    for (int word = 1; word <= words; word++) {
      count = count * (words + word) / word;
    }
    return count;
  }

  private static long factorial(int number) {
    return number < 2 ? 1 : number * factorial(number - 1);
  }

  int vocabulary() {
    return 2 * words;
  }

  int perClass() {
    return words / classes;
  }

  int dictionaries() {
    return (int) dictionaries(words);
  }

  int languages() {
    return (int) languages(words, classes);
  }

  /** Of each dictionary. */
  int agreements() {
    return languages() / dictionaries();
  }

  /** Dictionaries of which some language may be trained: four fifths of them. */
  int trainableDictionaries() {
    return dictionaries() - (dictionaries() + 4) / 5;
  }

  /** Languages that may be trained. */
  int trainable() {
    return trainableDictionaries() * agreements();
  }

  SequenceForm.Tokens form() {
    return new SequenceForm.Tokens(vocabulary());
  }

  /** Every token but the first counts. */
  SequenceLayout trainingLayout(int sentences) {
    return new SequenceLayout(
        form(), 2 * sentences, IntStream.range(1, 2 * sentences).boxed().toList(), 0);
  }

  /** Closers count, so that shot k is the closer after k whole sentences. */
  SequenceLayout closersLayout(int sentences) {
    List<Integer> closers =
        IntStream.range(0, sentences).map(sentence -> 2 * sentence + 1).boxed().toList();
    return new SequenceLayout(form(), 2 * sentences, closers, 0);
  }
}
