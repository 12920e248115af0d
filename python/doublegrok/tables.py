"""Tables of a run as data frames, with the types that the data dictionary says."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pandas
from pandas import DataFrame

PANDAS_TYPES = {"integer": "Int64", "number": "float64"}


def read(file: Path, types: dict[str, str]) -> DataFrame:
    """A table from a compressed file; `types` are the dictionary's, by column."""
    if file.name.endswith(".csv.gz"):
        frame = pandas.read_csv(
            file,
            dtype={column: PANDAS_TYPES.get(kind, "object") for column, kind in types.items()},
            keep_default_na=False,
            na_values={column: [""] for column, kind in types.items() if kind != "text"},
            float_precision="round_trip",
        )
        parsed = {column for column, kind in types.items() if kind == "json"}
        for column in parsed & set(frame.columns):
            frame[column] = frame[column].map(json.loads, na_action="ignore")
    else:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            frame = DataFrame([json.loads(line) for line in lines], columns=list(types))
    return typed(frame, types)


def typed(frame: DataFrame, types: dict[str, str]) -> DataFrame:
    """The same rows, as numbers, times and truth values."""
    for column in frame.columns:
        kind = types.get(column, "text")
        if kind == "integer":
            whole = frame[column].astype("Int64")
            frame[column] = whole if whole.isna().any() else whole.astype("int64")
        elif kind == "number":
            frame[column] = frame[column].astype("float64")
        elif kind == "timestamp":
            frame[column] = pandas.to_datetime(frame[column], utc=True)
    if "retired" in frame:
        frame["retired"] = frame["retired"].map(_truth).astype(bool)
    return frame


def _truth(cell: Any) -> bool:
    return cell is True or cell == "true"
