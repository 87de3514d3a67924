"""One property of many nodes or connections: numbers that cross in one piece."""
import array

from .. import ll_api
from .._values import Connections, Nodes, numpy
from .hl_api_helper import is_coercible_to_sli_array

__all__ = ["connections", "get_column", "gid_vector", "is_connections", "is_vector", "nodes", "set_column"]

_call = ll_api.engine.call


# Fewer are a plain tuple.
_many_connections = 32
_many_nodes = 512


def nodes(first, last):
    """The GIDs from first to last: a tuple, or what behaves like one."""
    gids = range(first, last + 1)
    return Nodes(gids) if numpy is not None and len(gids) >= _many_nodes else tuple(gids)


def connections(numbers):
    """The connections in a vector with five numbers of each: a tuple, or what behaves like one."""
    n = ll_api.kernel.CONN_LEN
    if numpy is not None and len(numbers) >= n * _many_connections:
        return Connections(numbers.reshape(-1, n))
    raw, size = numbers.tobytes(), n * numbers.itemsize
    return tuple([array.array("l", raw[at:at + size]) for at in range(0, len(raw), size)])


def is_connections(items):
    """Whether `connections` made this, with its numbers in one piece."""
    return isinstance(items, Connections)


def gid_vector(gids):
    """A list of nothing but int as a vector, which crosses in one piece; None for anything else."""
    if isinstance(gids, Nodes):
        return gids.vector()
    if isinstance(gids, range) or isinstance(gids, (list, tuple)) and set(map(type, gids)) <= {int}:
        return array.array("q", gids)
    return None


def is_vector(x):
    """Whether x is a numpy array of doubles in one dimension."""
    return numpy is not None and isinstance(x, numpy.ndarray) and x.ndim == 1 and x.dtype == numpy.float64


def _receivers(items):
    """What stands for nodes or connections in a column, and the prefix of its word; None for mixed lists."""
    if is_connections(items):
        return items.vector(), "connection_"
    return gid_vector(items), ""


def get_column(items, key):
    """One property of each item, in a vector or tuple; None if the items are no plain list of nodes or connections."""
    receivers, kind = _receivers(items)
    return None if receivers is None else _call(f"::{kind}column", receivers, key, results=1)


def set_column(items, key, values):
    """Sets one property, a number for each item. False, and nothing is done, if it has to be done in another way."""
    if not is_vector(values):
        if not is_coercible_to_sli_array(values) or set(map(type, values)) != {float}:
            return False
        values = array.array("d", values)
    receivers, kind = _receivers(items)
    if receivers is None:
        return False
    _call(f"::set_{kind}column", receivers, key, values)
    return True
