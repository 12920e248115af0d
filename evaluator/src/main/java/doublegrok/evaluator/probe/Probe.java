package doublegrok.evaluator.probe;

import doublegrok.spec.RunSpec;
import doublegrok.task.finding.Finding;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A look into a checkpoint, whose findings are shapes that everybody else knows. */
public interface Probe {
  /** Name in run specs; unique among {@link Probes}. */
  String name();

  /** Whether an evaluation can afford it. */
  Cost cost();

  /** When it looks at checkpoints of runs whose spec does not name it. */
  default Rhythm rhythm() {
    return Rhythm.WITH_OTHERS;
  }

  /** The rows of its means, which a run spec may give it in its section {@code probes}. */
  default List<Key<?>> means() {
    return List.of();
  }

  /**
   * What it costs beside the evaluation, in words, before it begins; empty if that is little.
   *
   * @param means values of its rows
   */
  default Optional<String> told(RunSpec spec, Values means) {
    return Optional.empty();
  }

  /**
   * What it finds, by the names under which findings are kept, which are the same at every
   * checkpoint: lower-case letters, digits and '-'. Empty if the checkpoint has nothing for it.
   *
   * @throws java.util.concurrent.CancellationException if there is no more time: whoever asks the
   *     model is told so, whoever computes for long without it asks {@link Examination#requireTime}
   */
  Map<String, Finding> find(Examination checkpoint);
}
