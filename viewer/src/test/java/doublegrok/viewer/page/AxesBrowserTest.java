package doublegrok.viewer.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Draws charts in a browser whose logarithmic axes begin anywhere. */
final class AxesBrowserTest extends OnEmptyPage {
  /** From just below a power of ten uPlot would look for its ticks for ever. */
  @Test
  void everyRangeOfALogarithmicAxisHasAFewTicks() {
    JsonNode told = browser.evaluate("""
        (async () => {
          const { default: uPlot } = await import("/lib/uplot/uPlot.esm.js");
          const { logarithmicAxis, logarithmicScale, tickable } = await import("/js/scales.js");
          const place = document.body.appendChild(document.createElement("div"));
          const parts = [.5, .899, .9, .93, .949, .95, .96, .975, .99, .999, .9999999, 1, 1.01];
          let most = 0;
          let drawn = 0;
          for (const ten of [1e-7, 1e-3, .1, 1, 10, 1000]) {
            for (const part of parts) {
              for (const wide of [1.001, 7, 4000]) {
                const low = part * ten;
                const y = logarithmicScale(true);
                // As the chart has them: the one widens what it is given, the other does not.
                const at = (distr) => ({ ...y, range: () => distr });
                const scales = { x: { distr: 3, log: 10, time: false,
                  range: () => tickable([low * 1e6, low * 1e6 * wide]) },
                  y, z: at(tickable([low, low * wide])) };
                const plot = new uPlot({ width: 600, height: 300, scales,
                  axes: [{}, { scale: "y", ...logarithmicAxis(true) },
                    { scale: "z", side: 1, ...logarithmicAxis(true) }],
                  series: [{}, { scale: "y" }, { scale: "z" }] },
                  [[low * 1e6, low * 1e6 * wide], [low * 1.15, low * wide],
                    [low, low * wide]], place);
                await new Promise((drawn) => setTimeout(drawn));
                most = Math.max(most, ...plot.axes.map((axis) => axis._splits?.length ?? 0));
                drawn += plot.root.querySelectorAll("canvas").length;
                plot.destroy();
              }
            }
          }
          return [most, drawn];
        })()""");

    assertThat(told.get(0).asInt()).isBetween(3, 100);
    assertThat(told.get(1).asInt()).isEqualTo(6 * 13 * 3);
  }
}
