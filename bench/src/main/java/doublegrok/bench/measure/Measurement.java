package doublegrok.bench.measure;

/** Something that can be measured again and again. */
@FunctionalInterface
public interface Measurement {
  /** Measures once; the unit is the caller's affair. */
  double take() throws Exception;
}
