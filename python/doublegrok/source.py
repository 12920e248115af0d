"""Where runs are read from, and the door to it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Iterator, Union

from .bundle import Bundle
from .errors import DoublegrokError
from .export import Export
from .page import Page
from .run import Run
from .sweep import Sweep


class Source:
    """Runs of an export or of a live page, by name."""

    def __init__(self, store: Union[Export, Page], weights: list[Path]) -> None:
        self.store = store
        self._weights = weights

    def runs(self) -> list[Run]:
        return [Run(self.store, name, self._weights) for name in self.store.runs()]

    def sweep(self, name: str | None = None) -> Sweep:
        """All runs of an export as a sweep, or the sweep of a page that has this name."""
        if isinstance(self.store, Export):
            return Sweep.of_runs(self.runs())
        if name is None:
            raise DoublegrokError("a page has several sweeps; name one, as sweep('mine')")
        return Sweep.of_page(self.store.sweep(name))

    def __getitem__(self, name: str) -> Run:
        known = self.store.runs()
        if name not in known:
            there = ", ".join(known) or "none"
            raise DoublegrokError(f"no run is named '{name}'; there are: {there}")
        return Run(self.store, name, self._weights)

    def __iter__(self) -> Iterator[Run]:
        return iter(self.runs())

    def __len__(self) -> int:
        return len(self.store.runs())


def open(
    place: str | os.PathLike[str],
    *,
    token: str | None = None,
    checkpoints: str | os.PathLike[str] | None = None,
) -> Source:
    """Opens what `doublegrok export --data` or `bundle` wrote, or a page at http://HOST:PORT.

    :param token: of the page; else that of the environment variable DOUBLEGROK_TOKEN, if any
    :param checkpoints: data directory, or folder of *.safetensors, that has the models' weights
    """
    weights = [Path(checkpoints)] if checkpoints is not None else []
    address = os.fspath(place)
    if address.startswith(("http://", "https://")):
        return Source(Page(address, token or os.environ.get("DOUBLEGROK_TOKEN")), weights)
    if os.path.isfile(address):
        return Source(Bundle(Path(address)), weights)
    return Source(Export(Path(address)), weights)
