"""Rows to measure on, made by PostgreSQL itself so that loading takes seconds."""

from sqlalchemy import Connection, create_engine, text

PARTIES = """
INSERT INTO parties_party (id, version, created_at, updated_at, code, name, kind, phone, email, tax_id, payment_days, archived)
SELECT gen_random_uuid(), 1, now(), now(), 'B' || lpad(n::text, 8, '0'),
  (ARRAY['Établissements','Coopérative','Société','Groupement'])[1 + n % 4] || ' ' ||
  (ARRAY['Mbanga','Ébolowa','Kribi','Édéa','Nkongsamba','Douala','Limbé'])[1 + n % 7] || ' ' || md5(n::text),
  (ARRAY['customer','supplier','both','other'])[1 + n % 4], '+2376' || lpad(n::text, 8, '0'),
  'p' || n || '@exemple.cm', 'M' || lpad(n::text, 12, '0'), 30, false
FROM generate_series(:first, :last) n
"""
PLACES = (
    """
    INSERT INTO inventory_warehouse (id, version, created_at, updated_at, code, name, kind, archived)
    VALUES (gen_random_uuid(), 1, now(), now(), 'BENCH', 'Magasin des mesures', 'dry', false)
    """,
    """
    INSERT INTO inventory_item (id, version, created_at, updated_at, code, name, category, unit, valuation, archived)
    VALUES (gen_random_uuid(), 1, now(), now(), 'BENCH', 'Article des mesures', 'input', 'kg', 'average', false)
    """,
)
MOVES = """
INSERT INTO inventory_stock_move
  (id, version, created_at, updated_at, kind, item_id, quantity, unit_cost, destination_id, moved_at, status, reference)
SELECT gen_random_uuid(), 1, now(), now(), 'receipt', i.id, 1 + n % 50, 100, w.id, now() - n * interval '1 minute', 'draft', 'BL ' || n
FROM generate_series(1, :count) n, inventory_item i, inventory_warehouse w WHERE i.code = 'BENCH' AND w.code = 'BENCH'
"""


def fill_parties(owner_url: str, first: int, last: int) -> None:
    """Parties number ``first`` to ``last``; statistics and visibility map are fresh afterwards, as after a night."""
    engine = create_engine(owner_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(PARTIES), {"first": first, "last": last})
        _settle(connection, "parties_party")
    engine.dispose()


def fill_moves(owner_url: str, count: int) -> None:
    """So many receipts in draft, one a minute back from now."""
    engine = create_engine(owner_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for place in PLACES:
            connection.exec_driver_sql(place)
        connection.execute(text(MOVES), {"count": count})
        _settle(connection, "inventory_stock_move")
    engine.dispose()


def _settle(connection: Connection, table: str) -> None:
    """Fresh statistics and visibility, as after a night; a vacuum that ran beside another sees little, and is repeated."""
    seen = text("SELECT relallvisible >= relpages * 0.99 FROM pg_class WHERE oid = CAST(:name AS regclass)")
    for _ in range(20):
        connection.exec_driver_sql(f"VACUUM (ANALYZE, INDEX_CLEANUP ON) {table}")
        if connection.scalar(seen, {"name": table}):
            return
    raise TimeoutError(table)
