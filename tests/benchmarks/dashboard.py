"""How long the two calls of a dashboard take over years of a large farm.

``python -m tests.benchmarks.dashboard``. Calls one after another through HTTP, to two server processes, by somebody who
reads everything and has every tile there is. Writes what it measured into ``docs/performance.md``.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import requests
from sqlalchemy import create_engine, text

from tests.benchmarks import lent, report
from tests.benchmarks.stand import Stand, stand

HARVESTS, YEARS, CALLS = 50_000, 10, 40
TITLE = "The dashboard over ten years"
WANTED_MS = 300
KEPT = "id, version, created_at, updated_at"
NEW = "gen_random_uuid(), 1, now(), now()"
ROWS = (
    (
        "settings_site",
        "code, name, timezone, archived",
        "'S' || n, 'Site ' || n, 'Africa/Douala', false FROM generate_series(1, 3) n",
    ),
    ("inventory_warehouse", "code, name, kind, archived", "'BENCH', 'Magasin des mesures', 'dry', false"),
    (
        "inventory_item",
        "code, name, category, unit, valuation, minimum_quantity, archived",
        "'I' || n, 'Article ' || n, 'input', 'kg', 'average', n % 7, false FROM generate_series(1, 2000) n",
    ),
    (
        "inventory_lot",
        "code, item_id, expires_on, quality_status, origin",
        """'L' || n, i.id, current_date - 200 + n % 600, 'available', 'other'
    FROM generate_series(1, 5000) n JOIN inventory_item i ON i.code = 'I' || (1 + n % 2000)""",
    ),
    (
        "inventory_stock_balance",
        "item_id, warehouse_id, lot_id, quantity, reserved, unit_cost, value",
        "l.item_id, w.id, l.id, 2, 0, 100, 200 FROM inventory_lot l, inventory_warehouse w",
    ),
    ("agronomy_crop", "code, name, perennial, in_bunches, archived", "'PAL', 'Palmier', true, true, false"),
    (
        "agronomy_plot",
        "code, name, site_id, crop_id, status, eudr_state, archived",
        """'P' || n, 'Parcelle ' || n, s.id, c.id, 'active', 'missing', false
    FROM generate_series(1, 50) n, settings_site s, agronomy_crop c WHERE s.code = 'S1'""",
    ),
    (
        "agronomy_harvest",
        """name, plot_id, harvested_on, warehouse_id, grade, status, total_bunches, total_weight_kg, unripe_warnings, sequence,
    lot_id""",
        """'Récolte ' || n, p.id, current_date - (n / 50)::int, w.id, 'b', 'confirmed', 40, 500 + n % 300, '{}', 1, l.id
    FROM generate_series(0, :harvests - 1) n JOIN agronomy_plot p ON p.code = 'P' || (1 + n % 50),
    inventory_warehouse w, inventory_lot l WHERE l.code = 'L1'""",
    ),
    (
        "agronomy_harvest_round",
        "name, plot_id, due_on, status",
        """'Tour ' || n, p.id, current_date + 10 - (n / 50)::int, CASE WHEN n < 1500 THEN 'planned' ELSE 'done' END
    FROM generate_series(0, 19999) n JOIN agronomy_plot p ON p.code = 'P' || (1 + n % 50)""",
    ),
    (
        "agronomy_field_operation",
        "name, plot_id, kind, done_on, protective_equipment, status, input_cost, labour_hours",
        """'Travail ' || n, p.id, 'weeding', current_date + 10 - (n / 50)::int, false,
    CASE WHEN n < 1500 THEN 'draft' ELSE 'confirmed' END, 0, 0
    FROM generate_series(0, 19999) n JOIN agronomy_plot p ON p.code = 'P' || (1 + n % 50)""",
    ),
    (
        "weather_rain_reading",
        "name, site_id, day, rain_mm",
        "'Pluie', s.id, current_date - n, n % 23 FROM generate_series(1, :years * 365) n, settings_site s",
    ),
)
"""Table, columns and what stands in them beside what every record has."""


def fill(owner_url: str) -> None:
    """A farm of fifty plots and three sites; statistics are fresh afterwards, as after a night."""
    engine = create_engine(owner_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for table, columns, values in ROWS:
            said = {name: one for name, one in (("harvests", HARVESTS), ("years", YEARS)) if f":{name}" in values}
            connection.execute(text(f"INSERT INTO {table} ({KEPT}, {columns}) SELECT {NEW}, {values}"), said)
        connection.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


def timed(place: Stand, http: requests.Session, path: str, *codes: str) -> tuple[list[float], int]:
    """Milliseconds of each call, the first ones of a process among them; and how many tiles came."""
    found: list[float] = []
    for _ in range(CALLS):
        began = time.perf_counter()
        answer = http.get(f"http://127.0.0.1:{place.ours}/api/v1/{path}", params={"code": list(codes)}, timeout=30)
        found.append((time.perf_counter() - began) * 1000)
        answer.raise_for_status()
    items = answer.json().get("items", [])
    if wrong := [one for one in items if one["problem"] or one.get("points") == []]:
        print("▸ nothing in", *(f"{one['code']} ({one['problem'] or one['hint']})" for one in wrong))
    return found, len(items)


def main() -> int:
    """About a minute; with ``--each`` it tells every tile alone, and writes nothing."""
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as folder, stand(Path(folder) / "data") as place:
        fill(place.owner_url)
        with requests.Session() as http:
            http.trust_env, before = False, lent.ticks()
            http.headers["Authorization"] = f"Bearer {place.token}"
            if "--each" in sys.argv:
                return _each(place, http)
            doors = (("which tiles", "insight/dashboard"), ("all numbers", "figures"), ("all series", "series"))
            rows = [(what, *timed(place, http, path)) for what, path in doors]
        report.put(TITLE, _page(rows, lent.taken_since(before)))
    return 0


def _each(place: Stand, http: requests.Session) -> int:
    for path in ("figures", "series"):
        base = f"http://127.0.0.1:{place.ours}/api/v1/{path}"
        for one in http.get(base, timeout=30).json()["items"]:
            times, _ = timed(place, http, path, one["code"])
            print(f"{statistics.median(times):7.1f} {max(times):7.1f}  {path} {one['code']}")
    return 0


def _page(rows: list[tuple[str, list[float], int]], taken: float) -> list[str]:
    return [
        f"{report.measured('dashboard')}; others took {taken:.0%} of the processors. {HARVESTS:,} harvests, 20,000 rounds,",
        f"20,000 field operations, 5,000 lots in stock, {YEARS} years of rain of three sites; two server processes, one call after",
        f"another, {CALLS} of each, by somebody who has every tile.",
        "",
        "| what is asked | tiles | p50, ms | p95, ms | longest, ms |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {what} | {count or ''} | {statistics.median(times):.0f} | {statistics.quantiles(times, n=20)[-1]:.0f} | {max(times):.0f} |"
            for what, times, count in rows
        ),
        "",
        f"Wanted: less than {WANTED_MS} ms each.",
    ]


if __name__ == "__main__":
    sys.exit(main())
