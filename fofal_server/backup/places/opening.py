"""Opening a second place by its address."""

from collections.abc import Iterator
from contextlib import contextmanager

from fofal_server.backup.places.access import Access, parse
from fofal_server.backup.places.folder import Folder
from fofal_server.backup.places.place import Place


@contextmanager
def opened(access: Access) -> Iterator[Place]:
    """The place for as long as the block lasts: one line for all that is done with it."""
    if access.folder is not None:
        yield Folder(access.folder)
        return
    target = parse(access.address)
    match target.scheme:
        case "sftp":
            from fofal_server.backup.places import sftp  # who has no such place does without its library

            with sftp.opened(access, target) as place:
                yield place
        case "s3":
            from fofal_server.backup.places import s3

            yield s3.opened(access, target)
