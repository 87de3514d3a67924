"""What Create returns for many nodes behaves as a tuple of int, though it makes them when they are looked at."""
import copy
import pickle

import numpy as np
import pytest

import nest

N = 2000


@pytest.fixture
def nodes():
    return nest.Create("iaf_psc_alpha", N)


@pytest.fixture
def plain():
    return tuple(range(1, N + 1))


def test_it_is_the_tuple(nodes, plain):
    assert isinstance(nodes, tuple) and len(nodes) == N
    assert nodes == plain and plain == nodes and not nodes != plain
    assert hash(nodes) == hash(plain) and repr(nodes) == repr(plain)
    assert list(nodes) == list(plain) and tuple(nodes) == plain and type(nodes[0]) is int
    assert nodes[-1] == N and nodes[np.int64(3)] == 4
    assert nodes < (2,) and nodes.index(7) == 6 and nodes.count(7) == 1 and 7 in nodes and 0 not in nodes
    assert pickle.loads(pickle.dumps(nodes)) == copy.deepcopy(nodes) == plain
    assert {nodes: 1}[plain] == 1
    with pytest.raises(IndexError, match="2000 nodes"):
        nodes[N]


def test_parts(nodes, plain):
    for part in (slice(3), slice(None, None, 7), slice(None, None, -1), slice(5, 5)):
        assert nodes[part] == plain[part] and isinstance(nodes[part], tuple)
        assert nest.GetStatus(nodes[part], "global_id") == plain[part]


def test_sums(nodes, plain):
    more = nest.Create("iaf_psc_alpha", N)
    assert nodes + more == tuple(range(1, 2 * N + 1)) and more + nodes == tuple(more) + plain
    assert nodes + (5,) == plain + (5,) and (5,) + nodes == (5,) + plain and nodes * 2 == plain * 2
    assert nodes[::2] + nodes[1::2] == plain[::2] + plain[1::2]
    assert sum((nodes, more), ()) == tuple(range(1, 2 * N + 1))


def test_arrays(nodes, plain):
    assert np.array_equal(np.array(nodes), plain) and np.array(nodes).dtype == np.int64
    assert np.asarray(nodes, float).dtype == float
    assert np.random.default_rng(1).choice(nodes, 5).shape == (5,)


def test_sli_gets_an_array(nodes, plain):
    nest.ll_api.sps(nodes)
    nest.ll_api.sr("dup type")
    assert str(nest.ll_api.spp()) == "arraytype" and nest.ll_api.spp() == plain


def test_functions_take_it(nodes):
    nest.SetStatus(nodes, "V_m", np.linspace(-70.0, -60.0, N))
    assert nest.GetStatus(nodes[-1:], "V_m") == (-60.0,)
    nest.SetStatus(nodes[::2], {"I_e": 5.0})
    assert nest.GetStatus(nodes, "I_e") == (5.0, 0.0) * (N // 2)
    nest.Connect(nodes, nodes, "one_to_one")
    assert len(nest.GetConnections(nodes, nodes[:10])) == 10
    nest.Connect(nodes[:1], [nodes])  # one level of nesting is taken away
    assert nest.GetKernelStatus("num_connections") == 2 * N
