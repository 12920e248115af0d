package doublegrok.log;

/** Keys of an event's {@code details}, beside those of a changed distribution. */
public final class EventDetails {
  /** Identity of the command that the event answers. */
  public static final String COMMAND = "command";

  /**
   * Where a run begins in its partition of {@link Topics#BATCHES}, in the event that accepts its
   * start: no batch of it lies before this offset. Former logs do not have it.
   */
  public static final String BATCHES_FROM = "batches_from";

  /** What changed, of a transition: for example {@code OOD-generalisation}. */
  public static final String TRANSITION = "transition";

  /** Whether a transition's skill was gained, lost or regained. */
  public static final String CHANGE = "change";

  /** The evaluation set in which a transition shows. */
  public static final String SET = "set";

  /**
   * log10 of the step by which OOD generalisation set in over that of ID generalisation; events of
   * former releases have it as {@code double_grokking_gap}.
   */
  public static final String ONSET_GAP = "onset_gap";

  /** What was waited for, of an alarm that the run spec asks for. */
  public static final String ALERT = "alert";

  /** Why the run is asked to stop, in a sentence, of an alarm by whose alert it is. */
  public static final String REASON = "reason";

  /** Why a run failed, for a program: {@code nan}. */
  public static final String CAUSE = "cause";

  /** Step of the checkpoint that could not be evaluated. */
  public static final String NOT_EVALUATED = "not_evaluated";

  /** Whether the checkpoint at the event's step stays: {@link #FOREVER}. */
  public static final String KEEP = "keep";

  /** The value of {@link #KEEP}. */
  public static final String FOREVER = "forever";

  /** How a run is computed from its opening on, and why so, in a sentence. */
  public static final String COMPUTING = "computing";

  private EventDetails() {}
}
