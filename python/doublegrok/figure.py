"""Figures for papers: their look, their files, and what happened to a run as marks above them."""

from __future__ import annotations

from functools import wraps
from io import BytesIO
from typing import Any, Callable, Iterable

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter
from matplotlib.transforms import blended_transform_factory

from . import palette
from .run import Run

ROWS = 3
ABOVE_AREAS = 1.5  # and below curves
ROW_POINTS = 9
STYLE = {
    "font.size": 8,
    "axes.labelsize": 8,
    "legend.fontsize": 7.5,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "axes.edgecolor": palette.SOFT,
    "axes.labelcolor": palette.INK,
    "xtick.color": palette.SOFT,
    "ytick.color": palette.SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.6,
    "lines.linewidth": 1.2,
    "legend.frameon": False,
    "hatch.linewidth": 1.6,
}
FILES = {"svg.fonttype": "none", "svg.hashsalt": "doublegrok", "pdf.fonttype": 42}
"""Text stays text: it can be found, copied and set in another type."""


class PaperFigure(Figure):
    """A matplotlib figure whose PDF and SVG have text as text, and the same bytes each time."""

    def savefig(self, fname: Any, **options: Any) -> None:
        kind = str(options.get("format") or fname).rpartition(".")[2]
        dated = {"pdf": "CreationDate", "svg": "Date"}
        if kind in dated:
            options["metadata"] = {dated[kind]: None, **options.get("metadata", {})}
        with matplotlib.rc_context(FILES):
            super().savefig(fname, **options)

    def _repr_png_(self) -> bytes:
        """For notebooks."""
        image = BytesIO()
        self.savefig(image, format="png", dpi=160)
        return image.getvalue()


def styled(draw: Callable[..., PaperFigure]) -> Callable[..., PaperFigure]:
    """Draws with the look of papers, whatever the session's is."""

    @wraps(draw)
    def inside(*values: Any, **options: Any) -> PaperFigure:
        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            matplotlib.rcParams.update(STYLE)
            return draw(*values, **options)

    return inside


def paper(width: float, height: float) -> tuple[PaperFigure, Axes]:
    """A figure of so many inches with one pair of axes; no window is opened."""
    figure = PaperFigure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def step_axis(axes: Axes, log: bool) -> None:
    axes.set_xlabel("training step")
    if log:
        axes.set_xscale("log")
        low, high = axes.get_xlim()
        if high / low < 300:  # numbers that a person counts by
            axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
            axes.xaxis.set_minor_formatter(NullFormatter())
        axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))


def _transition(event: Any) -> str:
    name = str(event.details.get("transition", event.message))
    return name + " again" if event.details.get("change") == "regained" else name


STYLES: dict[str, tuple[str, Any, Callable[[Any], str]]] = {
    "swapped": (palette.SWAP, (0, (6, 3)), lambda event: "swap"),
    "transition": (palette.TRANSITION, (0, (1.5, 2)), _transition),
    "failed": (palette.BAD, (0, (2, 3)), lambda event: "failed"),
    "forked": (palette.FORK, (0, (2, 3)), lambda event: "forked"),
}
"""Colour, dashes and words of what is marked, the weightiest first."""


def mark(axes: Axes, runs: Iterable[Run]) -> None:
    """Lines where all of the runs were swapped or changed, with labels above the axes."""
    found = [_marks(run) for run in runs]
    common = [each for each in found[0] if all(each in other for other in found)]
    low, high = axes.get_xlim()
    common = [each for each in common if low <= each[1] <= high]
    for kind, step, _ in common:
        colour, dashes, _words = STYLES[kind]
        axes.axvline(step, color="white", alpha=0.7, linewidth=2.4, zorder=ABOVE_AREAS)
        axes.axvline(step, color=colour, linestyle=dashes, linewidth=0.9, zorder=ABOVE_AREAS)
    _label(axes, common)


def _marks(run: Run) -> list[tuple[str, int, str]]:
    found = [
        (event.kind, int(event.step), STYLES[event.kind][2](event))
        for event in run.events.itertuples()
        if event.kind in STYLES
    ]
    return sorted(found, key=lambda each: (list(STYLES).index(each[0]), each[1]))


def _label(axes: Axes, marks: list[tuple[str, int, str]]) -> None:
    """Each above its line in the first row where it fits beside the weightier ones; else left out.

    In short words where the long ones have no room.
    """
    figure = axes.figure
    figure.draw_without_rendering()
    place = blended_transform_factory(axes.transData, axes.transAxes)
    taken: list[list[tuple[float, float]]] = [[] for _ in range(ROWS)]
    for kind, step, words in marks:
        for text in (words, _short(words)):
            label = axes.annotate(
                text, (step, 1), xycoords=place, xytext=(0, 4), textcoords="offset points",
                ha="center", va="bottom", fontsize=6.5, color=STYLES[kind][0], annotation_clip=False,
            )
            box = label.get_window_extent()
            free = [i for i, row in enumerate(taken)
                    if all(box.x1 + 6 < left or right + 6 < box.x0 for left, right in row)]
            if free:
                taken[free[0]].append((box.x0, box.x1))
                label.set_position((0, 4 + free[0] * ROW_POINTS))
                break
            label.remove()


def _short(words: str) -> str:
    return words.replace("memorisation", "mem.").replace("generalisation", "gen.")
