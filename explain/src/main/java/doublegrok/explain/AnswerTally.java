package doublegrok.explain;

import doublegrok.task.Reference;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Gathers what the references predict for one answer of all sequences of a set. */
final class AnswerTally {
  private final List<Reference> references;
  private final int queries;
  private final int vocabulary;
  private final TupleClasses classes;
  private final List<ReferenceTally> tallies;
  private final double[] tuple;

  AnswerTally(List<Reference> references, int queries, int vocabulary) {
    this.references = references;
    this.queries = queries;
    this.vocabulary = vocabulary;
    this.classes = new TupleClasses(references, Math.multiplyExact(queries, vocabulary));
    this.tallies = Stream.generate(ReferenceTally::new).limit(references.size()).toList();
    this.tuple = new double[references.size()];
  }

  /**
   * Adds the next query.
   *
   * @param predictions holds those of the first reference from {@code from} on, and those of every
   *     further one {@code stride} later
   */
  void add(double[] predictions, int from, int stride, int truth) {
    for (int reference = 0; reference < tuple.length; reference++) {
      tallies.get(reference).add(predictions, from + reference * stride, vocabulary, truth);
    }
    for (int token = 0; token < vocabulary; token++) {
      for (int reference = 0; reference < tuple.length; reference++) {
        double probability = predictions[from + reference * stride + token];
        tuple[reference] = Smoothing.of(probability, vocabulary);
      }
      classes.add(tuple, 1.0 / queries);
    }
  }

  ReferenceClasses classes() {
    return classes.build();
  }

  List<ReferenceScore> scores() {
    return IntStream.range(0, references.size())
        .mapToObj(place -> tallies.get(place).score(references.get(place)))
        .toList();
  }
}
