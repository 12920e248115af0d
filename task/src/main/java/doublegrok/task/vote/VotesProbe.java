package doublegrok.task.vote;

import doublegrok.task.AskedModel;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Tasks;
import doublegrok.task.FamilyProbe;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Shares;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Probe that tells formula, search and heuristic apart: by the weight of an example's vote that
 * comes nearest to the model, and by its answers where labels of the context are wrong. One step of
 * gradient descent on the logits of the latent tasks is such a vote with a finite weight; the
 * formula has an infinite one.
 */
public final class VotesProbe implements FamilyProbe {
  private static final List<Integer> SHOTS = List.of(1, 2, 3, 4, 6, 8, 12, 16, 24, 32);
  private static final Map<Solver, String> NAMES = new EnumMap<>(
      Map.of(Solver.FORMULA, "exact", Solver.MEMORY, "switchboard", Solver.RATIO, "ratio"));
  private static final int SEQUENCES = 32;
  private static final int EXAMPLES = 8;
  private static final int LEAST_SHOTS = 3;

  /** A search whose votes weigh more is not told from the formula by so few wrong labels. */
  private static final double MOST_OF_SEARCH = 3;

  private final VotesWalk walk;
  private final Map<EvaluationSet, TokenSequences> sets;
  private final List<Integer> shots;
  private final WrongLabels contexts;

  private VotesProbe(
      VotesWalk walk,
      Map<EvaluationSet, TokenSequences> sets,
      List<Integer> shots,
      WrongLabels contexts) {
    this.walk = walk;
    this.sets = sets;
    this.shots = shots;
    this.contexts = contexts;
  }

  /**
   * The probe of a family's models, whose sequences are examples of an input's tokens and a label;
   * none if there are too few shots for a vote.
   *
   * @param digits tokens of an input
   * @param lines whether answers are in proportion along lines through the origin, so that an
   *     example on the query's line tells its answer
   * @param all tasks of the family
   * @param trained those that are trained now
   * @param shots of a sequence
   */
  public static List<FamilyProbe> of(
      int digits,
      boolean lines,
      VotingTasks all,
      VotingTasks trained,
      EvaluationSampler sampler,
      int shots,
      long seed) {
    if (shots < LEAST_SHOTS) {
      return List.of();
    }
    Map<EvaluationSet, TokenSequences> sets = new LinkedHashMap<>();
    for (EvaluationSet set : sampler.sets()) {
      sets.put(set, TokenSequences.of(sampler.sequences(set, SEQUENCES)));
    }
    EvaluationSet asked = sampler.sets().stream()
        .filter(set -> set.tasks() == Tasks.NEVER && set.inputs() != Inputs.HELD_OUT)
        .findFirst()
        .orElse(sampler.sets().get(0));
    return List.of(new VotesProbe(
        new VotesWalk(
            digits,
            all,
            trained,
            lines ? Optional.of(new LineVotes(all.vocabulary())) : Optional.empty()),
        sets,
        SHOTS.stream().filter(each -> each < shots).toList(),
        WrongLabels.of(sets.get(asked), digits, Math.min(EXAMPLES, shots - 1), seed)));
  }

  @Override
  public String name() {
    return "votes";
  }

  @Override
  public Map<String, Finding> find(AskedModel model) {
    Map<String, Finding> found = new LinkedHashMap<>();
    Map<EvaluationSet, List<Level>> clean = new LinkedHashMap<>();
    sets.forEach(
        (set, sequences) -> clean.put(set, levels(walk.ask(model, sequences, shots::contains))));
    found.put("votes-eta", etas(clean));
    clean.forEach((set, levels) -> found.put("votes-" + set.label(), distances(set, levels)));
    int most = contexts.shots() / 2;
    List<AskedVotes> all = walk.ask(model, contexts.upTo(most), shot -> true);
    List<List<AskedVotes>> noisy = new ArrayList<>();
    for (int wrong = 0; wrong <= most; wrong++) {
      int each = all.size() / (most + 1);
      noisy.add(all.subList(wrong * each, (wrong + 1) * each));
    }
    double eta = VotesFit.of(all).eta();
    found.put("votes-wrong-labels", response(noisy, eta));
    found.put("votes-algorithm", algorithm(all, Math.min(eta, MOST_OF_SEARCH)));
    return found;
  }

