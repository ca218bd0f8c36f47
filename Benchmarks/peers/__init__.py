"""The peers by name, in the order in which tables list them."""

from __future__ import annotations

import importlib

from peers.peer import Peer

# Modules, not classes: each is imported only where it is asked for, because they bring GDAL and GEOS of their own.
PLACES = {
    "shapely": "shapely_peer:Shapely",
    "geopandas": "geopandas_peer:GeoPandas",
    "duckdb": "duckdb_peer:DuckDB",
    "sedonadb": "sedona_peer:SedonaDB",
    "postgis": "postgis_peer:PostGIS",
    "qgis": "qgis_peer:QGIS",
    "pyogrio": "pyogrio_peer:Pyogrio",
}

#: What tables call each tool.
TITLES = {
    "taohe": "Taohe",
    "shapely": "Shapely on threads",
    "geopandas": "GeoPandas overlay/sjoin",
    "duckdb": "DuckDB spatial",
    "sedonadb": "SedonaDB",
    "postgis": "PostGIS",
    "qgis": "QGIS native:intersection",
    "pyogrio": "pyogrio, Arrow (WKB only)",
}


def peer(name: str) -> type[Peer]:
    module, cls = PLACES[name].split(":")
    return getattr(importlib.import_module(f"peers.{module}"), cls)
