"""The shipped settings for who has outgrown one box: HAProxy takes them, and the times fit together."""

import os
import re
import subprocess
from pathlib import Path

from tests.support import certificates
from tests.support.programs import program

HA = Path(__file__).resolve().parents[3] / "installer" / "server" / "ha"


def test_haproxy_takes_its_settings(tmp_path: Path) -> None:
    haproxy = program("haproxy", "haproxy")
    authority = certificates.authority(tmp_path).file
    words = (HA / "haproxy.cfg").read_text(encoding="utf-8").replace("/etc/fofal-ha/authority.pem", str(authority))
    config = tmp_path / "haproxy.cfg"
    config.write_text(words, encoding="utf-8")
    places = {"LISTEN": "127.0.0.1", "DB1": "10.90.0.11", "DB2": "10.90.0.12", "DB3": "10.90.0.13"}
    done = subprocess.run(
        [haproxy, "-c", "-f", str(config)], env={**os.environ, **places}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "warning" in done.stderr.lower()) == (0, False), done.stderr


def test_a_dead_machine_is_replaced_within_half_a_minute_and_a_slow_one_is_not() -> None:
    words = (HA / "patroni.yaml").read_text(encoding="utf-8")
    ttl, loop, retry = (
        int(re.search(rf"^ +{name}: (\d+)$", words, re.MULTILINE)[1]) for name in ("ttl", "loop_wait", "retry_timeout")
    )
    assert loop + 2 * retry <= ttl < 30
    for setting in ("synchronous_mode: true", "failsafe_mode: true", "use_pg_rewind: true", "max_slot_wal_keep_size: "):
        assert setting in words
