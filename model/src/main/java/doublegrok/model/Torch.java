package doublegrok.model;

import ai.djl.engine.Engine;

/** The PyTorch engine of this process; the first call loads its native libraries. */
final class Torch {
  private Torch() {}

  static Engine engine() {
    return Engine.getEngine("PyTorch");
  }

  static String version() {
    return engine().getVersion();
  }
}
