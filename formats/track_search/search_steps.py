"""The steps of a search as SQL. Here they run over all files; on a cluster, each over a part.

1. The positions inside the area, and around it as far as a vehicle gets between two positions.
2. For each vehicle: holes (silences longer than its threshold), stops, and a position a minute.
3. For each hole: what the vehicle recorded elsewhere meanwhile, which ends the hole earlier.
4. Gaps and silences from holes; meetings from positions of the same minute.

A hole begins or ends at a recorded position inside. A vehicle that leaves the area and comes back
has positions outside, which steps 1 and 3 see, so that its absence is no gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from formats.track_search.position_sources import PositionSource, quoted
from formats.track_search.search_query import SearchQuery, distance_sql
from geo.great_circle import DEGREE_KM
from geo.tracks.fixes import ORIGINS
from geo.tracks.gaps import FEWEST, LEAST_S, RHYTHM, STEADY, TENS_S, THRESHOLD_S

COLUMNS = ("vehicle", "time", "lon", "lat", "altitude_m", "speed_kmh", "heading", "origin",
           "new_leg", "stale", "source")  # fmt: skip
PLACED = ("vehicle", "time", "lon", "lat")
SLOT_MS = 60_000
_DAY_MS = 86_400_000
_SLOTS_APART = 5
"""Minutes without a position of both vehicles over which a meeting still goes on."""
DOUBLED = "coalesce(next_time = time AND next_lon = lon AND next_lat = lat, FALSE)"
"""Whether a row of `steps` is repeated by its next row."""


def positions(
    sources: Sequence[PositionSource],
    query: SearchQuery,
    *,
    where: str,
    columns: Sequence[str] = COLUMNS,
) -> str:
    """Give the SELECT of the positions of all sources in the query's time and `where`."""
    return " UNION ALL ".join(
        source.select(query, where=where, columns=columns) for source in sources
    )


def inside(sources: Sequence[PositionSource], query: SearchQuery, *, pad_km: float) -> str:
    """Step 1, the SELECT; `core` tells whether a position is inside, not around."""
    around = query.inside(pad_km=pad_km)
    core = query.inside() if pad_km else "TRUE"
    return f"SELECT *, ({core}) AS core FROM ({positions(sources, query, where=around)})"


# ------------------------------------------------------------------------------- of each vehicle


def analysis(query: SearchQuery, inside_sql: str, finds: Sequence[str]) -> list[str]:
    """Step 2, over the positions of step 1; makes the tables `steps`, `holes`, `stops`, `samples`.

    Rows of `holes` have a start, an end, or both, at a position of the core; the hole before a
    vehicle's first position has no start, that after its last no end.
    """
    statements = [
        f"""CREATE OR REPLACE TEMP TABLE steps AS
        SELECT *, lead(time) OVER w AS next_time, lead(lon) OVER w AS next_lon,
            lead(lat) OVER w AS next_lat, lead(core) OVER w AS next_core,
            lead(new_leg) OVER w AS next_leg, row_number() OVER w AS row
        FROM ({inside_sql}) WINDOW w AS (PARTITION BY vehicle ORDER BY time, lon, lat)""",
        f"CREATE OR REPLACE TEMP TABLE longest AS {_threshold(query)}",
        """CREATE OR REPLACE TEMP TABLE holes AS
        SELECT vehicle, any_value(longest_s) AS longest_s, min(time) - 1 AS earliest,
            NULL::BIGINT AS start, NULL::DOUBLE AS lon, NULL::DOUBLE AS lat,
            NULL::DOUBLE AS speed_kmh, NULL::DOUBLE AS altitude_m, FALSE AS start_core,
            min(time) AS stop, arg_min(lon, time) AS stop_lon, arg_min(lat, time) AS stop_lat,
            TRUE AS stop_core, FALSE AS parted
        FROM steps JOIN longest USING (vehicle) WHERE row = 1 AND core GROUP BY vehicle
        UNION ALL
        SELECT vehicle, longest_s, time, time, lon, lat, speed_kmh, altitude_m, core, next_time,
            next_lon, next_lat, coalesce(next_core, FALSE), coalesce(next_leg, FALSE)
        FROM steps JOIN longest USING (vehicle) WHERE (core OR next_core)
            AND (next_time IS NULL OR next_time - time > longest_s * 1000)""",
    ]
    if "stops" in finds:
        statements.append(f"CREATE OR REPLACE TEMP TABLE stops AS {_stops(query)}")
    if "meetings" in finds:
        statements.append(f"CREATE OR REPLACE TEMP TABLE samples AS {SAMPLES}")
    return statements


