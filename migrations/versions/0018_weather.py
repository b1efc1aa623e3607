"""Weather of the sites: stations, the rain book, and hours and days in parts by the month."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None
compatible_with_previous = True

RECORD = """
      id uuid NOT NULL, version integer NOT NULL,
      created_at timestamptz NOT NULL, created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid
"""
SKIES = "('clear', 'cloudy', 'fog', 'drizzle', 'rain', 'storm')"
ORIGINS = "('model', 'forecast', 'gauge')"
MAKE = """
    CREATE OR REPLACE FUNCTION make_partition(parent regclass, month date) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
    DECLARE
      starts timestamptz := date_trunc('month', month);
      whole text := (
        SELECT relname FROM pg_class WHERE oid = parent AND relkind = 'p'
        AND relnamespace = 'public'::regnamespace AND pg_get_userbyid(relowner) = current_user
      );
      part text := whole || to_char(starts, '_YYYY_MM');
      made text := 'public.' || quote_ident(part);
      guard record;
    BEGIN
      IF whole IS NULL OR starts NOT BETWEEN now() - interval '2 months' AND now() + interval '1 year' THEN
        RAISE EXCEPTION 'partition_refused' USING ERRCODE = 'P0001';
      END IF;
      IF to_regclass(made) IS NOT NULL THEN
        RETURN NULL;
      END IF;
      EXECUTE 'CREATE TABLE ' || made || ' (LIKE public.' || quote_ident(whole)
        || ' INCLUDING DEFAULTS{constraints})';
      EXECUTE 'ALTER TABLE public.' || quote_ident(whole) || ' ATTACH PARTITION ' || made
        || ' FOR VALUES FROM (' || quote_literal(starts)
        || ') TO (' || quote_literal(starts + interval '1 month') || ')';
      FOR guard IN
        SELECT tgname, tgfoid::regproc AS refuses FROM pg_trigger
        WHERE tgrelid = parent AND NOT tgisinternal AND tgtype & 32 > 0
      LOOP
        EXECUTE 'CREATE TRIGGER ' || quote_ident(guard.tgname) || ' BEFORE TRUNCATE ON ' || made
          || ' FOR EACH STATEMENT EXECUTE FUNCTION ' || guard.refuses || '()';
      END LOOP;
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fofal_app') THEN
        EXECUTE 'REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON ' || made || ' FROM fofal_app';
      END IF;
      RETURN part;
    END $$
    """
"""Parts have to bring the rules of their table along before they can become parts of it."""

TABLES = (
    f"""
    CREATE TABLE weather_station ({RECORD},
      name varchar(200) NOT NULL, site_id uuid NOT NULL, active boolean NOT NULL, reserve_mm numeric(14, 3), note text,
      provider varchar(50), fetched_at timestamptz, failed_at timestamptz, failure text,
      cell_latitude numeric(11, 8), cell_longitude numeric(11, 8), archived_from date, archived_until date,
      search_text text GENERATED ALWAYS AS (fold(coalesce(name, ''))) STORED,
      CONSTRAINT pk_weather_station PRIMARY KEY (id),
      CONSTRAINT uq_weather_station_site_id UNIQUE (site_id),
      CONSTRAINT fk_weather_station_site_id FOREIGN KEY (site_id) REFERENCES settings_site (id),
      CONSTRAINT ck_weather_station_reserve CHECK (reserve_mm BETWEEN 20 AND 500)
    )
    """,
    "CREATE INDEX ix_weather_station_search ON weather_station USING gin (search_text gin_trgm_ops)",
    f"""
    CREATE TABLE weather_rain_reading ({RECORD},
      name varchar(200) NOT NULL, site_id uuid NOT NULL, day date NOT NULL, rain_mm numeric(14, 3) NOT NULL, note text,
      search_text text GENERATED ALWAYS AS (fold(coalesce(name, '') || ' ' || coalesce(note, ''))) STORED,
      CONSTRAINT pk_weather_rain_reading PRIMARY KEY (id),
      CONSTRAINT uq_weather_rain_reading_site_id_day UNIQUE (site_id, day),
      CONSTRAINT fk_weather_rain_reading_site_id FOREIGN KEY (site_id) REFERENCES settings_site (id),
      CONSTRAINT ck_weather_rain_reading_rain CHECK (rain_mm BETWEEN 0 AND 1000)
    )
    """,
    "CREATE INDEX ix_weather_rain_reading_day ON weather_rain_reading (day, id)",
    "CREATE INDEX ix_weather_rain_reading_search ON weather_rain_reading USING gin (search_text gin_trgm_ops)",
    f"""
    CREATE TABLE weather_hour (
      site_id uuid NOT NULL, at timestamptz NOT NULL, origin varchar(30) NOT NULL, provider varchar(50) NOT NULL,
      fetched_at timestamptz NOT NULL, temperature_c numeric(14, 3), humidity_percent numeric(14, 3),
      rain_mm numeric(14, 3), wind_kmh numeric(14, 3), cloud_percent numeric(14, 3), uv_index numeric(14, 3),
      sky varchar(30),
      CONSTRAINT pk_weather_hour PRIMARY KEY (site_id, at, origin),
      CONSTRAINT fk_weather_hour_site_id FOREIGN KEY (site_id) REFERENCES settings_site (id),
      CONSTRAINT ck_weather_hour_origin CHECK (origin IN {ORIGINS}),
      CONSTRAINT ck_weather_hour_sky CHECK (sky IN {SKIES}),
      CONSTRAINT ck_weather_hour_rain CHECK (rain_mm BETWEEN 0 AND 1000)
    ) PARTITION BY RANGE (at)
    """,
    f"""
    CREATE TABLE weather_day (
      site_id uuid NOT NULL, day date NOT NULL, origin varchar(30) NOT NULL, provider varchar(50) NOT NULL,
      fetched_at timestamptz NOT NULL, temperature_max_c numeric(14, 3), temperature_min_c numeric(14, 3),
      rain_mm numeric(14, 3), wind_max_kmh numeric(14, 3), et0_mm numeric(14, 3), sky varchar(30),
      CONSTRAINT pk_weather_day PRIMARY KEY (site_id, day, origin),
      CONSTRAINT fk_weather_day_site_id FOREIGN KEY (site_id) REFERENCES settings_site (id),
      CONSTRAINT ck_weather_day_origin CHECK (origin IN {ORIGINS}),
      CONSTRAINT ck_weather_day_sky CHECK (sky IN {SKIES}),
      CONSTRAINT ck_weather_day_rain CHECK (rain_mm BETWEEN 0 AND 1000)
    ) PARTITION BY RANGE (day)
    """,
)


def upgrade() -> None:
    for statement in (MAKE.replace("{constraints}", " INCLUDING CONSTRAINTS"), *TABLES):
        op.get_bind().exec_driver_sql(statement)
    for table in ("weather_hour", "weather_day"):
        for statement in _parts(table):
            op.get_bind().exec_driver_sql(statement)


def _parts(table: str) -> Iterator[str]:
    yield f"""
    DO $$ BEGIN
      EXECUTE 'CREATE TABLE {table}_first PARTITION OF {table} FOR VALUES FROM (MINVALUE) TO ('
        || quote_literal(to_char(date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month', 'YYYY-MM-DD')
        || 'T00:00:00Z') || ')';
    END $$
    """
    yield f"CREATE TABLE {table}_other PARTITION OF {table} DEFAULT"
    yield f"""
    SELECT make_partition('{table}', ((now() AT TIME ZONE 'UTC') + ahead * interval '1 month')::date)
    FROM generate_series(1, 3) ahead
    """


def downgrade() -> None:
    """What was fetched can be fetched again; what people have read in the gauges cannot."""
    if op.get_bind().scalar(sa.text("SELECT EXISTS (SELECT FROM weather_rain_reading)")):
        raise DataWouldBeLost("Des relevés de pluie sont notés : la version précédente les oublierait.")
    for table in ("weather_day", "weather_hour", "weather_rain_reading", "weather_station"):
        op.get_bind().exec_driver_sql(f"DROP TABLE {table}")
    op.get_bind().exec_driver_sql(MAKE.replace("{constraints}", ""))
