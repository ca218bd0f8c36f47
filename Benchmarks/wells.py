"""A million wells, a thousand zones, a hundred thousand kilometres of pipes: how long until every well is decided.

    Benchmarks/work/venv/bin/python Benchmarks/wells.py [--wells 1000000] [--taohe .build/release/taohe]

The step "wells" of `taohe check` (locate, gather facts, decide) beside Shapely 2 with one prepared tree per layer, which
does the geometry of it: zones that hold a well, distance to the nearest pipe. Answers are compared before times are.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from pathlib import Path

import geopandas
import numpy as np
import shapely

SIDE = 320_000.0
ORIGIN = (29_340_000.0, 4_700_000.0)
FRAME = "EPSG:4517"
KINDS = ["禁采区", "限采区", "超采区"]
TOWNSHIPS = ["滨湖镇", "庙尔沟乡", "建国路街道", "中山路街道", "宁边路街道"]


def zones(random: np.random.Generator) -> geopandas.GeoDataFrame:
    """32 × 32 ragged rings of 600 vertices, none meeting another."""
    cell = SIDE / 32
    turns = np.linspace(0, 2 * np.pi, 600, endpoint=False)
    rings = []
    for row in range(32):
        for column in range(32):
            radius = cell * 0.42 * (1 + 0.1 * np.interp(turns, np.linspace(0, 2 * np.pi, 40), random.uniform(-1, 1, 40)))
            x = ORIGIN[0] + (column + 0.5) * cell + radius * np.cos(turns)
            y = ORIGIN[1] + (row + 0.5) * cell + radius * np.sin(turns)
            rings.append(shapely.Polygon(np.column_stack([x, y])))
    kinds = [KINDS[number % 3] for number in range(len(rings))]
    return geopandas.GeoDataFrame(
        {"编号": [f"Z{number:04d}" for number in range(len(rings))], "类型": kinds}, geometry=rings, crs=FRAME
    )


def pipes(random: np.random.Generator, kilometres: int) -> geopandas.GeoDataFrame:
    """Wandering lines of a kilometre each, in steps of 50 m."""
    starts = np.array(ORIGIN) + random.random((kilometres, 2)) * SIDE
    turns = random.uniform(0, 2 * np.pi, (kilometres, 1)) + np.cumsum(random.uniform(-0.3, 0.3, (kilometres, 20)), axis=1)
    steps = 50 * np.stack([np.cos(turns), np.sin(turns)], axis=2)
    courses = np.concatenate([starts[:, None, :], starts[:, None, :] + np.cumsum(steps, axis=1)], axis=1)
    lines = shapely.linestrings(courses)
    return geopandas.GeoDataFrame({"编号": [f"G{number:06d}" for number in range(kilometres)]}, geometry=lines, crs=FRAME)


def wells(random: np.random.Generator, count: int) -> geopandas.GeoDataFrame:
    places = np.array(ORIGIN) + random.random((count, 2)) * SIDE
    states = random.choice(["无", "有效", "过期"], count)
    ends = {"无": None, "有效": "2024-05-20", "过期": "2020-01-01"}
    return geopandas.GeoDataFrame(
        {
            "井编号": [f"W{number:07d}" for number in range(count)],
            "乡镇": [TOWNSHIPS[number % 5] for number in range(count)],
            "用途": ["农灌"] * count,
            "单位": ["某村"] * count,
            "应急水源": ["否"] * count,
            "许可状态": states,
            "许可到期": [ends[state] for state in states],
        },
        geometry=shapely.points(places),
        crs=FRAME,
    )


JOB = """county: {code: "652301", name: 测速}
year: 2022
decision-date: 2022-08-01
frame: EPSG:4517
pipe-reach: 100
rules: [changji-2022, rushan-2022]
layers:
  - {role: zones, source: zones.gpkg}
  - {role: pipes, source: pipes.gpkg}
  - {role: wells, source: wells.gpkg}
"""


def by_shapely(folder: Path) -> tuple[float, np.ndarray, np.ndarray]:
    """Seconds, the zone of every well (−1 for none), and its distance to the nearest pipe."""
    frames = {name: geopandas.read_file(folder / f"{name}.gpkg", use_arrow=True) for name in ["zones", "pipes", "wells"]}
    points = frames["wells"].geometry.to_numpy()
    start = time.perf_counter()
    areas = frames["zones"].geometry.to_numpy()
    shapely.prepare(areas)
    zone = np.full(len(points), -1)
    inside = shapely.STRtree(points).query(areas, predicate="contains")
    zone[inside[1]] = inside[0]
    _, distance = shapely.STRtree(frames["pipes"].geometry.to_numpy()).query_nearest(
        points, return_distance=True, all_matches=False
    )
    # The deciding edge of every well: the nearest zone boundary.
    shapely.STRtree(shapely.boundary(areas)).query_nearest(points, return_distance=True, all_matches=False)
    return time.perf_counter() - start, zone, distance


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wells", type=int, default=1_000_000)
    parser.add_argument("--pipes", type=int, default=100_000, help="kilometres of pipes")
    parser.add_argument("--taohe", type=Path, default=Path(".build/release/taohe"))
    parser.add_argument("--no-peer", action="store_true")
    arguments = parser.parse_args()

    folder = Path(__file__).parent / "work" / f"wells-{arguments.wells}-{arguments.pipes}"
    if not (folder / "job.yaml").exists():
        folder.mkdir(parents=True, exist_ok=True)
        random = np.random.default_rng(7)
        for name, frame in [
            ("zones", zones(random)),
            ("pipes", pipes(random, arguments.pipes)),
            ("wells", wells(random, arguments.wells)),
        ]:
            frame.to_file(folder / f"{name}.gpkg", layer=name)
        (folder / "job.yaml").write_text(JOB)

    out = folder / "out"
    run = subprocess.run(
        [arguments.taohe, "check", folder / "job.yaml", "--out", out, "--json"], capture_output=True, check=True
    )
    verdict = json.loads(run.stdout)
    steps = {step["name"]: step["seconds"] for step in verdict["steps"]}
    print("taohe, seconds per step:", {name: round(seconds, 2) for name, seconds in steps.items()})
    print("outcomes:", verdict["outcomes"])
    if arguments.no_peer:
        return

    seconds, zone, distance = by_shapely(folder)
    listed = geopandas.pd.read_csv(out / "wells.csv", encoding="utf-8-sig", usecols=["分区编号", "距最近管道（米）"], dtype={"分区编号": str})
    own_zone = listed["分区编号"].map(lambda key: int(key[1:]) if isinstance(key, str) else -1).to_numpy()
    differing = int((own_zone != zone).sum())
    farthest = float(np.abs(listed["距最近管道（米）"].to_numpy() - distance).max())
    print(f"wells in another zone than Shapely says: {differing}; largest difference of a distance: {farthest:.4f} m")
    print(f"shapely (geometry alone, one thread): {seconds:.2f} s, {seconds / steps['wells']:.1f} times taohe's")


if __name__ == "__main__":
    main()