SAMPLES = f"""SELECT vehicle, time // {SLOT_MS} AS slot, arg_min(lon, time) AS lon,
    arg_min(lat, time) AS lat, arg_min(altitude_m, time) AS altitude_m
FROM steps WHERE core GROUP BY ALL"""
"""The first position of each vehicle in a minute, over `steps`."""


def _threshold(query: SearchQuery) -> str:
    """Each vehicle's longest silence that is no gap, seconds, as geo/tracks/gaps.py has it."""
    if query.gap_after_s is not None:
        given = float(query.gap_after_s)
        return f"SELECT DISTINCT vehicle, {given!r}::DOUBLE AS longest_s FROM steps"
    kinds = " ".join(f"WHEN '{kind}' THEN {float(s)!r}" for kind, s in THRESHOLD_S.items())
    seconds = "(next_time - time) / 1000.0"
    return f"""SELECT v.vehicle, CASE
            WHEN n >= {FEWEST} AND long <= {STEADY} * median
                THEN greatest(ceil({RHYTHM} * long / {TENS_S}) * {TENS_S}, {LEAST_S})
            ELSE CASE source {kinds} ELSE {float(THRESHOLD_S["unknown"])!r} END
        END::DOUBLE AS longest_s
    FROM (SELECT vehicle, any_value(source) AS source FROM steps GROUP BY vehicle) v
    LEFT JOIN (
        SELECT vehicle, count(*) AS n, quantile_cont({seconds}, 0.5) AS median,
            quantile_cont({seconds}, 0.9) AS long
        FROM steps WHERE next_time > time AND NOT next_leg GROUP BY vehicle
    ) r ON v.vehicle = r.vehicle"""


def _stops(query: SearchQuery) -> str:
    """Runs of steps that are slow by what was reported and by the way made, without a gap."""
    way = distance_sql("lon", "lat", "next_lon", "next_lat")
    slow = f"{way} / ((next_time - time) / 3600000.0) < {query.stop_kmh!r}"
    return f"""SELECT vehicle, min(time) AS start, max(next_time) AS stop,
        arg_min(lon, time) AS lon, arg_min(lat, time) AS lat
    FROM (
        SELECT *, sum(begins) OVER (PARTITION BY vehicle ORDER BY row) AS run FROM (
            SELECT vehicle, time, row, next_time, lon, lat,
                (row IS DISTINCT FROM
                    lag(row) OVER (PARTITION BY vehicle ORDER BY row) + 1)::INT AS begins
            FROM steps JOIN longest USING (vehicle)
            WHERE core AND next_core AND next_time - time <= longest_s * 1000
                AND coalesce(speed_kmh, 0) < {query.stop_kmh!r} AND (next_time = time OR {slow})
        )
    )
    GROUP BY vehicle, run
    HAVING max(next_time) - min(time) >= {query.stop_minutes * 60_000!r}"""


# --------------------------------------------------------------------------------------- beyond


NOWHERE_ELSE = """CREATE OR REPLACE TEMP TABLE elsewhere (vehicle VARCHAR, earliest BIGINT,
    first_time BIGINT, first_lon DOUBLE, first_lat DOUBLE,
    last_time BIGINT, last_lon DOUBLE, last_lat DOUBLE)"""
"""The table that step 3 fills, empty."""


