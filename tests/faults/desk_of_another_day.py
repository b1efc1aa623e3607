"""A desk at work: signs in, enters something, says which day it believes to be; run where the clock is wrong."""

import json
import os
import sys
import time

from fofal_desktop.api.client import Client
from fofal_desktop.api.keys import new_key
from fofal_desktop.api.session import Session


def main() -> None:
    url, username, code = sys.argv[1:]
    client = Client(Session(url))
    client.sign_in(username, os.environ["FOFAL_PROOF_PASSWORD"])
    sites = client.meta()["settings.sites"]
    made = client.create(sites, {"code": code, "name": "Bloc d'un autre jour"}, idempotency_key=new_key())
    told = {"own": time.time(), "now": client.clock.now().timestamp(), "made": made["code"]}
    client.sign_out()
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
