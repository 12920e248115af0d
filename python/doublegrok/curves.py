"""Curves of runs: a value at each step, and what several seeds have in common."""

from __future__ import annotations

import numpy
from pandas import DataFrame

from .run import Run


def last_shot(run: Run) -> DataFrame:
    """The evaluations at the most examples that each set's queries have."""
    frame = run.evaluations
    most = frame.groupby(["step", "set"])["shot"].transform("max")
    return frame[frame["shot"] == most].sort_values("step")


def sets(run: Run) -> list[str]:
    return [str(label) for label in run.evaluations["set"].unique()]


def measure(frames: list[DataFrame]) -> str:
    """What says how good a model is: its accuracy, or its loss where no answer is right or wrong."""
    known = any("accuracy" in frame and frame["accuracy"].notna().any() for frame in frames)
    return "accuracy" if known else "loss"


def band(curves: list[DataFrame], value: str) -> DataFrame:
    """Median and range of several curves at each step that any has; columns as of an interval.

    A curve counts from its first step to its last, in a straight line between its points.
    """
    steps = numpy.unique(numpy.concatenate([curve["step"].to_numpy(float) for curve in curves]))
    values = numpy.array([
        numpy.interp(steps, curve["step"], curve[value].astype(float), numpy.nan, numpy.nan)
        for curve in curves
    ])
    return DataFrame({
        "step": steps,
        value: numpy.nanmedian(values, axis=0),
        "low": numpy.nanmin(values, axis=0),
        "high": numpy.nanmax(values, axis=0),
    })


def median(values: list[float], whole: bool) -> float:
    """One that is not known counts as later than all others; of phases, the lower of two."""
    ordered = sorted(numpy.inf if numpy.isnan(each) else each for each in values)
    lower, upper = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return lower if whole or lower == upper else lower + (upper - lower) / 2
