"""A folder that `doublegrok export --data` wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pandas import DataFrame

from . import tables
from .errors import DoublegrokError


class Export:
    """Runs in the folders of an export; a table is read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._types = self._dictionary()

    def runs(self) -> list[str]:
        return sorted(place.parent.name for place in self.folder.glob("*/export.json"))

    def tables(self) -> list[str]:
        return list(self._types)

    def summary(self, run: str) -> dict[str, Any]:
        return dict(json.loads((self.folder / run / "run.json").read_text(encoding="utf-8")))

    def table(self, run: str, name: str) -> DataFrame:
        for suffix in ("csv.gz", "jsonl.gz"):
            file = self.folder / run / f"{name}.{suffix}"
            if file.is_file():
                return tables.read(file, self._types[name])
        raise DoublegrokError(f"{self.folder / run} has no table '{name}'; export the run again")

    def folders(self, run: str) -> list[Path]:
        """Where a run's files of weights may lie, too."""
        return [self.folder / run, self.folder]

    def stored(self, sha256: str) -> list[Path]:
        """Folders with a file of weights that is had with the tables: none."""
        return []

    def _dictionary(self) -> dict[str, dict[str, str]]:
        file = self.folder / "dictionary.json"
        if not file.is_file():
            raise DoublegrokError(
                f"{self.folder} has no dictionary.json, so 'doublegrok export --data' did not write"
                " it; name the folder that it wrote, or the address of a page"
            )
        known = json.loads(file.read_text(encoding="utf-8"))["tables"]
        return {
            name: {column["name"]: column["type"] for column in table["columns"]}
            for name, table in known.items()
        }
