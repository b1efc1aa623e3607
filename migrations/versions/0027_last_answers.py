"""What those outside answered last, once for each of them and kind of question."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None
compatible_with_previous = True

UP = """
    CREATE TABLE outside_answer (
      id uuid NOT NULL, version integer NOT NULL,
      created_at timestamptz NOT NULL, created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid,
      provider varchar(50) NOT NULL, kind varchar(50) NOT NULL, at timestamptz NOT NULL,
      answer_status integer NOT NULL, address text NOT NULL, media_type varchar(200) NOT NULL, size integer NOT NULL,
      failure text, body text NOT NULL,
      CONSTRAINT pk_outside_answer PRIMARY KEY (id),
      CONSTRAINT uq_outside_answer_provider_kind UNIQUE (provider, kind)
    )
    """


def upgrade() -> None:
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """What it holds comes again with the next answers."""
    op.get_bind().exec_driver_sql("DROP TABLE outside_answer")
