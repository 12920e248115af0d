package doublegrok.bench.pytorch;

import doublegrok.model.ComputeDevice;
import doublegrok.model.ModelState;
import doublegrok.model.TokenBlock;
import doublegrok.spec.RunSpec;
import java.util.List;

/**
 * What all contestants are given.
 *
 * @param name of it in the report
 * @param spec of model and optimizer
 * @param initial state before the first step
 * @param blocks of the steps, one each
 * @param device where to compute
 * @param threads that compute on a CPU
 */
public record Duel(
    String name,
    RunSpec spec,
    ModelState initial,
    List<TokenBlock> blocks,
    ComputeDevice device,
    int threads) {
  public Duel {
    blocks = List.copyOf(blocks);
  }
}
