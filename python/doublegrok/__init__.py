"""Runs of doublegrok as data frames, models and figures.

    import doublegrok
    run = doublegrok.open("tables")["demo"]     # what `doublegrok export demo --data tables` wrote
    run.evaluations                             # a pandas.DataFrame
    doublegrok.plot.accuracy(run).savefig("demo.pdf")

Needs NumPy and pandas; matplotlib where something is drawn, PyTorch where a model is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .run import Run
from .sequences import Sequences
from .sequences import read as sequences
from .source import Source, open

__all__ = ["Run", "Sequences", "Source", "model", "open", "plot", "sequences"]


def __getattr__(name: str) -> Any:
    """The modules that need more than pandas are there once they are used."""
    if name in ("model", "plot"):
        return import_module("." + name, __name__)
    raise AttributeError(f"module 'doublegrok' has no attribute '{name}'")
