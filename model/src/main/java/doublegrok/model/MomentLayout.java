package doublegrok.model;

import doublegrok.model.ParameterLayout.Parameter;
import doublegrok.spec.ModelSpec;
import doublegrok.spec.OptimizerSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names and order of an optimizer's state.
 *
 * @param first AdamW's first moment of each parameter, or Muon's momentum of a hidden matrix
 * @param second AdamW's second moment; none for the parameters that Muon has
 */
record MomentLayout(List<Parameter> first, List<Parameter> second) {
  static MomentLayout of(ModelSpec model, OptimizerSpec optimizer) {
    ParameterLayout layout = ParameterLayout.of(model);
    List<Parameter> all = layout.parameters();
    int muon = optimizer.name() == OptimizerSpec.Rule.MUON ? layout.hiddenMatrices() : 0;
    List<Parameter> adamw = all.subList(muon, all.size());
    return new MomentLayout(
        concat(named("muon.momentum.", all.subList(0, muon)), named("adamw.first.", adamw)),
        named("adamw.second.", adamw));
  }

  /** Both, first moments before second. */
  List<Parameter> all() {
    return concat(first, second);
  }

  private static List<Parameter> named(String prefix, List<Parameter> parameters) {
    return parameters.stream()
        .map(p -> new Parameter(prefix + p.name(), p.kind(), p.shape()))
        .toList();
  }

  private static List<Parameter> concat(List<Parameter> head, List<Parameter> tail) {
    return Stream.concat(head.stream(), tail.stream()).toList();
  }
}
