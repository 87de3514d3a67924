"""GetConnections returns what behaves like a tuple of arrays, and reads and sets properties in one piece."""
import array
import copy
import pickle

import nest
import numpy as np
import pytest

from nest.pynestkernel import NESTErrors


@pytest.fixture
def nodes():
    nest.ResetKernel()
    nest.set_verbosity("M_ERROR")
    nodes = nest.Create("iaf_psc_alpha", 6)
    nest.Connect(nodes, nodes, "all_to_all", {"weight": 2.5, "delay": 1.5})
    return nodes


def test_looks_like_a_tuple(nodes):
    c = nest.GetConnections()
    plain = tuple(c)
    assert isinstance(c, tuple) and len(c) == 36 and type(plain) is tuple
    assert c == plain and plain == c and not c != plain and c != plain[:3] and c == nest.GetConnections()
    assert type(c[0]) is array.array and c[0].typecode == "l" and c[0].tolist() == [1, 1, 0, 0, 0]
    assert type(nest.GetConnections([1])) is tuple and nest.GetConnections([1]) == c[:6]
    assert c[-1] == plain[-1] and c[2:9:3] == plain[2:9:3] and c[::-1] == plain[::-1]
    assert list(c) == list(plain) and list(reversed(c)) == list(reversed(plain)) and sorted(c)[:2] == sorted(plain)[:2]
    assert repr(c[:1]) == repr(plain[:1]) and plain[3] in c and c.index(plain[3]) == 3 and c.count(plain[3]) == 1
    assert plain[:1] + c == plain[:1] + plain and c + plain[:1] == plain + plain[:1] and c + c == 2 * plain == 2 * c
    assert [source for source, *_ in c] == [x[0] for x in plain] and c < plain[1:] and bool(c)
    assert pickle.loads(pickle.dumps(c)) == plain == copy.deepcopy(c)
    assert np.array(c).tolist() == [x.tolist() for x in plain]
    with pytest.raises(TypeError):
        hash(c)
    with pytest.raises(IndexError):
        c[36]
    assert nest.GetConnections(synapse_model="stdp_synapse") == ()


def test_properties_are_those_of_single_connections(nodes):
    nest.Connect(nodes, nodes, "one_to_one", {"model": "stdp_synapse", "weight": 3.0})
    c = nest.GetConnections()
    nest.SetStatus(c, "weight", [float(k) for k in range(42)])
    one_by_one = [nest.GetStatus([x])[0] for x in c]
    assert nest.GetStatus(c) == tuple(one_by_one)
    for key in ("source", "target", "weight", "delay", "synapse_model", "receptor"):
        assert nest.GetStatus(c, key) == tuple(d[key] for d in one_by_one)
        assert [type(x) for x in nest.GetStatus(c[:36], key)] == [type(d[key]) for d in one_by_one[:36]]
    keys = ["source", "weight", "synapse_model"]
    assert nest.GetStatus(c, keys) == tuple(tuple(d[k] for k in keys) for d in one_by_one)
    assert nest.GetStatus(list(c), keys) == nest.GetStatus(c, keys) and nest.GetStatus(c[:2], []) == ((), ())
    assert nest.GetStatus(c[36:], "tau_plus") == 6 * (20.0,)


def test_values_for_each_for_some_and_for_all(nodes):
    c = nest.GetConnections()
    nest.SetStatus(c, "weight", np.arange(36.0))
    nest.SetStatus(c[::2], "weight", [-1.0] * 18)
    nest.SetStatus(c[1:2], {"weight": 50.0, "delay": 2.0})
    nest.SetStatus([c[3]], [{"weight": 60.0}])
    assert nest.GetStatus(c, "weight") == (-1.0, 50.0, -1.0, 60.0) + tuple(-1.0 if k % 2 == 0 else float(k) for k in range(4, 36))
    assert nest.GetStatus(c[:2], "delay") == (1.5, 2.0)


@pytest.mark.parametrize("call, error", [
    (lambda c: nest.GetStatus(c, "wei"), NESTErrors.DictError),
    (lambda c: nest.GetStatus(c, ["weight", "wei"]), NESTErrors.DictError),
    (lambda c: nest.SetStatus(c, "weight", [1.0, 2.0]), TypeError),
    (lambda c: nest.SetStatus(c, "weight", list(range(36))), NESTErrors.TypeMismatch),
    (lambda c: nest.SetStatus(c, "wei", [1.0] * 36), NESTErrors.DictError),
    (lambda c: nest.SetStatus(c, "delay", [1.0] * 35 + [-1.0]), NESTErrors.BadDelay),
    (lambda c: nest.ll_api.engine.call("::connection_column", np.arange(7), nest.kernel.SLILiteral("weight"), results=1),
     NESTErrors.RangeCheck),
    (lambda c: nest.ll_api.engine.call("::connection_column", np.full(10, -7), nest.kernel.SLILiteral("weight"), results=1),
     NESTErrors.NESTError),
])
def test_refused_without_a_change(nodes, call, error):
    c = nest.GetConnections()
    with pytest.raises(error):
        call(c)
    assert nest.GetStatus(c, ["weight", "delay"]) == 36 * ((2.5, 1.5),)


def test_removed_connections_are_not_found(nodes):
    c = nest.GetConnections()
    nest.Disconnect([1], [1])
    for key in ("weight", "source"):
        with pytest.raises(NESTErrors.NESTError):
            nest.GetStatus(c, key)


def test_the_language_gives_them_away_in_pieces():
    nest.ResetKernel()
    nodes = nest.Create("parrot_neuron", 100)
    nest.Connect(nodes, nodes)
    run = lambda code: nest.ll_api.sli_func(code)
    assert run("<< >> GetConnections 7 get /one Set one GetStatus /target get") == 8
    assert run("<< >> GetConnections dup length 10 sub 10 getinterval /weight GetStatus_a_l length") == 10
    assert run("<< >> GetConnections Reverse 3 Take { GetStatus /target get } Map") == (100, 99, 98)
    assert run("<< >> GetConnections Reverse /weight GetStatus_a_l length") == 10000
    assert run("<< >> GetConnections 0 get << >> GetConnections 1 get 2 arraystore /delay GetStatus_a_l") == (1.0, 1.0)


def test_one_property_of_many_nodes(nodes):
    nest.SetStatus(nodes, "V_m", np.array([-61.0, -62.0, -63.0, -64.0, -65.0, -66.0]))
    assert nest.GetStatus(nodes, "V_m") == (-61.0, -62.0, -63.0, -64.0, -65.0, -66.0) == nest.GetStatus(list(nodes), "V_m")
    assert nest.GetStatus(range(2, 4), "V_m") == (-62.0, -63.0)
    assert nest.GetStatus(nodes, "model")[0] == "iaf_psc_alpha" and nest.GetStatus([0], "resolution") == (0.1,)
    nest.SetStatus([0], "wfr_tol", [0.5])
    assert nest.GetKernelStatus("wfr_tol") == 0.5
    nest.SetStatus(nodes[:2], "V_m", [-1.0, -2.0])
    assert nest.GetStatus(nodes, "V_m") == (-1.0, -2.0, -63.0, -64.0, -65.0, -66.0)
    for bad in ((99,), (1, 99)):
        with pytest.raises(NESTErrors.UnknownNode):
            nest.GetStatus(bad, "V_m")
    with pytest.raises(NESTErrors.UnknownNode):
        nest.SetStatus([1, 99], "V_m", [0.0, 0.0])
    assert nest.GetStatus(nodes[:1], "V_m") == (-1.0,)
