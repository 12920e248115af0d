"""A run: its tables, its spec and its models."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Iterator, Union

from pandas import DataFrame

from . import sequences, spec, weights
from .errors import DoublegrokError
from .sequences import Sequences

if TYPE_CHECKING:
    from torch import nn

    from .export import Export
    from .page import Page


class Run:
    """A run of doublegrok. Tables are read once, when they are asked for first."""

    def __init__(self, store: Union[Export, Page], name: str, folders: list[Path]) -> None:
        self.name = name
        self._store = store
        self._folders = folders
        self._tables: dict[str, DataFrame] = {}

    def __repr__(self) -> str:
        return f"<run {self.name}>"

    def table(self, name: str) -> DataFrame:
        """A table by its name, of those that `tables()` lists; docs/reference/data.md has them."""
        if name not in self._tables:
            self._tables[name] = self._store.table(self.name, name)
        return self._tables[name]

    def tables(self) -> list[str]:
        return self._store.tables()

    @property
    def steps(self) -> DataFrame:
        """One row a training step."""
        return self.table("steps")

    @property
    def evaluations(self) -> DataFrame:
        """One row a checkpoint, set and number of shots."""
        return self.table("evaluations")

    @property
    def events(self) -> DataFrame:
        """One row an event: start, swap, fork, transition, alert, end and others."""
        return self.table("events")

    @property
    def checkpoints(self) -> DataFrame:
        """One row a checkpoint, retired ones too."""
        return self.table("checkpoints")

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Where it stands, as `doublegrok show --json` says it."""
        return self._store.summary(self.name)

    @property
    def spec(self) -> dict[str, Any]:
        """The run spec in effect at the newest checkpoint."""
        checkpoints = self.checkpoints
        if checkpoints.empty:
            raise DoublegrokError(f"run {self.name} has no checkpoint yet, which tells its spec")
        return self._spec(int(checkpoints["step"].max()))

    def model(self, step: int | None = None, weights: str | Path | None = None) -> nn.Module:
        """The model of a checkpoint, the newest if none is named, in evaluation mode.

        :param weights: the checkpoint's file, if it is none that `open` knows a folder of
        """
        from . import model

        steps = self.checkpoints["step"]
        step = int(steps.max()) if step is None else step
        file = Path(weights) if weights is not None else self._file(step)
        return model.load(file, self._spec(step))

    def batch(self, index: int) -> Sequences:
        """A training batch, of a file that `doublegrok draw RUN --batches` wrote.

        The file lies in the run's folder of an export, or in one that `open` knows.
        """
        return sequences.batch(self._places(), self.name, index)

    def loader(self, set: str, n: int) -> Iterator[tuple[Any, Any]]:
        """Batches of n sequences of a set as PyTorch tensors; see `Sequences.loader`.

        They are of a file that `doublegrok draw RUN --evaluation SET` wrote, which lies where those
        of batches do.
        """
        return sequences.of_set(self._places(), self.name, set).loader(n)

    def _file(self, step: int) -> Path:
        sha256 = str(self._checkpoint(step)["weights_sha256"])
        return weights.find(sha256, [*self._store.stored(sha256), *self._places()])

    def _places(self) -> list[Path]:
        """Where files of the run may lie, beside its tables."""
        return [*self._folders, *self._store.folders(self.name)]

    def _spec(self, step: int) -> dict[str, Any]:
        return spec.parse(str(self._checkpoint(step)["spec"]))

    def _checkpoint(self, step: int) -> Any:
        at = self.checkpoints[self.checkpoints["step"] == step]
        if at.empty:
            known = ", ".join(str(each) for each in self.checkpoints["step"])
            raise DoublegrokError(f"run {self.name} has no checkpoint at {step}, but at {known}")
        return at.iloc[-1]
