"""One at a time at a database: a lock that PostgreSQL gives back by itself when who held it has died."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg2.errors import LockNotAvailable

from fofal_server.backup.errors import Busy
from fofal_server.cluster.url import connected


@contextmanager
def turn(superuser_url: str, lock: int, seconds: int, words: str) -> Iterator[None]:
    """Hold ``lock`` while the block lasts; who waited ``seconds`` for it in vain is told ``words`` (``Busy``).

    Not to wait at all would refuse who comes right after another: the lock goes with a connection, and PostgreSQL sees
    a moment later that it was left.
    """
    with connected(superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", (f"{seconds}s",))
        try:
            cursor.execute("SELECT pg_advisory_lock(%s)", (lock,))
        except LockNotAvailable as error:
            raise Busy(words) from error
        yield
