"""Python values to the words that cross into the interpreter, and back. The layout is told in nestling.h."""
import array
import struct

from ._abi import ffi
from .lib.hl_api_exceptions import NESTErrors

try:
    import numpy
    from ._sequences import Connections, Nodes
except ImportError:
    numpy = None
    Connections = Nodes = ()  # nothing is an instance of them

(INTEGER, DOUBLE, BOOL, STRING, LITERAL, ARRAY, DICT, INTEGERS, DOUBLES, LITERALS, INTVECTOR, DOUBLEVECTOR, CONNECTION,
 CONNECTIONS, HANDLE) = range(15)
CONN_LEN = 5

_word = struct.Struct("q").pack
_two_words = struct.Struct("qq").pack
_word_and_double = struct.Struct("qd").pack
_as_double = struct.Struct("d").unpack


class SLILiteral:
    """A name of SLI, as in ``/V_m``. Equal to, hashed and ordered like its text.

    Parameters
    ----------
    name : object
        Its text is the name.
    """

    __slots__ = ("_name",)

    def __init__(self, name):
        self._name = str(name)

    @property
    def name(self):
        """str : the name"""
        return self._name

    def __str__(self):
        return self._name

    def __repr__(self):
        return f"<SLILiteral: {self._name}>"

    def __hash__(self):
        return hash(self._name)

    def __eq__(self, other):
        text = _text(other)
        return NotImplemented if text is None else self._name == text

    def __lt__(self, other):
        text = _text(other)
        return NotImplemented if text is None else self._name < text

    def __le__(self, other):
        text = _text(other)
        return NotImplemented if text is None else self._name <= text

    def __gt__(self, other):
        text = _text(other)
        return NotImplemented if text is None else self._name > text

    def __ge__(self, other):
        text = _text(other)
        return NotImplemented if text is None else self._name >= text

    def __reduce__(self):
        return SLILiteral, (self._name,)


def _text(x):
    return x._name if isinstance(x, SLILiteral) else x if isinstance(x, str) else None


class SLIDatum:
    """An object of SLI that has no Python form, such as a mask. It can be handed back to SLI.

    Attributes
    ----------
    dtype : str
        SLI type, empty if there is no object.
    """

    __slots__ = ("_object", "_dtype")

    def __init__(self):
        self._object, self._dtype = None, ""

    @property
    def dtype(self):
        return self._dtype

    def __repr__(self):
        return f"<SLIDatum: {self._dtype or 'unassociated'}>"


class Names(dict):
    """Text of a name -> its id in the interpreter; `texts` and `literals` lead back."""

    def __init__(self, lib, session):
        intern, name = lib.nestling_intern, lib.nestling_name
        self._intern = lambda text: intern(session, text, len(text))
        self.texts = _Made(lambda number: ffi.string(name(session, number)).decode("utf-8", "replace"))
        self.literals = _Made(lambda number: SLILiteral(self.texts[number]))

    def __missing__(self, text):
        number = self[text] = self._intern(text.encode())
        return number


class _Made(dict):
    def __init__(self, make):
        self._make = make

    def __missing__(self, key):
        value = self[key] = self._make(key)
        return value


