"""A file that `doublegrok bundle` wrote: its tables and its checkpoints."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from .errors import DoublegrokError
from .export import Export

TABLES = "tables/"


class Bundle(Export):
    """Runs of a bundle. Its tables are unpacked at once, a checkpoint's weights when asked for."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._unpacked = TemporaryDirectory(prefix="doublegrok-")
        folder = Path(self._unpacked.name)
        try:
            with zipfile.ZipFile(file) as bundle:
                tables = [name for name in bundle.namelist() if name.startswith(TABLES)]
                bundle.extractall(folder, tables)
        except (OSError, zipfile.BadZipFile) as fault:
            raise DoublegrokError(f"{file} cannot be read as a bundle ({fault})") from fault
        if not tables:
            raise DoublegrokError(
                f"{file} has no tables, so this 'doublegrok bundle' did not write it; import it and"
                " export the runs"
            )
        super().__init__(folder / TABLES)

    def runs(self) -> list[str]:
        return sorted(place.parent.name for place in self.folder.glob("*/run.json"))

    def stored(self, sha256: str) -> list[Path]:
        folder = Path(self._unpacked.name)
        place = folder / sha256[:2] / f"{sha256}.safetensors"
        with zipfile.ZipFile(self._file) as bundle:
            entry = f"checkpoints/{place.name}"
            if not place.exists() and entry in bundle.namelist():
                place.parent.mkdir(exist_ok=True)
                with bundle.open(entry) as stored, open(place, "wb") as file:
                    shutil.copyfileobj(stored, file)
        return [folder]
