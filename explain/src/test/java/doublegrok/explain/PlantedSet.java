package doublegrok.explain;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSampler;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Reference;
import doublegrok.task.TokenSequences;
import doublegrok.task.key.Values;
import doublegrok.task.modular.ModularKeys;
import doublegrok.task.modular.ModularLinear;
import doublegrok.task.modular.ModularSets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An evaluation set, and models of it whose predictions are known mixtures of the references.
 *
 * @param predictions of every sequence, [reference, answer, token]
 */
record PlantedSet(TokenSequences sequences, ReferenceTable table, List<double[]> predictions) {
  static final int MODULUS = 11;
  static final int SHOTS = 24;

  /** The four sets of 30 tasks at p = 11. */
  static Map<EvaluationSet, PlantedSet> sets(int sequences) {
    ModularLinear family = new ModularLinear(MODULUS, 2);
    Distribution distribution = new Distribution(Values.none()
        .with(Distribution.TASKS, 30)
        .with(ModularKeys.INPUT_FRACTION, 0.75)
        .with(Distribution.SHOTS, SHOTS));
    EvaluationSampler sampler = family.evaluationSampler(List.of(distribution), 7);
    int[] trained = Arrays.stream(sampler.sequences(ModularSets.ID_TRAIN, 256).latents())
        .distinct()
        .toArray();
    LinearReferences references = new LinearReferences(family, trained, family.inputSplit(0.75, 7));
    Map<EvaluationSet, PlantedSet> sets = new LinkedHashMap<>();
    for (EvaluationSet set : sampler.sets()) {
      sets.put(set, of(references, TokenSequences.of(sampler.sequences(set, sequences))));
    }
    return sets;
  }

  private static PlantedSet of(LinearReferences references, TokenSequences sequences) {
    double[][] predictions =
        new double[sequences.count()][references.references().size() * SHOTS * MODULUS];
    for (int query = 0; query < sequences.count(); query++) {
      references.predict(sequences, query, predictions[query]);
    }
    return new PlantedSet(
        sequences, ReferenceTable.of(references, sequences), List.of(predictions));
  }

  int truth(int answer, int query) {
    return sequences.token(query, sequences.layout().answerPositions().get(answer));
  }

  /** What one reference predicts for a query. */
  double[] prediction(Reference reference, int answer, int query) {
    int from = (LinearReferences.place(reference) * SHOTS + answer) * MODULUS;
    return Arrays.copyOfRange(predictions.get(query), from, from + MODULUS);
  }

  /** What a mixture of references predicts for a query. */
  double[] mixed(Map<Reference, Double> weights, int answer, int query) {
    double[] mixed = new double[MODULUS];
    weights.forEach((reference, weight) -> {
      double[] prediction = prediction(reference, answer, query);
      Arrays.setAll(mixed, token -> mixed[token] + weight * prediction[token]);
    });
    return mixed;
  }

  /** The predictions of a model that is a mixture of references. */
  Masses masses(Map<Reference, Double> weights) {
    return masses((answer, query) -> mixed(weights, answer, query));
  }

  Masses masses(Model model) {
    Masses masses = new Masses(table);
    for (int query = 0; query < sequences.count(); query++) {
      for (int answer = 0; answer < SHOTS; answer++) {
        masses.add(answer, query, model.predict(answer, query), 0);
      }
    }
    return masses;
  }

  /** A model's probabilities for one query. */
  interface Model {
    double[] predict(int answer, int query);
  }
}
