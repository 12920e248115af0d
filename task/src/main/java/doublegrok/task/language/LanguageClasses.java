package doublegrok.task.language;

import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Shift;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.TaskSelection;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Sets of languages after a history of swaps, by what of them was trained and when. */
final class LanguageClasses {
  /** Languages that are trained. */
  static final EvaluationSet ID = new EvaluationSet("id", Tasks.NOW, Inputs.ANY, 1);

  /** Languages never trained, of whose dictionaries others were. */
  static final EvaluationSet NEW_AGREEMENT =
      new EvaluationSet("new-agreement", Tasks.NEVER, Inputs.TRAINED, 3);

  /** Languages of whose dictionaries none was ever trained. */
  static final EvaluationSet NEW_DICTIONARY =
      new EvaluationSet("new-dictionary", Tasks.NEVER, Inputs.HELD_OUT, 2);

  /** Languages that are trained since the last swap. */
  static final EvaluationSet ADDED = new EvaluationSet(
      "added", Tasks.NOW, Inputs.ANY, Optional.of(new Shift("languages", "of the last swap")), 4);

  /** Languages that were trained before a swap and are not now. */
  static final EvaluationSet FORMERLY_ID =
      new EvaluationSet("formerly-id", Tasks.FORMERLY, Inputs.ANY, 6);

  /** All that there can be, in the order in which they are shown. */
  static final List<EvaluationSet> SETS =
      List.of(ID, NEW_AGREEMENT, NEW_DICTIONARY, ADDED, FORMERLY_ID);

  private static final int MOST = 256;

  private final LanguageSize size;
  private final int[] order;
  private final BitSet now = new BitSet();
  private final BitSet before = new BitSet(); // the last swap
  private final BitSet dictionaries = new BitSet(); // of which a language was ever trained

  /**
   * The sets after a history.
   *
   * @param history trained languages, oldest first, the last ones current; at least one
   */
  LanguageClasses(LanguageSize size, List<int[]> history, long seed) {
    this.size = size;
    this.order = TaskSelection.firstNumbers(size.languages());
    new CounterRandom(seed, RandomStream.EVALUATION_ORDER, 0).shuffle(order);
    history
        .subList(0, history.size() - 1)
        .forEach(each -> Arrays.stream(each).forEach(before::set));
    Arrays.stream(history.get(history.size() - 1)).forEach(now::set);
    history.forEach(each ->
        Arrays.stream(each).forEach(language -> dictionaries.set(language / size.agreements())));
  }

  /**
   * The languages of a set, in one random order of all; of those never trained at most 256.
   */
  int[] languages(EvaluationSet set) {
    if (set.equals(ID)) {
      return select(now::get, order.length);
    }
    if (set.equals(ADDED)) {
      boolean swapped = !before.isEmpty();
      return select(each -> swapped && now.get(each) && !before.get(each), order.length);
    }
    if (set.equals(FORMERLY_ID)) {
      return select(each -> before.get(each) && !now.get(each), order.length);
    }
    boolean known = set.equals(NEW_AGREEMENT);
    return select(each -> !isTrained(each) && hasKnownDictionary(each) == known, MOST);
  }

  /** Languages that were never trained, of both kinds, at most 256. */
  int[] neverTrained() {
    return select(each -> !isTrained(each), MOST);
  }

  private boolean isTrained(int language) {
    return now.get(language) || before.get(language);
  }

  private boolean hasKnownDictionary(int language) {
    return dictionaries.get(language / size.agreements());
  }

  private int[] select(IntPredicate member, int most) {
    return Arrays.stream(order).filter(member).limit(most).toArray();
  }
}
