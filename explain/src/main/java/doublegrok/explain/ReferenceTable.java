package doublegrok.explain;

import doublegrok.task.Reference;
import doublegrok.task.ReferencePredictors;
import doublegrok.task.SequenceLayout;
import doublegrok.task.TokenSequences;
import java.util.List;
import java.util.stream.Stream;

/**
 * Table of the references' predictions for every answer of an evaluation set, made once and read at
 * each checkpoint. Takes one byte for each (sequence, answer, token), or two at answers of which
 * there are more than 256 classes: 1024 sequences of 32 shots take .95 MB at p = 29, and at most
 * 8.3 MB at p = 127. Immutable.
 */
public final class ReferenceTable {
  private final SequenceLayout layout;
  private final int queries;
  private final List<Reference> references;
  private final List<ReferenceClasses> classes;
  private final List<List<ReferenceScore>> scores;

  private ReferenceTable(
      SequenceLayout layout,
      int queries,
      List<Reference> references,
      List<ReferenceClasses> classes,
      List<List<ReferenceScore>> scores) {
    this.layout = layout;
    this.queries = queries;
    this.references = references;
    this.classes = classes;
    this.scores = scores;
  }

  /** The table of a set, at least one sequence. */
  public static ReferenceTable of(ReferencePredictors predictors, TokenSequences sequences) {
    List<Reference> references = List.copyOf(predictors.references());
    SequenceLayout layout = sequences.layout();
    List<Integer> positions = layout.answerPositions();
    int stride = positions.size() * layout.vocabulary();
    List<AnswerTally> tallies = Stream.generate(
            () -> new AnswerTally(references, sequences.count(), layout.vocabulary()))
        .limit(positions.size())
        .toList();
    double[] predictions = new double[references.size() * stride];
    for (int query = 0; query < sequences.count(); query++) {
      predictors.predict(sequences, query, predictions);
      for (int answer = 0; answer < positions.size(); answer++) {
        int truth = sequences.token(query, positions.get(answer));
        tallies.get(answer).add(predictions, answer * layout.vocabulary(), stride, truth);
      }
    }
    return new ReferenceTable(
        layout,
        sequences.count(),
        references,
        tallies.stream().map(AnswerTally::classes).toList(),
        tallies.stream().map(AnswerTally::scores).toList());
  }

  /** The references, in the order in which the family tells them. */
  public List<Reference> references() {
    return references;
  }

  /** Where the answers stand; answer i is the one after {@code firstShot + i} shots. */
  public SequenceLayout layout() {
    return layout;
  }

  /** Number of answers in a sequence that count. */
  public int answers() {
    return classes.size();
  }

  /** Number of sequences, each of which has one query for each answer. */
  public int queries() {
    return queries;
  }

  /** How each reference does at this answer. */
  public List<ReferenceScore> scores(int answer) {
    return scores.get(answer);
  }

  /** Which references cannot be told apart at this answer. */
  public List<ReferenceGroup> groups(int answer) {
    return classes.get(answer).groups();
  }

  /**
   * How alike two references are at this answer: the mean over queries of the sum over tokens of
   * sqrt(r_j r_l), the Bhattacharyya coefficient of their smoothed predictions.
   *
   * @return from 0 to 1, which says that they are the same
   */
  public double identifiability(int answer, Reference one, Reference other) {
    return classes.get(answer).identifiability(references.indexOf(one), references.indexOf(other));
  }

  ReferenceClasses classes(int answer) {
    return classes.get(answer);
  }

  /** Memory taken by the indices, in bytes. */
  long bytes() {
    return classes.stream().mapToLong(each -> each.indices().bytes()).sum();
  }
}
