package doublegrok.viewer.view;

/** A listener's place among the listeners; closing it gives the place back. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {
  /** Stops the updates; doing so twice is harmless. */
  @Override
  void close();
}