class Writer:
    """Collects the words of values. What the words point to must be kept alive until they are read: `kept`."""

    def __init__(self, names):
        self._names = names
        self.parts = []
        self.kept = []

    def bytes(self):
        return b"".join(self.parts)

    def write(self, x):
        write = _writers.get(type(x))
        if write is None:
            write = _writer_for(x)
        write(self, x)

    def connections(self, sequence):
        """An array of connections, from their dictionaries or from sequences of five numbers."""
        self.parts.append(_word(CONNECTIONS | len(sequence) << 8))
        if isinstance(sequence, Connections):
            self.parts.append(sequence._source.tobytes())
        else:
            self.parts.extend(map(_connection, sequence))

    def _integer(self, x):
        try:
            self.parts.append(_two_words(INTEGER, x))
        except struct.error:
            raise OverflowError(f"{x} does not fit into the 64 bits of an SLI integer") from None

    def _double(self, x):
        self.parts.append(_word_and_double(DOUBLE, x))

    def _bool(self, x):
        self.parts.append(_word(BOOL | bool(x) << 8))

    def _str(self, x):
        self._bytes(x.encode())

    def _bytes(self, x):
        n = len(x)
        self.parts.append(_word(STRING | n << 8))
        self.parts.append(x)
        self.parts.append(bytes(-n % 8))

    def _literal(self, x):
        self.parts.append(_word(LITERAL | self._names[x._name] << 8))

    def _range(self, x):
        try:
            numbers = array.array("q", x)
        except OverflowError:
            large = next(n for n in x if not -2**63 <= n < 2**63)
            raise OverflowError(f"{large} does not fit into the 64 bits of an SLI integer") from None
        self._numbers(INTEGERS, numbers)

    def _numbers(self, kind, numbers):
        self.parts.append(_word(kind | len(numbers) << 8))
        self.parts.append(numbers.tobytes())

    def _sequence(self, x):
        types = set(map(type, x))
        if len(types) == 1:
            only = types.pop()
            if only is int:
                return self._range(x)
            if only is float:
                return self._numbers(DOUBLES, array.array("d", x))
            if only is SLILiteral:
                return self._numbers(LITERALS, array.array("q", [self._names[y._name] for y in x]))
        self.parts.append(_word(ARRAY | len(x) << 8))
        for y in x:
            self.write(y)

    def _dict(self, x):
        self.parts.append(_word(DICT | len(x) << 8))
        for key, value in x.items():
            if isinstance(key, bytes):
                raise NESTErrors.PyNESTError(f"the key {key!r} of a dictionary is bytes; SLI needs a name")
            self.parts.append(_word(self._names[key if type(key) is str else str(key)]))
            try:
                self.write(value)
            except NoValue as error:
                raise NoValue((str(key), *error.path)) from None
            except NESTErrors.PyNESTError as error:
                raise NESTErrors.PyNESTError(f"{key}: {error}") from None

    def _vector(self, kind, address, n, owner):
        self.kept.append(owner)
        self.parts.append(_two_words(kind | n << 8, address))

    def _scalar(self, x):
        if isinstance(x, numpy.bool_):
            return self._bool(x)
        if isinstance(x, numpy.integer):
            return self._integer(int(x))
        if isinstance(x, numpy.floating):
            return self._double(float(x))
        _refuse(x)

    def _ndarray(self, x):
        if x.ndim == 0:
            return self.write(x[()])
        if x.ndim > 1:
            raise NESTErrors.PyNESTError(f"an array of {x.ndim} dimensions has no SLI type; SLI has vectors of numbers")
        kind = x.dtype.kind
        if kind in "iu":
            if x.dtype.itemsize == 8 and kind == "u" and x.size and int(x.max()) > 2**63 - 1:
                raise OverflowError(f"{x.max()} does not fit into the 64 bits of an SLI integer")
            numbers = numpy.ascontiguousarray(x, numpy.int64)
            return self._vector(INTVECTOR, numbers.__array_interface__["data"][0], len(numbers), numbers)
        if kind == "f":
            numbers = numpy.ascontiguousarray(x, numpy.float64)
            return self._vector(DOUBLEVECTOR, numbers.__array_interface__["data"][0], len(numbers), numbers)
        raise NESTErrors.PyNESTError(f"an array of {x.dtype} has no SLI type; SLI has vectors of integers and of doubles")

    def _buffer(self, x):
        format = x.format if isinstance(x, memoryview) else x.typecode
        if format not in ("i", "l", "q", "f", "d"):
            _refuse(x)
        kind, code = (INTVECTOR, "q") if format in "ilq" else (DOUBLEVECTOR, "d")
        numbers = array.array(code, x)
        self._vector(kind, numbers.buffer_info()[0], len(numbers), numbers)

    def _datum(self, x):
        if x._object is None:
            raise NESTErrors.PyNESTError("this SLIDatum has no object of SLI behind it")
        self.kept.append(x)
        self.parts.append(_two_words(HANDLE | self._names[x._dtype] << 8, int(ffi.cast("intptr_t", x._object))))


class NoValue(NESTErrors.PyNESTError):
    """None where a value is wanted.

    Parameters
    ----------
    path : tuple of str
        Keys of the dictionaries in which it was found; empty if it was in none.
    """

    def __init__(self, path=()):
        super().__init__("/".join(path) + (": " if path else "") + "None is no value of SLI")
        self.path = path


def _refuse(x):
    if x is None:
        raise NoValue
    raise NESTErrors.PyNESTError(f"{type(x).__name__} has no SLI type: {_short(x)}")


def _short(x):
    text = repr(x)
    return text if len(text) <= 60 else text[:57] + "..."


def _connection(c):
    try:
        if isinstance(c, dict):
            numbers = c["source"], c.get("target", 0), c["target_thread"], c["synapse_modelid"], c["port"]
        else:
            numbers = [c[i] for i in range(CONN_LEN)]
        return array.array("q", numbers).tobytes()
    except (IndexError, KeyError, OverflowError, TypeError) as error:
        raise type(error)(f"a connection is five integers, not {_short(c)}") from None


_writers = {
    bool: Writer._bool,
    int: Writer._integer,
    float: Writer._double,
    str: Writer._str,
    bytes: Writer._bytes,
    SLILiteral: Writer._literal,
    tuple: Writer._sequence,
    list: Writer._sequence,
    range: Writer._range,
    dict: Writer._dict,
    array.array: Writer._buffer,
    memoryview: Writer._buffer,
    SLIDatum: Writer._datum,
}
# The order in which subclasses are recognised.
_bases = [(int, Writer._integer), (float, Writer._double), (bytes, Writer._bytes), (str, Writer._str),
          (SLILiteral, Writer._literal), (tuple, Writer._sequence), (list, Writer._sequence), (dict, Writer._dict),
          (SLIDatum, Writer._datum)]
