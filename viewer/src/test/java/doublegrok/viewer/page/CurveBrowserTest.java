package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries in a browser what the page does with the steps that it holds. */
final class CurveBrowserTest extends OnEmptyPage {
  /** Random numbers with a seed (mulberry32), and rows of a made-up curve. */
  private static final String ROWS = """
      const random = (seed) => () => {
        seed = (seed + 0x6d2b79f5) | 0;
        let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
      };
      const row = (step, next) => ({ step, loss: next() ** 4, learning_rate: 1e-3,
        gradient_norm: next(), tokens_per_second: next(), wait_seconds: next() ** 9 });
      const rows = (count, next) => Array.from({ length: count }, (none, i) => row(i + 1, next));
      const measures =
        ["loss", "learning_rate", "gradient_norm", "tokens_per_second", "wait_seconds"];
      const ends = (all, measure) => [Math.min, Math.max].map((choose) =>
        choose(...all.map((each) => each[measure])));
      """;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void whatThePageHoldsOfARunThatGoesOnHasABoundAndKeepsTheExtremes(int seed) {
    JsonNode told = browser.evaluate("""
        (async () => {
          %s
          const { Curve } = await import("/js/curve.js");
          const all = rows(30000, random(%d));
          const curve = new Curve({ loss: [], means: [],
            thinned: { loss: { points: 0, of: 0 } } });
          let most = 0;
          for (const each of all) {
            curve.put(each);
            most = Math.max(most, curve.rows.length, curve.means.length);
          }
          const real = new Set(all);
          return [most, curve.rows.every((each) => real.has(each)),
            curve.rows[0].step, curve.rows.at(-1).step, curve.thinned,
            measures.every((measure) =>
              ends(all, measure).join() === ends(curve.rows, measure).join()),
            curve.means.reduce((sum, { count }) => sum + count, 0)];
        })()""".formatted(ROWS, seed));

    assertThat(told.get(0).asInt()).isBetween(5000, 8001);
    assertThat(told.toString()).endsWith(",true,1,30000,true,true,30000]");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aChartOfFewerRowsHasTheExtremesOfEveryPixel(int seed) {
    JsonNode told = browser.evaluate("""
        (async () => {
          %s
          const { thin, inPixels } = await import("/js/thin.js");
          const all = rows(20000, random(%d));
          return [false, true].flatMap((log) => {
            const some = thin(all, [101, 20000], log, ["loss"]);
            const spans = (each) => inPixels(each, [101, 20000], log)
              .map((bucket) => ends(bucket, "loss").join()).join(" ");
            return [some.length, spans(some) === spans(all), some[0].step, some.at(-1).step];
          });
        })()""".formatted(ROWS, seed));

    assertThat(told.get(0).asInt()).isBetween(1000, 2002);
    assertThat(told.get(4).asInt()).isBetween(500, 2002);
    assertThat(told.toString()).matches("\\[\\d+,true,100,20000,\\d+,true,100,20000\\]");
  }

  /** Against the definition: every weight by itself, over every step before. */
  @Test
  void theMovingAverageIsThatOfItsDefinitionAndDoesNotDependOnThinning() {
    JsonNode told = browser.evaluate("""
        (async () => {
          %s
          const { smooth } = await import("/js/smooth.js");
          const all = rows(4000, random(7))
            .map((each) => ({ ...each, count: 1, loss: Math.sin(each.step / 700) + each.loss }));
          const window = 300;
          const exact = (step) => {
            let sum = 0;
            let weights = 0;
            for (const each of all.slice(0, step)) {
              const weight = Math.exp((each.step - step) / window);
              sum += weight * each.loss;
              weights += weight;
            }
            return sum / weights;
          };
          const means = [];
          for (let i = 0; i < all.length; i += 8) {
            const loss = all.slice(i, i + 8).reduce((sum, each) => sum + each.loss, 0) / 8;
            means.push({ step: all[i + 7].step, count: 8, loss });
          }
          const fine = smooth(all, "loss", window);
          const coarse = smooth(means, "loss", window);
          const off = (found) => Math.max(...found.filter(({ step }) => step %% 400 === 0)
            .map(({ step, value }) => Math.abs(value - exact(step))));
          return [off(fine), off(coarse), fine.length, coarse.length];
        })()""".formatted(ROWS));

    assertThat(told.get(0).asDouble()).isLessThan(1e-12);
    assertThat(told.get(1).asDouble()).isLessThan(2e-3);
    assertThat(told.get(2).asInt()).isEqualTo(4000);
    assertThat(told.get(3).asInt()).isEqualTo(500);
  }

  @Test
  void theLagGrowsWithEveryStepAndFallsWithEveryEvaluation() {
    String told = browser.evaluate("""
        import("/js/lag.js").then(({ Lag }) => {
          const lag = new Lag([{ step: 120, evaluated_step: 100 }]);
          lag.evaluated(100, 130);
          lag.evaluated(200, 260);
          return lag.until(300).map((row) => row.step + ":" + row.lag).join();
        })""").asText();

    assertThat(told).isEqualTo("120:120,120:20,260:160,260:60,300:100");
  }

  @Test
  void aCellWithACommaIsQuoted() {
    String told = browser.evaluate("""
        import("/js/csv.js").then(({ csv }) =>
          csv({ columns: ["a, b", 'say "c"'], rows: [[1, null], [0.5, "x"]] }))""").asText();

    assertThat(told).isEqualTo("\"a, b\",\"say \"\"c\"\"\"\n1,\n0.5,x\n");
  }
}
