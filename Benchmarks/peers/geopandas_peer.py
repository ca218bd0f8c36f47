"""GeoPandas as its handbook says: `overlay` and `sjoin`. One thread, because it offers no other; Shapely by hand is the strict peer."""

from __future__ import annotations

import geopandas
import pyogrio
import shapely

from answer import Answer
from peers.peer import Peer
from source import Source


class GeoPandas(Peer):
    parallel = False

    def version(self) -> str:
        return f"GeoPandas {geopandas.__version__} (Shapely {shapely.__version__})"

    def read(self, sources: list[Source]) -> None:
        self.frames = []
        for source in sources:
            frame = pyogrio.read_dataframe(
                source.path, layer=source.layer, columns=[], fid_as_index=True, use_arrow=True
            )
            self.frames.append(frame.reset_index(names="fid"))

    def overlap(self) -> None:
        left, right = self.frames
        pieces = geopandas.overlay(left, right, how="intersection", keep_geom_type=True)
        self.answer = Answer.of(pieces["fid_1"], pieces["fid_2"], pieces.area)

    def locate(self) -> None:
        points, polygons = self.frames
        joined = geopandas.sjoin(points, polygons, predicate="within")
        self.answer = Answer.of(joined["fid_left"], joined["fid_right"])

    def collect(self) -> Answer:
        return self.answer
