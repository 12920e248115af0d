package doublegrok.status;

import java.util.Optional;

/** Whether a service does what it is for, or what is still missing. */
@FunctionalInterface
public interface Readiness {
  /** What is missing, as a sentence for a person; empty if the service is ready. */
  Optional<String> missing();
}
