"""Sequences that `doublegrok draw` wrote."""

from __future__ import annotations

from dataclasses import dataclass
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
            else:
                yield torch.from_numpy(self.inputs[some]), torch.from_numpy(self.targets[some])


def read(path: str | Path) -> Sequences:
    """The sequences of a file."""
    arrays, metadata = safetensors.read(path)
    if "drawn" not in metadata or "latents" not in arrays:
        raise DoublegrokError(f"{path} has no sequences; 'doublegrok draw' writes such a file")
    return Sequences(drawn=metadata["drawn"], spec=parse(metadata["spec"]), **arrays)
