"""Files of weights: safetensors, read with NumPy alone, and found by their SHA-256."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy

from .errors import DoublegrokError


def read(path: str | Path) -> dict[str, numpy.ndarray]:
    """Name -> array of each tensor in a file; doublegrok's are all float32."""
    raw = Path(path).read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    try:
        header = json.loads(raw[8:start])
    except ValueError as fault:
        raise DoublegrokError(f"{path} is not a safetensors file ({fault})") from fault
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        if entry["dtype"] != "F32":
            raise DoublegrokError(f"{path} must have tensors of F32, {name} is {entry['dtype']}")
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(raw[start + begin : start + end], "<f4")
        tensors[name] = values.reshape(entry["shape"]).copy()
    return tensors


def find(sha256: str, folders: list[Path]) -> Path:
    """The file with this content: of a checkpoint store, or any *.safetensors in a folder."""
    for folder in folders:
        for store in (folder, folder / "checkpoints"):
            place = store / sha256[:2] / f"{sha256}.safetensors"
            if place.is_file():
                return _verified(place, sha256)
        for place in sorted(folder.glob("*.safetensors")):
            if _sha256(place) == sha256:
                return place
    looked = ", ".join(str(folder) for folder in folders) or "nowhere"
    raise DoublegrokError(
        f"no file of weights with SHA-256 {sha256[:12]}... in {looked}; name the data directory as"
        " open(..., checkpoints=DIR), or a file from 'doublegrok export RUN --out' as"
        " model(..., weights=FILE)"
    )


def _verified(place: Path, sha256: str) -> Path:
    if _sha256(place) != sha256:
        raise DoublegrokError(f"the content of {place} is not what its name says")
    return place


def _sha256(place: Path) -> str:
    return hashlib.sha256(place.read_bytes()).hexdigest()
