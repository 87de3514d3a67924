"""Raster plots of spikes: a dot for each spike, below it the rate of the population."""
import numpy
import pylab

import nest
from nest.lib.hl_api_helper import documented_like

from pylab import savefig, show

__all__ = [
    "extract_events", "from_data", "from_device", "from_file", "from_file_numpy", "from_file_pandas", "savefig", "show",
]


def extract_events(data, time=None, sel=None):
    """Rows of a table of spikes.

    Parameters
    ----------
    data : array of shape (n, 2)
        GID and time (ms) of each spike.
    time : list of float, optional
        ``[t_max]`` or ``[t_min, t_max]``: only spikes with t_min <= t < t_max.
    sel : list of int, optional
        Only spikes of these nodes.

    Returns
    -------
    array of shape (m, 2), or empty
    """
    data = numpy.asarray(data)
    wanted = numpy.ones(len(data), bool)
    if time:
        t_min, t_max = (0.0, time[0]) if len(time) == 1 else time
        wanted &= (t_min <= data[:, 1]) & (data[:, 1] < t_max)
    if sel is not None:
        wanted &= numpy.isin(data[:, 0], sel)
    return data[wanted] if wanted.any() else numpy.array([])


def from_data(data, sel=None, **kwargs):
    """Plot a table of spikes.

    Parameters
    ----------
    data : array of shape (n, 2)
        GID and time (ms) of each spike.
    sel : list of int, optional
        Only spikes of these nodes.
    hist : bool, optional
        Draw the rate below (default).
    hist_binwidth : float, optional
        ms, default 5.0.
    grayscale : bool, optional
    title, xlabel : str, optional

    Returns
    -------
    list of Line2D
    """
    data = numpy.asarray(data)
    if sel is not None:
        data = extract_events(data, sel=sel)
    if data.size == 0:
        raise nest.NESTError("there are no spikes to plot")
    return _plot(data[:, 1], data[:, 0], **kwargs)


def from_file(fname, **kwargs):
    """Plot the spikes of one or several files of a spike detector. See `from_data` for the keywords.

    Parameters
    ----------
    fname : str or list of str

    Returns
    -------
    list of Line2D
    """
    return from_file_numpy(_list(fname), **kwargs)


def from_file_numpy(fname, **kwargs):
    """Plot the spikes of files that numpy reads.

    Parameters
    ----------
    fname : str or list of str
    **kwargs : 
        See `from_data`.

    Returns
    -------
    list of Line2D
    """
    return from_data(numpy.concatenate([numpy.loadtxt(name, ndmin=2) for name in _list(fname)]), **kwargs)


@documented_like(from_file_numpy)
def from_file_pandas(fname, **kwargs):
    """Plot the spikes of files that pandas reads, which is faster for large ones."""
    import pandas
    tables = [pandas.read_csv(name, sep=r"\s+", header=None, usecols=[0, 1]) for name in _list(fname)]
    return from_data(pandas.concat(tables).to_numpy(float), **kwargs)


def _list(names):
    return [names] if isinstance(names, str) else list(names)


def from_device(detec, plot_lid=False, **kwargs):
    """Plot the spikes that a spike detector has recorded. See `from_data` for the keywords.

    Parameters
    ----------
    detec : list or tuple of one GID
    plot_lid : bool, optional
        Plot places in the subnet instead of GIDs.

    Returns
    -------
    list of Line2D

    Raises
    ------
    NESTErrors.NESTError
        If the device is no spike detector, or has recorded nothing.
    """
    status = nest.GetStatus(detec)[0]
    if "n_events" not in status or "record_from" in status:
        raise nest.NESTError(f"node {detec[0]} is no spike_detector but a {status['model']}")
    times, senders = _recorded(status)
    if len(times) == 0:
        raise nest.NESTError(f"the device {detec[0]} has recorded no spikes")
    if plot_lid:
        senders = numpy.array(nest.GetStatus([int(gid) for gid in senders], "local_id"))
    kwargs.setdefault("title", f"Raster plot from device '{detec[0]}'")
    return _plot(times, senders, **kwargs)


def _recorded(status):
    if status["to_memory"]:
        if "times" not in status["events"] or "senders" not in status["events"]:
            raise nest.NESTError("the device records no times or no senders: set withtime and withgid to True")
        return status["events"]["times"], status["events"]["senders"]
    if status["to_file"]:
        rows = numpy.concatenate([numpy.loadtxt(name, ndmin=2) for name in status["filenames"]])
        return rows[:, 1], rows[:, 0]
    raise nest.NESTError("the device records neither to memory nor to a file")


def _plot(times, senders, title=None, hist=True, hist_binwidth=5.0, grayscale=False, xlabel=None):
    pylab.figure()
    colour = "black" if grayscale else "tab:blue"
    if hist:
        dots = pylab.axes([0.1, 0.3, 0.85, 0.6])
    lines = pylab.plot(times, senders, ".", color=colour)
    pylab.ylabel("Neuron ID")
    pylab.title("Raster plot" if title is None else title)
    if hist:
        pylab.setp(dots.get_xticklabels(), visible=False)
        _plot_rate(times, senders, hist_binwidth, "gray" if grayscale else colour, dots)
    pylab.xlabel("Time (ms)" if xlabel is None else xlabel)
    if hist:
        pylab.sca(dots)
    return lines


def _plot_rate(times, senders, width, colour, dots):
    """Mean rate of the nodes that spiked, in Hz."""
    axes = pylab.axes([0.1, 0.1, 0.85, 0.17], sharex=dots)
    edges = numpy.arange(numpy.min(times), numpy.max(times) + 2 * width, width)
    counts, _ = numpy.histogram(times, edges)
    axes.bar(edges[:-1], 1000.0 * counts / (len(numpy.unique(senders)) * width), width, align="edge", color=colour)
    axes.set_ylabel("Rate (Hz)")
