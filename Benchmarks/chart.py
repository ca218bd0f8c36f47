"""The picture: seconds against polygons, both logarithmic, with the exponent of each line beside its name."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("svg")
# The same figures give the same file, so that a diff of it means something.
matplotlib.rcParams["svg.hashsalt"] = "taohe"

from matplotlib import pyplot  # noqa: E402

from peers import TITLES
from scaling import Growth


def draw(lines: list[Growth], threads: int, file: Path) -> None:
    figure, axes = pyplot.subplots(figsize=(7.5, 5))
    for line in lines:
        is_taohe = line.contender.is_taohe
        if line.contender.threads != threads or (line.part == "whole" and not is_taohe):
            continue
        name = TITLES[line.contender.tool]
        label = f"{name}, files to pairs" if line.part == "whole" else f"{name}, computing"
        if line.exponent is not None:
            label += f"  (n^{line.exponent:.2f})"
        axes.plot(
            line.sizes,
            line.seconds,
            marker="o",
            linewidth=2.4 if is_taohe else 1.2,
            linestyle="--" if line.part == "whole" else "-",
            label=label,
        )
    axes.set(xscale="log", yscale="log", xlabel="plots in the county", ylabel="seconds")
    axes.set_title(f"Areas shared by survey parcels and plots, {threads} threads")
    axes.grid(which="both", alpha=0.25)
    axes.legend(frameon=False, fontsize=8)
    figure.savefig(file, metadata={"Date": None}, bbox_inches="tight")
