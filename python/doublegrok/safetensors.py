"""Files of arrays as safetensors, read with NumPy alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy

from .errors import DoublegrokError

TYPES = {"U8": "u1", "U16": "<u2", "I32": "<i4", "F32": "<f4"}


def metadata(path: str | Path) -> dict[str, str]:
    """What a file says of itself."""
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if 8 + length > Path(path).stat().st_size:
            raise DoublegrokError(f"{path} is not a safetensors file (its header is cut off)")
        return _header(path, file.read(length)).get("__metadata__", {})


def read(path: str | Path) -> tuple[dict[str, numpy.ndarray], dict[str, str]]:
    """Name -> array of a file, and its metadata."""
    raw = Path(path).read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    header = _header(path, raw[8:start])
    metadata = header.pop("__metadata__", {})
    arrays = {}
    for name, entry in header.items():
        if entry["dtype"] not in TYPES:
            known = ", ".join(TYPES)
            raise DoublegrokError(f"{path} must have arrays of {known}, {name} is {entry['dtype']}")
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(raw[start + begin : start + end], TYPES[entry["dtype"]])
        arrays[name] = values.reshape(entry["shape"]).copy()
    return arrays, metadata


def _header(path: str | Path, raw: bytes) -> dict[str, Any]:
    try:
        return dict(json.loads(raw))
    except ValueError as fault:
        raise DoublegrokError(f"{path} is not a safetensors file ({fault})") from fault
