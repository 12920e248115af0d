package doublegrok.task;

/** The sets on which a model is evaluated: which latent tasks, and which inputs. */
public enum EvaluationSet {
  /** Tasks trained now, inputs trained on. */
  ID_TRAIN("id-train"),
  /** Tasks trained now, held-out inputs. */
  ID_TEST("id-test"),
  /** Tasks never trained, inputs trained on. */
  OOD_TRAIN("ood-train"),
  /** Tasks never trained, held-out inputs. */
  OOD_TEST("ood-test"),
  /** Tasks never trained, in a family whose inputs are split per task: any inputs. */
  OOD("ood"),
  /** Tasks trained before a swap and not since, inputs trained on. */
  FORMERLY_ID_TRAIN("formerly-id-train"),
  /** Tasks trained before a swap and not since, held-out inputs. */
  FORMERLY_ID_TEST("formerly-id-test");

  private final String label;

  EvaluationSet(String label) {
    this.label = label;
  }

  /** The set's name in topics, metrics and charts. */
  public String label() {
    return label;
  }
}
