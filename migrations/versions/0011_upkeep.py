"""The server's role may clean tables and rebuild indexes, where PostgreSQL knows that right (17 and later)."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KNOWN = """
  SELECT current_setting('server_version_num')::int >= 170000 AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'fofal_app')
"""
GIVEN = """
  DO $$ DECLARE one text; BEGIN
    FOR one IN SELECT oid::regclass::text FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_has_role(relowner, 'USAGE')
    LOOP EXECUTE 'GRANT MAINTAIN ON ' || one || ' TO fofal_app'; END LOOP;
  END $$
"""
TAKEN = GIVEN.replace("GRANT MAINTAIN ON", "REVOKE MAINTAIN ON").replace("TO fofal_app", "FROM fofal_app")
UP = (GIVEN, "ALTER DEFAULT PRIVILEGES GRANT MAINTAIN ON TABLES TO fofal_app")
DOWN = (TAKEN, "ALTER DEFAULT PRIVILEGES REVOKE MAINTAIN ON TABLES FROM fofal_app")


def upgrade() -> None:
    _run(UP)


def downgrade() -> None:
    _run(DOWN)


def _run(statements: tuple[str, ...]) -> None:
    if op.get_bind().scalar(sa.text(KNOWN)):
        for statement in statements:
            op.execute(statement)
