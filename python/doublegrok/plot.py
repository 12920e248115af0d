"""Figures of runs for papers: `plot.accuracy(run).savefig("accuracy.pdf")`, or .svg, or .png."""

from __future__ import annotations

from typing import Any, Sequence, Union

import numpy
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm, Normalize
from matplotlib.patches import Patch, Rectangle
from pandas import DataFrame

from . import curves, palette
from .errors import DoublegrokError
from .figure import PaperFigure, mark, paper, step_axis, styled
from .run import Run
from .sweep import Sweep

WIDTH, HEIGHT = 5.2, 2.6
BAND = 0.18
STRIP = 0.13

Runs = Union[Run, Sequence[Run]]


@styled
def accuracy(
    runs: Runs, sets: list[str] | None = None, *, log: bool = True, marks: bool = True
) -> PaperFigure:
    """Each set's accuracy at the last shot; the loss, where no answer is right or wrong.

    Of one run the band is the 95 % interval, of several the range of all, around the median.

    :param sets: those to draw, else all that the runs have
    :param log: whether steps are told apart by their ratios; then step 0 is not there
    """
    all_runs = [runs] if isinstance(runs, Run) else list(runs)
    figure, axes = paper(WIDTH, HEIGHT)
    labels = palette.Labels(all_runs[0].summary)
    frames = [curves.last_shot(run) for run in all_runs]
    value = curves.measure(frames)
    present = list(dict.fromkeys(label for run in all_runs for label in curves.sets(run)))
    for place, label in enumerate(labels.sets(present)):
        if sets is None or label in sets:
            own = [frame[frame["set"] == label] for frame in frames]
            own = [frame for frame in own if not frame.empty]
            curve = own[0] if len(own) == 1 else curves.band(own, value)
            _curve(axes, curve[curve["step"] > 0] if log else curve, value, {
                "label": label,
                "color": labels.set_colour(label, place),
                "linestyle": labels.set_dash(label),
            })
    step_axis(axes, log)
    if value == "accuracy":
        axes.set(ylim=(-0.02, 1.02), ylabel="accuracy at the last shot")
    else:
        axes.set(yscale="log", ylabel="loss at the last shot")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    if marks:
        mark(axes, all_runs)
    return figure


@styled
def spectrum(run: Run, *, log: bool = True, marks: bool = True) -> PaperFigure:
    """Which algorithm the model is running: the mixture of references that is nearest to it."""
    found = run.table("scalars")
    if not found.empty:
        found = found[(found["probe"] == "spectrum") & (found["unit"] == "ratio")]
    if found.empty:
        raise DoublegrokError(f"run {run.name} has no spectrum: its spec has that probe off")
    shares = found.pivot_table(index="step", columns="label", values="value").fillna(0)
    shares = shares[shares.index > 0] if log else shares
    labels = palette.Labels(run.summary)
    order = labels.references(list(shares.columns))
    figure, axes = paper(WIDTH, HEIGHT)
    areas = axes.stackplot(shares.index, *(shares[label] for label in order), linewidth=0)
    legend = []
    for place, (label, area) in enumerate(zip(order, areas)):
        first, *others = labels.reference_colours(label, place)
        look: dict[str, Any] = {"facecolor": first}
        if others:  # references that cannot be told apart
            look.update(hatch="////", edgecolor=others[0], linewidth=0)
        area.set(**look)
        legend.append(Patch(label=label.replace("|", " or\n"), **look))
    axes.set(xlim=(shares.index.min(), shares.index.max()), ylim=(0, 1))
    axes.set_ylabel("share of the nearest mixture")
    step_axis(axes, log)
    axes.legend(handles=legend[::-1], loc="center left", bbox_to_anchor=(1, 0.5))
    if marks:
        mark(axes, [run])
    return figure


