"""Sequences that `doublegrok draw` wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Iterator, Optional

import numpy

from . import safetensors
from .errors import DoublegrokError
from .spec import parse


@dataclass(frozen=True)
class Sequences:
    """N sequences of T positions, of which A count.

    tokens [N, T], or inputs [N, T, I] and targets [N, A, O]; latents [N], the task of each;
    answer_positions and answer_weights [A]. A token there is predicted from the position before it,
    a vector of reals is compared with the output at its own position.
    """

    drawn: str
    spec: dict[str, Any]
    latents: numpy.ndarray
    answer_positions: numpy.ndarray
    answer_weights: numpy.ndarray
    tokens: Optional[numpy.ndarray] = None
    inputs: Optional[numpy.ndarray] = None
    targets: Optional[numpy.ndarray] = None

    def __len__(self) -> int:
        return len(self.latents)

    def part(self, some: slice) -> Sequences:
        """Some of the sequences."""
        arrays = ("latents", "tokens", "inputs", "targets")
        values = {name: getattr(self, name) for name in arrays}
        return replace(
            self, **{name: each[some] for name, each in values.items() if each is not None}
        )

    def loader(self, size: int) -> Iterator[tuple[Any, Any]]:
        """Pairs (shown, answers) of PyTorch tensors, `size` sequences each and fewer at last.

        Of tokens: shown [S, T] and answers [S, A], both int64; the logits that count are
        model(shown)[:, answer_positions - 1]. Of reals: inputs and targets, and
        model(shown)[:, answer_positions].
        """
        import torch

        if size < 1:
            raise DoublegrokError(f"a batch must have at least 1 sequence, were {size}")
        for begin in range(0, len(self), size):
            some = slice(begin, begin + size)
            if self.tokens is not None:
                shown = torch.from_numpy(self.tokens[some].astype("int64"))
                yield shown, shown[:, torch.from_numpy(self.answer_positions).long()]
            elif self.inputs is not None and self.targets is not None:
                yield torch.from_numpy(self.inputs[some]), torch.from_numpy(self.targets[some])


def read(path: str | Path) -> Sequences:
    """The sequences of a file."""
    arrays, metadata = safetensors.read(path)
    if "drawn" not in metadata or "latents" not in arrays:
        raise DoublegrokError(f"{path} has no sequences; 'doublegrok draw' writes such a file")
    return Sequences(drawn=metadata["drawn"], spec=parse(metadata["spec"]), **arrays)


def of_set(folders: list[Path], run: str, label: str) -> Sequences:
    """Those of an evaluation set, of the newest file that has some."""
    for file, drawn in _drawn(folders):
        if drawn == f"set {label}":
            return read(file)
    raise _missing(folders, run, f"sequences of {label}", f"--evaluation {label} --sequences 1000")


def batch(folders: list[Path], run: str, index: int) -> Sequences:
    """A training batch, of the newest file that has it."""
    for file, drawn in _drawn(folders):
        named = re.fullmatch(r"batches (\d+)(?:\.\.(\d+))?", drawn)
        if named:
            first, last = int(named[1]), int(named[2] or named[1])
            if first <= index <= last:
                several = read(file)
                size = len(several) // (last - first + 1)
                return several.part(slice((index - first) * size, (index - first + 1) * size))
    raise _missing(folders, run, f"batch {index}", f"--batches {index}")


def _drawn(folders: list[Path]) -> Iterator[tuple[Path, str]]:
    """Files in these folders that `doublegrok draw` wrote, newest first, and what was drawn."""
    files = [file for folder in folders for file in folder.glob("*.safetensors")]
    for file in sorted(files, key=lambda each: each.stat().st_mtime, reverse=True):
        drawn = safetensors.metadata(file).get("drawn")
        if drawn is not None:
            yield file, drawn


def _missing(folders: list[Path], run: str, what: str, option: str) -> DoublegrokError:
    looked = ", ".join(str(folder) for folder in folders) or "nowhere"
    return DoublegrokError(
        f"no file with {what} in {looked}; 'doublegrok draw {run} {option} --out FILE' writes one"
    )
