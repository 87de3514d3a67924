"""Plots of recorded membrane potentials."""
import numpy
import pylab

import nest

from pylab import show

__all__ = ["from_device", "from_file", "show"]


def from_file(fname, title=None, grayscale=False):
    """Plot the potentials in files of a voltmeter or multimeter.

    Parameters
    ----------
    fname : str or list of str
        Files with columns V_m, or GID and V_m, or GID, time and V_m.
    title : str, optional
    grayscale : bool, optional

    Returns
    -------
    list of list of Line2D
        One for each neuron.
    """
    names = [fname] if isinstance(fname, str) else list(fname)
    rows = numpy.concatenate([numpy.loadtxt(name, ndmin=2) for name in names])
    n_columns = rows.shape[1]
    if n_columns not in (1, 2, 3):
        raise ValueError(f"a file of potentials has 1, 2 or 3 columns, not {n_columns}")
    gids = rows[:, 0] if n_columns > 1 else numpy.ones(len(rows))
    curves = []
    for gid in numpy.unique(gids):
        of_gid = rows[gids == gid]
        times = of_gid[:, 1] if n_columns == 3 else numpy.arange(len(of_gid), dtype=float)
        curves.append((int(gid), times, of_gid[:, -1]))
    return _plot(curves, title, grayscale, "Time (ms)" if n_columns == 3 else "Sample")


def from_device(detec, neurons=None, title=None, grayscale=False, timeunit="ms"):
    """Plot the membrane potentials that a voltmeter or multimeter has recorded.

    Parameters
    ----------
    detec : list or tuple of one GID
    neurons : list of int, optional
        Only these.
    title : str, optional
    grayscale : bool, optional
    timeunit : str, optional
        ``"ms"`` or ``"s"``.

    Returns
    -------
    list of list of Line2D
        One for each neuron.

    Raises
    ------
    NESTErrors.NESTError
        If there is more than one device, if it is no voltmeter or multimeter that records V_m, or has no data.
    KeyError
        If one of neurons was not recorded.
    """
    if len(detec) > 1:
        raise nest.NESTError("give one device; plot several one after the other")
    status = nest.GetStatus(detec)[0]
    if "record_from" not in status:
        raise nest.NESTError(f"node {detec[0]} is no voltmeter or multimeter but a {status['model']}")
    if "V_m" not in status["record_from"]:
        raise nest.NESTError(f"device {detec[0]} does not record V_m")
    senders, times, potentials = _recorded(status, detec[0])
    if len(potentials) == 0:
        raise nest.NESTError(f"device {detec[0]} has recorded nothing")
    present = numpy.unique(senders).astype(int).tolist()
    for gid in neurons if neurons is not None else ():
        if gid not in present:
            raise KeyError(gid)
    scale = 0.001 if timeunit == "s" else 1.0
    curves = [(gid, scale * times[senders == gid], potentials[senders == gid])
              for gid in (neurons if neurons is not None else present)]
    return _plot(curves, title, grayscale, f"Time ({timeunit})")


def _recorded(status, gid):
    """Sender, time and potential of each sample."""
    if not status["to_memory"]:
        if not status["to_file"]:
            raise nest.NESTError(f"device {gid} records neither to memory nor to a file")
        rows = numpy.concatenate([numpy.loadtxt(name, ndmin=2) for name in status["filenames"]])
        column = 2 + [str(name) for name in status["record_from"]].index("V_m")
        return rows[:, 0], rows[:, 1], rows[:, column]
    events = status["events"]
    potentials = events["V_m"]
    senders = events.get("senders", numpy.ones(len(potentials), int))
    times = events.get("times")
    if times is None:
        times = numpy.empty(len(potentials))
        for sender in numpy.unique(senders):
            mine = senders == sender
            times[mine] = status["interval"] * numpy.arange(1, mine.sum() + 1)
    return senders, times, potentials


def _plot(curves, title, grayscale, xlabel):
    pylab.figure()
    style = {"color": "black"} if grayscale else {}
    lines = [pylab.plot(times, potentials, label=f"Neuron {gid}", **style) for gid, times, potentials in curves]
    pylab.title("Membrane potential" if title is None else title)
    pylab.xlabel(xlabel)
    pylab.ylabel("Membrane potential (mV)")
    pylab.legend(loc="best")
    return lines
