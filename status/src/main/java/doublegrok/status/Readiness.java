package doublegrok.status;

import java.util.Optional;

/** Answer of a service to whether it does what it is for: what is still missing. */
@FunctionalInterface
public interface Readiness {
  /** What is missing, as a sentence for a person; empty if the service is ready. */
  Optional<String> missing();
}
