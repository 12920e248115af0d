package doublegrok.evaluator.work;

import doublegrok.explain.Attribution;
import doublegrok.explain.effect.Answers;
import doublegrok.model.ComputeDevice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ForwardProgram;
import doublegrok.model.ModelWeights;
import doublegrok.spec.RunSpec;
import doublegrok.task.EvaluationSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recorder of which question each of several models answers rightly, and of what it loses there:
 * all are asked the questions of one spec, whatever they were trained on, so that they can be
 * compared question by question.
 */
public final class AnswerRecorder {
  /** Of the sequences, left out in turn to see how sure a spectrum is. */
  private static final int GROUPS = 20;

  private final RunSpec spec;
  private final EvaluationContexts contexts;
  private final ComputeDevice device;
  private final int groups;

  /**
   * Draws the questions.
   *
   * @param spec of the questions, and of the models
   * @param version of the distribution that defines the sets
   * @throws IllegalArgumentException if the spec does not plan this version
   */
  public AnswerRecorder(RunSpec spec, int version, ComputeDevice device) {
    this.spec = spec;
    this.contexts = new EvaluationContexts(spec, version);
    this.device = device;
    this.groups = contexts.sets().values().stream()
        .mapToInt(each -> each.sequences().count())
        .reduce(GROUPS, Math::min);
  }

  /**
   * A model's answers.
   *
   * @param sets its answers to each set's questions, in the order in which sets are shown
   * @param spectra its mixture of references over all sets, then without each group of sequences in
   *     turn; empty if the family has no references
   */
  public record Recorded(Map<String, Answers> sets, List<Attribution> spectra) {
    public Recorded {
      sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
      spectra = List.copyOf(spectra);
    }
  }

  /**
   * Asks a model.
   *
   * @param weights in any order
   * @throws IllegalArgumentException if they are not of the spec's model
   */
  public Recorded of(List<FloatTensor> weights) {
    List<FloatTensor> ordered = ModelWeights.ordered(spec.model(), weights);
    Map<EvaluationSet, RecordedSet> asked = new LinkedHashMap<>();
    Map<String, Answers> answers = new LinkedHashMap<>();
    try (ForwardProgram program = ForwardProgram.open(spec.model(), ordered, device)) {
      AskedProgram model = new AskedProgram(program, ordered, () -> false);
      contexts.sets().forEach((set, each) -> {
        asked.put(set, new RecordedSet(each, groups, model));
        answers.put(set.label(), asked.get(set).answers());
      });
    }
    List<Attribution> spectra = new ArrayList<>();
    spectrum(asked, -1).ifPresent(spectra::add);
    for (int without = 0; without < groups && groups > 1; without++) {
      spectrum(asked, without).ifPresent(spectra::add);
    }
    return new Recorded(answers, spectra);
  }

  private Optional<Attribution> spectrum(Map<EvaluationSet, RecordedSet> asked, int without) {
    return contexts
        .spectrum()
        .map(each -> each.attribution(
            contexts.onTheSpectrum().map(set -> asked.get(set).masses(without)).toList()))
        .or(() -> contexts
            .realSpectrum()
            .map(each -> each.attribution(contexts
                .onTheSpectrum()
                .map(set -> asked.get(set).products(without))
                .toList())));
  }
}
