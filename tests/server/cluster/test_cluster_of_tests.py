"""The cluster of a test run that is ended from outside."""

import signal
import subprocess
import sys
from pathlib import Path

from fofal_server.cluster.orphan import processes_of

ROOT = Path(__file__).resolve().parents[3]
RUN = """
import pathlib, pytest, threading
from fofal_server.cluster.cluster import Cluster

@pytest.fixture(scope="session")
def cluster():
    with Cluster(pathlib.Path(__file__).parent / "data", quick=True):
        yield

def test_that_lasts(cluster):
    print("begun", flush=True)
    threading.Event().wait()
"""


def test_a_run_that_is_ended_from_outside_stops_its_postgresql(open_folder):
    (open_folder / "test_run.py").write_text(RUN)
    options = ["-q", "-s", "-p", "tests.support.ending", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", *options, str(open_folder / "test_run.py")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        assert "begun" in run.stdout.readline()
        assert processes_of(open_folder / "data" / "postgres") != []
        run.send_signal(signal.SIGTERM)
        run.communicate()
    assert processes_of(open_folder / "data" / "postgres") == []
