package doublegrok.task.language;

import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.SequenceLayout;
import doublegrok.task.SequenceWriter;
import doublegrok.task.TokenSequences;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.List;

/** Evaluation sequences, each a function of seed, language and round, of which closers count. */
final class LanguageEvaluation implements EvaluationSampler {
  private final LanguageTable table;
  private final SequenceLayout layout;
  private final LanguageClasses classes;
  private final long seed;

  LanguageEvaluation(LanguageTable table, int sentences, LanguageClasses classes, long seed) {
    this.table = table;
    this.layout = table.size().closersLayout(sentences);
    this.classes = classes;
    this.seed = seed;
  }

  @Override
  public List<EvaluationSet> sets() {
    return LanguageClasses.SETS.stream()
        .filter(set -> classes.languages(set).length > 0)
        .toList();
  }

  @Override
  public TokenSequences sequences(EvaluationSet set, int sequences) {
    requireAsked(set, sequences);
    return drawn(classes.languages(set), sequences, RandomStream.EVALUATION_ANY);
  }

  /** Others than any set's, of all languages that were never trained. */
  TokenSequences neverTrained(int sequences) {
    return drawn(classes.neverTrained(), sequences, RandomStream.IMPOSTOR_PROBES);
  }

  private TokenSequences drawn(int[] covered, int sequences, RandomStream stream) {
    return TokenSequences.of(SequenceWriter.covering(
        covered,
        sequences,
        latents -> new LanguageSampler(table, layout, latents),
        index -> new CounterRandom(seed, stream, index)));
  }
}
