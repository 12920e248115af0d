package doublegrok.local.command.checkpoint;

import doublegrok.local.command.common.Json;
import doublegrok.record.ReferenceLevels;
import doublegrok.record.SetLevels;
import doublegrok.record.ShotLevels;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.FindingFields;
import doublegrok.viewer.view.Mixture;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.ScoreFields;
import doublegrok.viewer.view.ShotScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An evaluation as the fields of a JSON object; what is not known is null. */
final class EvaluationFields {
  private EvaluationFields() {}

  static Map<String, Object> of(Candidate candidate, Evaluated evaluated) {
    ReferenceLevels levels = evaluated.levels();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", candidate.ofRun() ? candidate.subject().run() : null);
    fields.put("step", candidate.ofRun() ? candidate.subject().step() : null);
    fields.put("weights_sha256", candidate.subject().weightsSha256());
    fields.put("distribution_version", candidate.version());
    fields.put("phase", evaluated.phase().label());
    Map<String, Object> sets = new LinkedHashMap<>();
    for (int set = 0; set < evaluated.sets().size(); set++) {
      EvaluationPoint point = evaluated.sets().get(set);
      sets.put(point.set(), set(point, levels.getSets().get(set), levels.getReferences()));
    }
    fields.put("sets", sets);
    fields.put("spectrum", evaluated.spectrum().map(EvaluationFields::mixture).orElse(null));
    fields.put("floors", byReference(levels.getReferences(), levels.getFloors()));
    fields.put("floor_errors", byReference(levels.getReferences(), levels.getFloorErrors()));
    fields.put("memorisation_pressure", levels.getMemorisationPressure());
    fields.put("memorisation_pressure_error", levels.getMemorisationPressureError());
    fields.put("probes", probes(evaluated.probes()));
    return fields;
  }

  private static Map<String, Object> set(
      EvaluationPoint point, SetLevels levels, List<String> references) {
    List<Map<String, Object>> shots = new ArrayList<>();
    for (int shot = 0; shot < point.shots().size(); shot++) {
      shots.add(shot(point.shots().get(shot), levels.getShots().get(shot), references));
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("last_shot", shots.get(shots.size() - 1));
    fields.put("all_shots", ScoreFields.of(point.allShots()));
    fields.put("shots", shots);
    return fields;
  }

  private static Map<String, Object> shot(
      ShotScore shot, ShotLevels levels, List<String> references) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("shot", shot.shot());
    fields.putAll(ScoreFields.of(shot.score()));
    fields.put("attribution", shot.attribution().map(EvaluationFields::mixture).orElse(null));
    fields.put("reference_accuracies", byReference(references, levels.getAccuracies()));
    return fields;
  }

  private static Map<String, Object> mixture(Mixture mixture) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("shares", mixture.shares());
    fields.put("unexplained", mixture.unexplained());
    return fields;
  }

  /** Nothing where there are no numbers, as of accuracies among reals. */
  private static Map<String, Object> byReference(List<String> references, List<Double> numbers) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int reference = 0; reference < numbers.size(); reference++) {
      fields.put(references.get(reference), Json.number(numbers.get(reference)));
    }
    return fields;
  }

  private static Map<String, Object> probes(List<Probe> probes) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Probe probe : probes) {
      fields.put(probe.name(), FindingFields.of(probe.finding()));
    }
    return fields;
  }
}
