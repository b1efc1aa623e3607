"""Places that were looked for by name."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

UP = (
    """
    CREATE TABLE maps_place_answer (
      asked varchar(200) NOT NULL CONSTRAINT pk_maps_place_answer PRIMARY KEY,
      found jsonb NOT NULL,
      at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_maps_place_answer_at ON maps_place_answer (at)",
)


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    """What was found can be asked again."""
    op.execute("DROP TABLE maps_place_answer")
