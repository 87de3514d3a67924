"""Every test begins with an empty network."""
import os
import sys

import pytest

os.environ.setdefault("MPLBACKEND", "Agg")
_argv, sys.argv = sys.argv, ["pytest", "--quiet"]
import nest  # noqa: E402

sys.argv = _argv


@pytest.fixture(autouse=True)
def empty_network():
    nest.ll_api.set_debug(False)
    nest.ll_api.sr("clear")
    nest.ResetKernel()
    nest.set_verbosity("M_FATAL")
