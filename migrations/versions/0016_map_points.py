"""Points of the map."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

UP = (
    """
    CREATE TABLE agronomy_map_point (
      id uuid NOT NULL CONSTRAINT pk_agronomy_map_point PRIMARY KEY,
      name varchar(200) NOT NULL,
      kind varchar(30) NOT NULL,
      longitude numeric(11, 8) NOT NULL,
      latitude numeric(11, 8) NOT NULL,
      plot_id uuid CONSTRAINT fk_agronomy_map_point_plot_id REFERENCES agronomy_plot (id),
      noted_on date,
      note text,
      archived boolean NOT NULL,
      search_text text GENERATED ALWAYS AS (fold(coalesce(name, ''))) STORED,
      version integer NOT NULL,
      created_at timestamptz NOT NULL,
      created_by uuid,
      updated_at timestamptz NOT NULL,
      updated_by uuid,
      CONSTRAINT ck_agronomy_map_point_pointkind CHECK
        (kind IN ('gauge', 'sensor', 'pest', 'disease', 'tree', 'water', 'building', 'access', 'other')),
      CONSTRAINT ck_agronomy_map_point_latitude CHECK (latitude BETWEEN -90 AND 90),
      CONSTRAINT ck_agronomy_map_point_longitude CHECK (longitude BETWEEN -180 AND 180)
    )
    """,
    "CREATE INDEX ix_agronomy_map_point_plot_id ON agronomy_map_point (plot_id)",
    "CREATE INDEX ix_agronomy_map_point_search ON agronomy_map_point USING gin (search_text gin_trgm_ops)",
)
LOST = "SELECT EXISTS (SELECT FROM agronomy_map_point)"


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Les points de la carte seraient perdus.")
    op.execute("DROP TABLE agronomy_map_point")
