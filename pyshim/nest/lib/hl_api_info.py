"""Help, messages, status of nodes and connections."""
import numbers
import os

from .. import ll_api
from .. import pynestkernel as kernel
from .hl_api_columns import get_column, is_connections, is_vector, set_column
from .hl_api_helper import (broadcast, is_iterable, is_literal, is_sequence_of_connections, load_help, need_list,
                            selection, show_help_with_pager, sli_name, to_json)

__all__ = [
    "GetStatus", "SetStatus", "authors", "get_argv", "get_verbosity", "help", "helpdesk", "message", "set_verbosity",
    "sysinfo", "version",
]

_call = ll_api.engine.call


@ll_api.check_stack
def sysinfo():
    """Print what this build consists of.

    SLI: ``sysinfo``
    """
    _call("sysinfo")


@ll_api.check_stack
def version():
    """Name and version of the simulator.

    Returns
    -------
    str
        Two words, ``NEST <version>``: the interface that is spoken, and the version of the program.

    SLI: ``statusdict /kernelname get``, ``statusdict /version get``
    """
    return " ".join(map(str, reversed(_call("statusdict /kernelname get statusdict /version get", results=2))))


@ll_api.check_stack
def authors():
    """Print who made the simulator.

    SLI: ``authors``
    """
    _call("authors")


@ll_api.check_stack
def get_argv():
    """The command line that SLI sees.

    Returns
    -------
    tuple of str

    SLI: ``statusdict /argv get``
    """
    return _call("statusdict /argv get", results=1)


@ll_api.check_stack
def get_verbosity():
    """The level from which on messages are printed.

    Returns
    -------
    int
        0 (all) to 100 (none); see `set_verbosity`.

    SLI: ``verbosity``
    """
    return _call("verbosity", results=1)


@ll_api.check_stack
def set_verbosity(level):
    """Choose which messages are printed.

    Parameters
    ----------
    level : str or int
        M_ALL 0, M_DEBUG 5, M_STATUS 7, M_INFO 10, M_DEPRECATED 18, M_WARNING 20, M_ERROR 30, M_FATAL 40, M_QUIET 100.

    Raises
    ------
    NESTErrors.DictError
        For a name that does not exist.

    SLI: ``<level> setverbosity``
    """
    _call(f"{level} setverbosity")


@ll_api.check_stack
def message(level, sender, text):
    """Print a message, if its level is at least the verbosity.

    Parameters
    ----------
    level : int
    sender : str
        Who says it.
    text : str

    SLI: ``level (sender) (text) message``
    """
    _call("message", level, sender, text)


_hints = """Where to look:
  nest.helpdesk()            all help pages, in a browser
  nest.help('iaf_psc_alpha') the page of a model or of an SLI command
  help(nest.Create)          the documentation of a function
  nest.Models()              the names of all models
  nest.sysinfo()             what this build consists of
  nest.version(), nest.authors()
  examples/tutorial/ in the source tree: scripts to begin with"""


@ll_api.check_stack
def help(obj=None, pager=None, return_text=False):
    """Show the help page of a model, an SLI command or a function of this package.

    Parameters
    ----------
    obj : str, SLILiteral or function, optional
        Without it, hints where to look are printed.
    pager : str or False, optional
        Command that shows the page, with its options; False prints it. Pages are printed, too, in notebooks and where
        there is no terminal.
    return_text : bool, optional
        Return the page instead of showing it.

    Returns
    -------
    str or None
        None, or with return_text the page, or None if there is none.

    SLI: ``/obj help``
    """
    if obj is None:
        print(_hints)
        return None
    if callable(obj) and getattr(obj, "__doc__", None):
        if return_text:
            return obj.__doc__
        print(obj.__doc__)
        return None
    if not is_literal(obj):
        raise TypeError(f"help wants the name of a model or command, or a function, not {obj!r}")
    if return_text:
        return load_help(str(obj))
    show_help_with_pager(str(obj), pager)
    return None


@ll_api.check_stack
def helpdesk():
    """Open help pages about all functions, models and commands in a browser; without one, say where the pages are.

    They are written anew from the tables of this version, into a folder for temporary files, once in a session.

    SLI: ``/model helptext`` for each model and command.
    """
    import tempfile
    import webbrowser

    from .. import _help_pages

    global _help_folder
    _help_folder = _help_folder or tempfile.mkdtemp(prefix="nest-help-")
    path = _help_pages.write(_help_folder)
    try:
        shown = webbrowser.open_new("file://" + path)
    except webbrowser.Error:
        shown = False
    if not shown:
        print(f"The help pages are in {path}")


_help_folder = None


def _is_connections(nodes):
    return not isinstance(nodes, range) and is_sequence_of_connections(nodes)


def _call_on(nodes, code, *operands, results=0):
    call = ll_api.engine.call_on_connections if _is_connections(nodes) else _on_gids
    return call(code, nodes, *operands, results=results)


