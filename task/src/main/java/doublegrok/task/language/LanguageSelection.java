package doublegrok.task.language;

import doublegrok.task.Distribution;
import doublegrok.task.TaskSelection;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Chooser of trained languages, among those of the four fifths of dictionaries that may be. */
final class LanguageSelection {
  private LanguageSelection() {}

  /** Uniform draws without replacement; more languages begin with the same ones. */
  static int[] trained(LanguageSize size, Distribution distribution, long seed) {
    int[] dictionaries = TaskSelection.firstNumbers(size.dictionaries());
    new CounterRandom(seed, RandomStream.INPUT_SPLIT, 0).shuffle(dictionaries);
    BitSet trainable = new BitSet();
    Arrays.stream(dictionaries).limit(size.trainableDictionaries()).forEach(trainable::set);
    int[] languages = IntStream.range(0, size.languages())
        .filter(language -> trainable.get(language / size.agreements()))
        .toArray();
    TaskSelection.numbers(distribution, seed).shuffle(languages);
    return Arrays.copyOf(languages, distribution.tasks());
  }
}
