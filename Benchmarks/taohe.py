"""Taohe itself, asked by its command line as any user asks it. The steps' seconds are its own account (`--json`)."""

from __future__ import annotations

from pathlib import Path

from source import Source

#: What touches files. All the rest of a run is computing.
FILE_STEPS = {"read", "write"}


def command(program: Path, question: str, sources: list[Source], csv: Path, threads: int) -> list[str]:
    names = [str(source) for source in sources]
    common = ["--workers", str(threads), "--json", "--quiet"]
    if question == "locate":
        return [str(program), "locate", *names, "--out", str(csv), *common]
    within = ["--self"] if question in ("overlap_within", "reading") else []
    return [str(program), "overlay", *names, *within, "--areas", str(csv), "--measure", "planar", *common]


def seconds(report: dict) -> tuple[float, float]:
    """Reading, and computing."""
    steps = report["steps"]
    read = sum(step["seconds"] for step in steps if step["name"] == "read")
    compute = sum(step["seconds"] for step in steps if step["name"] not in FILE_STEPS)
    return read, compute
