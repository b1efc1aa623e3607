"""Where the packaged server begins; it takes ``-m MODULE`` as Python does, because it starts its own workers so."""

import runpy
import sys

from installer.bundle import trial

if trial.asked():
    trial.load("fofal_server")
elif sys.argv[1:2] == ["-m"] and sys.argv[2:3] and sys.argv[2].startswith("fofal_server."):
    del sys.argv[:2]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
else:
    from fofal_server.console.main import main

    main()
