package doublegrok.evaluator.work;

import doublegrok.evaluator.work.EvaluationContexts.EvaluatedSet;
import doublegrok.explain.ReferenceScore;
import doublegrok.explain.ReferenceTable;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.SetLevels;
import doublegrok.record.ShotLevels;
import doublegrok.spec.RunSpec;
import doublegrok.task.BayesFloors;
import doublegrok.task.Estimate;
import doublegrok.task.Reference;
import doublegrok.task.SequenceLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/** Report of what the references score on the data of a distribution version, as a record. */
final class LevelsReport {
  private static final int BATCHES = 32;
  private static final int SEQUENCES_MAX = 256;

  private LevelsReport() {}

  static ReferenceLevels of(String run, EvaluationContexts contexts, Instant now) {
    RunSpec spec = contexts.spec();
    Optional<BayesFloors> floors = contexts
        .references()
        .map(references -> BayesFloors.of(
            spec.family().objective(),
            spec.family().trainingSampler(contexts.distribution(), spec.seed()),
            references,
            BATCHES,
            Math.min(spec.sequences(), SEQUENCES_MAX)));
    List<Reference> references = floors.map(BayesFloors::references).orElseGet(List::of);
    List<Estimate> estimates = references.stream()
        .map(each -> floors.orElseThrow().floor(each).orElseThrow())
        .toList();
    Optional<Estimate> pressure = floors.flatMap(BayesFloors::memorisationPressure);
    List<SetLevels> sets = new ArrayList<>();
    contexts.sets().forEach((set, each) -> sets.add(levels(set.label(), each)));
    return new ReferenceLevels(
        run,
        contexts.version(),
        references.stream().map(Reference::label).toList(),
        estimates.stream().map(Estimate::mean).toList(),
        estimates.stream().map(Estimate::standardError).toList(),
        pressure.map(Estimate::mean).orElse(null),
        pressure.map(Estimate::standardError).orElse(null),
        sets,
        now);
  }

  /** Of reals no accuracies, of a set without a table no more than which shots it has. */
  private static SetLevels levels(String set, EvaluatedSet evaluated) {
    SequenceLayout layout = evaluated.sequences().layout();
    List<ShotLevels> shots = new ArrayList<>();
    for (int answer = 0; answer < layout.answerPositions().size(); answer++) {
      int place = answer;
      int shot = layout.firstShot() + answer;
      shots.add(evaluated
          .table()
          .map(table -> new ShotLevels(
              shot,
              accuracies(table, place),
              alike(table.references(), (one, other) -> table.identifiability(place, one, other))))
          .or(() -> evaluated
              .reals()
              .map(table -> new ShotLevels(
                  shot,
                  List.of(),
                  alike(
                      table.references(),
                      (one, other) -> table.identifiability(place, one, other)))))
          .orElseGet(() -> new ShotLevels(shot, List.of(), List.of())));
    }
    return new SetLevels(set, shots);
  }

  private static List<Double> accuracies(ReferenceTable table, int answer) {
    return table.scores(answer).stream().map(ReferenceScore::accuracy).toList();
  }

  private static List<Double> alike(
      List<Reference> references, ToDoubleBiFunction<Reference, Reference> identifiability) {
    List<Double> alike = new ArrayList<>();
    for (Reference one : references) {
      for (Reference other : references) {
        alike.add(identifiability.applyAsDouble(one, other));
      }
    }
    return alike;
  }
}
