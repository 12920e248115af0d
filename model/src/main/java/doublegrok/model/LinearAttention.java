package doublegrok.model;

import doublegrok.model.ParameterLayout.Kind;
import doublegrok.model.ParameterLayout.Parameter;
import doublegrok.spec.LinearAttentionSpec;
import doublegrok.spec.OptimizerSpec;
import doublegrok.task.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Linear attention on rows (x, y) as a program. Its few products take float32 in every form. */
record LinearAttention(LinearAttentionSpec model) implements Architecture {
  private static final String CLASS = "LinearAttention";

  /** Methods of the transformer that ask nothing of it but what every model has. */
  private static final Set<String> STEP =
      Set.of("step", "gradient", "loss", "identifiers", "adamw");

  /** The matrices Q of all blocks, then P, unless they are 0. None is Muon's. */
  @Override
  public ParameterLayout layout() {
    List<Parameter> all = new ArrayList<>();
    for (String role : model.sparse() ? List.of("q") : List.of("q", "p")) {
      for (int layer = 0; layer < model.layers(); layer++) {
        int d = model.readIn() - 1;
        all.add(new Parameter(
            "blocks.%d.%s".formatted(layer, role), Kind.MATRIX, List.of((long) d, (long) d)));
      }
    }
    return new ParameterLayout(List.copyOf(all), 0);
  }

  @Override
  public byte[] archive(Optional<OptimizerSpec> optimizer, ProgramForm form) {
    ModuleArchive archive = new ModuleArchive(CLASS)
        .attribute("training", false)
        .attribute("layers", model.layers())
        .attribute("tokens", false)
        .attribute("inputs", model.readIn())
        .attribute("outputs", model.form().outputs())
        .attribute("squared", model.objective() == Objective.SQUARED_ERROR)
        .attribute("sparse", model.sparse())
        .attribute("clip", model.clip())
        .attribute("piece_bytes", form.pieceBytes());
    OptimizerAttributes.addAdamw(archive, OptimizerAttributes.rule(optimizer));
    String own = ProgramSource.read("linear_attention.py");
    return archive.toBytes(own + ProgramSource.methods(STEP, Transformer.SOURCE, CLASS));
  }
}
