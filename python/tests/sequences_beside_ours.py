"""Sequences that the program drew, beside what it says of them."""

import json
import os
import unittest
from pathlib import Path

import doublegrok
from doublegrok.errors import DoublegrokError

FOLDER = Path(os.environ["DOUBLEGROK_DRAWN"])


class SequencesTest(unittest.TestCase):
    def test_arrays_are_those_of_the_program(self) -> None:
        for place in sorted(FOLDER.glob("*.json")):
            told = json.loads(place.read_text())
            read = doublegrok.sequences(place.with_suffix(".safetensors"))
            for name in ("latents", "tokens", "inputs", "targets", "answer_positions"):
                with self.subTest(place=place.name, name=name):
                    values = getattr(read, name)
                    self.assertEqual(values if values is None else values.tolist(), told[name])
            self.assertEqual(read.spec["task"]["family"], told["family"])

    def test_a_loader_gives_all_of_them_in_order(self) -> None:
        import torch

        read = doublegrok.sequences(FOLDER / "tokens.safetensors")
        batches = list(read.loader(5))
        shown = torch.cat([batch for batch, _ in batches])
        answers = torch.cat([batch for _, batch in batches])
        self.assertEqual(shown.tolist(), read.tokens.tolist())
        self.assertEqual(answers.tolist(), read.tokens[:, read.answer_positions].tolist())
        inputs, targets = next(doublegrok.sequences(FOLDER / "reals.safetensors").loader(3))
        self.assertEqual((inputs.dtype, inputs.shape[0]), (torch.float32, 3))
        self.assertEqual(targets.shape[0], 3)

    def test_other_files_are_refused(self) -> None:
        with self.assertRaisesRegex(DoublegrokError, "has no sequences; 'doublegrok draw' writes"):
            doublegrok.sequences(FOLDER / "weights" / "weights.safetensors")


if __name__ == "__main__":
    unittest.main()
