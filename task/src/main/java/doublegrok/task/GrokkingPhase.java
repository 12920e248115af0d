package doublegrok.task;

import java.util.Locale;

/**
 * Phase that follows memorisation where grokking is gradual underneath (Nanda et al. 2023, arXiv
 * 2301.05217, section 5), as the loss of what is not trained on tells it. Each is told like a
 * transition, and alerts wait for it by the same label.
 */
public enum GrokkingPhase {
  /** From where that loss is largest: training is memorised, and a circuit forms beside it. */
  CIRCUIT_FORMATION,

  /** From below one half of the largest loss on: the weights that memorise are given up. */
  CLEANUP,

  /** From below one hundredth of it on. */
  STABLE;

  /** The name in topics, run specs, metrics and charts, for example {@code circuit-formation}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
