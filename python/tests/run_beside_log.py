"""Tests of a run's tables, page, models and figures beside its log.

PythonRunIT of the module local trains a run, and writes what its log says to the folder whose name
is in DOUBLEGROK_RUN.
"""

import json
import os
import unittest
from pathlib import Path

import doublegrok
from doublegrok import plot
from doublegrok.errors import DoublegrokError
from tests.model_beside_ours import assert_answers

FOLDER = Path(os.environ["DOUBLEGROK_RUN"])
EXPECTED = json.loads((FOLDER / "expected.json").read_text())


def opened(place, **options):
    return doublegrok.open(place, **options)[EXPECTED["run"]]


class RunBesideLogTest(unittest.TestCase):
    def setUp(self):
        self.csv = opened(FOLDER / "csv", checkpoints=FOLDER / "data")
        self.page = opened(EXPECTED["page"])

    def test_steps_are_those_of_the_log(self):
        bundled = opened(FOLDER / "demo.zip")
        for run in (self.csv, opened(FOLDER / "jsonl"), bundled, self.page):
            steps = run.steps
            self.assertEqual(EXPECTED["losses"], dict(zip(steps["step"].astype(str), steps["loss"])))

    def test_evaluations_are_those_of_the_log(self):
        columns = ["step", "set", "shot", "correct", "total"]
        for run in (self.csv, opened(FOLDER / "jsonl")):
            rows = run.evaluations[columns].values.tolist()
            self.assertEqual(sorted(EXPECTED["evaluations"]), sorted(rows))

    def test_a_bundle_has_the_tables_of_an_export(self):
        bundled = opened(FOLDER / "demo.zip")
        self.assertEqual(self.csv.tables(), bundled.tables())
        for table in bundled.tables():
            self.assertTrue(self.csv.table(table).equals(bundled.table(table)), table)
        self.assertEqual(self.csv.summary, bundled.summary)

    def test_the_page_tells_the_same_evaluations(self):
        order = ["step", "set", "shot"]
        ours = self.csv.evaluations.sort_values(order)
        told = self.page.evaluations.sort_values(order)
        for column in (*order, "distribution_version", "accuracy", "loss"):
            self.assertEqual(list(ours[column]), list(told[column]), column)
        last = told[told["shot"] == told["shot"].max()]
        counted = ours[ours["shot"] == ours["shot"].max()]
        for column in ("correct", "total", "low", "high"):
            self.assertEqual(list(counted[column]), list(last[column]), column)

    def test_the_page_tells_the_same_scalars_and_shares(self):
        order = ["step", "probe", "label"]
        ours = self.csv.table("scalars").sort_values(order)
        told = self.page.table("scalars").sort_values(order)
        for column in (*order, "value", "unit"):
            self.assertEqual(list(ours[column]), list(told[column]), column)
        places = ["step", "set", "shot", "reference"]
        shares = self.csv.table("attribution").set_index(places)["share"]
        rounded = self.page.table("attribution").set_index(places)["share"]
        self.assertLess((shares - rounded).abs().max(), 1e-4)

    def test_events_are_those_of_the_log(self):
        self.assertEqual(EXPECTED["events"], list(self.csv.events["message"]))
        self.assertEqual(sorted(EXPECTED["events"]), sorted(self.page.events["message"]))
        swaps = self.csv.events[self.csv.events["kind"] == "swapped"]
        self.assertEqual([60], list(swaps["batch"]))

    def test_the_spec_is_the_one_that_was_trained(self):
        spec = self.csv.spec
        self.assertEqual(120, spec["training"]["steps"])
        self.assertEqual([{"at_batch": 60, "set": {"distribution.tasks": 4}}], spec["swaps"])

    def test_the_model_of_each_checkpoint_answers_as_ours_does(self):
        steps = list(self.csv.checkpoints["step"])
        self.assertEqual(EXPECTED["checkpoints"], steps)
        for step in steps:
            case = json.loads((FOLDER / f"case-{step}.json").read_text())
            assert_answers(self, self.csv.model(step), case)
            assert_answers(self, opened(FOLDER / "demo.zip").model(step), case)
        elsewhere = opened(FOLDER / "csv").model(weights=FOLDER / "newest.safetensors")
        assert_answers(self, elsewhere, case)

    def test_a_batch_and_a_loader_are_of_what_was_drawn(self):
        drawn = doublegrok.sequences(FOLDER / "first-ten.safetensors")
        size = len(drawn) // 10
        run = opened(FOLDER / "csv", checkpoints=FOLDER)
        for index in (0, 7, 9):
            batch = run.batch(index)
            self.assertEqual(size, len(batch))
            part = slice(index * size, (index + 1) * size)
            self.assertEqual(drawn.tokens[part].tolist(), batch.tokens.tolist())
            self.assertEqual(drawn.latents[part].tolist(), batch.latents.tolist())
        shown = [tokens for tokens, _ in run.loader("ood", 200)]
        self.assertEqual([200, 200, 112], [len(tokens) for tokens in shown])
        with self.assertRaisesRegex(DoublegrokError, "no file with batch 10 in .*draw demo --bat"):
            run.batch(10)
        with self.assertRaisesRegex(DoublegrokError, "no file with sequences of id-test in "):
            run.loader("id-test", 8)

    def test_the_page_and_the_export_give_the_same_figures(self):
        for draw in (plot.accuracy, plot.spectrum, plot.shots):
            with self.subTest(draw.__name__):
                pictures = []
                for run in (self.csv, self.page):
                    file = FOLDER / f"{draw.__name__}.svg"
                    draw(run, marks=False).savefig(file)
                    pictures.append(file.read_text())
                self.assertEqual(*pictures)


if __name__ == "__main__":
    unittest.main()
