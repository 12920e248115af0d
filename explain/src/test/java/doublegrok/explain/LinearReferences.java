package doublegrok.explain;

import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.Sequences;
import doublegrok.task.TokenSequences;
import doublegrok.task.modular.InputSplit;
import doublegrok.task.modular.ModularLinear;
import doublegrok.task.modular.ModularReferences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** All references of modular-linear with two variables, by trying every task and every multiple. */
final class LinearReferences implements ReferencePredictors {
  private static final List<Reference> REFERENCES = ModularReferences.all();

  private final ModularLinear family;
  private final int[] trained;
  private final InputSplit split;

  LinearReferences(ModularLinear family, int[] trained, InputSplit split) {
    this.family = family;
    this.trained = trained;
    this.split = split;
  }

  /** Where the reference stands among all. */
  static int place(Reference reference) {
    return REFERENCES.indexOf(reference);
  }

  @Override
  public List<Reference> references() {
    return REFERENCES;
  }

  @Override
  public void predict(Sequences sequences, int row, double[] probabilities) {
    TokenSequences tokens = TokenSequences.of(sequences);
    int answers = tokens.layout().answerPositions().size();
    int p = family.modulus();
    List<int[]> context = new ArrayList<>(); // input, answer
    List<Integer> all = IntStream.range(0, family.latents()).boxed().toList();
    List<Integer> known = Arrays.stream(trained).boxed().toList();
    for (int answer = 0; answer < answers; answer++) {
      int at = 3 * answer;
      int query = tokens.token(row, at) + p * tokens.token(row, at + 1);
      for (Reference reference : REFERENCES) {
        double[] prediction = switch (reference.label()) {
          case "exact" -> posterior(all, query);
          case "switchboard" -> posterior(known, query);
          case "table" -> posterior(split.isTrain(query) ? known : List.of(), query);
          case "ratio" -> ratio(context, query);
          case "copy" -> counts(context.stream().map(example -> example[1]).toList());
          case "uniform" -> counts(List.of());
          default -> throw new IllegalArgumentException("no rule for " + reference);
        };
        System.arraycopy(
            prediction, 0, probabilities, (place(reference) * answers + answer) * p, p);
      }
      int truth = tokens.token(row, at + 2);
      context.add(new int[] {query, truth});
      all = all.stream().filter(task -> family.answer(task, query) == truth).toList();
      known = known.stream().filter(task -> family.answer(task, query) == truth).toList();
    }
  }

  private double[] posterior(List<Integer> consistent, int query) {
    return counts(consistent.stream().map(task -> family.answer(task, query)).toList());
  }

  private double[] ratio(List<int[]> context, int query) {
    int p = family.modulus();
    if (query == 0) {
      return counts(List.of(0));
    }
    for (int[] example : context) {
      for (int factor = 1; factor < p; factor++) {
        int x = factor * (example[0] % p) % p;
        int y = factor * (example[0] / p) % p;
        if (x + p * y == query) {
          return counts(List.of(factor * example[1] % p));
        }
      }
    }
    return counts(List.of());
  }

  /** How often each token stands in the list; uniform if it is empty. */
  private double[] counts(List<Integer> tokens) {
    double[] counts = new double[family.modulus()];
    if (tokens.isEmpty()) {
      Arrays.fill(counts, 1.0 / counts.length);
    }
    for (int token : tokens) {
      counts[token] += 1.0 / tokens.size();
    }
    return counts;
  }
}
