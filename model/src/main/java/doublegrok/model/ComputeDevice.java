package doublegrok.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.util.Utils;
import java.nio.file.Path;
import java.util.Map;

/** The device that programs run on. */
public final class ComputeDevice {
  private static final int CPU_PIECE_BYTES = 8 << 20;

  private final Device device;

  private ComputeDevice(Device device) {
    this.device = device;
  }

  /**
   * The device asked for; the first CUDA device if there are several.
   *
   * @throws IllegalArgumentException if CUDA was asked for and cannot be had
   */
  public static ComputeDevice choose(DeviceChoice choice) {
    LibraryFiles.requireWhole(libraryFolder());
    return switch (choice) {
      case CPU -> new ComputeDevice(Device.cpu());
      case AUTO -> new ComputeDevice(cudaWorks() ? Device.gpu() : Device.cpu());
      case CUDA -> {
        if (!cudaWorks()) {
          throw new IllegalArgumentException(
              "device cuda was asked for but PyTorch sees no CUDA device: build with -Pcuda, check"
                  + " the driver (nvidia-smi) and that the loader finds libcudart, or take"
                  + " device cpu");
        }
        yield new ComputeDevice(Device.gpu());
      }
    };
  }

  /**
   * The folder that PyTorch's libraries lie in: their first use on a machine unpacks them there,
   * unless the environment's {@code PYTORCH_LIBRARY_PATH} names some that are there already. {@code
   * DJL_CACHE_DIR} names another folder.
   *
   * @throws IllegalStateException if none is named, and the user has no home
   */
  public static Path libraryFolder() {
    String given = Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH", "");
    Path folder = given.isEmpty() ? Utils.getEngineCacheDir("pytorch") : Path.of(given);
    if (given.isEmpty() && folder.startsWith("?")) {
      throw new IllegalStateException("PyTorch's libraries have no folder: this user has no home;"
          + " set DJL_CACHE_DIR to a folder for 450 MB");
    }
    return folder;
  }

  /** For people and logs, for example {@code cpu, PyTorch 2.5.1}. */
  public String description() {
    String name = device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
    return name + ", PyTorch " + Torch.version();
  }

  /** Whether it is a CUDA device. */
  public boolean isCuda() {
    return device.isGpu();
  }

  /** Versions of the libraries that compute. */
  public Map<String, String> libraries() {
    return Map.of(
        "pytorch", Torch.version(),
        "djl", Engine.getDjlVersion(),
        "java", Runtime.version().toString());
  }

  Device device() {
    return device;
  }

  boolean isGpu() {
    return device.isGpu();
  }

  /**
   * Most bytes of one activation that a training step computes at once. Measured on a CPU: with
   * less, calls cost more than the cache saves. A GPU wants all of a batch.
   */
  int pieceBytes() {
    return isGpu() ? Integer.MAX_VALUE : CPU_PIECE_BYTES;
  }

  /**
   * Whether it has units that multiply bfloat16. Where there are none, PyTorch multiplies it a
   * hundred times as slowly as float32.
   */
  public boolean multipliesBfloat16() {
    return isGpu() || Processor.here().multipliesBfloat16();
  }

  private static boolean cudaWorks() {
    Engine engine = Torch.engine();
    return engine.getGpuCount() > 0 && engine.hasCapability(StandardCapabilities.CUDA);
  }
}
