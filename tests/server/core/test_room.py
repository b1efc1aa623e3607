"""A disk that is nearly full: nothing is written any more, and everybody can still read, come in and go."""

from fofal_server.core.room import Room
from tests.support.api import code, speaking
from tests.support.servers import serving

NEVER_ENOUGH = 2**62


def test_without_room_writing_is_refused_and_reading_goes_on(database, tmp_path):
    with serving(database, tmp_path, limits_disk_floor=NEVER_ENOUGH) as server, speaking(server, "*:*") as api:
        body = {"code": code(), "name": "Essai", "kind": "customer"}
        refused = api.post("/parties/parties", json=body)
        assert (refused.status_code, refused.headers["Retry-After"]) == (507, "60")
        assert refused.json()["detail"]
        assert api.get("/parties/parties").status_code == 200
        assert api.post("/auth/logout").status_code == 204


def test_one_look_at_the_disk_is_believed_for_a_moment(tmp_path):
    full, empty = Room(tmp_path, NEVER_ENOUGH), Room(tmp_path, 0)
    assert (full.is_lacking(), empty.is_lacking()) == (True, False)
    (tmp_path / "gone").mkdir()
    removed = Room(tmp_path / "gone", NEVER_ENOUGH)
    removed.is_lacking()
    (tmp_path / "gone").rmdir()
    assert removed.is_lacking() is True
