package doublegrok.task;

import doublegrok.task.finding.Finding;
import java.util.Map;

/** A question that only makes sense for one family's models. */
public interface FamilyProbe {
  /** Name in run specs, for example {@code grids}. */
  String name();

  /** What it finds in a model, by the names under which findings are kept, always the same. */
  Map<String, Finding> find(AskedModel model);
}
