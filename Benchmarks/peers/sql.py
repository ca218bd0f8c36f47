"""The questions as SQL. The three databases read the same text; the tables are `a` and `b`, each (fid, geom)."""

OVERLAP = """
    SELECT a.fid AS l, b.fid AS r, ST_Area(ST_Intersection(a.geom, b.geom)) AS area
    FROM a JOIN b ON ST_Intersects(a.geom, b.geom)
"""

OVERLAP_WITHIN = """
    SELECT a.fid AS l, b.fid AS r, ST_Area(ST_Intersection(a.geom, b.geom)) AS area
    FROM a JOIN a AS b ON ST_Intersects(a.geom, b.geom) AND a.fid < b.fid
"""

# Most polygons lie wholly inside the large one and need no intersection.
OVERLAP_LARGE = """
    SELECT a.fid AS l, b.fid AS r,
           CASE WHEN ST_CoveredBy(a.geom, b.geom) THEN ST_Area(a.geom)
                ELSE ST_Area(ST_Intersection(a.geom, b.geom)) END AS area
    FROM a JOIN b ON ST_Intersects(a.geom, b.geom)
"""

# The same for a planner that is quick with a predicate in a join and slow with one in a row: the inner ones by a join of their own.
OVERLAP_LARGE_BY_JOINS = """
    WITH inside AS (
        SELECT a.fid AS l, b.fid AS r, ST_Area(a.geom) AS area FROM a JOIN b ON ST_CoveredBy(a.geom, b.geom)
    )
    SELECT l, r, area FROM inside
    UNION ALL
    SELECT edge.fid, b.fid, ST_Area(ST_Intersection(edge.geom, b.geom))
    FROM (SELECT fid, geom FROM a WHERE fid NOT IN (SELECT l FROM inside)) AS edge
    JOIN b ON ST_Intersects(edge.geom, b.geom)
"""

LOCATE = """
    SELECT a.fid AS l, b.fid AS r, 0.0 AS area
    FROM a JOIN b ON ST_Within(a.geom, b.geom)
"""
