"""The Python of the guide and the notebook, run as they stand, on a small run.

PythonRunIT of the module local trains a run, exports it and draws sequences of it to the folder
whose name is in DOUBLEGROK_RUN.
"""

import json
import os
import re
import shutil
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from tests import small_export

FOLDER = Path(os.environ["DOUBLEGROK_RUN"])
PYTHON = Path(__file__).parents[1].resolve()
GUIDE = PYTHON.parent / "docs" / "how-to" / "python.md"
NOTEBOOK = PYTHON / "notebooks" / "run-to-figure.ipynb"
CONNECT = PYTHON.parent / "docs" / "how-to" / "connect.md"
LIVE = "http://127.0.0.1:8642"
SEEDS = ("demo-1", "demo-2", "demo-3")


class GuidesTest(unittest.TestCase):
    def setUp(self):
        """A folder like the one that the guide and the notebook speak of."""
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = Path(place.name)
        shutil.copytree(FOLDER / "csv", self.place / "tables")
        for seed in SEEDS:
            shutil.copytree(FOLDER / "csv" / "demo", self.place / "tables" / seed)
        shutil.copy(FOLDER / "demo.zip", self.place)
        shutil.copy(FOLDER / "ood.safetensors", self.place)
        shutil.copy(FOLDER / "ood.safetensors", self.place / "tables" / "demo")
        shutil.copy(FOLDER / "first-ten.safetensors", self.place / "tables" / "demo")
        (self.place / "doublegrok-data").symlink_to(FOLDER / "data")
        (self.place / "sweep-tables").mkdir()
        small_export.write(self.place / "sweep-tables")
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.place)


class PythonGuideTest(GuidesTest):
    def test_every_block_runs(self):
        import torch

        page = json.loads((FOLDER / "expected.json").read_text())["page"].rstrip("/")
        names = {"tokens": torch.zeros(2, 8, dtype=torch.long)}
        blocks = re.findall(r"^```python\n(.*?)^```", GUIDE.read_text(), re.S | re.M)
        self.assertGreater(len(blocks), 4)
        self.assertIn(LIVE, "".join(blocks))
        for block in blocks:
            with self.subTest(block=block):
                exec(block.replace(LIVE, page).replace("model(1500)", "model(120)"), names)
        self.assertTrue((self.place / "accuracy.pdf").read_bytes().startswith(b"%PDF"))
        self.assertEqual(3, names["logits"].dim())


class ConnectGuideTest(unittest.TestCase):
    def test_every_block_runs(self):
        said = json.loads((FOLDER / "expected.json").read_text())
        changes = {"localhost:9092": said["kafka"], "doublegrok-schemas-0.1.0.jar": said["schemas"]}
        blocks = re.findall(r"^```python\n(.*?)^```", CONNECT.read_text(), re.S | re.M)
        self.assertEqual(1, len(blocks))
        for old, new in changes.items():
            self.assertIn(old, blocks[0])
            blocks[0] = blocks[0].replace(old, new)
        names = {}
        with mock.patch.object(sys, "path", [str(PYTHON.parent / "docs"), *sys.path]):
            exec(blocks[0], names)
        logged = {("demo", int(step)): loss for step, loss in said["losses"].items()}
        self.assertEqual(logged, names["losses"])


class NotebookTest(GuidesTest):
    def test_it_runs_from_run_to_figure(self):
        import nbformat
        from nbclient import NotebookClient

        os.environ["PYTHONPATH"] = str(PYTHON)
        notebook = nbformat.read(NOTEBOOK, as_version=4)
        nbformat.validate(notebook)
        self.assertTrue(all(not cell.outputs for cell in notebook.cells if "outputs" in cell))
        NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
        outputs = [cell.outputs[-1].data for cell in notebook.cells if cell.get("outputs")]
        ours, recorded = eval(outputs[3]["text/plain"])
        self.assertAlmostEqual(recorded, ours, delta=0.2)
        self.assertIn("image/png", outputs[-1])
        for name in ("accuracy.pdf", "spectrum.pdf"):
            self.assertTrue((self.place / name).read_bytes().startswith(b"%PDF"))


if __name__ == "__main__":
    unittest.main()
