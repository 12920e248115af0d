package doublegrok.task.language;

import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.SequenceLayout;
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
    if (!sets().contains(set) || sequences < 1) {
      throw new IllegalArgumentException("set must be one of "
          + sets().stream().map(EvaluationSet::label).toList()
          + " and sequences at least 1, were " + set.label() + " and " + sequences);
    }
    return drawn(classes.languages(set), sequences, RandomStream.EVALUATION_ANY);
  }

  /** Others than any set's, of all languages that were never trained. */
  TokenSequences neverTrained(int sequences) {
    return drawn(classes.neverTrained(), sequences, RandomStream.IMPOSTOR_PROBES);
  }

  private TokenSequences drawn(int[] covered, int sequences, RandomStream stream) {
    int[] latents = new int[sequences];
    for (int row = 0; row < sequences; row++) {
      latents[row] = covered[row % covered.length];
    }
    LanguageSampler sampler = new LanguageSampler(table, layout, latents);
    for (int row = 0; row < sequences; row++) {
      long index = (long) (row / covered.length) << Integer.SIZE | latents[row];
      sampler.write(row, new CounterRandom(seed, stream, index));
    }
    return sampler.block();
  }
}
