"""Physical counts are found by their number."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

UP = (
    "ALTER TABLE inventory_stock_count ADD search_text text GENERATED ALWAYS AS (fold(coalesce(number, ''))) STORED",
    "CREATE INDEX ix_inventory_stock_count_search ON inventory_stock_count USING gin (search_text gin_trgm_ops)",
)
DOWN = (
    "DROP INDEX ix_inventory_stock_count_search",
    "ALTER TABLE inventory_stock_count DROP search_text",
)


def upgrade() -> None:
    for statement in UP:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    for statement in DOWN:
        op.get_bind().exec_driver_sql(statement)