  /** What is asked after each number of shots, and the vote that is nearest to it. */
  private record Level(List<AskedVotes> asked, VotesFit fit) {}

  private List<Level> levels(List<AskedVotes> asked) {
    return shots.stream()
        .map(shot -> asked.stream().filter(each -> each.shot() == shot).toList())
        .map(after -> new Level(after, VotesFit.of(after)))
        .toList();
  }

  private Curve etas(Map<EvaluationSet, List<Level>> found) {
    List<Curve.Line> lines = new ArrayList<>();
    found.forEach((set, levels) ->
        lines.add(line(set.label(), levels, level -> level.fit().eta())));
    return new Curve(
        About.of(
            "Weight of a vote",
            "The eta with which exp(eta x examples explained) over all tasks comes nearest to the"
                + " model: the same finite one at every shot is a search, 6 stands for all on the"
                + " tasks that explain most, the formula."),
        Axis.of("shots"),
        Axis.of("eta"),
        places(shots),
        lines);
  }

  private Curve distances(EvaluationSet set, List<Level> levels) {
    List<Curve.Line> lines = new ArrayList<>();
    lines.add(line("search", levels, level -> level.fit().distance()));
    NAMES.forEach((solver, name) -> {
      if (solver != Solver.RATIO || walk.hasLines()) {
        lines.add(
            line(name, levels, level -> VotesFit.distance(level.asked(), solver, VotesFit.MOST)));
      }
    });
    return new Curve(
        new About(
            "Distance from search and from references",
            set.label(),
            "Mean divergence of the model's answers, each reference with a fiftieth of guessing;"
                + " search with the eta that is nearest at this shot."),
        Axis.of("shots"),
        new Axis("divergence", "nats"),
        places(shots),
        lines);
  }

  private Curve response(List<List<AskedVotes>> noisy, double eta) {
    List<Integer> wrong =
        Stream.iterate(0, each -> each + 1).limit(noisy.size()).toList();
    List<Curve.Line> lines = new ArrayList<>();
    Map<String, Function<AskedVotes, double[]>> answers = new LinkedHashMap<>();
    answers.put("model", AskedVotes::said);
    answers.put("formula", asked -> asked.all().tempered(Double.POSITIVE_INFINITY));
    answers.put("search", asked -> asked.all().tempered(eta));
    answers.put("memory", asked -> asked.trained().tempered(Double.POSITIVE_INFINITY));
    if (walk.hasLines()) {
      answers.put("ratio", AskedVotes::ratio);
    }
    answers.forEach((label, said) ->
        lines.add(line(label, wrong, each -> right(noisy.get(each), said))));
    return new Curve(
        About.of(
            "Answers to contexts with wrong labels",
            ("After %d examples, on tasks that were never trained if there are any; the search has"
                    + " the eta that is nearest over all of these.")
                .formatted(contexts.shots())),
        Axis.of("wrong labels"),
        new Axis("probability of the right answer", Shares.RATIO),
        places(wrong),
        lines);
  }

  private static Shares algorithm(List<AskedVotes> asked, double eta) {
    SolverMixture mixture = SolverMixture.of(asked, eta);
    return new Shares(
        About.of(
            "Formula, search or heuristic",
            "The mixture that is nearest to the answers to contexts with right and wrong labels;"
                + " what such contexts cannot tell apart is joined by |."),
        mixture.kinds(asked, eta).stream()
            .map(each -> new Shares.Share(each.label(), each.share()))
            .toList(),
        Optional.of(Scalar.of("unexplained", mixture.distance(), "nats")));
  }

  private static double right(List<AskedVotes> asked, Function<AskedVotes, double[]> answers) {
    return asked.stream()
        .mapToDouble(each -> answers.apply(each)[each.truth()])
        .average()
        .orElse(Double.NaN);
  }

  private static <T> Curve.Line line(String label, List<T> places, ToDoubleFunction<T> value) {
    return new Curve.Line(label, places.stream().map(value::applyAsDouble).toList(), List.of());
  }

  private static List<Double> places(List<Integer> numbers) {
    return numbers.stream().map(Integer::doubleValue).toList();
  }
}
