"""Tuples of nodes and of connections that make their items when they are looked at."""
import array
import functools
import operator

import numpy

CONN_LEN = 5
_bytes_each = 8 * CONN_LEN


def _on_tuple(name):
    """A method of tuple that looks at all items."""
    method = getattr(tuple, name)

    @functools.wraps(method)
    def call(self, *args):
        return method(tuple(self), *[tuple(x) if isinstance(x, LazyTuple) else x for x in args])

    return call


class LazyTuple(tuple):
    """In every respect the tuple of its items, but without them: they are made of `_source` when they are asked for.

    Parameters
    ----------
    source : sequence
        What the items are made of, one of each. Two tuples of the same class are equal if their sources are.
    """

    def __new__(cls, source):
        self = tuple.__new__(cls)
        self._source = source
        return self

    def __len__(self):
        return len(self._source)

    def __getitem__(self, where):
        if isinstance(where, slice):
            return type(self)(self._source[where])
        try:
            return self._item(self._source[operator.index(where)])
        except IndexError:
            raise IndexError(f"there are {len(self)} {self._what}, none at {where}") from None

    def __eq__(self, other):
        if type(other) is type(self):
            return self._same(self._source, other._source)
        return tuple(self) == other

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        return repr(tuple(self))

    def __radd__(self, other):
        return other + tuple(self)

    def __reduce__(self):
        return tuple, (list(self),)

    __lt__, __le__, __gt__, __ge__, __hash__, __add__, __mul__, __rmul__, __contains__, count, index = map(_on_tuple, (
        "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__add__", "__mul__", "__rmul__", "__contains__", "count",
        "index"))


class Connections(LazyTuple):
    """What `GetConnections` found: the tuple of ``array('l')`` with source, target, target thread, id of the synapse model
    and port of each connection.

    `GetStatus`, `SetStatus` and ``numpy.array(connections)`` need no items.

    Parameters
    ----------
    numbers : ndarray of int64, shape (n, 5)
    """

    _what = "connections"
    _same = staticmethod(numpy.array_equal)

    @staticmethod
    def _item(numbers):
        return array.array("l", numbers.tobytes())

    def __iter__(self):
        raw, make = self._source.tobytes(), array.array
        return (make("l", raw[at:at + _bytes_each]) for at in range(0, len(raw), _bytes_each))

    def __array__(self, dtype=None, copy=None):
        return numpy.array(self._source, dtype)

    def vector(self):
        """The numbers one after the other, for the interpreter."""
        return self._source.reshape(-1)


class Nodes(LazyTuple):
    """What `Create` made: the tuple of GIDs.

    Parameters
    ----------
    gids : range
    """

    _what = "nodes"
    _same = staticmethod(operator.eq)

    @staticmethod
    def _item(gid):
        return gid

    def __iter__(self):
        return iter(self._source)

    def __contains__(self, gid):
        return gid in self._source

    def __add__(self, other):
        if isinstance(other, Nodes):  # what was created one after the other
            a, b = self._source, other._source
            if a.step == b.step and b.start == a.stop:
                return Nodes(range(a.start, b.stop, a.step))
            other = tuple(other)
        return tuple(self) + other

    def __array__(self, dtype=None, copy=None):
        return numpy.array(self.vector(), dtype)

    def vector(self):
        """The GIDs in an array, for the interpreter."""
        return numpy.arange(self._source.start, self._source.stop, self._source.step, numpy.int64)
