package doublegrok.model;

/**
 * Form in which a model computes what its model says.
 *
 * @param pruned whether the last block computes the predicting positions only
 * @param pieceBytes most bytes of one activation that a training step computes at once
 * @param products numbers that matrix products take
 * @param emulated whether bfloat16 is multiplied as float32, after it is rounded
 * @param fused whether attention is one kernel, as suits a GPU
 * @param written whether the backward pass is written out where the program can
 */
record ProgramForm(
    boolean pruned,
    int pieceBytes,
    Precision products,
    boolean emulated,
    boolean fused,
    boolean written) {
  /** The form that suits a device and predicts only. */
  static ProgramForm on(ComputeDevice device, Precision products) {
    return on(device, products, ProgramVersion.ONE);
  }

  /** The form of a version that suits a device. */
  static ProgramForm on(ComputeDevice device, Precision products, ProgramVersion version) {
    boolean written =
        version == ProgramVersion.TWO && !device.isGpu() && products == Precision.FLOAT32;
    boolean emulated = !device.multipliesBfloat16();
    return new ProgramForm(true, device.pieceBytes(), products, emulated, device.isGpu(), written);
  }
}
