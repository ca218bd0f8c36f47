"""Measuring: every contender answers one question on the same files, in turns, so that a noisy minute hits them all alike."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import taohe
from answer import Answer
from source import Source

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Contender:
    tool: str
    threads: int

    @property
    def is_taohe(self) -> bool:
        return self.tool == "taohe"


@dataclass(frozen=True)
class Run:
    #: None where the tool cannot tell its own work from its reading and writing.
    read: float | None
    compute: float | None
    whole: float
    #: None where the work is done in another process (a database server).
    peak_bytes: int | None


@dataclass
class Outcome:
    contender: Contender
    runs: list[Run] = field(default_factory=list)
    answer: Answer | None = None
    version: str | None = None
    #: Set where a tool ran into the limit, which is then a lower bound of its time.
    over: float | None = None
    failure: str | None = None

    def figures(self, part: str) -> list[float]:
        return [value for run in self.runs if (value := getattr(run, part)) is not None]

    def median(self, part: str) -> float | None:
        figures = self.figures(part)
        return statistics.median(figures) if figures else None


@dataclass(frozen=True)
class Rules:
    program: Path
    work: Path
    #: Seconds after which a run is stopped.
    limit: float
    #: A run longer than this is not repeated.
    slow: float
    repeats: int = 3


def measure(question: str, sources: list[Source], contenders: list[Contender], rules: Rules) -> list[Outcome]:
    # Most threads first: a tool that was stopped with them need not be tried with fewer.
    outcomes = [Outcome(contender) for contender in sorted(contenders, key=lambda contender: -contender.threads)]
    stopped: set[str] = set()
    for turn in range(rules.repeats):
        for outcome in outcomes:
            if outcome.contender.tool in stopped:
                outcome.over = rules.limit
            ended = outcome.failure is not None or outcome.over is not None
            if ended or (outcome.runs and outcome.runs[0].whole > rules.slow):
                continue
            _run(outcome, question, sources, rules)
            if turn == 0:
                _say(outcome)
            if outcome.over is not None:
                stopped.add(outcome.contender.tool)
    return outcomes


def _run(outcome: Outcome, question: str, sources: list[Source], rules: Rules) -> None:
    contender = outcome.contender
    folder = rules.work / "run"
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    csv, answer, times, cost_file, words = (
        folder / name for name in ("pairs.csv", "pairs.npz", "times.json", "cost.json", "stderr.txt")
    )
    if contender.is_taohe:
        command = taohe.command(rules.program, question, sources, csv, contender.threads)
    else:
        command = [sys.executable, str(HERE / "child.py"), contender.tool, question, str(contender.threads)]
        command += [str(answer), str(times), *map(str, sources)]
    watch = [sys.executable, "-S", str(HERE / "stopwatch.py"), str(cost_file), str(rules.limit), str(contender.threads)]
    with words.open("w", encoding="utf-8") as errors:
        printed = subprocess.run([*watch, *command], stdout=subprocess.PIPE, stderr=errors, text=True).stdout
    cost = json.loads(cost_file.read_text())
    if cost["late"]:
        outcome.over = rules.limit
        return
    if cost["exit"] != 0:
        outcome.failure = " ".join(words.read_text().split())[-300:] or f"exit {cost['exit']}"
        return
    outcome.runs.append(_figures(outcome, printed, times, cost))
    if question == "reading":
        return
    if outcome.answer is None:
        outcome.answer = Answer.load_csv(csv) if contender.is_taohe else Answer.load(answer)


def _figures(outcome: Outcome, printed: str, times: Path, cost: dict) -> Run:
    if outcome.contender.is_taohe:
        # Its whole time is the process's, from the first instruction to the last byte of the CSV.
        read, compute = taohe.seconds(json.loads(printed))
        return Run(read, compute, cost["seconds"], cost["peak_bytes"])
    told = json.loads(times.read_text())
    outcome.version = told["version"]
    return Run(told["read"], told["compute"], told["whole"], cost["peak_bytes"] if told["own_memory"] else None)


def _say(outcome: Outcome) -> None:
    """A word after each first run: a benchmark that is silent for an hour looks like one that hangs."""
    who = f"{outcome.contender.tool}, {outcome.contender.threads} thread(s)"
    if outcome.failure is not None:
        what = f"failed: {outcome.failure}"
    elif outcome.over is not None:
        what = f"stopped after {outcome.over:.0f} s"
    else:
        what = f"{outcome.runs[0].whole:.2f} s"
    print(f"  {who}: {what}", file=sys.stderr, flush=True)
