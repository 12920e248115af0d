package doublegrok.task.key;

import java.util.List;

/** Form of the values that a rule accepts, as far as others than the rule can tell it. */
public sealed interface Form {
  /** Whole numbers from low to high. */
  record Whole(long low, long high) implements Form {}

  /** Whole numbers that are listed. */
  record Listed(List<Integer> numbers) implements Form {
    public Listed {
      numbers = List.copyOf(numbers);
    }
  }

  /** Finite numbers of an interval. */
  record Real(Interval interval) implements Form {}

  /** True or false. */
  record Flag() implements Form {}

  /** Words that are listed. */
  record Word(List<String> words) implements Form {
    public Word {
      words = List.copyOf(words);
    }
  }

  /**
   * Lists.
   *
   * @param least values at the least
   * @param most values at most
   * @param each form of each value
   */
  record Items(int least, int most, Form each) implements Form {}
}
