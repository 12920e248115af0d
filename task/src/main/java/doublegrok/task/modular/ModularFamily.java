package doublegrok.task.modular;

import doublegrok.task.Distribution;
import doublegrok.task.EvaluationSet;
import doublegrok.task.Family;
import doublegrok.task.FamilyProbe;
import doublegrok.task.Reference;
import doublegrok.task.key.Key;
import doublegrok.task.key.Values;
import java.util.ArrayList;
import java.util.List;

/** A family of modular arithmetic, and the questions that both of them ask of their models. */
interface ModularFamily extends Family {
  /** Key of the examples in the context of a query grid, at most one less than the shots. */
  Key<Integer> GRID_SHOTS = Key.integer("grid_shots", 0, 65_536)
      .or(8)
      .about("Examples of context before each query of a query grid; at most the shots less one.");

  /** Key of the impostor sequences for each number of shots; 0 for no impostors. */
  Key<Integer> IMPOSTORS = Key.integer("impostors", 0, 65_536)
      .or(32)
      .about("Impostor sequences for each number of shots; 0 for none.");

  /** All means of its probes, in the order in which they are written. */
  List<Key<?>> MEANS = List.of(GRID_SHOTS, IMPOSTORS);

  /**
   * Pictures to take of a model: all queries after the same examples, true answers, the same grids
   * at every call. A family of planes has one for the first task trained now ({@code id}) and one
   * for the first never trained ({@code ood}), if there is one; a family with one coordinate has
   * one of all tasks ({@code tasks}).
   *
   * @param history distributions, oldest first, the last one current
   * @param shots examples of context before each query, from 0 to 511
   * @throws IllegalArgumentException if the history is empty or a distribution has violations
   */
  List<QueryGrid> queryGrids(List<Distribution> history, long seed, int shots);

  /**
   * A probe for every shot of the current distribution but the first: true answers, and the same
   * sequences at every call. Empty where no never-trained task can be mistaken for a trained one:
   * in a family with one coordinate, with one shot, or if all tasks are or were trained.
   *
   * @param history distributions, oldest first, the last one current
   * @param perShot sequences of each probe, at least 1; never-trained tasks are covered evenly
   * @throws IllegalArgumentException if the history is empty or a distribution has violations
   */
  List<ImpostorProbe> impostorProbes(List<Distribution> history, long seed, int perShot);

  @Override
  default List<EvaluationSet> evaluationSets() {
    return ModularSets.all();
  }

  @Override
  default List<Reference> references() {
    return ModularReferences.all();
  }

  @Override
  default List<FamilyProbe> probes(List<Distribution> history, long seed, Values means) {
    int shots = history.get(history.size() - 1).shots();
    List<FamilyProbe> probes = new ArrayList<>();
    probes.add(new QueryGridProbe(
        queryGrids(history, seed, Math.min(means.get(GRID_SHOTS), shots - 1)),
        references(history, seed).orElseThrow(),
        this::latentName));
    int perShot = means.get(IMPOSTORS);
    List<ImpostorProbe> impostors =
        perShot > 0 ? impostorProbes(history, seed, perShot) : List.of();
    if (!impostors.isEmpty()) {
      probes.add(new ImpostorScoring(impostors));
    }
    return List.copyOf(probes);
  }
}
