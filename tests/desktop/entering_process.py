"""A desktop of its own process in which a record is entered without a line, and that dies while it is being sent.

``python -m tests.desktop.entering_process SERVER USER PASSWORD RESOURCE VALUES``: the server has stored it when the
process is killed, as by a power cut; the desktop has not heard so.
"""

import json
import sys

from fofal_desktop.views.page import Place
from tests.desktop.typing_process import die_after, page_at, signed_in, wait


def main(server: str, username: str, password: str, resource: str, values: str) -> None:
    with signed_in(server, username, password) as desktop:
        desktop.feed.stop()
        desktop.outbox.lost()
        page = page_at(desktop, Place("new", resource))
        page.form.put(json.loads(values), {})
        page.save()
        wait(lambda: bool(page.unsent))
        setattr(desktop.client, "create", die_after(desktop.client.create))  # noqa: B010 - a method of this one client
        desktop.outbox.answered()
        wait(lambda: False)


if __name__ == "__main__":
    main(*sys.argv[1:])
