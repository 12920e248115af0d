package doublegrok.evaluator.work;

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

/** What the references score on the data of a distribution version, as a record. */
final class LevelsReport {
  private static final int BATCHES = 32;
  private static final int SEQUENCES_MAX = 256;

  private LevelsReport() {}

  static ReferenceLevels of(String run, EvaluationContexts contexts, Instant now) {
    RunSpec spec = contexts.spec();
    BayesFloors floors = BayesFloors.of(
        spec.family().trainingSampler(contexts.distribution(), spec.seed()),
        contexts.references(),
        BATCHES,
        Math.min(spec.sequences(), SEQUENCES_MAX));
    List<Reference> references = contexts.references().references();
    List<Estimate> estimates =
        references.stream().map(each -> floors.floor(each).orElseThrow()).toList();
    Optional<Estimate> pressure = floors.memorisationPressure();
    List<SetLevels> sets = new ArrayList<>();
    contexts.sets().forEach((set, each) -> sets.add(levels(set.label(), each.table())));
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

  private static SetLevels levels(String set, ReferenceTable table) {
    SequenceLayout layout = table.layout();
    List<ShotLevels> shots = new ArrayList<>();
    for (int answer = 0; answer < table.answers(); answer++) {
      List<Double> alike = new ArrayList<>();
      for (Reference one : table.references()) {
        for (Reference other : table.references()) {
          alike.add(table.identifiability(answer, one, other));
        }
      }
      List<Double> accuracies =
          table.scores(answer).stream().map(ReferenceScore::accuracy).toList();
      shots.add(new ShotLevels(layout.firstShot() + answer, accuracies, alike));
    }
    return new SetLevels(set, shots);
  }
}
