"""The tables, first what was answered and then how fast, in Markdown that reads as well on a terminal as in a file."""

from __future__ import annotations

from dataclasses import dataclass

from cases import Case
from compare import Difference, difference
from measure import Contender, Outcome
from peers import TITLES
from scaling import Growth


@dataclass(frozen=True)
class CaseResult:
    case: Case
    plots: int
    outcomes: list[Outcome]

    @property
    def reference(self) -> Outcome | None:
        """GEOS as Shapely has it, the newest among the peers; where it is left out, the first peer that answered."""
        answered = [outcome for outcome in self.outcomes if outcome.answer is not None]
        peers = [outcome for outcome in answered if not outcome.contender.is_taohe]
        return min(peers or answered, key=lambda outcome: outcome.contender.tool != "shapely", default=None)

    def differences(self) -> dict[Contender, Difference]:
        if self.reference is None:
            return {}
        return {
            outcome.contender: difference(outcome.answer, self.reference.answer, self.case.has_areas)
            for outcome in self.outcomes
            if outcome.answer is not None
        }

    def taohe(self, threads: int) -> Outcome | None:
        return next((o for o in self.outcomes if o.contender == Contender("taohe", threads) and o.runs), None)

    def ratio(self, outcome: Outcome, part: str) -> float | None:
        """How many times Taohe's time with as many threads; for a peer that was stopped, at least so many."""
        ours = self.taohe(outcome.contender.threads)
        theirs = outcome.over if outcome.over is not None else outcome.median(part)
        if ours is None or theirs is None or not (own := ours.median(part)):
            return None
        return theirs / own

    def fastest(self, threads: int, part: str) -> Outcome | None:
        """The fastest peer, those that cannot use more than one thread among them."""
        rivals = [
            outcome
            for outcome in self.outcomes
            if not outcome.contender.is_taohe and outcome.contender.threads <= threads and outcome.median(part) is not None
        ]
        return min(rivals, key=lambda outcome: outcome.median(part), default=None)


def table(head: list[str], rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(head, *rows)]

    def line(cells: list[str]) -> str:
        first, *rest = (cell.ljust(width) if n == 0 else cell.rjust(width) for n, (cell, width) in enumerate(zip(cells, widths)))
        return "| " + " | ".join([first, *rest]) + " |"

    rule = "|" + "|".join("-" * (width + 2) if n == 0 else "-" * (width + 1) + ":" for n, width in enumerate(widths)) + "|"
    return "\n".join([line(head), rule, *map(line, rows)])


def case_section(result: CaseResult) -> str:
    parts = [f"## {result.case.title}, county of {result.plots:,} plots"]
    if result.differences():
        parts.append(_answers(result))
    parts.append(_times(result))
    return "\n\n".join(parts)


def _answers(result: CaseResult) -> str:
    rows = []
    for contender, found in result.differences().items():
        verdict = "reference" if contender == result.reference.contender else "agrees" if found.agrees else "DIFFERS"
        row = [_name(contender), f"{found.pairs:,}"]
        if result.case.has_areas:
            row += [f"{found.total:,.3f}", f"{found.relative:.1e}", f"{found.largest:.1e}"]
        else:
            row += [f"{found.odd_pairs:,}"]
        rows.append([*row, verdict])
    if result.case.has_areas:
        return table(["Answers", "pairs > 1e-6 m²", "total m²", "total differs", "a pair differs, m²", ""], rows)
    return table(["Answers", "pairs", "pairs of one side only", ""], rows)


def _times(result: CaseResult) -> str:
    """Reading alone where nothing else was asked; else the parts, the whole, and both against Taohe's."""
    reading = result.case.question == "reading"
    parts = ["read"] if reading else ["read", "compute", "whole"]
    compared = ["read"] if reading else ["compute", "whole"]
    rows, failures = [], []
    for outcome in result.outcomes:
        name = _name(outcome.contender)
        if outcome.failure is not None:
            failures.append(f"\n\n{name}: failed. {outcome.failure}")
            continue
        peak = max(outcome.figures("peak_bytes"), default=None)
        memory = "–" if peak is None else f"{peak / 2**20:,.0f}"
        times = [_seconds(outcome, part) for part in parts]
        rows.append([name, *times, memory, *(_ratio(result, outcome, part) for part in compared)])
    head = ["Seconds", *parts, "peak MiB", *(f"{part} ×" for part in compared)]
    return table(head, rows) + "".join(failures)


def _seconds(outcome: Outcome, part: str) -> str:
    if outcome.over is not None:
        return f"> {outcome.over:.0f}" if part == "whole" else "–"
    figures = outcome.figures(part)
    if not figures:
        return "–"
    median = f"{outcome.median(part):.3f}"
    return median if len(figures) == 1 else f"{median} ({min(figures):.3f}–{max(figures):.3f})"


def _ratio(result: CaseResult, outcome: Outcome, part: str) -> str:
    ratio = result.ratio(outcome, part)
    if ratio is None:
        return "–"
    return f"{'> ' if outcome.over is not None else ''}{ratio:.1f}"


def _name(contender: Contender) -> str:
    return f"{TITLES[contender.tool]}, {contender.threads}"


def goals(results: list[CaseResult], growths: list[Growth], memory: dict[int, float], cores: int) -> str:
    """What was asked, what was reached. `memory` is peak over coordinates, by size."""
    rows = []
    for result in results:
        for part, goal in (("compute", result.case.compute_goal), ("whole", result.case.whole_goal)):
            rival = result.fastest(cores, part)
            ours = result.taohe(cores)
            if goal is None or rival is None or ours is None:
                continue
            reached = rival.median(part) / ours.median(part)
            what = f"{result.case.name}, {part}: times faster than {TITLES[rival.contender.tool]}"
            rows.append([what, f"≥ {goal:g}", f"{reached:.1f}", _verdict(reached >= goal)])
        one, many = result.taohe(1), result.taohe(cores)
        if result.case.name == "overlap" and cores > 1 and one and many:
            gain = one.median("compute") / many.median("compute")
            goal = 0.9 * cores
            rows.append([f"overlap, compute: {cores} workers v one", f"≥ {goal:g}", f"{gain:.2f}", _verdict(gain >= goal)])
    for line in growths:
        if line.contender == Contender("taohe", cores) and line.part == "compute" and line.exponent is not None:
            what = f"overlap, compute: exponent from {line.sizes[0]:,} to {line.sizes[-1]:,} plots"
            rows.append([what, "≤ 1.05", f"{line.exponent:.3f}", _verdict(line.exponent <= 1.05)])
    for plots, share in memory.items():
        what = f"overlap: peak memory over coordinates, {plots:,} plots"
        rows.append([what, "≤ 2.5", f"{share:.2f}", _verdict(share <= 2.5)])
    return "## Asked and reached\n\n" + table(["", "asked", "reached", ""], rows)


def _verdict(holds: bool) -> str:
    return "reached" if holds else "SHORT"
