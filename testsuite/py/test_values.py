"""Values from Python to SLI and back."""
import array
import collections
import enum
import pickle

import numpy
import pytest

import nest
from nest.pynestkernel import NESTErrors, SLIDatum, SLILiteral
from nest.ll_api import spp, sps, sr


def there_and_back(x):
    sps(x)
    return spp()


def sli_type(x):
    sps(x)
    sr("type")
    return spp().name


Colour = enum.IntEnum("Colour", "RED GREEN")
Point = collections.namedtuple("Point", "x y")


@pytest.mark.parametrize("x, type_name", [
    (True, "booltype"), (0, "integertype"), (-2**63, "integertype"), (2**63 - 1, "integertype"), (1.5, "doubletype"),
    (float("inf"), "doubletype"), ("", "stringtype"), ("a(b)\nc\0ä€", "stringtype"), (SLILiteral("V_m"), "literaltype"),
    ((), "arraytype"), ((1, 2), "arraytype"), ((1, 2.0, "x", (True,)), "arraytype"), ({}, "dictionarytype"),
    ({"a": 1.5, "b": (1, "x"), "c": {"d": False}}, "dictionarytype"), (Colour.GREEN, "integertype"),
    (Point(1, 2), "arraytype"),
])
def test_plain_values(x, type_name):
    assert sli_type(x) == type_name
    back = there_and_back(x)
    assert back == x and (type(back) is type(x) or isinstance(x, (enum.Enum, Point)))


@pytest.mark.parametrize("x, expected", [
    ([1, [2, [3.0]]], (1, (2, (3.0,)))), (range(5, 0, -2), (5, 3, 1)), (b"abc", "abc"), ({1: 2}, {"1": 2}),
    (numpy.int8(3), 3), (numpy.uint64(3), 3), (numpy.float32(0.1), 0.10000000149011612), (numpy.longdouble(1.5), 1.5),
    (numpy.bool_(True), True), (numpy.str_("abc"), "abc"), (numpy.array(3), 3), (numpy.array("abc"), "abc"),
    ([numpy.int64(1), 2], (1, 2)), ({SLILiteral("x"): 1}, {"x": 1}), ([SLILiteral("a"), SLILiteral("b")], ("a", "b")),
])
def test_kin_of_plain_values(x, expected):
    back = there_and_back(x)
    assert back == expected and type(back) is type(expected)


@pytest.mark.parametrize("x, type_name, expected", [
    (numpy.arange(4, dtype=numpy.int16), "intvectortype", [0, 1, 2, 3]),
    (numpy.arange(4, dtype=numpy.uint64), "intvectortype", [0, 1, 2, 3]),
    (numpy.arange(10)[::-3], "intvectortype", [9, 6, 3, 0]),
    (numpy.array([1.5, 2.5], numpy.float16), "doublevectortype", [1.5, 2.5]),
    (numpy.array([]), "doublevectortype", []),
    (array.array("i", [1, 2]), "intvectortype", [1, 2]),
    (array.array("f", [1, 2]), "doublevectortype", [1.0, 2.0]),
])
def test_vectors(x, type_name, expected):
    assert sli_type(x) == type_name
    back = there_and_back(x)
    assert isinstance(back, numpy.ndarray) and back.dtype == ("int64" if type_name == "intvectortype" else "float64")
    assert back.tolist() == expected


@pytest.mark.parametrize("n", [3, 100000])
def test_a_vector_is_an_own_writeable_array(n):
    before = numpy.arange(float(n))
    sps(before)
    sr("dup")
    one, other = spp(), spp()
    one[0] = 7.0
    assert other[0] == before[0] == 0.0 and (one[1:] == before[1:]).all()


@pytest.mark.parametrize("x", [
    None, {1}, 1j, object(), len, lambda: 1, bytearray(b"abc"), {"a": 1}.keys(), numpy.array([True]), numpy.array([1j]),
    numpy.array(["a"]), numpy.array([1, 2], object), numpy.zeros((2, 2)), numpy.complex128(1), memoryview(b"abc"),
    array.array("b", [1]), SLIDatum(), int, [object()], {"a": None}, {b"a": 1},
])
def test_what_has_no_sli_type_is_refused_and_leaves_the_stack_alone(x):
    sps(1)
    with pytest.raises(NESTErrors.PyNESTError):
        sps(x)
    sr("count")
    assert spp() == 1


@pytest.mark.parametrize("x", [2**63, -2**63 - 1, [1, 2**63], numpy.uint64(2**63), numpy.array([2**63], numpy.uint64)])
def test_integers_beyond_64_bits(x):
    with pytest.raises(OverflowError):
        sps(x)


def test_the_message_names_the_key_and_the_type():
    with pytest.raises(NESTErrors.PyNESTError, match="a: b: set"):
        sps({"a": {"b": {1, 2}}})


@pytest.mark.parametrize("code", ["{1 2 add}", "cin", "/add load", "systemdict", "<< /a {1} >>", "[1 {2}]"])
def test_what_has_no_python_form_is_refused_and_taken_off_the_stack(code):
    sr("clear " + code)
    with pytest.raises(NESTErrors.PyNESTError):
        spp()
    sr("count")
    assert spp() == 0


def test_pop_of_an_empty_stack():
    with pytest.raises(NESTErrors.PyNESTError):
        spp()


def test_a_dictionary_that_contains_itself():
    sr("<< >> dup /self 1 index put")
    with pytest.raises(NESTErrors.PyNESTError):
        spp()


def test_deeply_nested_lists_are_an_error_and_no_crash():
    deep = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises((RecursionError, NESTErrors.PyNESTError)):
        sps(deep)
    sr("1 2 add")
    assert spp() == 3


def test_connections():
    n = nest.Create("iaf_psc_alpha", 2)
    nest.Connect(n, n)
    connections = nest.GetConnections()
    assert len(connections) == 4 and all(type(c) is array.array and c.typecode == "l" for c in connections)
    nest.ll_api.pcd(connections)
    assert spp() == connections
    assert nest.GetStatus([tuple(c) for c in connections], "target") == tuple(c[1] for c in connections)


def test_a_literal_is_like_its_text():
    a = SLILiteral("a")
    assert a == "a" and "a" == a and hash(a) == hash("a") and {a: 1}["a"] == 1 and a < "b" and sorted(["b", a])[0] is a
    assert repr(a) == "<SLILiteral: a>" and str(a) == a.name == "a" and pickle.loads(pickle.dumps(a)) == a
    with pytest.raises(TypeError):
        a < 1
    with pytest.raises(AttributeError):
        a.name = "b"
