"""One property of many nodes or connections: numbers that cross in one piece."""
import array

from .. import ll_api
from .._values import Connections, numpy
from .hl_api_helper import is_coercible_to_sli_array

__all__ = ["connection_numbers", "connections", "get_column", "is_vector", "set_column"]

_call = ll_api.engine.call


_worth_a_sequence = 32  # fewer connections are a plain tuple


def connections(numbers):
    """The connections in a vector with five numbers of each: a tuple, or what behaves like one."""
    n = ll_api.kernel.CONN_LEN
    if numpy is not None and len(numbers) >= n * _worth_a_sequence:
        return Connections(numbers.reshape(-1, n))
    raw, size = numbers.tobytes(), n * numbers.itemsize
    return tuple([array.array("l", raw[at:at + size]) for at in range(0, len(raw), size)])


def connection_numbers(items):
    """The vector for what `connections` made, None for anything else."""
    return items._numbers.reshape(-1) if isinstance(items, Connections) else None


def is_vector(x):
    """Whether x is a numpy array of doubles in one dimension."""
    return numpy is not None and isinstance(x, numpy.ndarray) and x.ndim == 1 and x.dtype == numpy.float64


def _receivers(items):
    """What stands for nodes or connections in a column, and the prefix of its word; None for mixed lists."""
    numbers = connection_numbers(items)
    if numbers is not None:
        return numbers, "connection_"
    if isinstance(items, range) or set(map(type, items)) == {int}:
        return array.array("q", items), ""
    return None, None


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
