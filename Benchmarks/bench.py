"""Measures Taohe and its peers on the same files in one run. `Scripts/bench` prepares what this needs and starts it."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import os
import platform
import shlex
import sys
from pathlib import Path

import report
from archive import Archive
from cases import Case, cases
from cluster import cluster
from county import SEED, County, coordinate_bytes
from measure import Contender, Rules, measure
from peers import PLACES, peer
from report import CaseResult
from scaling import growth

HERE = Path(__file__).parent
CORES = len(os.sched_getaffinity(0))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Scripts/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small, in under five minutes; writes no results")
    parser.add_argument("--sizes", type=int, nargs="+", help="plots in the counties of the overlap case")
    parser.add_argument("--peers-up-to", type=int, default=85_000, help="the largest county that peers are put to")
    parser.add_argument("--peers", nargs="*", choices=list(PLACES), help="default: all; quick: those on threads")
    parser.add_argument("--cases", nargs="+", help="default: all; with fewer no results are written")
    parser.add_argument("--limit", type=float, help="seconds after which a run is stopped")
    parser.add_argument("--slow", type=float, help="a run longer than this many seconds is not repeated")
    parser.add_argument("--resume", action="store_true", help="take up a run that was stopped: what was measured stays")
    parser.add_argument("--taohe", type=Path, required=True, help="the program (default: the release build)")
    parser.add_argument("--results", type=Path, default=HERE, help="where RESULTS.md and cost.svg go")
    parser.add_argument("--no-build", action="store_true", help="measure the program as it stands")
    chosen = parser.parse_args()
    # 85,000 plots lie on about 10^5 survey parcels.
    chosen.sizes = sorted(chosen.sizes or ([10_000] if chosen.quick else [10_000, 85_000, 1_000_000]))
    chosen.limit = chosen.limit or (60 if chosen.quick else 300)
    chosen.slow = chosen.slow or (2 if chosen.quick else 10)
    return chosen


def main() -> int:
    chosen = arguments()
    work = HERE / "work"
    names = usable(chosen.peers or [name for name in PLACES if not chosen.quick or peer(name).parallel])
    rules = Rules(chosen.taohe.resolve(), work, chosen.limit, chosen.slow)
    archive = Archive(work / "measured", rules.program, resume=chosen.resume)
    every = cases(points=400_000, vertices=100_000 if chosen.quick else 1_000_000)
    asked = [case for case in every if not chosen.cases or case.name in chosen.cases]
    heading = head(chosen)
    print(heading, flush=True)

    results: list[CaseResult] = []
    memory: dict[int, float] = {}
    with contextlib.ExitStack() as stack:
        if "postgis" in names:
            os.environ["BENCH_POSTGRES"] = stack.enter_context(cluster(work, CORES))
        main_size = max((size for size in chosen.sizes if size <= chosen.peers_up_to), default=chosen.sizes[0])
        for size in chosen.sizes:
            county = County.make(size, work, rules.program)
            # How cost grows is asked of the overlap alone.
            for case in asked if size == main_size else asked[:1]:
                rivals = names if size <= chosen.peers_up_to else []
                print(f"\n{case.title}, {size:,} plots", file=sys.stderr)
                sources = case.sources(county)
                rivalry = contenders(case, rivals, chosen)
                outcomes = archive.outcomes(
                    (case.name, size, rivalry, rules.limit, rules.slow),
                    lambda: measure(case.question, sources, rivalry, rules),
                )
                result = CaseResult(case, size, outcomes)
                results.append(result)
                print("\n" + report.case_section(result), flush=True)
                ours = result.taohe(CORES)
                if case.name == "overlap" and ours is not None:
                    memory[size] = max(ours.figures("peak_bytes")) / coordinate_bytes(sources)

    by_size = {result.plots: result.outcomes for result in results if result.case.name == "overlap"}
    growths = growth(by_size)
    goals = report.goals([result for result in results if result.plots == main_size], growths, memory, CORES)
    versions = tool_versions(results)
    print("\n" + goals + "\n\n" + versions)
    if not chosen.quick and asked == every:
        write(chosen.results, [heading, goals, *map(report.case_section, results), versions], growths)
    wrong = [
        f"{result.case.name}: {contender.tool}"
        for result in results
        for contender, found in result.differences().items()
        if not found.agrees
    ]
    if wrong:
        print("\nanswers differ: " + ", ".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


def usable(names: list[str]) -> list[str]:
    for name in names:
        if why := peer(name).missing():
            print(f"{name} is left out: {why}", file=sys.stderr)
    return [name for name in names if not peer(name).missing()]


def contenders(case: Case, names: list[str], chosen: argparse.Namespace) -> list[Contender]:
    found = [Contender("taohe", threads) for threads in sorted({1, CORES})]
    for name in names:
        if not peer(name).answers(case.question) or (case.only and name not in case.only):
            continue
        one_only = not peer(name).parallel or case.question == "reading"
        threads = {1} if one_only else {CORES} if chosen.quick else {1, CORES}
        found += [Contender(name, count) for count in sorted(threads)]
    return found


def head(chosen: argparse.Namespace) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return "\n".join(
        [
            "# Taohe and its peers",
            "",
            f"- {datetime.date.today()}: `{shlex.join(['Scripts/bench', *given()])}`",
            f"- {processor()}, {CORES} cores, {memory:.0f} GiB, {platform.freedesktop_os_release()['PRETTY_NAME']}; "
            f"load at the start {os.getloadavg()[0]:.2f}",
            f"- Counties of {', '.join(f'{size:,}' for size in chosen.sizes)} plots, `taohe sample --seed {SEED}`",
            "- Behind each name the number of threads. Median (least–most) of three runs, or one run where it is slow.",
            "- `compute ×`, `whole ×`: how many times Taohe's time with as many threads.",
        ]
    )


def given() -> list[str]:
    """The command as it was typed: the program's place on this machine is nobody's business."""
    words = sys.argv[1:]
    for option in ("--taohe", "--results"):
        while option in words:
            at = words.index(option)
            del words[at : at + 2]
    return words


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def tool_versions(results: list[CaseResult]) -> str:
    versions = dict.fromkeys(o.version for result in results for o in result.outcomes if o.version is not None)
    return "## Versions\n\n" + "\n".join(f"- {version}" for version in versions)


def write(folder: Path, sections: list[str], growths: list) -> None:
    import chart  # here, because a quick run draws nothing and need not wait for it

    chart.draw(growths, CORES, folder / "cost.svg")
    picture = "![cost against size](cost.svg)"
    (folder / "RESULTS.md").write_text("\n\n".join([sections[0], picture, *sections[1:]]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
