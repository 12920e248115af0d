"""Test of models beside doublegrok's own, whose weights and answers lie in folders.

PythonPackageTest of the module local writes one for each preset; the name of the folder that they
are in is in DOUBLEGROK_MODELS.
"""

import json
import os
import unittest
from pathlib import Path

import torch
from doublegrok import model, spec


class ModelBesideOursTest(unittest.TestCase):
    def test_they_answer_the_same(self):
        for folder in sorted(Path(os.environ["DOUBLEGROK_MODELS"]).iterdir()):
            with self.subTest(folder.name):
                own = model.load(
                    folder / "weights.safetensors", spec.parse((folder / "spec.yaml").read_text()))
                assert_answers(self, own, json.loads((folder / "case.json").read_text()))


def assert_answers(test, own, case):
    """The outputs are ours to 1e-5, relative where they are above 1."""
    with torch.no_grad():
        outputs = own(torch.tensor(case["inputs"]))[:, case["positions"]].flatten()
    wanted = torch.tensor(case["outputs"])
    test.assertEqual(wanted.shape, outputs.shape)
    test.assertGreater(wanted.std().item(), 1e-3)
    difference = ((outputs - wanted).abs() / wanted.abs().clamp_min(1)).max().item()
    test.assertLess(difference, 1e-5)


if __name__ == "__main__":
    unittest.main()
