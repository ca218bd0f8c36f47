"""The questions that are put to every tool, on what, and what Taohe has set itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from county import County
from source import Source

#: Shapes as WKB, and shapes as GEOS has them: what Taohe keeps lies between.
READERS = ("pyogrio", "shapely")


@dataclass(frozen=True)
class Case:
    name: str
    title: str
    question: str
    sources: Callable[[County], list[Source]]
    #: The only tools it is put to, where not all that can answer say something of interest.
    only: tuple[str, ...] = ()
    #: How many times faster than the fastest peer with as many threads Taohe must compute, and answer as a whole.
    compute_goal: float | None = None
    whole_goal: float | None = None

    @property
    def has_areas(self) -> bool:
        return self.question.startswith("overlap")


def cases(points: int, vertices: int) -> list[Case]:
    return [
        Case(
            "overlap",
            "Areas shared by survey parcels and plots",
            "overlap",
            lambda county: [county.survey_layer, county.plot_layer],
            compute_goal=60,
            whole_goal=25,
        ),
        Case(
            "self",
            "Overlaps within the plots as traced again",
            "overlap_within",
            lambda county: [county.traced_again()],
            compute_goal=60,
            whole_goal=25,
        ),
        Case(
            "locate",
            f"{points:,} points in 40 polygons of 3,000 vertices",
            "locate",
            lambda county: [county.points(points), county.zones(40, 3000)],
            compute_goal=10,
        ),
        Case(
            "large",
            f"Survey parcels against one polygon of {vertices:,} vertices with holes",
            "overlap_large",
            lambda county: [county.survey_layer, county.large_polygon(vertices)],
            compute_goal=20,
        ),
        Case(
            "read-gpkg",
            "Reading the survey from a GeoPackage",
            "reading",
            lambda county: [county.survey_layer],
            only=READERS,
        ),
        Case(
            "read-shp",
            "Reading the survey from a Shapefile",
            "reading",
            lambda county: [county.shapefile()],
            only=READERS,
        ),
    ]
