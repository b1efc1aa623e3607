"""Those outside that are asked: whether they answer, and when they may be asked again."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None
compatible_with_previous = True

UP = (
    """
    CREATE TABLE outside_provider (
      id uuid NOT NULL, version integer NOT NULL,
      created_at timestamptz NOT NULL, created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid,
      code varchar(50) NOT NULL, answered_at timestamptz, failed_at timestamptz, failing_since timestamptz,
      failures integer NOT NULL, failure text, turn_at timestamptz, closed_until timestamptz,
      CONSTRAINT pk_outside_provider PRIMARY KEY (id),
      CONSTRAINT uq_outside_provider_code UNIQUE (code)
    )
    """,
)
DOWN = ("DROP TABLE outside_provider",)


def upgrade() -> None:
    for statement in UP:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    for statement in DOWN:
        op.get_bind().exec_driver_sql(statement)