def _column(nodes, key):
    """One property of each of the nodes or connections, in a tuple."""
    values = get_column(nodes, key)
    if values is None:
        values = _call_on(nodes, "GetStatus_a_l", key, results=1)
    return values if isinstance(values, tuple) else tuple(values.tolist())


def _arrays(nodes, keys):
    """One property in an array, or several in a dictionary of arrays."""
    import numpy

    if keys is None:
        raise TypeError("output 'array' needs keys: the name of a property, or several")
    names = [keys] if is_literal(keys) else list(keys)
    columns = {str(key): get_column(nodes, sli_name(key, "key")) for key in names}
    for key, values in columns.items():
        columns[key] = numpy.array(_column(nodes, sli_name(key, "key")) if values is None else values)
        if columns[key].dtype == object:
            columns[key] = columns[key].astype(str)
    return columns[str(keys)] if is_literal(keys) else columns


def _on_gids(code, nodes, *operands, results=0):
    strange = {kind for kind in set(map(type, nodes)) if kind is bool or not issubclass(kind, numbers.Integral)}
    if strange:
        example = next(x for x in nodes if type(x) in strange)
        raise kernel.NESTErrors.ArgumentType(
            kernel.SLILiteral("GetStatus" if results else "SetStatus"),
            f": nodes must be a flat list of GIDs (int) or of connections; {example!r} is neither")
    return _call(code, nodes, *operands, results=results)


@ll_api.check_stack
def GetStatus(nodes, keys=None, output=""):
    """Properties of nodes or connections.

    Parameters
    ----------
    nodes : list, tuple or integer array
        GIDs, or connections as `GetConnections` gives them.
    keys : str or iterable of str, optional
        Without keys, all properties.
    output : str, optional
        ``"json"``: a JSON string instead of the tuple. ``"array"``: a numpy array with an item for each node; with several
        keys a dictionary of arrays.

    Returns
    -------
    tuple
        One item for each node: a dictionary; with one key its value; with several a tuple of values. Recorded data are
        numpy arrays (int64, float64). Units: ms, mV, pA, pF, nS, Hz.

    Raises
    ------
    TypeError
        If nodes is no list or tuple, or keys neither a name nor an iterable.
    NESTErrors.UnknownNode
        For a GID that does not exist.
    NESTErrors.DictError
        For a key that a node does not have.

    SLI: ``[nodes] { GetStatus } Map``, ``[nodes] /key GetStatus_a_l``
    """
    nodes = need_list(nodes, "nodes")
    if len(nodes) == 0:
        return nodes
    if output == "array":
        return _arrays(nodes, keys)
    if keys is None:
        result = _call_on(nodes, "{ GetStatus } Map", results=1)
    elif is_literal(keys):
        result = _column(nodes, sli_name(keys, "key"))
    elif is_connections(nodes) and is_iterable(keys):
        columns = [_column(nodes, sli_name(key, "key")) for key in keys]
        result = tuple(zip(*columns)) if columns else len(nodes) * ((),)
    elif _is_connections(nodes):
        result = _call_on(nodes, f"{{ GetStatus {selection(keys)} }} Map", results=1)
    else:
        result = _call_on(nodes, f"{{ {selection(keys)} }} Map", results=1)  # without making the dictionary
    return to_json(result) if output == "json" else result


@ll_api.check_stack
def SetStatus(nodes, params, val=None):
    """Set properties of nodes or connections.

    Parameters
    ----------
    nodes : list, tuple or integer array
        GIDs, or connections as `GetConnections` gives them.
    params : dict, list of dict, or str
        Properties for all, or one dictionary for each node; with val the name of one property.
    val : object or sequence, optional
        Value for all, or one for each node. A value that is a list itself stands in a list.

    Raises
    ------
    TypeError
        If the number of dictionaries or values does not fit.
    NESTErrors.TypeMismatch
        For a value of another type than the property has: 376 where 376.0 is meant.
    NESTErrors.DictError
        For a property that a node does not have.
    NESTErrors.BadProperty
        For a value that is not allowed.

    After an error nothing has changed.

    SLI: ``[nodes] << /key value … >> SetStatus_a_D``, ``[nodes] /key [values] SetStatus_a_l_a``
    """
    nodes = need_list(nodes, "nodes")
    if len(nodes) == 0:
        return
    if val is not None and is_literal(params):
        if isinstance(val, (str, dict)) or not is_iterable(val):
            params = {str(params): val}
        else:
            values = broadcast(val if is_vector(val) else tuple(val), len(nodes), (), "val")
            key = sli_name(params, "key")
            if not set_column(nodes, key, values):
                _call_on(nodes, "SetStatus_a_l_a", key, values)
            return
    if isinstance(params, str) or not hasattr(params, "__len__"):
        raise TypeError(f"params must be a dict, a list of dicts, or a name together with val, not {params!r}")
    params = broadcast(tuple(params) if hasattr(params, "ndim") else params, len(nodes), (dict,), "params")
    if all(p is params[0] for p in params):
        _call_on(nodes, "SetStatus_a_D", params[0])
    else:
        _call_on(nodes, "SetStatus_a_a", params)
