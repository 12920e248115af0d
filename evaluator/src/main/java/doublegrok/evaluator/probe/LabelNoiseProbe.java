package doublegrok.evaluator.probe;

import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Grid;
import doublegrok.task.finding.Layer;
import doublegrok.task.finding.Shares;
import doublegrok.task.random.CounterRandom;
import doublegrok.task.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Accuracy by how many examples the context has, and how many of their labels are wrong: the heat
 * map of He et al. (2024). The contexts are those of the set that is trained on.
 */
final class LabelNoiseProbe implements Probe {
  private static final String NAME = "label-noise";
  private static final int SEQUENCES = 64;
  private static final int SHOTS = 32;

  /** Shares of wrong labels that are asked for: 0, an eighth, and so on to 1. */
  private static final int PARTS = 8;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Cost cost() {
    return Cost.CHEAP;
  }

  /** Of tokens alone, each of whose labels is asked for: among reals none is right or wrong. */
  @Override
  public Map<String, Finding> find(Examination checkpoint) {
    if (!(checkpoint.trained() instanceof TokenSequences trained)
        || trained.layout().firstShot() > 0) {
      return Map.of();
    }
    TokenSequences asked = trained.rows(0, Math.min(SEQUENCES, trained.count()));
    int shots = Math.min(SHOTS, asked.layout().answerPositions().size());
    Tally tally = new Tally(shots);
    for (int part = 0; part <= PARTS; part++) {
      checkpoint.requireTime();
      ask(checkpoint, asked, part, tally);
    }
    return Map.of(NAME, tally.grid());
  }

  private static void ask(Examination checkpoint, TokenSequences asked, int part, Tally tally) {
    SequenceLayout layout = asked.layout();
    List<Integer> answers = layout.answerPositions();
    byte[] bytes = asked.bytes().clone();
    int[][] wrong = new int[asked.count()][answers.size()]; // labels that are, before each answer
    for (int row = 0; row < asked.count(); row++) {
      CounterRandom random = new CounterRandom(
          checkpoint.spec().seed(), RandomStream.LABEL_NOISE_PROBES, (long) part * SEQUENCES + row);
      int so = 0;
      for (int shot = 0; shot < answers.size(); shot++) {
        wrong[row][shot] = so;
        if (random.below(PARTS) < part) {
          int at = row * layout.length() + answers.get(shot);
          int truth = asked.token(row, answers.get(shot));
          int other = (truth + 1 + random.below(layout.vocabulary() - 1)) % layout.vocabulary();
          TokenSequences.put(bytes, layout.tokens(), at, other);
          so++;
        }
      }
    }
    TokenSequences noisy = new TokenSequences(layout, asked.count(), bytes, asked.latents());
    checkpoint.model().predict(noisy, (row, shot, probabilities) -> {
      int truth = asked.token(row, answers.get(shot));
      tally.add(shot, wrong[row][shot], best(probabilities) == truth);
    });
  }

  /** The most probable token; -1 if the model's outputs are no numbers. */
  private static int best(double[] probabilities) {
    int best = -1;
    for (int token = 0; token < probabilities.length; token++) {
      if (probabilities[token] > (best < 0 ? 0 : probabilities[best])) {
        best = token;
      }
    }
    return best;
  }

  /** Counts of answers, by shots and by wrong labels among them. */
  private static final class Tally {
    private final int shots;
    private final int[][] all;
    private final int[][] right;

    Tally(int shots) {
      this.shots = shots;
      all = new int[shots][shots];
      right = new int[shots][shots];
    }

    void add(int shot, int wrong, boolean isRight) {
      if (shot < shots) {
        all[wrong][shot]++;
        right[wrong][shot] += isRight ? 1 : 0;
      }
    }

    Grid grid() {
      List<Double> numbers = new ArrayList<>();
      for (int wrong = 0; wrong < shots; wrong++) {
        for (int shot = 0; shot < shots; shot++) {
          numbers.add((double) right[wrong][shot] / all[wrong][shot]); // NaN where none was asked
        }
      }
      return new Grid(
          About.of(
              "Label noise in the context",
              "Accuracy after so many examples of which so many have a wrong label, on what is"
                  + " trained."),
          Axis.of("wrong labels"),
          Axis.of("shots"),
          new Axis("accuracy", Shares.RATIO),
          List.of(new Layer("model", new Cells.Numbers(shots, shots, numbers))));
    }
  }
}
