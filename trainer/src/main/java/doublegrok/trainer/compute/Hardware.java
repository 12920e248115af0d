package doublegrok.trainer.compute;

import doublegrok.model.ComputeDevice;
import java.util.Map;

/**
 * Hardware that is at hand to compute with.
 *
 * @param device its description
 * @param cuda whether it is a CUDA device
 * @param multipliesBfloat16 whether it has units for that
 * @param tensorFloat32 whether its products of float32 are rounded to TF32 (10 bits)
 * @param cores of this machine
 */
public record Hardware(
    String device, boolean cuda, boolean multipliesBfloat16, boolean tensorFloat32, int cores) {
  private static final String OVERRIDE = "NVIDIA_TF32_OVERRIDE";

  /**
   * A device of this machine.
   *
   * @param environment of this process; PyTorch takes TF32 only if NVIDIA's override is in it
   */
  public static Hardware of(ComputeDevice device, Map<String, String> environment) {
    return new Hardware(
        device.description(),
        device.isCuda(),
        device.multipliesBfloat16(),
        tensorFloat32(device.isCuda(), environment),
        Runtime.getRuntime().availableProcessors());
  }

  static boolean tensorFloat32(boolean cuda, Map<String, String> environment) {
    return cuda && "1".equals(environment.get(OVERRIDE));
  }
}