def elsewhere(
    sources: Sequence[PositionSource],
    query: SearchQuery,
    *,
    pad_km: float,
    begin_ms: int,
    end_ms: int,
) -> str:
    """Step 3, over the table `holes`: first and last position outside in each hole, the SELECT.

    `begin_ms` and `end_ms` are the bounds of what is searched. Rows meet holes by vehicle and day,
    so that a year of one vehicle is not compared with all its holes.
    """
    outside = f"NOT ({query.inside(pad_km=pad_km)}) AND vehicle IN (SELECT vehicle FROM holes)"
    return f"""SELECT h.vehicle, h.earliest, min(p.time) AS first_time,
        arg_min(p.lon, p.time) AS first_lon, arg_min(p.lat, p.time) AS first_lat,
        max(p.time) AS last_time, arg_max(p.lon, p.time) AS last_lon,
        arg_max(p.lat, p.time) AS last_lat
    FROM ({positions(sources, query, where=outside, columns=PLACED)}) p
    JOIN (
        SELECT *, unnest(range(since // {_DAY_MS}, until // {_DAY_MS} + 1)) AS day FROM (
            SELECT vehicle, earliest, coalesce(start, {begin_ms - 1}) AS since,
                coalesce(stop, {end_ms + 1}) AS until
            FROM holes
        )
    ) h ON p.vehicle = h.vehicle AND p.time // {_DAY_MS} = h.day
        AND p.time > h.since AND p.time < h.until
    GROUP BY h.vehicle, h.earliest"""


# ------------------------------------------------------------------------------------ conclusion


def conclusion(*, end_ms: int) -> list[str]:
    """Step 4, over `holes` and `elsewhere`; makes the tables `gaps` and `silent`.

    `end_ms` is the end of the search: the query's, or the last moment of the data.
    """
    both = "FROM holes LEFT JOIN elsewhere USING (vehicle, earliest)"
    moved = distance_sql("lon", "lat", "stop_lon", "stop_lat")
    return [
        f"""CREATE OR REPLACE TEMP TABLE gaps AS
        SELECT *, (stop - start) / 1000.0 AS seconds, {moved} AS moved_km FROM (
            SELECT vehicle, longest_s, start, lon, lat, speed_kmh, altitude_m,
                coalesce(first_time, stop) AS stop, coalesce(first_lon, stop_lon) AS stop_lon,
                coalesce(first_lat, stop_lat) AS stop_lat,
                parted AND first_time IS NULL AS parted
            {both} WHERE start IS NOT NULL AND start_core
            UNION ALL
            SELECT vehicle, longest_s, coalesce(last_time, start), coalesce(last_lon, lon),
                coalesce(last_lat, lat), CASE WHEN last_time IS NULL THEN speed_kmh END,
                CASE WHEN last_time IS NULL THEN altitude_m END, stop, stop_lon, stop_lat, parted
            {both} WHERE stop IS NOT NULL AND stop_core
                AND (last_time IS NOT NULL OR NOT start_core)
        )
        WHERE start IS NOT NULL AND stop IS NOT NULL AND stop - start > longest_s * 1000""",
        f"""CREATE OR REPLACE TEMP TABLE silent AS
        SELECT vehicle, longest_s, start, lon, lat, speed_kmh, altitude_m
        {both} WHERE start_core AND stop IS NULL AND first_time IS NULL
            AND {end_ms} - start > longest_s * 1000""",
    ]


def meetings(query: SearchQuery) -> list[str]:
    """Step 4, over the table `samples`; makes the tables `pairs` and `meetings`."""
    return [f"CREATE OR REPLACE TEMP TABLE pairs AS {pairs(query)}", met(query)]


def pairs(query: SearchQuery) -> str:
    """Pairs of vehicles near each other in a minute, the SELECT over `samples`.

    Both stand in one band of latitude or in two that touch, so that few are compared. Where both
    have a height, it differs by `meeting_km` at most.
    """
    km = query.meeting_km
    band = f"floor(lat * {DEGREE_KM / km!r})::BIGINT"
    apart = distance_sql("a.lon", "a.lat", "b.lon", "b.lat")
    return f"""SELECT a.vehicle, b.vehicle AS second_vehicle, a.slot, a.lon, a.lat, {apart} AS km
    FROM (SELECT *, {band} AS band FROM samples) a
    JOIN (SELECT *, unnest([{band} - 1, {band}, {band} + 1]) AS band FROM samples) b
        ON a.slot = b.slot AND a.band = b.band AND a.vehicle < b.vehicle
        AND abs(coalesce(a.altitude_m - b.altitude_m, 0)) <= {km * 1000!r}
    WHERE {apart} <= {km!r}"""


