"""Sensors, their readings by month, what each said last, and the readings that are not believed."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

RECORD = """
      id uuid NOT NULL, version integer NOT NULL,
      created_at timestamptz NOT NULL, created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid
"""
TABLES = (
    f"""
    CREATE TABLE sensors_sensor ({RECORD}, archived boolean NOT NULL,
      code varchar(50) NOT NULL, name varchar(200) NOT NULL, kind varchar(30) NOT NULL,
      site_id uuid NOT NULL, plot_id uuid, account_id uuid,
      latitude numeric(11, 8), longitude numeric(11, 8), altitude_m numeric(14, 3), interval_seconds integer NOT NULL,
      normal_min numeric(14, 3), normal_max numeric(14, 3), critical_min numeric(14, 3), critical_max numeric(14, 3),
      maker varchar(200), model varchar(200), firmware varchar(200), maintained_on date, maintenance_due_on date,
      status varchar(30) NOT NULL, in_service_since timestamptz NOT NULL, note text,
      search_text text GENERATED ALWAYS AS (fold(coalesce(code, '') || ' ' || coalesce(name, ''))) STORED,
      CONSTRAINT pk_sensors_sensor PRIMARY KEY (id),
      CONSTRAINT uq_sensors_sensor_code UNIQUE (code),
      CONSTRAINT fk_sensors_sensor_site_id FOREIGN KEY (site_id) REFERENCES settings_site (id),
      CONSTRAINT fk_sensors_sensor_plot_id FOREIGN KEY (plot_id) REFERENCES agronomy_plot (id),
      CONSTRAINT fk_sensors_sensor_account_id FOREIGN KEY (account_id) REFERENCES auth_user (id),
      CONSTRAINT ck_sensors_sensor_sensorkind CHECK (kind IN ('soil_temperature', 'air_temperature', 'soil_moisture',
        'air_humidity', 'light', 'rain', 'soil_ph', 'conductivity')),
      CONSTRAINT ck_sensors_sensor_sensorstatus CHECK (status IN ('in_service', 'maintenance', 'out_of_service')),
      CONSTRAINT ck_sensors_sensor_interval_seconds CHECK (interval_seconds BETWEEN 60 AND 3600),
      CONSTRAINT ck_sensors_sensor_latitude CHECK (latitude BETWEEN -90 AND 90),
      CONSTRAINT ck_sensors_sensor_longitude CHECK (longitude BETWEEN -180 AND 180),
      CONSTRAINT ck_sensors_sensor_point CHECK ((latitude IS NULL) = (longitude IS NULL)),
      CONSTRAINT ck_sensors_sensor_normal CHECK (normal_min <= normal_max),
      CONSTRAINT ck_sensors_sensor_critical CHECK (critical_min <= critical_max)
    )
    """,
    "CREATE INDEX ix_sensors_sensor_search ON sensors_sensor USING gin (search_text gin_trgm_ops)",
    "CREATE INDEX ix_sensors_sensor_site_id ON sensors_sensor (site_id)",
    "CREATE INDEX ix_sensors_sensor_plot_id ON sensors_sensor (plot_id)",
    "CREATE INDEX ix_sensors_sensor_account_id ON sensors_sensor (account_id)",
    """
    CREATE TABLE sensors_newest (
      sensor_id uuid NOT NULL, at timestamptz NOT NULL, value numeric(14, 3) NOT NULL, level varchar(30),
      signal_percent numeric(7, 3), battery_percent numeric(7, 3), received_at timestamptz NOT NULL,
      CONSTRAINT pk_sensors_newest PRIMARY KEY (sensor_id),
      CONSTRAINT fk_sensors_newest_sensor_id FOREIGN KEY (sensor_id) REFERENCES sensors_sensor (id),
      CONSTRAINT ck_sensors_newest_severity CHECK (level IN ('info', 'warning', 'critical'))
    )
    """,
    """
    CREATE TABLE sensors_reading (
      sensor_id uuid NOT NULL, at timestamptz NOT NULL, value numeric(14, 3) NOT NULL,
      signal_percent numeric(7, 3), battery_percent numeric(7, 3), received_at timestamptz NOT NULL,
      CONSTRAINT pk_sensors_reading PRIMARY KEY (sensor_id, at),
      CONSTRAINT fk_sensors_reading_sensor_id FOREIGN KEY (sensor_id) REFERENCES sensors_sensor (id),
      CONSTRAINT ck_sensors_reading_value CHECK (value <> 'NaN'),
      CONSTRAINT ck_sensors_reading_signal_percent CHECK (signal_percent BETWEEN 0 AND 100),
      CONSTRAINT ck_sensors_reading_battery_percent CHECK (battery_percent BETWEEN 0 AND 100)
    ) PARTITION BY RANGE (at)
    """,
    f"""
    CREATE TABLE sensors_rejected_reading ({RECORD},
      received_at timestamptz NOT NULL, sensor_code varchar(50) NOT NULL, sensor_id uuid,
      at_given varchar(100) NOT NULL, value_given varchar(100) NOT NULL, reason varchar(30) NOT NULL, told text NOT NULL,
      way varchar(30) NOT NULL, account_id uuid,
      CONSTRAINT pk_sensors_rejected_reading PRIMARY KEY (id),
      CONSTRAINT fk_sensors_rejected_reading_sensor_id FOREIGN KEY (sensor_id) REFERENCES sensors_sensor (id),
      CONSTRAINT fk_sensors_rejected_reading_account_id FOREIGN KEY (account_id) REFERENCES auth_user (id),
      CONSTRAINT ck_sensors_rejected_reading_rejectreason CHECK (reason IN ('unreadable', 'not_a_number',
        'out_of_range', 'future', 'too_old', 'unknown_sensor')),
      CONSTRAINT ck_sensors_rejected_reading_way CHECK (way IN ('http', 'mqtt'))
    )
    """,
    """
    CREATE UNIQUE INDEX uq_sensors_rejected_reading_given
    ON sensors_rejected_reading (sensor_code, at_given, value_given, reason)
    """,
    "CREATE INDEX ix_sensors_rejected_reading_received_at ON sensors_rejected_reading (received_at, id)",
    "CREATE INDEX ix_sensors_rejected_reading_sensor_id ON sensors_rejected_reading (sensor_id)",
    "CREATE INDEX ix_sensors_rejected_reading_account_id ON sensors_rejected_reading (account_id)",
)
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
      IF whole IS NULL OR starts NOT BETWEEN now() - interval '{back}' AND now() + interval '1 year' THEN
        RAISE EXCEPTION 'partition_refused' USING ERRCODE = 'P0001';
      END IF;
      IF to_regclass(made) IS NOT NULL THEN
        RETURN NULL;
      END IF;
      EXECUTE 'CREATE TABLE ' || made || ' (LIKE public.' || quote_ident(whole)
        || ' INCLUDING DEFAULTS INCLUDING CONSTRAINTS)';
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
"""Parts of the year before can be made as well."""

READINGS = (
    "CREATE TABLE sensors_reading_other PARTITION OF sensors_reading DEFAULT",
    """
    CREATE FUNCTION forget_readings(before timestamptz) RETURNS SETOF text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
    DECLARE
      part text;
    BEGIN
      IF before > now() - interval '30 days' THEN
        RAISE EXCEPTION 'partition_refused' USING ERRCODE = 'P0001';
      END IF;
      FOR part IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'public.sensors_reading'::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'
        AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
        ORDER BY c.relname
      LOOP
        EXECUTE 'DROP TABLE public.' || quote_ident(part);
        RETURN NEXT part;
      END LOOP;
      DELETE FROM public.sensors_reading_other WHERE at < before;
    END $$
    """,
    "REVOKE ALL ON FUNCTION forget_readings FROM PUBLIC",
    """
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fofal_app') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON sensors_reading FROM fofal_app;
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON sensors_reading_other FROM fofal_app;
        GRANT EXECUTE ON FUNCTION forget_readings TO fofal_app;
      END IF;
    END $$
    """,
    """
    SELECT make_partition('sensors_reading', ((now() AT TIME ZONE 'UTC') + ahead * interval '1 month')::date)
    FROM generate_series(-12, 3) ahead
    """,
)

BACK = (
    "DROP FUNCTION forget_readings",
    "DROP TABLE sensors_rejected_reading",
    "DROP TABLE sensors_reading",
    "DROP TABLE sensors_newest",
    "DROP TABLE sensors_sensor",
)
LOST = "SELECT EXISTS (SELECT FROM sensors_sensor) OR EXISTS (SELECT FROM sensors_rejected_reading)"


def upgrade() -> None:
    _run(*TABLES, MAKE.replace("{back}", "14 months"), *READINGS)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Des capteurs sont écrits : la version précédente les oublierait, avec leurs relevés.")
    _run(*BACK, MAKE.replace("{back}", "2 months"))


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
