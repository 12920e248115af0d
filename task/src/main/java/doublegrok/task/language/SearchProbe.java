package doublegrok.task.language;

import doublegrok.task.AskedModel;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.FamilyProbe;
import doublegrok.task.TokenSequences;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Probe that asks whether a model searches: every language counts by exp(eta v), v the sentences of
 * the context that it explains, and the eta is found that comes nearest to the model. One step of
 * gradient descent on the logits of the languages is such a vote; Bayes' is infinite.
 */
final class SearchProbe implements FamilyProbe {
  private static final int SEQUENCES = 32;

  private final List<Asked> sets;
  private final List<Double> shots;

  /**
   * Closers of a set, with the votes for them.
   *
   * @param votes by sequence and shot, [sequences, shots, words, sentences + 1]; not copied
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Asked(EvaluationSet set, TokenSequences sequences, int[][][][] votes) {}

  /** The probe of the sets that there are. */
  SearchProbe(LanguageTable table, EvaluationSampler sampler) {
    this.sets = sampler.sets().stream()
        .map(set -> {
          TokenSequences drawn = TokenSequences.of(sampler.sequences(set, SEQUENCES));
          return new Asked(set, drawn, votes(table, drawn));
        })
        .toList();
    this.shots = new ArrayList<>();
    for (int shot = 1; shot < sets.get(0).votes()[0].length; shot++) {
      shots.add((double) shot);
    }
  }

  private static int[][][][] votes(LanguageTable table, TokenSequences drawn) {
    int shots = drawn.layout().answerPositions().size();
    long[] all = table.all();
    int[][][][] votes = new int[drawn.count()][shots][][];
    ExplainedSentences explained = new ExplainedSentences(table, shots);
    for (int row = 0; row < votes.length; row++) {
      explained.begin();
      for (int shot = 0; shot < shots; shot++) {
        int opener = drawn.token(row, 2 * shot);
        votes[row][shot] = explained.closerVotes(opener, all);
        explained.observe(opener, drawn.token(row, 2 * shot + 1));
      }
    }
    return votes;
  }

  @Override
  public String name() {
    return "search";
  }

  @Override
  public Map<String, Finding> find(AskedModel model) {
    List<Curve.Line> etas = new ArrayList<>();
    List<Curve.Line> distances = new ArrayList<>();
    for (Asked asked : sets) {
      double[][][] said = new double[asked.votes().length][shots.size() + 1][];
      model.predict(
          asked.sequences(), (row, shot, predicted) -> said[row][shot] = predicted.clone());
      List<SearchFit> fits = new ArrayList<>();
      List<Double> exact = new ArrayList<>();
      for (int shot = 1; shot <= shots.size(); shot++) {
        SearchFit.Answers answers = new SearchFit.Answers();
        for (int row = 0; row < said.length; row++) {
          answers.add(said[row][shot], asked.votes()[row][shot]);
        }
        fits.add(SearchFit.of(answers));
        exact.add(answers.distance(SearchFit.MOST));
      }
      String label = asked.set().label();
      etas.add(new Curve.Line(label, fits.stream().map(SearchFit::eta).toList(), List.of()));
      distances.add(new Curve.Line(
          label + ", search", fits.stream().map(SearchFit::distance).toList(), List.of()));
      distances.add(new Curve.Line(label + ", exact", exact, List.of()));
    }
    Map<String, Finding> found = new LinkedHashMap<>();
    found.put(
        "search-eta",
        new Curve(
            About.of(
                "Weight of a sentence",
                "The eta with which exp(eta x sentences explained) over all languages comes nearest"
                    + " to the model: the same finite one at every shot is a search, 6 stands for"
                    + " Bayes, who believes in no language that fails to explain one."),
            Axis.of("shots"),
            Axis.of("eta"),
            shots,
            etas));
    found.put(
        "search-distance",
        new Curve(
            About.of(
                "Distance from search and from Bayes",
                "Mean divergence of the model's closers, with a fiftieth of guessing; search with"
                    + " the eta that is nearest at this shot."),
            Axis.of("shots"),
            new Axis("divergence", "nats"),
            shots,
            distances));
    return found;
  }
}
