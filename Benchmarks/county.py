"""What is measured on: a made-up county of Taohe's own, and the shapes of work that no county has, laid over its frame.

Everything is made once, from a seed, and kept in the work folder.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import geopandas
import numpy as np
import pyogrio
import shapely

from source import Source

SEED = 20260101


@dataclass(frozen=True)
class County:
    plots: int
    folder: Path

    @property
    def survey_layer(self) -> Source:
        return Source(self.folder / "survey.gpkg", "DLTB")

    @property
    def plot_layer(self) -> Source:
        return Source(self.folder / "plots.gpkg", "plots")

    @classmethod
    def make(cls, plots: int, work: Path, program: Path) -> County:
        county = cls(plots, work / f"county-{plots}-{SEED}")
        if not county.folder.exists():
            draft = work / "county.partial"
            shutil.rmtree(draft, ignore_errors=True)
            subprocess.run(
                [program, "sample", draft, "--plots", str(plots), "--seed", str(SEED), "--quiet"],
                stdout=subprocess.DEVNULL,
                check=True,
            )
            draft.rename(county.folder)
        return county

    def traced_again(self) -> Source:
        """The plots as another hand would draw them, every vertex up to a metre off, so that each overlaps its neighbours.

        The county's own plots keep clear of one another.
        """
        source = Source(self.folder / "traced.gpkg", "traced")
        if not source.path.exists():
            random = np.random.default_rng(SEED)
            frame = pyogrio.read_dataframe(self.plot_layer.path, layer=self.plot_layer.layer, columns=[], use_arrow=True)
            plots = frame.geometry.to_numpy()
            kind, places, (rings, *parts) = shapely.to_ragged_array(plots)
            step = random.uniform(-1, 1, places.shape)
            step[rings[1:] - 1] = step[rings[:-1]]  # a ring closes where it began
            moved = shapely.from_ragged_array(kind, places + step, (rings, *parts))
            self._write(source, np.where(shapely.is_valid(moved), moved, plots))
        return source

    def shapefile(self) -> Source:
        """The survey once more, as the format that most offices still send."""
        source = Source(self.folder / "survey-shapefile" / "survey.shp", "survey")
        if not source.path.exists():
            source.path.parent.mkdir(exist_ok=True)
            meta, table = pyogrio.read_arrow(self.survey_layer.path, layer=self.survey_layer.layer)
            pyogrio.write_arrow(
                table,
                source.path,
                driver="ESRI Shapefile",
                geometry_name=meta["geometry_name"],
                geometry_type=meta["geometry_type"],
                crs=meta["crs"],
                encoding="UTF-8",
            )
        return source

    def large_polygon(self, vertices: int) -> Source:
        """One polygon over most of the county: a shore that winds at every scale, and round holes with six tenths left for it."""
        source = Source(self.folder / f"large-{vertices}.gpkg", "large")
        if not source.path.exists():
            random = np.random.default_rng(SEED)
            centre, half = self._box()
            shell = _star(random, vertices * 6 // 10, centre, half * 0.75, detail=vertices // 20)
            places = [(x, y) for x in np.linspace(-0.4, 0.4, 17) for y in np.linspace(-0.4, 0.4, 17)]
            each = vertices * 4 // 10 // len(places)
            holes = [_star(random, each, centre + half * place, half * 0.015, detail=each // 20) for place in places]
            self._write(source, shapely.polygons([shell], [holes]))
        return source

    def zones(self, count: int, vertices: int) -> Source:
        """Polygons side by side, no two of which touch."""
        source = Source(self.folder / f"zones-{count}-{vertices}.gpkg", "zones")
        if not source.path.exists():
            random = np.random.default_rng(SEED)
            centre, half = self._box()
            columns = int(np.ceil(np.sqrt(count)))
            steps = (np.arange(columns) + 0.5) / columns * 2 - 1
            places = [(x, y) for y in steps for x in steps][:count]
            rings = [_star(random, vertices, centre + half * place, half * 0.6 / columns, vertices // 20) for place in places]
            self._write(source, shapely.polygons(rings))
        return source

    def points(self, count: int) -> Source:
        source = Source(self.folder / f"points-{count}.gpkg", "points")
        if not source.path.exists():
            random = np.random.default_rng(SEED)
            centre, half = self._box()
            self._write(source, shapely.points(centre + half * random.uniform(-1, 1, (count, 2))))
        return source

    def _box(self) -> tuple[np.ndarray, np.ndarray]:
        west, south, east, north = self._info()["total_bounds"]
        return np.array([west + east, south + north]) / 2, np.array([east - west, north - south]) / 2

    def _info(self) -> dict:
        return pyogrio.read_info(self.survey_layer.path, layer=self.survey_layer.layer, force_total_bounds=True)

    def _write(self, source: Source, shapes: np.ndarray) -> None:
        assert shapely.is_valid(shapes).all()
        frame = geopandas.GeoDataFrame(geometry=shapes, crs=self._info()["crs"])
        pyogrio.write_dataframe(frame, source.path, layer=source.layer)


def _star(random: np.random.Generator, vertices: int, centre: np.ndarray, size: np.ndarray, detail: int) -> np.ndarray:
    """A ring that winds at every scale down to `detail` waves, yet is simple: it goes round its centre once, at one radius each way."""
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    radius = np.ones(vertices)
    waves = 2
    while waves <= max(detail, 2):
        radius += 0.12 / waves**0.8 * np.sin(waves * angle + random.uniform(0, 2 * np.pi))
        waves *= 2
    return centre + size * radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def coordinate_bytes(sources: list[Source]) -> int:
    """What the coordinates of these layers take as plain pairs of doubles, counted in batches so that any size fits."""
    total = 0
    for source in sources:
        with pyogrio.open_arrow(source.path, layer=source.layer, columns=[], use_pyarrow=True) as (meta, reader):
            shape = meta["geometry_name"] or "wkb_geometry"
            for batch in reader:
                shapes = shapely.from_wkb(batch[shape].to_numpy(zero_copy_only=False))
                total += int(shapely.get_num_coordinates(shapes).sum()) * 16
    return total
