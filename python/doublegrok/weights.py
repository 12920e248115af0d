"""Files of weights: safetensors, and found by their SHA-256."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy

from . import safetensors
from .errors import DoublegrokError


def read(path: str | Path) -> dict[str, numpy.ndarray]:
    """Name -> array of each tensor in a file; doublegrok's are all float32."""
    tensors, _ = safetensors.read(path)
    for name, values in tensors.items():
        if values.dtype != numpy.dtype("<f4"):
            raise DoublegrokError(f"{path} must have tensors of F32, {name} is of {values.dtype}")
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
