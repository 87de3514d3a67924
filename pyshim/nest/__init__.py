"""Spiking neural networks: create nodes, connect them, simulate, read what was recorded.

>>> import nest
>>> neuron = nest.Create("iaf_psc_alpha", params={"I_e": 376.0})
>>> spikes = nest.Create("spike_detector")
>>> nest.Connect(neuron, spikes)
>>> nest.Simulate(1000.0)
>>> nest.GetStatus(spikes, "n_events")
(16,)

Each function writes a piece of SLI, the simulation language, and runs it; its documentation shows which. `nest.help()`
tells where to look for more, `nest.ll_api` is the way to SLI itself.
"""
import os
import sys

from . import pynestkernel
from . import pynestkernel as kernel
from . import ll_api
from . import hl_api
from . import lib
from .hl_api import *
from .lib.hl_api_older import *
from .lib.hl_api_subnets import PrintNodes
from .ll_api import check_stack, set_debug, sli_func, sli_pop, sli_push, sli_run, spp, sps, sr
from .pynestkernel import NESTError


def test():
    """Check that this installation works: the neuron of the tutorial fires when it should.

    Returns
    -------
    bool
        True; an AssertionError tells what is wrong.
    """
    engine = kernel.NESTEngine()
    engine.init(["test"])
    n_spikes = engine.call("""
        /iaf_psc_alpha Create /neuron Set /spike_detector Create /spikes Set
        neuron << /I_e 376.0 >> SetStatus
        [neuron] [spikes] Connect
        1000. Simulate
        spikes GetStatus /n_events get""", results=1)
    assert n_spikes == 16, f"a neuron with 376 pA must spike 16 times in a second, not {n_spikes} times"
    return True


def _is_program():
    """Whether Python looks for `nest.__main__` at this moment: ``python -m nest`` has an interpreter of its own."""
    words = getattr(sys, "orig_argv", [])
    return getattr(sys, "argv", [])[:1] == ["-m"] and words[-len(sys.argv):][:1] in (["nest"], ["-mnest"])


if "DELAY_PYNEST_INIT" not in os.environ and not _is_program():
    ll_api.init(sys.argv if hasattr(sys, "argv") else [])