def met(query: SearchQuery) -> str:
    """Meetings from `pairs`, the statement."""
    of_pair = "PARTITION BY vehicle, second_vehicle ORDER BY slot"
    return f"""CREATE OR REPLACE TEMP TABLE meetings AS
    SELECT vehicle, second_vehicle,
        min(slot) * {SLOT_MS} AS start, (max(slot) + 1) * {SLOT_MS} AS stop,
        arg_min(lon, slot) AS lon, arg_min(lat, slot) AS lat, min(km) AS km
    FROM (
        SELECT *, sum(begins) OVER ({of_pair}) AS run FROM (
            SELECT *, coalesce(slot - lag(slot) OVER ({of_pair}) > {_SLOTS_APART}, TRUE)::INT
                AS begins
            FROM pairs
        )
    )
    GROUP BY vehicle, second_vehicle, run
    HAVING (max(slot) + 1 - min(slot)) * {SLOT_MS} >= {query.meeting_minutes * 60_000!r}"""


# --------------------------------------------------------------------------------- around it all


def counts(sources: Sequence[PositionSource], query: SearchQuery) -> str:
    """Count the faults of rows that DuckDB reads in place, the SELECT."""
    where = "TRUE" if query.vehicle is None else f"vehicle = {quoted(query.vehicle)}"
    parts = []
    for source in sources:
        inner = ", ".join(f"{source.columns[name]} AS {name}" for name in PLACED)
        rows = f"FROM (SELECT {inner} FROM {source.scan}) WHERE {where}"
        unplaced = "lon IS NULL OR lat IS NULL OR isnan(lon::DOUBLE) OR isnan(lat::DOUBLE)"
        if source.told:  # of these the statistics say nothing
            parts.append(f"""SELECT 0 AS untimed, count(*) FILTER ({unplaced}) AS nowhere,
                0 AS outside, count(*) FILTER (lon = 0 AND lat = 0) AS zero {rows}""")
        else:
            parts.append(f"""SELECT count(*) FILTER (time IS NULL) AS untimed,
                count(*) FILTER (time IS NOT NULL AND ({unplaced})) AS nowhere,
                count(*) FILTER (time IS NOT NULL AND NOT ({unplaced}) AND (lon NOT BETWEEN -180
                    AND 180 OR lat NOT BETWEEN -90 AND 90)) AS outside,
                count(*) FILTER (time IS NOT NULL AND lon = 0 AND lat = 0) AS zero {rows}""")
    return f"""SELECT sum(untimed)::BIGINT AS "untimed", sum(nowhere)::BIGINT AS "null",
        sum(outside)::BIGINT AS "out_of_range", sum(zero)::BIGINT AS "zero_position"
    FROM ({" UNION ALL ".join(parts)})"""


def bounds(sources: Sequence[PositionSource]) -> str:
    """Give the SELECT of the first and the last moment of the data."""
    parts = " UNION ALL ".join(
        f"SELECT {source.told.low} AS low, {source.told.high} AS high"
        if source.told
        else f"SELECT min({source.columns['time']}) AS low, max({source.columns['time']}) AS high "
        f"FROM {source.scan}"
        for source in sources
    )
    return f"SELECT min(low), max(high) FROM ({parts})"


def positions_inside() -> str:
    """Give the SELECT of the positions inside, with OWN's columns, each row of a vehicle once."""
    names = ", ".join(quoted(name) for name in ORIGINS)
    return f"""SELECT vehicle, make_timestamptz(time * 1000) AS time, lon, lat, altitude_m,
        speed_kmh, heading, ([{names}])[origin + 1] AS origin, new_leg, stale, source
    FROM steps WHERE core AND NOT {DOUBLED} ORDER BY vehicle, time"""


TALLY = f"""SELECT count(*), count(DISTINCT vehicle), count(*) FILTER ({DOUBLED})
FROM steps WHERE core"""
"""Rows inside, vehicles, and repeated rows, over `steps`."""


def copied(output: Path) -> str:
    """Give the statement that writes the positions inside."""
    return f"COPY ({positions_inside()}) TO {quoted(str(output))} (FORMAT parquet)"


NEAREST_ELSEWHERE = """INSERT INTO elsewhere
SELECT vehicle, earliest, min(first_time), arg_min(first_lon, first_time),
    arg_min(first_lat, first_time), max(last_time), arg_max(last_lon, last_time),
    arg_max(last_lat, last_time)
FROM beyond GROUP BY vehicle, earliest"""
"""Joins what several parts of the files say of the same hole."""
