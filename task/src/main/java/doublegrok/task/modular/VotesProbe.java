package doublegrok.task.modular;

import doublegrok.task.AskedModel;
import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.FamilyProbe;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Shares;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Formula, search or heuristic: which weight of an example's vote comes nearest to the model, and
 * how it answers where labels of the context are wrong. One step of gradient descent on the logits
 * of the latent tasks is such a vote with a finite weight; the formula has an infinite one.
 */
final class VotesProbe implements FamilyProbe {
  private static final List<Integer> SHOTS = List.of(1, 2, 3, 4, 6, 8, 12, 16, 24, 32);
  private static final int SEQUENCES = 32;
  private static final int EXAMPLES = 8;
  private static final int LEAST_SHOTS = 3;
  private static final int MOST_TASKS = 1 << 14;

  /** A search whose votes weigh more is not told from the formula by so few wrong labels. */
  private static final double MOST_OF_SEARCH = 3;

  private final VotesWalk walk;
  private final EvaluationSampler sampler;
  private final List<Integer> shots;
  private final WrongLabels contexts;

  private VotesProbe(
      VotesWalk walk, EvaluationSampler sampler, List<Integer> shots, WrongLabels contexts) {
    this.walk = walk;
    this.sampler = sampler;
    this.shots = shots;
    this.contexts = contexts;
  }

  /**
   * The probe of a family's models; none if there are too few shots for a vote, too many tasks to
   * count, or one variable, where each example that is not zero is on the query's line.
   */
  static List<FamilyProbe> of(ModularLinear family, List<Distribution> history, long seed) {
    Distribution current = history.get(history.size() - 1);
    int most = current.shots();
    if (family.variables() == 1 || family.latents() > MOST_TASKS || most < LEAST_SHOTS) {
      return List.of();
    }
    EvaluationSampler sampler = family.evaluationSampler(history, seed);
    EvaluationSet asked = Stream.of(ModularSets.OOD_TRAIN, ModularSets.ID_TRAIN)
        .filter(sampler.sets()::contains)
        .findFirst()
        .orElseThrow();
    TokenSequences sequences = TokenSequences.of(sampler.sequences(asked, SEQUENCES));
    return List.of(new VotesProbe(
        new VotesWalk(family, family.tasks(current, seed)),
        sampler,
        SHOTS.stream().filter(each -> each < most).toList(),
        WrongLabels.of(family.examples(), sequences, Math.min(EXAMPLES, most - 1), seed)));
  }

  @Override
  public String name() {
    return "votes";
  }

  @Override
  public Map<String, Finding> find(AskedModel model) {
    Map<String, Finding> found = new LinkedHashMap<>();
    Map<EvaluationSet, List<AskedVotes>> clean = new LinkedHashMap<>();
    for (EvaluationSet set : sampler.sets()) {
      TokenSequences sequences = TokenSequences.of(sampler.sequences(set, SEQUENCES));
      clean.put(set, walk.ask(model, sequences, sequences, shots::contains));
    }
    found.put("votes-eta", etas(clean));
    clean.forEach((set, asked) -> found.put("votes-" + set.label(), distances(set, asked)));
    List<List<AskedVotes>> noisy = new ArrayList<>();
    for (int wrong = 0; wrong <= contexts.shots() / 2; wrong++) {
      noisy.add(walk.ask(model, contexts.with(wrong), contexts.truth(), shot -> true));
    }
    List<AskedVotes> all = noisy.stream().flatMap(List::stream).toList();
    double eta = VotesFit.of(all).eta();
    found.put("votes-wrong-labels", response(noisy, eta));
    found.put("votes-algorithm", algorithm(all, Math.min(eta, MOST_OF_SEARCH)));
    return found;
  }

  private Curve etas(Map<EvaluationSet, List<AskedVotes>> asked) {
    List<Curve.Line> lines = new ArrayList<>();
    asked.forEach((set, all) -> lines.add(
        line(set.label(), shots, shot -> VotesFit.of(after(all, shot)).eta())));
    return new Curve(
        About.of(
            "Weight of a vote",
            "The eta with which exp(eta x examples explained) over all tasks comes nearest to the"
                + " model: the same finite one at every shot is a search, %.0f stands for all on the"
                + " tasks that explain most, the formula.".formatted(VotesFit.MOST)),
        Axis.of("shots"),
        Axis.of("eta"),
        places(shots),
        lines);
  }

  private Curve distances(EvaluationSet set, List<AskedVotes> asked) {
    List<Curve.Line> lines = new ArrayList<>();
    lines.add(line("search", shots, shot -> VotesFit.of(after(asked, shot)).distance()));
    for (Solver solver : List.of(Solver.FORMULA, Solver.MEMORY, Solver.RATIO)) {
      String label =
          switch (solver) {
            case FORMULA -> ModularReferences.EXACT.label();
            case MEMORY -> ModularReferences.SWITCHBOARD.label();
            default -> ModularReferences.RATIO.label();
          };
      lines.add(line(
          label, shots, shot -> VotesFit.distance(after(asked, shot), solver, VotesFit.MOST)));
    }
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
    List<Integer> wrong = Stream.iterate(0, each -> each + 1).limit(noisy.size()).toList();
    List<Curve.Line> lines = new ArrayList<>();
    lines.add(line("model", wrong, each -> right(noisy.get(each), AskedVotes::said)));
    lines.add(line(
        "formula",
        wrong,
        each -> right(noisy.get(each), asked -> asked.all().tempered(Double.POSITIVE_INFINITY))));
    lines.add(line(
        "search", wrong, each -> right(noisy.get(each), asked -> asked.all().tempered(eta))));
    lines.add(line(
        "memory",
        wrong,
        each -> right(noisy.get(each), asked -> asked.trained().tempered(Double.POSITIVE_INFINITY))));
    lines.add(line("ratio", wrong, each -> right(noisy.get(each), AskedVotes::ratio)));
    return new Curve(
        About.of(
            "Answers to contexts with wrong labels",
            "After %d examples, on tasks that were never trained if there are any; the search has"
                + " the eta that is nearest over all of these."
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

  private static List<AskedVotes> after(List<AskedVotes> asked, int shot) {
    return asked.stream().filter(each -> each.shot() == shot).toList();
  }

  private static double right(
      List<AskedVotes> asked, Function<AskedVotes, double[]> answers) {
    return asked.stream()
        .mapToDouble(each -> answers.apply(each)[each.truth()])
        .average()
        .orElse(Double.NaN);
  }

  private static Curve.Line line(
      String label, List<Integer> places, ToDoubleFunction<Integer> value) {
    return new Curve.Line(
        label, places.stream().map(value::applyAsDouble).toList(), List.of());
  }

  private static List<Double> places(List<Integer> numbers) {
    return numbers.stream().map(Integer::doubleValue).toList();
  }
}
