"""Connections as a sequence of numbers that makes its items when they are looked at."""
import array
import functools
import operator

import numpy

CONN_LEN = 5
_bytes_each = 8 * CONN_LEN


def _as_tuple(method):
    """A method of tuple that looks at all connections."""
    @functools.wraps(getattr(tuple, method))
    def call(self, *args):
        return getattr(tuple(self), method)(*[tuple(x) if isinstance(x, Connections) else x for x in args])

    return call


class Connections(tuple):
    """What `GetConnections` found: in every respect the tuple of ``array('l')`` with source, target, target thread, id of
    the synapse model and port of each connection.

    An item is made when it is asked for. `GetStatus`, `SetStatus` and ``numpy.array(connections)`` need none.

    Parameters
    ----------
    numbers : ndarray of int64, shape (n, 5)
    """

    def __new__(cls, numbers):
        self = tuple.__new__(cls)
        self._numbers = numbers
        return self

    def __len__(self):
        return len(self._numbers)

    def __getitem__(self, where):
        if isinstance(where, slice):
            return Connections(self._numbers[where])
        try:
            return array.array("l", self._numbers[operator.index(where)].tobytes())
        except IndexError:
            raise IndexError(f"there are {len(self)} connections, none at {where}") from None

    def __iter__(self):
        raw, make = self._numbers.tobytes(), array.array
        return (make("l", raw[at:at + _bytes_each]) for at in range(0, len(raw), _bytes_each))

    def __eq__(self, other):
        if isinstance(other, Connections):
            return numpy.array_equal(self._numbers, other._numbers)
        return tuple(self) == other

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        return repr(tuple(self))

    def __array__(self, dtype=None, copy=None):
        return numpy.array(self._numbers, dtype)

    def __radd__(self, other):
        return other + tuple(self)

    def __reduce__(self):
        return tuple, (list(self),)

    __lt__, __le__, __gt__, __ge__, __hash__, __add__, __mul__, __rmul__, __contains__, count, index = map(_as_tuple, (
        "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__add__", "__mul__", "__rmul__", "__contains__", "count",
        "index"))
