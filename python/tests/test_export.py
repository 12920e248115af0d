"""Tests of what is read from a folder, whatever its format."""

import shutil
import tempfile
import unittest
import zipfile
from pathlib import Path

import pandas
import doublegrok
from doublegrok.errors import DoublegrokError
from tests import small_export


class ExportTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def opened(self, suffix="csv", **options):
        small_export.write(self.folder, suffix)
        return doublegrok.open(self.folder, **options)

    def test_runs_are_there_by_name_and_in_order(self):
        source = self.opened()
        self.assertEqual(["a1", "a2", "b1", "b2"], [run.name for run in source])
        self.assertEqual("a2", source["a2"].name)
        with self.assertRaisesRegex(DoublegrokError, "no run is named 'c'; there are: a1, a2"):
            source["c"]

    def test_a_bundle_is_read_like_a_folder(self):
        (self.folder / "tables").mkdir()
        small_export.write(self.folder / "tables")
        for done in self.folder.glob("tables/*/export.json"):
            done.unlink()
        file = shutil.make_archive(str(self.folder / "runs"), "zip", self.folder, "tables")
        source = doublegrok.open(file)
        self.assertEqual(["a1", "a2", "b1", "b2"], [run.name for run in source])
        self.assertEqual(40, len(source["b2"].steps))
        with self.assertRaisesRegex(DoublegrokError, "no file of weights with SHA-256 000"):
            source["a1"].model(0)

    def test_another_file_is_no_bundle(self):
        text = self.folder / "notes.txt"
        text.write_text("none")
        with self.assertRaisesRegex(DoublegrokError, "notes.txt cannot be read as a bundle"):
            doublegrok.open(text)
        with zipfile.ZipFile(self.folder / "other.zip", "w") as other:
            other.writestr("README.md", "none")
        with self.assertRaisesRegex(DoublegrokError, "other.zip has no tables"):
            doublegrok.open(self.folder / "other.zip")

    def test_columns_have_their_types(self):
        for suffix in ("csv", "jsonl"):
            with self.subTest(suffix), tempfile.TemporaryDirectory() as folder:
                small_export.write(Path(folder), suffix)
                run = doublegrok.open(folder)["a1"]
                self.assertEqual(0.1 + 1 / 3, run.steps["loss"][1])
                self.assertEqual("int64", str(run.steps["step"].dtype))
                self.assertEqual("datetime64[ns, UTC]", str(run.steps["finished_at"].dtype))
                self.assertEqual([0, 20, pandas.NA], list(run.events["batch"]))
                self.assertEqual({"distribution.tasks": "4"}, run.events["details"][1])
                self.assertEqual([True, True, True, True, False], list(run.checkpoints["retired"]))
                self.assertTrue(run.evaluations["loss_error"].isna().all())

    def test_a_spec_is_a_tree_of_values(self):
        spec = self.opened()["b2"].spec
        self.assertEqual(2, spec["seed"])
        self.assertEqual({"tasks": 16, "eigenvalues": [1.0, 0.5]}, spec["distribution"])
        self.assertEqual([{"at_batch": 20, "set": {"distribution.tasks": 4}}], spec["swaps"])
        self.assertEqual([], spec["alerts"])
        self.assertIs(False, spec["model"]["tied"])

    def test_a_sweep_has_the_keys_that_differ(self):
        sweep = self.opened().sweep()
        self.assertEqual(["distribution.tasks"], sweep.keys)
        self.assertEqual([8, 8, 16, 16], list(sweep.frame["distribution.tasks"]))
        self.assertEqual([0.25, 0.5, 0.25, 0.5], list(sweep.frame["accuracy.ood"]))
        self.assertEqual([10, 20], list(sweep.frame["completed.ID-generalisation"].dropna()))

    def test_weights_that_are_nowhere_are_told_of(self):
        run = self.opened(checkpoints=self.folder)["a1"]
        with self.assertRaisesRegex(DoublegrokError, "no file of weights with SHA-256 0000"):
            run.model(10)
        with self.assertRaisesRegex(DoublegrokError, "no checkpoint at 11, but at 0, 10"):
            run.model(11)

    def test_a_folder_that_is_no_export_is_told_of(self):
        with self.assertRaisesRegex(DoublegrokError, "has no dictionary.json"):
            doublegrok.open(self.folder)

    def test_a_page_that_does_not_answer_is_told_of(self):
        with self.assertRaisesRegex(DoublegrokError, "http://127.0.0.1:9/api/runs does not answer"):
            doublegrok.open("http://127.0.0.1:9").runs()


if __name__ == "__main__":
    unittest.main()
