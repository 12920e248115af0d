package doublegrok.task.language;

import doublegrok.task.Reference;
import doublegrok.task.Reference.Skill;
import java.util.List;

/** References of languages, from the one that knows most. */
final class LanguageReferences {
  /** Bayes over all languages: nothing is better. */
  static final Reference EXACT = new Reference("exact", Skill.GENERAL, true, 6);

  /** Bayes over the trained dictionaries, each with every trained agreement. */
  static final Reference COMPOSITION = new Reference("composition", Skill.GENERAL, false, 4);

  /** Every language counts by exp(v), v the sentences of the context that it explains. */
  static final Reference SEARCH = new Reference("search", Skill.GENERAL, false, 0);

  /** Bayes over the trained languages. */
  static final Reference SWITCHBOARD = new Reference("switchboard", Skill.TASKS, true, 5);

  /** Closers that a chain of sentences links to the opener. */
  static final Reference CLOSURE = new Reference("closure", Skill.GUESS, false, 3);

  /** Closers that were seen after the opener. */
  static final Reference INDUCTION = new Reference("induction", Skill.GUESS, false, 2);

  /** Words that were seen as closers. */
  static final Reference SLOT = new Reference("slot", Skill.GUESS, false, 1);

  /** Words that were seen. */
  static final Reference UNIGRAM = new Reference("unigram", Skill.GUESS, false, 0);

  /** All words alike. */
  static final Reference UNIFORM = new Reference("uniform", Skill.GUESS, false, 0);

  /** Weight of a sentence that a language explains, as votes of {@link #SEARCH}. */
  static final double ETA = 1;

  private LanguageReferences() {}

  /** Every reference, in the order in which they are told. */
  static List<Reference> all() {
    return List.of(
        EXACT, COMPOSITION, SEARCH, SWITCHBOARD, CLOSURE, INDUCTION, SLOT, UNIGRAM, UNIFORM);
  }
}
