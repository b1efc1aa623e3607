"""The schema straight from the models."""

from sqlalchemy import create_engine

from fofal_server.core import schema
from fofal_server.core.models import Base


def create(owner_url: str) -> None:
    """Tables, functions and triggers as the models and ``ddl`` modules declare them."""
    engine = create_engine(owner_url)
    with engine.begin() as connection:
        for statement in schema.before_tables():
            connection.exec_driver_sql(statement)
        Base.metadata.create_all(connection)
        for statement in schema.after_tables():
            connection.exec_driver_sql(statement)
    engine.dispose()
