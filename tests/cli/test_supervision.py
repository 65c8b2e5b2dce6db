"""What ends is started again, ever less often, until a signal says stop."""

import signal
import subprocess
import sys

import pytest

from idp.settings import ROOT

PROGRAM = (
    "import os\nfrom idp.cli.supervision import keep_running\nkeep_running(lambda: os._exit(3))"
)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_pauses_grow_and_a_signal_ends_them_at_once(stop: signal.Signals) -> None:
    keeper = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    assert keeper.stderr is not None
    with keeper.stderr:
        lines = [keeper.stderr.readline().strip() for _ in range(2)]
        assert lines == [f"a server ended (3): it starts again in {pause} s" for pause in (1, 2)]
        keeper.send_signal(stop)
        # Well before the pause of two seconds is over.
        assert keeper.wait(1.8) == 0
