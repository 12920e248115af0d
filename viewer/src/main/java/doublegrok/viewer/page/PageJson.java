package doublegrok.viewer.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import doublegrok.explain.fade.Fade;
import doublegrok.task.EvaluationSet;
import doublegrok.task.FamilyLabels;
import doublegrok.task.Reference;
import doublegrok.task.Score;
import doublegrok.task.Transition;
import doublegrok.viewer.data.FadeFields;
import doublegrok.viewer.data.LabelFields;
import doublegrok.viewer.view.EvaluationPoint;
import doublegrok.viewer.view.Explanation;
import doublegrok.viewer.view.FindingFields;
import doublegrok.viewer.view.LossPoint;
import doublegrok.viewer.view.MarkKind;
import doublegrok.viewer.view.Probe;
import doublegrok.viewer.view.ProbeSeries;
import doublegrok.viewer.view.RunHistory;
import doublegrok.viewer.view.RunState;
import doublegrok.viewer.view.RunSummary;
import doublegrok.viewer.view.RunWindow;
import doublegrok.viewer.view.ScoreFields;
import doublegrok.viewer.view.ShotScore;
import doublegrok.viewer.view.StepMeans;
import doublegrok.viewer.view.StepMeasures;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Mapping of the view to JSON, whose fields are spelt as those of the commands: {@code last_shot}.
 * A number that is not known (NaN, an absent long) is null, measures stand beside the step they
 * belong to, and a score brings its intervals along. The sets and references of a family stand
 * beside its runs, not in their summaries.
 */
final class PageJson {
  private static final ObjectMapper MAPPER = mapper();

  private PageJson() {}

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON for " + value.getClass().getName(), e);
    }
  }

  static void write(Context context, int status, Object value) {
    context.status(status).contentType("application/json").result(text(value));
    context.header("Cache-Control", "no-store");
  }

  private static ObjectMapper mapper() {
    SimpleModule module = new SimpleModule();
    put(module, Double.class, PageJson::number);
    put(module, Double.TYPE, PageJson::number);
    put(module, Float.class, (value, json) -> number(value, json));
    put(module, OptionalLong.class, PageJson::optional);
    put(module, OptionalDouble.class, (value, json) -> number(value.orElse(Double.NaN), json));
    module.addSerializer(new OptionalSerializer());
    put(module, Score.class, (score, json) -> json.writeObject(ScoreFields.of(score)));
    put(module, Fade.class, (fade, json) -> json.writeObject(FadeFields.of(fade)));
    put(module, EvaluationSet.class, (set, json) -> json.writeObject(LabelFields.of(set)));
    put(module, Reference.class, (reference, json) -> json.writeObject(LabelFields.of(reference)));
    put(module, Probe.class, PageJson::probe);
    put(module, ProbeSeries.class, PageJson::series);
    module.addKeySerializer(Transition.class, new TransitionNames());
    put(module, RunState.class, (state, json) -> json.writeString(state.label()));
    put(module, MarkKind.class, (kind, json) -> json.writeString(kind.label()));
    return JsonMapper.builder()
        .addModule(module)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .addMixIn(LossPoint.class, LossPointMix.class)
        .addMixIn(StepMeans.class, StepMeansMix.class)
        .addMixIn(RunWindow.class, RunWindowMix.class)
        .addMixIn(RunHistory.class, RunHistoryMix.class)
        .addMixIn(RunSummary.class, RunSummaryMix.class)
        .addMixIn(Explanation.class, ExplanationMix.class)
        .addMixIn(LabelledFamily.class, LabelledFamilyMix.class)
        .addMixIn(EvaluationPoint.class, EvaluationPointMix.class)
        .build();
  }

  private static void number(double value, JsonGenerator json) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  /** A float in its own digits: as a double it would have many more. */
  private static void number(float value, JsonGenerator json) throws IOException {
    if (Float.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  private static void optional(OptionalLong value, JsonGenerator json) throws IOException {
    if (value.isPresent()) {
      json.writeNumber(value.getAsLong());
    } else {
      json.writeNull();
    }
  }

  /** A probe stands under its name already. */
  private static void probe(Probe probe, JsonGenerator json) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", probe.step());
    fields.put("version", probe.version());
    fields.putAll(FindingFields.of(probe.finding()));
    json.writeObject(fields);
  }

  private static void series(ProbeSeries series, JsonGenerator json) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", series.name());
    fields.putAll(FindingFields.of(series));
    json.writeObject(fields);
  }

  private static <T> void put(SimpleModule module, Class<T> type, Writer<T> writer) {
    module.addSerializer(type, new JsonSerializer<T>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        writer.write(value, json);
      }
    });
  }

  /** Writer of a transition as the name of a field. */
  private static final class TransitionNames extends JsonSerializer<Transition> {
    @Override
    public void serialize(Transition value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeFieldName(value.label());
    }
  }

  /** Writer of what is there, or null. */
  private static final class OptionalSerializer extends StdSerializer<Optional<?>> {
    private static final long serialVersionUID = 1L;

    OptionalSerializer() {
      super(Optional.class, false);
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      provider.defaultSerializeValue(value.orElse(null), json);
    }
  }

  /** Writes one value. */
  private interface Writer<T> {
    void write(T value, JsonGenerator json) throws IOException;
  }

  interface LossPointMix {
    @JsonUnwrapped
    StepMeasures mean();
  }

  interface StepMeansMix {
    @JsonUnwrapped
    StepMeasures mean();
  }

  interface RunWindowMix {
    @JsonUnwrapped
    RunHistory history();
  }

  interface RunHistoryMix {
    @JsonProperty
    @JsonUnwrapped
    FamilyLabels labels();
  }

  interface ExplanationMix {
    @JsonProperty
    OptionalDouble doubleGrokkingGap();
  }

  interface LabelledFamilyMix {
    @JsonUnwrapped
    FamilyLabels labels();
  }

  interface RunSummaryMix {
    @JsonIgnore
    FamilyLabels labels();

    @JsonUnwrapped
    StepMeasures measures();
  }

  /** The shots are many; {@link ShotTable} has them. */
  interface EvaluationPointMix {
    @JsonIgnore
    List<ShotScore> shots();
  }
}