@styled
def shots(
    run: Run, set: str | None = None, *, log: bool = True, marks: bool = True
) -> PaperFigure:
    """How a set is solved at each number of examples in the context, over the steps.

    :param set: the one to draw, else that which asks for most
    """
    label = set or palette.Labels(run.summary).furthest(curves.sets(run))
    frame = run.evaluations[run.evaluations["set"] == label]
    if frame.empty:
        known = ", ".join(curves.sets(run)) or "none"
        raise DoublegrokError(f"run {run.name} has no set '{label}'; it has: {known}")
    value = curves.measure([frame])
    cells = frame.pivot_table(index="shot", columns="step", values=value)
    cells = cells.loc[:, cells.columns > 0] if log else cells
    figure, axes = paper(WIDTH, HEIGHT)
    finite = cells.to_numpy()[cells.to_numpy() > 0]
    norm = Normalize(0, 1) if value == "accuracy" else LogNorm(finite.min(), finite.max())
    rows = numpy.arange(len(cells) + 1) - 0.5
    image = axes.pcolormesh(
        _edges(cells.columns.to_numpy(float), log), rows, cells.to_numpy(),
        norm=norm, cmap="viridis", rasterized=cells.size > 20_000, linewidth=0,
    )
    every = -(-len(cells) // 12)
    axes.set_yticks(range(0, len(cells), every), [str(shot) for shot in cells.index[::every]])
    axes.set_ylabel("examples in the context")
    step_axis(axes, log)
    figure.colorbar(image, ax=axes, label=f"{value} on {label}").outline.set_visible(False)
    if marks:
        mark(axes, [run])
    return figure


@styled
def phase_diagram(
    sweep: Sweep, x: str | None = None, y: str | None = None, measure: str = "phase"
) -> PaperFigure:
    """A grid of cells, each of the colour of the median of its runs, with a strip for each run.

    A run that did not come to what is measured counts as later than all others.

    :param x: key across, else the first that differs
    :param y: key down, else the first of the others; none if there is no other
    :param measure: of `sweep.measures`
    """
    if measure not in sweep.measures:
        raise DoublegrokError(f"measure must be one of {sweep.measures}, was '{measure}'")
    others = [key for key in sweep.keys if key not in (x, y)]
    across = x or (others.pop(0) if others else None)
    if across is None:
        raise DoublegrokError("the runs differ in nothing but their seeds")
    down = y or (others.pop(0) if others else None)
    frame = sweep.frame.assign(**{"": ""}) if down is None else sweep.frame
    columns = sorted(frame[across].dropna().unique())
    rows = sorted(frame[down or ""].dropna().unique())
    colours = _Colours(frame[measure], measure)
    figure, axes = paper(max(2.4, 1.7 + 0.5 * len(columns)), 1.1 + 0.42 * len(rows))
    for i, row in enumerate(rows):
        for j, column in enumerate(columns):
            cell = frame[(frame[down or ""] == row) & (frame[across] == column)]
            if not cell.empty:
                _cell(axes, (j, i), [colours.number(each) for each in cell[measure]], colours)
    axes.set_xticks(range(len(columns)), [_text(each) for each in columns])
    axes.set_yticks(range(len(rows)), [_text(each) for each in rows])
    axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(rows) - 0.5, -0.5), xlabel=across)
    axes.set_ylabel(down or "")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    colours.explain(figure, axes)
    return figure


