package doublegrok.task.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All languages of a size. A language is a dictionary, which of the words open, and an agreement,
 * which classes the openers and the closers fall into by their ranks; the same agreements go with
 * every dictionary. A sentence that a language allows has the same probability in all languages.
 *
 * <p>Sets of languages are bits, [languages / 64].
 */
final class LanguageTable {
  private final LanguageSize size;
  private final List<int[]> openers; // of each dictionary, ascending
  private final List<int[]> closers;
  private final List<int[]> openerClasses; // by rank, one of each opener half of agreements
  private final List<int[][]> closerRanks; // [classes, members]
  private final long[][] opens; // [words, bits]
  private final long[][][] allowed; // [openers, closers, bits]

  LanguageTable(LanguageSize size) {
    this.size = size;
    this.openers = chosen(IntStream.range(0, size.vocabulary()).boxed().toList(), size.words());
    this.closers = openers.stream().map(this::others).toList();
    List<int[]> splits = splits(size.words(), size.classes());
    this.openerClasses = splits.stream().filter(LanguageTable::isInOrder).toList();
    this.closerRanks = splits.stream().map(this::members).toList();
    int bits = (size.languages() + Long.SIZE - 1) / Long.SIZE;
    this.opens = new long[size.vocabulary()][bits];
    this.allowed = new long[size.vocabulary()][size.vocabulary()][bits];
    for (int language = 0; language < size.languages(); language++) {
      write(language);
    }
  }

  private void write(int language) {
    long bit = 1L << language;
    int at = language / Long.SIZE;
    for (int opener : openers(language)) {
      opens[opener][at] |= bit;
      for (int closer : closers(language, opener)) {
        allowed[opener][closer][at] |= bit;
      }
    }
  }

  LanguageSize size() {
    return size;
  }

  int dictionary(int language) {
    return language / size.agreements();
  }

  private int agreement(int language) {
    return language % size.agreements();
  }

  /** The words that open sentences of a language, ascending; not to be written to. */
  int[] openers(int language) {
    return openers.get(dictionary(language));
  }

  /** The words that may close after this opener, ascending. */
  int[] closers(int language, int opener) {
    int[] closers = new int[size.perClass()];
    Arrays.setAll(closers, which -> closer(language, opener, which));
    return closers;
  }

  /** One of the words that may close after this opener, by its place among them. */
  int closer(int language, int opener, int which) {
    int[] classes = openerClasses.get(agreement(language) / closerRanks.size());
    int[][] matching = closerRanks.get(agreement(language) % closerRanks.size());
    int wanted = classes[Arrays.binarySearch(openers(language), opener)];
    return closers.get(dictionary(language))[matching[wanted][which]];
  }

  /** Languages in which a word opens; not to be written to. */
  long[] opening(int word) {
    return opens[word];
  }

  /** Languages with this sentence; not to be written to. */
  long[] allowing(int opener, int closer) {
    return allowed[opener][closer];
  }

  /** All of them. */
  long[] all() {
    BitSet all = new BitSet();
    all.set(0, size.languages());
    return bits(all);
  }

  /** Some of them. */
  long[] only(int[] languages) {
    BitSet some = new BitSet();
    Arrays.stream(languages).forEach(some::set);
    return bits(some);
  }

  /** Every dictionary of some languages with every agreement of some. */
  long[] composed(int[] languages) {
    int[] agreements = Arrays.stream(languages).map(this::agreement).distinct().toArray();
    BitSet composed = new BitSet();
    Arrays.stream(languages)
        .map(this::dictionary)
        .distinct()
        .forEach(dictionary -> Arrays.stream(agreements)
            .forEach(agreement -> composed.set(dictionary * size.agreements() + agreement)));
    return bits(composed);
  }

  private long[] bits(BitSet set) {
    return Arrays.copyOf(set.toLongArray(), opens[0].length);
  }

  /** For example {@code 0 1 before 4 5, 2 3 before 6 7}. */
  String name(int language) {
    return Arrays.stream(openers(language))
        .boxed()
        .collect(Collectors.groupingBy(opener -> words(closers(language, opener))))
        .entrySet()
        .stream()
        .map(each -> words(each.getValue().stream().mapToInt(word -> word).toArray()) + " before "
            + each.getKey())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String words(int[] words) {
    return Arrays.stream(words).mapToObj(Integer::toString).collect(Collectors.joining(" "));
  }

  /** The ranks in each class. */
  private int[][] members(int[] split) {
    int[][] members = new int[size.classes()][];
    Arrays.setAll(
        members,
        each ->
            IntStream.range(0, split.length).filter(rank -> split[rank] == each).toArray());
    return members;
  }

  private int[] others(int[] some) {
    return IntStream.range(0, size.vocabulary())
        .filter(word -> Arrays.binarySearch(some, word) < 0)
        .toArray();
  }

  /** All ways to take so many, in lexicographic order. */
  private static List<int[]> chosen(List<Integer> from, int count) {
    if (count == 0) {
      return List.of(new int[0]);
    }
    List<int[]> all = new ArrayList<>();
    for (int first = 0; first <= from.size() - count; first++) {
      for (int[] rest : chosen(from.subList(first + 1, from.size()), count - 1)) {
        int[] whole = new int[count];
        whole[0] = from.get(first);
        System.arraycopy(rest, 0, whole, 1, rest.length);
        all.add(whole);
      }
    }
    return all;
  }

  /** All ways to put ranks into classes of one size, the class of each rank. */
  private static List<int[]> splits(int ranks, int classes) {
    List<int[]> all = List.of(new int[ranks]);
    for (int next = 1; next < classes; next++) {
      List<int[]> finer = new ArrayList<>();
      for (int[] split : all) {
        int last = next - 1;
        List<Integer> left = IntStream.range(0, ranks)
            .filter(rank -> split[rank] == last)
            .boxed()
            .toList();
        for (int[] stay : chosen(left, ranks / classes)) {
          int[] further = split.clone();
          left.forEach(rank -> further[rank] = last + 1);
          Arrays.stream(stay).forEach(rank -> further[rank] = last);
          finer.add(further);
        }
      }
      all = finer;
    }
    return List.copyOf(all);
  }

  /** Whether each class begins after the one before it: the order of classes has no meaning. */
  private static boolean isInOrder(int[] split) {
    int begun = 0;
    for (int each : split) {
      if (each > begun) {
        return false;
      }
      begun = Math.max(begun, each + 1);
    }
    return true;
  }
}
