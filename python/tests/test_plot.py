"""Tests of figures: what is drawn, in which colours, and that text stays text."""

import io
import re
import tempfile
import unittest
from pathlib import Path

import doublegrok
from doublegrok import curves, palette, plot
from doublegrok.errors import DoublegrokError
from tests import small_export

PAGE = Path(__file__).parents[2] / "viewer/src/main/resources/doublegrok/page/css/colours.css"


def svg(figure):
    text = io.StringIO()
    figure.savefig(text, format="svg")
    return text.getvalue()


class PlotTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        small_export.write(Path(folder.name))
        self.source = doublegrok.open(folder.name)

    def test_accuracy_has_a_line_a_set_in_the_colours_of_the_page(self):
        axes = plot.accuracy(self.source["a1"], log=False).axes[0]
        lines = [line for line in axes.lines if line.get_label() in ("id-train", "id-test", "ood")]
        self.assertEqual(["id-train", "id-test", "ood"], [line.get_label() for line in lines])
        self.assertEqual(["#0072b2", "#009e73", "#d55e00"], [line.get_color() for line in lines])
        self.assertEqual(["-", "--", "-"], [line.get_linestyle() for line in lines])
        self.assertEqual([0, 0.1, 0.2, 0.3, 0.4], list(lines[0].get_ydata()))

    def test_several_runs_are_a_median_and_a_range(self):
        figure = plot.accuracy([self.source["a1"], self.source["a2"]], ["ood"], log=False)
        line = next(each for each in figure.axes[0].lines if each.get_label() == "ood")
        for got, wanted in zip(line.get_ydata(), (0, 0.15, 0.3, 0.45, 0.6)):
            self.assertAlmostEqual(wanted, got)
        band = figure.axes[0].collections[0].get_paths()[0].vertices
        self.assertAlmostEqual(0.8, band[:, 1].max())

    def test_what_happened_is_marked(self):
        text = svg(plot.accuracy(self.source["a1"]))
        for words in (">swap<", ">ID-generalisation<", ">accuracy at the last shot<"):
            self.assertIn(words, text)
        self.assertIn(palette.SWAP, text)
        self.assertNotIn(">swap<", svg(plot.accuracy(self.source["a1"], marks=False)))

    def test_a_spectrum_stacks_the_shares(self):
        figure = plot.spectrum(self.source["a1"], log=False)
        lower, upper = figure.axes[0].collections
        self.assertEqual(palette.REFERENCES[0], _hex(lower.get_facecolor()))
        self.assertEqual(palette.REFERENCES[5], _hex(upper.get_facecolor()))
        self.assertTrue(upper.get_hatch())
        self.assertAlmostEqual(1, upper.get_paths()[0].vertices[:, 1].max())
        self.assertNotIn("unexplained", svg(figure))

    def test_shots_are_a_grid_of_the_set_that_asks_for_most(self):
        figure = plot.shots(self.source["a1"])
        self.assertIn("accuracy on ood", svg(figure))
        self.assertEqual((2, 4), figure.axes[0].collections[0].get_array().reshape(2, -1).shape)
        with self.assertRaisesRegex(DoublegrokError, "no set 'odd'; it has: ood, id-train"):
            plot.shots(self.source["a1"], "odd")

    def test_a_phase_diagram_has_a_cell_a_setting(self):
        axes = plot.phase_diagram(self.source.sweep()).axes[0]
        cells = [patch for patch in axes.patches if patch.get_width() > 0.9]
        colours = [_hex([patch.get_facecolor()]) for patch in cells]
        self.assertEqual(
            [palette.PHASES["ID generalisation"], palette.PHASES["ID memorisation"]], colours)
        self.assertEqual(["8", "16"], [label.get_text() for label in axes.get_xticklabels()])

    def test_a_phase_diagram_of_a_number_says_where_it_was_not_reached(self):
        sweep = self.source.sweep()
        text = svg(plot.phase_diagram(sweep, measure="completed.ID-generalisation"))
        for words in (">15<", ">not reached<", ">step of ID generalisation<"):
            self.assertIn(words, text)
        with self.assertRaisesRegex(DoublegrokError, "measure must be one of .*, was 'luck'"):
            plot.phase_diagram(sweep, measure="luck")

    def test_text_is_text_and_the_bytes_are_the_same_each_time(self):
        for kind in ("svg", "pdf"):
            files = [io.BytesIO(), io.BytesIO()]
            for file in files:
                plot.accuracy(self.source["a1"]).savefig(file, format=kind)
            self.assertEqual(files[0].getvalue(), files[1].getvalue())
        self.assertIn(b"/FontFile2", files[0].getvalue())  # TrueType, whose text can be searched

    def test_a_notebook_is_shown_a_picture(self):
        self.assertTrue(plot.accuracy(self.source["a1"])._repr_png_().startswith(b"\x89PNG"))

    def test_a_seed_that_did_not_come_so_far_counts_as_later(self):
        self.assertEqual(float("inf"), curves.median([3, float("nan"), float("nan")], False))
        self.assertEqual(1, curves.median([1, 2], True))
        self.assertEqual(1.5, curves.median([1, 2], False))

    def test_the_colours_are_those_of_the_page(self):
        light = PAGE.read_text().partition("@media")[0]
        css = dict(re.findall(r"--([\w-]+): (#\w+);", light))
        self.assertEqual([css[f"set-{i}"] for i in range(1, 7)], palette.SETS)
        self.assertEqual([css[f"reference-{i}"] for i in range(1, 7)], palette.REFERENCES)
        self.assertEqual([css[f"phase-{i}"] for i in range(5)], list(palette.PHASES.values()))
        self.assertEqual(
            [css[name] for name in ("mark", "accent", "bad", "mark-soft", "ink", "other")],
            [palette.SWAP, palette.TRANSITION, palette.BAD, palette.FORK, palette.INK, palette.OTHER])


def _hex(colours):
    from matplotlib.colors import to_hex

    return to_hex(colours[0])


if __name__ == "__main__":
    unittest.main()
