package doublegrok.task.language;

import doublegrok.task.AnswerMixture;
import doublegrok.task.AskedModel;
import doublegrok.task.FamilyProbe;
import doublegrok.task.Reference;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Cells;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Grid;
import doublegrok.task.finding.Layer;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import doublegrok.task.finding.Shares;
import doublegrok.task.language.DisputedContexts.Dispute;
import doublegrok.task.language.DisputedContexts.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Probe that asks a model to go on after contexts on which known solvers disagree. */
final class QuestionsProbe implements FamilyProbe {
  private static final String TITLE = "Disputed questions";

  private final DisputedContexts contexts;

  QuestionsProbe(DisputedContexts contexts) {
    this.contexts = contexts;
  }

  @Override
  public String name() {
    return "questions";
  }

  @Override
  public Map<String, Finding> find(AskedModel model) {
    double[][][] said = answers(model);
    Map<String, Finding> found = new LinkedHashMap<>();
    found.put("questions-solvers", solvers(said));
    found.put(
        "questions-pairs",
        new Scalars(
            About.of(
                "Which of two solvers",
                "Between what two solvers say where they disagree most: 1 for who answers as the"
                    + " first, 0 as the second."),
            contexts.disputes().stream().map(each -> score(each, said)).toList()));
    found.put("questions-words", words(said));
    return found;
  }

  /** What the model says of every closer, [sequences, closers, words]. */
  private double[][][] answers(AskedModel model) {
    TokenSequences sequences = contexts.sequences();
    double[][][] said =
        new double[sequences.count()][sequences.layout().answerPositions().size()][];
    model.predict(
        sequences, (sequence, answer, predicted) -> said[sequence][answer] = predicted.clone());
    return said;
  }

  /** A score that is linear in the answers, with the standard error of a ratio. */
  private static Scalar score(Dispute dispute, double[][][] said) {
    List<Question> questions = dispute.questions();
    double[] moved = new double[questions.size()];
    double[] whole = new double[questions.size()];
    for (int place = 0; place < moved.length; place++) {
      Question each = questions.get(place);
      double[] one = each.said()[dispute.one()];
      double[] other = each.said()[dispute.other()];
      double[] model = said[each.row()][each.answer()];
      for (int word = 0; word < one.length; word++) {
        if (one[word] > other[word]) {
          moved[place] += model[word] - other[word];
          whole[place] += one[word] - other[word];
        }
      }
    }
    double sum = Arrays.stream(whole).sum();
    double score = Arrays.stream(moved).sum() / sum;
    double squares = IntStream.range(0, moved.length)
        .mapToDouble(place -> Math.pow(moved[place] - score * whole[place], 2))
        .sum();
    double error = Math.sqrt(squares * moved.length / (moved.length - 1)) / sum;
    return new Scalar(dispute.label(), score, error, "");
  }

  private Shares solvers(double[][][] said) {
    List<Question> all = contexts.disputes().stream()
        .flatMap(each -> each.questions().stream())
        .distinct()
        .toList();
    double[][] model = all.stream()
        .map(each -> AnswerMixture.possible(said[each.row()][each.answer()]))
        .toArray(double[][]::new);
    double[][][] known = all.stream().map(QuestionsProbe::withGuess).toArray(double[][][]::new);
    AnswerMixture mixture = AnswerMixture.of(model, known);
    List<Shares.Share> shares = new ArrayList<>();
    for (int solver = 0; solver < mixture.shares().length; solver++) {
      String label = solver < DisputedContexts.SOLVERS.size()
          ? DisputedContexts.SOLVERS.get(solver).label()
          : LanguageReferences.UNIFORM.label();
      shares.add(new Shares.Share(label, mixture.shares()[solver]));
    }
    return new Shares(
        About.of(
            "Who answers disputed questions like this",
            "The mixture that is nearest to the answers, in languages that were never trained."),
        shares,
        Optional.of(Scalar.of("unexplained", mixture.distance(), "nats")));
  }

  private static double[][] withGuess(Question question) {
    double[][] said = Arrays.copyOf(question.said(), question.said().length + 1);
    double[] guess = new double[said[0].length];
    Arrays.fill(guess, 1.0 / guess.length);
    said[said.length - 1] = guess;
    return Arrays.stream(said).map(AnswerMixture::possible).toArray(double[][]::new);
  }

  /** The most disputed question of each pair. */
  private Grid words(double[][][] said) {
    List<Question> first =
        contexts.disputes().stream().map(each -> each.questions().get(0)).toList();
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(
        "model",
        cells(first.stream().map(each -> said[each.row()][each.answer()]).toList())));
    for (Reference solver : DisputedContexts.SOLVERS) {
      int place = DisputedContexts.SOLVERS.indexOf(solver);
      layers.add(new Layer(
          solver.label(), cells(first.stream().map(each -> each.said()[place]).toList())));
    }
    String rows = IntStream.range(0, first.size())
        .mapToObj(row ->
            row + " (" + contexts.disputes().get(row).label() + "): " + context(first.get(row)))
        .collect(Collectors.joining("; "));
    return new Grid(
        About.of(TITLE, "Which word closes the last sentence? Rows: " + rows),
        Axis.of("question"),
        Axis.of("word"),
        new Axis("probability", Shares.RATIO),
        layers);
  }

  private String context(Question question) {
    int last = 2 * question.answer();
    return IntStream.rangeClosed(0, last)
            .mapToObj(
                at -> contexts.sequences().token(question.row(), at) + (at % 2 == 1 ? "," : ""))
            .collect(Collectors.joining(" "))
        + " ?";
  }

  private static Cells cells(List<double[]> rows) {
    int words = rows.get(0).length;
    byte[] shades = new byte[rows.size() * words];
    for (int row = 0; row < rows.size(); row++) {
      for (int word = 0; word < words; word++) {
        shades[row * words + word] = Cells.Shades.shade(rows.get(row)[word]);
      }
    }
    return Cells.Shades.ofRatios(rows.size(), words, shades);
  }
}
