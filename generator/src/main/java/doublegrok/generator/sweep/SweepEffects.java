package doublegrok.generator.sweep;

import doublegrok.sweep.PlannedRun;
import doublegrok.sweep.RunStand;
import doublegrok.sweep.SweepPhase;
import doublegrok.sweep.SweepPlan;

/** Effects of what happens to a sweep: what is to be written, and where. */
interface SweepEffects {
  /** The sweep stands so from now on. */
  void stands(String sweep, SweepPhase phase, SweepPlan plan);

  /** A run of it stands so from now on. */
  void stands(String sweep, RunStand run);

  /** The run is to be started. */
  void start(String sweep, SweepPlan plan, PlannedRun run);

  /** The run is to be offered under the number that it stands with. */
  void offer(String sweep, RunStand run);

  /** The run is to be ended for ever. */
  void stop(String sweep, String run);

  /** People are to be told that the run is offered no more. */
  void tellPoison(RunStand run, long step);
}
