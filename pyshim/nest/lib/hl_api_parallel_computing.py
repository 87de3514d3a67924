"""Processes, ports of MUSIC."""
from .. import ll_api
from .. import pynestkernel as kernel

__all__ = ["NumProcesses", "Rank", "SetAcceptableLatency", "SetMaxBuffered", "SyncProcesses"]

_call = ll_api.engine.call


@ll_api.check_stack
def Rank():
    """Number of this process.

    Returns
    -------
    int

    SLI: ``Rank``
    """
    return _call("Rank", results=1)


@ll_api.check_stack
def NumProcesses():
    """How many processes simulate together.

    Returns
    -------
    int

    SLI: ``NumProcesses``
    """
    return _call("NumProcesses", results=1)


@ll_api.check_stack
def SyncProcesses():
    """Wait until all processes have come here.

    SLI: ``SyncProcesses``
    """
    _call("SyncProcesses")


@ll_api.check_stack
def SetAcceptableLatency(port_name, latency):
    """Set how late data of a MUSIC port may arrive.

    Parameters
    ----------
    port_name : str
    latency : float
        ms

    Raises
    ------
    NESTErrors.DictError
        In a build without MUSIC.

    SLI: ``/port_name latency SetAcceptableLatency``
    """
    _call("SetAcceptableLatency", kernel.SLILiteral(port_name), latency)


@ll_api.check_stack
def SetMaxBuffered(port_name, size):
    """Set how many ticks of a MUSIC port are buffered.

    Parameters
    ----------
    port_name : str
    size : int

    Raises
    ------
    NESTErrors.DictError
        In a build without MUSIC.

    SLI: ``/port_name size SetMaxBuffered``
    """
    _call("SetMaxBuffered", kernel.SLILiteral(port_name), size)
