package doublegrok.task.markov;

import doublegrok.task.SequenceForm;
import doublegrok.task.SequenceLayout;
import doublegrok.task.key.Values;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Shape of sequences.
 *
 * @param processes by their numbers, the latent tasks
 * @param symbols that they show
 * @param first position of the first symbol: 1 behind a beginning, whose token is the last one
 */
record MarkovShape(List<HiddenProcess> processes, int symbols, int first) {
  static MarkovShape of(Values values) {
    List<HiddenProcess> processes = Processes.of(values);
    int symbols = processes.stream().mapToInt(HiddenProcess::symbols).max().orElseThrow();
    return new MarkovShape(processes, symbols, values.get(MarkovKeys.BEGIN) ? 1 : 0);
  }

  SequenceForm.Tokens form() {
    return new SequenceForm.Tokens(symbols + first);
  }

  /** Every position but the first counts. */
  SequenceLayout layout(int length) {
    return new SequenceLayout(
        form(), length, IntStream.range(1, length).boxed().toList(), 1 - first);
  }

  /** The mixture of all. */
  Ensemble ensemble() {
    return new Ensemble(processes, symbols);
  }

  /** The mixture of some. */
  Ensemble ensemble(int[] latents) {
    return new Ensemble(Arrays.stream(latents).mapToObj(processes::get).toList(), symbols);
  }

  void requireVocabulary(SequenceLayout layout) {
    if (!layout.form().equals(form())) {
      throw new IllegalArgumentException(
          "sequences must be of " + form() + ", were of " + layout.form());
    }
  }
}
