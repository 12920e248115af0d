package doublegrok.evaluator.probe;

import doublegrok.task.FamilyProbe;
import doublegrok.task.finding.Finding;
import java.util.LinkedHashMap;
import java.util.Map;

/** The questions that only make sense for models of the run's family. */
final class FamilyQuestions implements Probe {
  @Override
  public String name() {
    return "family";
  }

  @Override
  public Cost cost() {
    return Cost.CHEAP;
  }

  @Override
  public Map<String, Finding> find(Examination checkpoint) {
    Map<String, Finding> found = new LinkedHashMap<>();
    for (FamilyProbe question : checkpoint.questions().get()) {
      found.putAll(question.find(checkpoint.model()));
    }
    return found;
  }
}
