package doublegrok.bench;

import doublegrok.spec.ModelSpec;
import doublegrok.spec.OptimizerSpec;
import doublegrok.spec.OptimizerSpec.Rule;
import doublegrok.spec.RunSpec;
import doublegrok.spec.TransformerSpec;
import doublegrok.task.SequenceForm;
import doublegrok.task.Sequences;

/**
 * The floating-point operations of a training step: its matrix products, two for each term, once
 * forward and twice backward, and Muon's. What is elementwise is not counted.
 */
final class StepWork {
  /** How one reads it, in a sentence. */
  static final String FORMULA =
      "GFLOP/s counts the step's matrix products alone: 3 x forward, where a block costs"
          + " 2 S (Q + 2 K) d^2 for query, key and value (the first 6 V d^2), 2 S Q (1 + 2f) d^2 in"
          + " its other layers and 4 S Q K d in its attention, with Q = K positions that ask"
          + " (Q = answers in the last block), and the head 2 S A d V; and Muon's five iterations."
          + " Its share is of the float32 peak measured in the same rounds.";

  private static final int MUON_ITERATIONS = 5;
  private static final int SMALL_VOCABULARY = 256;

  private StepWork() {}

  /** Operations of one step on a block. */
  static double operations(RunSpec spec, Sequences block) {
    int seen = ModelSpec.positions(block.layout());
    int answers = block.layout().answerPositions().size();
    TransformerSpec model = (TransformerSpec) spec.model();
    return 3 * forward(model, block.count(), seen, answers) + update(model, spec.optimizer());
  }

  /**
   * Operations of the forward pass.
   *
   * @param seen positions that the model sees
   * @param answers positions that predict
   */
  static double forward(TransformerSpec model, double sequences, double seen, double answers) {
    double d = model.width();
    boolean looksUp = looksUp(model, sequences * seen);
    double work = 2 * sequences * answers * d * model.form().outputs();
    if (looksUp) {
      work += 6 * model.readIn() * d * d;
    } else if (model.form() instanceof SequenceForm.Reals) {
      work += 2 * sequences * seen * d * model.readIn();
    }
    for (int layer = 0; layer < model.layers(); layer++) {
      double asking = layer == model.layers() - 1 ? answers : seen;
      double projections = layer == 0 && looksUp ? 0 : 2 * (asking + 2 * seen) * d * d;
      double others = 2 * asking * (1 + 2.0 * model.mlpFactor()) * d * d;
      work += sequences * (projections + others + 4 * asking * seen * d);
    }
    return work;
  }

  /** Whether the first block projects the vocabulary instead of so many tokens. */
  private static boolean looksUp(TransformerSpec model, double tokens) {
    return model.form() instanceof SequenceForm.Tokens
        && (model.readIn() <= SMALL_VOCABULARY || model.readIn() < tokens);
  }

  /** Newton-Schulz: of r x c with r at most c, two products with c and one of r x r. */
  private static double update(TransformerSpec model, OptimizerSpec optimizer) {
    if (optimizer.name() != Rule.MUON) {
      return 0;
    }
    double d = model.width();
    double wide = d * model.mlpFactor();
    double square = 6 * d * d * d;
    double oblong = 4 * d * d * wide + 2 * d * d * d;
    return MUON_ITERATIONS * model.layers() * (4 * square + 2 * oblong);
  }
}
