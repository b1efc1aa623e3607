"""Refusing a PostgreSQL that may lose or destroy what it has acknowledged."""

import psycopg2.extensions

from fofal_server.cluster.errors import ClusterError

# With either off, a power cut destroys the cluster: it does not start again.
_MUST_BE_ON = ("fsync", "full_page_writes")


def refuse_unsafe(connection: psycopg2.extensions.connection) -> None:
    """Raise `ClusterError` where a setting risks the whole database at the next power cut."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting <> 'on'", (list(_MUST_BE_ON),))
        unsafe = [str(name) for (name,) in cursor.fetchall()]
    if unsafe:
        lines = "\n".join(f"    ALTER SYSTEM RESET {name};" for name in unsafe)
        raise ClusterError(
            f"Réglages dangereux de PostgreSQL : {', '.join(f'{name}=off' for name in unsafe)}. Une coupure de courant "
            f"détruirait la base. Rétablissez-les puis relancez :\n{lines}"
        )
