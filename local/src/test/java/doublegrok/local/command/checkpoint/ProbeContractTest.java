package doublegrok.local.command.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import doublegrok.evaluator.probe.Cost;
import doublegrok.evaluator.probe.Examination;
import doublegrok.evaluator.probe.Probe;
import doublegrok.evaluator.probe.Probes;
import doublegrok.evaluator.work.Findings;
import doublegrok.evaluator.work.Subject;
import doublegrok.evaluator.work.WeightsEvaluation;
import doublegrok.local.command.common.Json;
import doublegrok.model.ComputeDevice;
import doublegrok.model.ComputeThreads;
import doublegrok.model.DeviceChoice;
import doublegrok.model.FloatTensor;
import doublegrok.model.ModelState;
import doublegrok.spec.Presets;
import doublegrok.spec.RunSpec;
import doublegrok.spec.RunSpecs;
import doublegrok.task.FamilyLabels;
import doublegrok.task.finding.About;
import doublegrok.task.finding.Axis;
import doublegrok.task.finding.Curve;
import doublegrok.task.finding.Finding;
import doublegrok.task.finding.Scalar;
import doublegrok.task.finding.Scalars;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A probe that no file of the program names, added to the list: {@code evaluate} tells of it. */
final class ProbeContractTest {
  private static final RunSpec SPEC =
      RunSpecs.builtIn().parse(Presets.text("smoke"), "smoke", List.of());

  /** Probe that counts the weights, as a number and as a curve. */
  private static final class Toy implements Probe {
    @Override
    public String name() {
      return "toy";
    }

    @Override
    public Cost cost() {
      return Cost.CHEAP;
    }

    @Override
    public Map<String, Finding> find(Examination checkpoint) {
      double count =
          checkpoint.weights().stream().mapToInt(each -> each.values().length).sum();
      Axis axis = Axis.of("place");
      Curve.Line line = new Curve.Line("height", List.of(0.5, count), List.of());
      return Map.of(
          "toy-size",
          new Scalars(
              About.of("Size", "How many."), List.of(new Scalar("weights", count, 2, "numbers"))),
          "toy-curve",
          new Curve(About.of("Curve", "Rising."), axis, axis, List.of(1.0, 2.5), List.of(line)));
    }
  }

  @Test
  void aProbeThatJoinsTheListIsAFieldAndLinesOfAnEvaluation() throws Exception {
    ComputeThreads.use(1);
    List<FloatTensor> weights =
        ModelState.initial(SPEC.model(), SPEC.optimizer(), 1).weights();
    Subject subject = new Subject("", 0, "0".repeat(64));
    Findings findings = new WeightsEvaluation(
            SPEC, 0, Probes.builtIn().of(Cost.CHEAP).with(new Toy()))
        .of(subject, weights, ComputeDevice.choose(DeviceChoice.CPU), Clock.systemUTC());
    Candidate candidate = new Candidate("some weights", subject, SPEC, 0, weights);

    Evaluated evaluated = Evaluated.of(findings, FamilyLabels.of(SPEC.family()));
    JsonNode told =
        new ObjectMapper().readTree(Json.text(EvaluationFields.of(candidate, evaluated)));
    long count = ModelState.parameterCount(SPEC.model());
    JsonNode size = told.at("/probes/toy-size");
    assertThat(size.get("shape").asText()).isEqualTo("scalars");
    assertThat(size.at("/scalars/0/label").asText()).isEqualTo("weights");
    assertThat(size.at("/scalars/0/value").asLong()).isEqualTo(count);
    assertThat(size.at("/scalars/0/error").asDouble()).isEqualTo(2);
    assertThat(told.at("/probes/toy-curve/lines/0/values/0").asDouble()).isEqualTo(0.5);
    assertThat(EvaluationText.of(candidate, evaluated).lines())
        .contains("toy-size: How many.", "toy-curve: Rising.", "  1                  0.500")
        .anyMatch(line -> line.startsWith("  weights ") && line.endsWith("standard error 2.000"));
  }
}
