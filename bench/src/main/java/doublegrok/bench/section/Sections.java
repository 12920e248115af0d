package doublegrok.bench.section;

import java.util.List;
import java.util.Set;

/** All sections. */
public final class Sections {
  /** Those that a bench has, in the order in which it runs them. */
  public static final List<Section> ALL = List.of(
      new MachineSection(),
      new StepSection(),
      new PipelineSection(),
      new GeneratorSection(),
      new AvroSection(),
      new BrokerSection(),
      new EvaluationSection(),
      new StartupSection(),
      new GrowthSection(),
      new PytorchSection());

  /** Those of them that only run when they are asked for. */
  public static final Set<String> ON_DEMAND = Set.of("pytorch");

  private Sections() {}
}
