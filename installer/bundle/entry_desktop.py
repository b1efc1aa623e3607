"""Where the packaged desktop begins: by asking which version of it is to run, before Qt is loaded."""

import sys

from installer.bundle import trial

if trial.asked():
    trial.load("fofal_desktop")
    trial.french()
    trial.company_zone()
    sys.exit()
if trial.timed():
    sys.exit(trial.sign_in(float(sys.argv[2]), sys.argv[3]))

from fofal_desktop.updates import choosing

choosing.hand_over()

from fofal_desktop.program import main  # noqa: E402 - nothing of it is needed where another version runs

sys.exit(main())
