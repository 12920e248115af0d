package doublegrok.task;

import doublegrok.task.EvaluationSet.Inputs;
import doublegrok.task.EvaluationSet.Shift;
import doublegrok.task.EvaluationSet.Tasks;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Change of what a model can do, named after the tasks of the set on which it shows. Events, phases
 * and alerts have their names from here.
 *
 * @param tasks of the set
 * @param change what became of the skill
 * @param shift of the set, if it has one
 */
public record Transition(Tasks tasks, Change change, Optional<Shift> shift) {
  private static final Map<Tasks, String> WORDS =
      Map.of(Tasks.NOW, "ID", Tasks.NEVER, "OOD", Tasks.FORMERLY, "formerly-ID");

  private static final List<Transition> ALL = List.of(
      of(Tasks.NOW, Change.MEMORISATION),
      of(Tasks.NOW, Change.GENERALISATION),
      of(Tasks.NEVER, Change.MEMORISATION),
      of(Tasks.NEVER, Change.GENERALISATION),
      of(Tasks.FORMERLY, Change.RECOVERY),
      of(Tasks.NOW, Change.LOSS),
      of(Tasks.NEVER, Change.LOSS),
      of(Tasks.FORMERLY, Change.LOSS));

  /** Directions of a change. */
  public enum Change {
    /** The tasks are solved on inputs that are trained on. */
    MEMORISATION,
    /** The tasks are solved on other inputs. */
    GENERALISATION,
    /** The tasks were trained formerly, and are solved again. */
    RECOVERY,
    /** The tasks are solved no longer. */
    LOSS
  }

  /** Those on sets without a shift, in the order in which they are shown. */
  public static List<Transition> all() {
    return ALL;
  }

  /** One on a set without a shift. */
  public static Transition of(Tasks tasks, Change change) {
    return new Transition(tasks, change, Optional.empty());
  }

  /** A skill that comes, or comes back. */
  public static Transition gain(EvaluationSet set) {
    Change change = set.inputs() == Inputs.TRAINED ? Change.MEMORISATION : Change.GENERALISATION;
    return new Transition(
        set.tasks(), set.tasks() == Tasks.FORMERLY ? Change.RECOVERY : change, set.shift());
  }

  /** A skill that goes. */
  public static Transition loss(EvaluationSet set) {
    return new Transition(set.tasks(), Change.LOSS, set.shift());
  }

  /** The name in topics, metrics and charts, for example {@code OOD-generalisation}. */
  public String label() {
    return name("-") + shift.map(each -> " at " + each.words()).orElse("");
  }

  /** The name of the phase that a gain begins, for example {@code OOD generalisation}. */
  public String phase() {
    return name(" ");
  }

  /** The name in run specs, for example {@code ood-generalisation}. */
  public String trigger() {
    return label().toLowerCase(Locale.ROOT);
  }

  private String name(String between) {
    return WORDS.get(tasks) + between + change.name().toLowerCase(Locale.ROOT);
  }
}
