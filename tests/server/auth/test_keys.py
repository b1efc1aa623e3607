"""The server's own secrets on disk."""

import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from fofal_server.auth import keys
from fofal_server.auth.keys import Keys, KeysError


def files(data_dir):
    return [data_dir / keys.FOLDER / name for name in (keys.TOKENS, keys.PEPPER)]


def test_secrets_are_drawn_once_and_only_their_owner_reads_them(tmp_path):
    first, second = Keys.ensure(tmp_path), Keys.ensure(tmp_path)
    assert (first.signing, first.pepper) == (second.signing, second.pepper)
    assert Keys.ensure(tmp_path / "other").pepper != first.pepper
    if os.name != "nt":
        assert [oct(path.stat().st_mode & 0o777) for path in files(tmp_path)] == ["0o600", "0o600"]
        assert oct((tmp_path / "secrets").stat().st_mode & 0o777) == "0o700"


def test_processes_that_start_together_agree(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(Keys.ensure, [tmp_path] * 8))
    assert len({one.pepper for one in found}) == 1
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["auth"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("which", [0, 1])
def test_a_secret_that_others_may_read_is_refused(tmp_path, which):
    Keys.ensure(tmp_path)
    files(tmp_path)[which].chmod(0o640)
    with pytest.raises(KeysError, match="lisible par d’autres"):
        Keys.ensure(tmp_path)


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("text", ["", "{}", "[]", "été", '{"current": "x", "keys": {}}', "AAAA"])
def test_a_broken_secret_is_refused_and_never_replaced(tmp_path, which, text):
    Keys.ensure(tmp_path)
    path = files(tmp_path)[which]
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KeysError):
        Keys.ensure(tmp_path)
    assert path.read_text(encoding="utf-8") == text


def test_a_lost_secret_is_told_and_never_replaced(tmp_path):
    Keys.ensure(tmp_path)
    files(tmp_path)[1].unlink()
    with pytest.raises(KeysError, match="sauvegarde"):
        Keys.ensure(tmp_path)


def test_secrets_do_not_show(tmp_path):
    found = Keys.ensure(tmp_path)
    stored = json.loads(files(tmp_path)[0].read_text())["keys"]
    assert not any(value in repr(found) for value in stored.values())
    assert str(found.pepper) not in repr(found)
