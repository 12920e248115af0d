package doublegrok.local.pipeline;

import doublegrok.local.process.DataDirectory;
import doublegrok.task.families.Families;
import doublegrok.trainer.compute.ComputeSettings;
import doublegrok.viewer.page.PageSettings;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Settings of a local pipeline.
 *
 * @param directory where everything lies
 * @param run name of the run
 * @param families that run specs may name
 * @param page where the page listens; empty for none
 * @param compute how the trainer computes; the evaluator computes on the same device
 * @param evaluatingThreads that evaluate on a CPU, whatever the trainer's are
 * @param untilStep where to end, if not at the run spec's last step
 * @param acceptOtherSettings whether to go on from a checkpoint that was computed otherwise
 */
public record PipelineSettings(
    DataDirectory directory,
    String run,
    Families families,
    Optional<PageSettings> page,
    ComputeSettings compute,
    int evaluatingThreads,
    OptionalLong untilStep,
    boolean acceptOtherSettings) {}
