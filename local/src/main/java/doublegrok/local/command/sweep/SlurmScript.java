package doublegrok.local.command.sweep;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Array script for Slurm that starts workers; nothing else knows Slurm. A worker that has to go
 * gives its runs back and exits with 75: then the script puts it in the queue again, unless Slurm
 * has done so itself. One that found nothing to do for a while ends for good.
 *
 * @param sweep name of the sweep, which names the job
 * @param workers how many
 * @param cpus of each
 * @param warningSeconds between the signal and the kill when the time is up
 * @param program path of the launcher, the same on every node
 * @param arguments of the worker that say where Kafka and the checkpoints are
 */
record SlurmScript(
    String sweep,
    int workers,
    int cpus,
    int warningSeconds,
    String program,
    List<String> arguments) {
  /** What a worker needs at its end, beside giving its runs back. */
  private static final int LEAVING_SECONDS = 10;

  SlurmScript {
    arguments = List.copyOf(arguments);
    requireAtLeast("--workers", workers, 1);
    requireAtLeast("--cpus", cpus, 1);
    requireAtLeast("--warning", warningSeconds, 2 * LEAVING_SECONDS);
  }

  /** The script; what sbatch is told on its command line goes before its first lines. */
  String text() {
    String words = arguments.stream().map(SlurmScript::quoted).collect(Collectors.joining(" "));
    return """
        #!/bin/bash
        #SBATCH --job-name=doublegrok-%1$s
        #SBATCH --array=1-%2$d
        #SBATCH --ntasks=1
        #SBATCH --cpus-per-task=%3$d
        #SBATCH --requeue
        #SBATCH --open-mode=append
        #SBATCH --signal=TERM@%4$d
        #SBATCH --output=doublegrok-%1$s-%%a.log
        # Workers for the sweep %1$s, which take whatever runs are offered. Start them with
        #   sbatch [--time=... --partition=... --gres=gpu:1] FILE
        # and end them with 'scancel --name=doublegrok-%1$s'.
        set -u
        trap : TERM # it is the worker's, and this script has to outlive it
        code=0
        srun --ntasks=1 --cpus-per-task="${SLURM_CPUS_PER_TASK:-%3$d}" \\
          %5$s worker %6$s --grace %7$d || code=$?
        if [[ $code -eq 75 ]]; then
          scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}" 2>/dev/null ||
            echo "given back; Slurm itself starts this worker again, or has ended it for good"
        fi
        exit "$code"
        """.formatted(
            sweep,
            workers,
            cpus,
            warningSeconds,
            quoted(program),
            words,
            warningSeconds - LEAVING_SECONDS);
  }

  private static void requireAtLeast(String option, int number, int least) {
    if (number < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, was %d".formatted(option, least, number));
    }
  }

  /** As one word of a shell, whatever is in it. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
