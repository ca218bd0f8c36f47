"""Shapely by hand: GEOS driven as fast as we know how. Its calls release Python's lock, so chunks run on a pool of threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import shapely

from answer import Answer
from peers.peer import Peer
from peers.wkb import read_wkb
from source import Source

Found = tuple[np.ndarray, np.ndarray, np.ndarray]


class Shapely(Peer):
    def version(self) -> str:
        return f"Shapely {shapely.__version__} (GEOS {shapely.geos_version_string})"

    def read(self, sources: list[Source]) -> None:
        self.fids, self.shapes = [], []
        for source in sources:
            table = read_wkb(source)
            self.fids.append(table["fid"].to_numpy())
            self.shapes.append(shapely.from_wkb(table["geom"].to_numpy(zero_copy_only=False)))

    def overlap(self) -> None:
        left, right = self.shapes
        tree = _tree(right)

        def work(rows: np.ndarray) -> Found:
            i, j = tree.query(left[rows], predicate="intersects")
            i = rows[i]
            return i, j, shapely.area(shapely.intersection(left[i], right[j]))

        self._on_threads(self._chunks(len(left)), work)

    def overlap_within(self) -> None:
        (layer,) = self.shapes
        tree = _tree(layer)

        def work(rows: np.ndarray) -> Found:
            i, j = tree.query(layer[rows], predicate="intersects")
            i = rows[i]
            once = i < j
            i, j = i[once], j[once]
            return i, j, shapely.area(shapely.intersection(layer[i], layer[j]))

        self._on_threads(self._chunks(len(layer)), work)

    def overlap_large(self) -> None:
        """Most polygons lie wholly inside the large one: a prepared predicate says so without building anything."""
        left, right = self.shapes
        wkb = shapely.to_wkb(right[0])

        def work(rows: np.ndarray) -> Found:
            large = shapely.from_wkb(wkb)  # one for each thread: GEOS's prepared shapes must not be shared
            shapely.prepare(large)
            some = left[rows]
            area = np.where(shapely.contains_properly(large, some), shapely.area(some), 0.0)
            edge = np.flatnonzero((area == 0.0) & shapely.intersects(large, some))
            area[edge] = shapely.area(shapely.intersection(some[edge], large))
            shared = area > 0.0
            return rows[shared], np.zeros(int(shared.sum()), dtype=np.int64), area[shared]

        rows = np.arange(len(left))
        self._on_threads([rows[first :: self.threads] for first in range(self.threads)], work)

    def locate(self) -> None:
        """No tree: forty boxes tried on plain coordinates, then prepared polygons, beat a tree of the points fivefold."""
        points, polygons = self.shapes
        shapely.prepare(polygons)
        x, y = shapely.get_x(points), shapely.get_y(points)

        def work(chosen: np.ndarray) -> Found:
            inside = [_inside(polygons[k], x, y) for k in chosen]
            counts = [len(rows) for rows in inside]
            return np.concatenate(inside), np.repeat(chosen, counts), np.zeros(sum(counts))

        self._on_threads(self._chunks(len(polygons)), work)

    def collect(self) -> Answer:
        return self.answer

    def _chunks(self, count: int) -> list[np.ndarray]:
        """Many more chunks than threads: polygons cost unevenly, and no thread should wait for the last one."""
        return np.array_split(np.arange(count), min(count, self.threads * 32))

    def _on_threads(self, chunks: list[np.ndarray], work: Callable[[np.ndarray], Found]) -> None:
        with ThreadPoolExecutor(self.threads) as pool:
            found = list(pool.map(work, chunks))
        i, j, area = (np.concatenate(parts) for parts in zip(*found))
        self.answer = Answer.of(self.fids[0][i], self.fids[-1][j], area)


def _tree(shapes: np.ndarray) -> shapely.STRtree:
    tree = shapely.STRtree(shapes)
    tree.query(shapes[:1])  # GEOS builds the tree at the first question, which must not come from two threads at once
    return tree


def _inside(polygon: shapely.Polygon, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    west, south, east, north = polygon.bounds
    near = np.flatnonzero((x >= west) & (x <= east) & (y >= south) & (y <= north))
    return near[shapely.contains_xy(polygon, x[near], y[near])]