class _Colours:
    """Colours of a measure: of each phase its own, of numbers a scale."""

    def __init__(self, values: Any, measure: str) -> None:
        self.phases = measure == "phase"
        self._name = measure
        self._share = measure.startswith(("accuracy.", "share."))
        if not self.phases:
            finite = values.astype(float).dropna()
            low, high = (0.0, 1.0) if self._share else (finite.min(), finite.max())
            ratios = measure.startswith("completed.") and low > 0
            self._norm = LogNorm(low, high) if ratios else Normalize(low, high)
            self._missing = bool(values.isna().any())
        self._seen: set[float] = set()

    def number(self, value: Any) -> float:
        if self.phases:
            return float(list(palette.PHASES).index(value)) if value in palette.PHASES else numpy.nan
        return numpy.nan if value is None else float(value)

    def of(self, number: float) -> Any:
        self._seen.add(number)
        if not numpy.isfinite(number):
            return palette.REFERENCES[0]
        if self.phases:
            return list(palette.PHASES.values())[int(number)]
        from matplotlib import colormaps

        return colormaps["viridis"](self._norm(number))

    def text(self, number: float) -> str:
        return f"{number:.{2 if self._share else 3}g}" if numpy.isfinite(number) else "\u2013"

    def explain(self, figure: PaperFigure, axes: Axes) -> None:
        missing = [Patch(color=palette.REFERENCES[0], label="not reached")]
        if self.phases:
            shown = [
                Patch(color=colour, label=phase)
                for place, (phase, colour) in enumerate(palette.PHASES.items())
                if place in self._seen
            ]
            axes.legend(handles=shown, loc="center left", bbox_to_anchor=(1, 0.5))
            return
        from matplotlib.cm import ScalarMappable

        scale = ScalarMappable(self._norm, "viridis")
        figure.colorbar(scale, ax=axes, label=_name(self._name)).outline.set_visible(False)
        if self._missing:
            axes.legend(handles=missing, loc="lower left", bbox_to_anchor=(0, 1))


def _cell(axes: Axes, place: tuple[int, int], numbers: list[float], colours: _Colours) -> None:
    x, y = place
    middle = curves.median(numbers, colours.phases)
    ground = colours.of(middle)
    axes.add_patch(Rectangle((x - 0.47, y - 0.46), 0.94, 0.92, facecolor=ground, linewidth=0))
    if len(numbers) > 1:
        each = 0.88 / len(numbers)
        for seed, number in enumerate(numbers):
            axes.add_patch(Rectangle(
                (x - 0.44 + seed * each, y + 0.42 - STRIP), each, STRIP,
                facecolor=colours.of(number), edgecolor="white", linewidth=0.5,
            ))
    if not colours.phases:
        text = colours.text(middle)
        axes.text(x, y - STRIP / 2, text, ha="center", va="center", fontsize=7, color=_ink(ground))


def _curve(axes: Axes, curve: DataFrame, value: str, look: dict[str, Any]) -> None:
    """A line; behind it a band where there is an interval."""
    axes.plot(curve["step"], curve[value], **look)
    if value == "accuracy" or "loss_error" not in curve:
        low, high = curve["low"], curve["high"]
    else:
        error = 1.96 * curve["loss_error"].fillna(0)
        low, high = (curve[value] - error).clip(lower=curve[value] / 10), curve[value] + error
    axes.fill_between(curve["step"], low, high, color=look["color"], alpha=BAND, linewidth=0)


def _edges(steps: Any, log: bool) -> Any:
    """Bounds of cells around steps, half-way to the neighbours."""
    places = numpy.log(steps) if log else steps
    if len(places) == 1:
        places = numpy.array([places[0] - 0.5, places[0] + 0.5])
    else:
        middles = (places[1:] + places[:-1]) / 2
        ends = [2 * places[0] - middles[0]], [2 * places[-1] - middles[-1]]
        places = numpy.concatenate([ends[0], middles, ends[1]])
    return numpy.exp(places) if log else places


def _ink(colour: Any) -> str:
    """Black or white, whichever is read better on a colour."""
    if isinstance(colour, str):
        return palette.INK
    red, green, blue = colour[:3]
    return palette.INK if 0.299 * red + 0.587 * green + 0.114 * blue > 0.55 else "white"


def _text(value: Any) -> str:
    return f"{value:g}" if isinstance(value, (int, float, numpy.number)) else str(value)


def _name(measure: str) -> str:
    kind, _, rest = measure.partition(".")
    words = {"gap": "double-grokking gap (decades)", "loss": "training loss",
             "completed": f"step of {rest.replace('-', ' ')}", "accuracy": f"accuracy on {rest}",
             "error": f"mean squared error on {rest}", "share": f"share of {rest}"}
    return words.get(kind, rest or measure)