if numpy is not None:
    _bases += [(numpy.generic, Writer._scalar), (numpy.ndarray, Writer._ndarray)]
    _writers[numpy.ndarray] = Writer._ndarray
    _writers[Connections] = lambda writer, x: writer.write(tuple(x))
    _writers[Nodes] = lambda writer, x: writer._numbers(INTEGERS, x.vector())


def _writer_for(x):
    if numpy is not None and isinstance(x, numpy.longdouble):
        return Writer._scalar
    for base, write in _bases:
        if isinstance(x, base):
            return write
    _refuse(x)


class Reader:
    """Makes Python values of the words of results."""

    def __init__(self, lib, names):
        self._release = lib.nestling_release
        self._names = names

    def read(self, words, count):
        """All values, in a list."""
        if count == 2 and words[0] in _single:
            return [_single[words[0]](words[1])]
        raw = memoryview(ffi.buffer(words, 8 * count))
        self._raw, self._integers, self._doubles = raw, raw.cast("q"), raw.cast("d")
        self._at = 0
        values = []
        while self._at < count:
            values.append(self._value())
        return values

    def _take(self, n):
        at = self._at
        self._at = at + n
        return at

    def _value(self):
        head = self._integers[self._take(1)]
        return _readers[head & 255](self, head >> 8)

    def _integer(self, n):
        return self._integers[self._take(1)]

    def _double(self, n):
        return self._doubles[self._take(1)]

    def _bool(self, n):
        return n != 0

    def _string(self, n):
        at = 8 * self._take((n + 7) // 8)
        return str(self._raw[at:at + n], "utf-8")

    def _literal(self, n):
        return self._names.literals[n]

    def _array(self, n):
        return tuple([self._value() for _ in range(n)])

    def _dict(self, n):
        result, names, integers, doubles = {}, self._names.texts, self._integers, self._doubles
        at = self._at
        for _ in range(n):
            key, head = names[integers[at]], integers[at + 1]
            kind = head & 255
            if kind == DOUBLE:  # most entries are: no call for them
                result[key] = doubles[at + 2]
                at += 3
            elif kind == INTEGER:
                result[key] = integers[at + 2]
                at += 3
            else:
                self._at = at + 2
                result[key] = _readers[kind](self, head >> 8)
                at = self._at
        self._at = at
        return result

    def _integers_of(self, n):
        at = self._take(n)
        return tuple(self._integers[at:at + n])

    def _doubles_of(self, n):
        at = self._take(n)
        return tuple(self._doubles[at:at + n])

    def _literals_of(self, n):
        at = self._take(n)
        literals = self._names.literals
        return tuple([literals[i] for i in self._integers[at:at + n]])

    def _vector(self, n, code):
        at = self._take(2)
        address, kept = self._integers[at], self._integers[at + 1]
        return _vector(address, n, code, lambda _: self._release(kept))

    def _intvector(self, n):
        return self._vector(n, "l")

    def _doublevector(self, n):
        return self._vector(n, "d")

    def _connection(self, _):
        return self._connections(1)[0]

    def _connections(self, n):
        at, size = 8 * self._take(n * CONN_LEN), 8 * CONN_LEN
        raw, make = bytes(self._raw[at:at + n * size]), array.array
        return tuple([make("l", raw[i:i + size]) for i in range(0, n * size, size)])

    def _handle(self, n):
        kept = self._integers[self._take(1)]
        datum = SLIDatum()
        datum._dtype = self._names.texts[n]
        datum._object = ffi.gc(ffi.cast("void *", kept), lambda _: self._release(kept))
        return datum


_readers = (Reader._integer, Reader._double, Reader._bool, Reader._string, Reader._literal, Reader._array, Reader._dict,
            Reader._integers_of, Reader._doubles_of, Reader._literals_of, Reader._intvector, Reader._doublevector,
            Reader._connection, Reader._connections, Reader._handle)

# One number is the most frequent result: what makes it of its word.
_single = {INTEGER: int, DOUBLE: lambda word: _as_double(_word(word))[0]}

_copied_below = 4096  # shorter vectors cost less as a copy than as a borrowed buffer


def _vector(address, n, code, release):
    """An array of the n numbers at the address; `release` is called when they are no longer needed."""
    if n < _copied_below or numpy is None:
        copy = array.array(code)
        copy.frombytes(ffi.buffer(ffi.cast("char *", address), 8 * n))
        release(None)
        return copy if numpy is None else numpy.frombuffer(copy, code) if n else numpy.empty(0, code)
    owner = ffi.gc(ffi.cast("char *", address), release)
    return numpy.frombuffer(ffi.buffer(owner, 8 * n), code)
