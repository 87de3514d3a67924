"""SetStatus of several nodes or connections changes all of them, or nothing."""
import numpy
import pytest

import nest
from nest.pynestkernel import NESTErrors


@pytest.fixture
def nodes():
    return nest.Create("iaf_psc_alpha", 3)


@pytest.mark.parametrize("params", [
    {"I_e": 1.0, "foo": 2.0},
    [{"I_e": 1.0}, {"I_e": 2.0}, {"foo": 3.0}],
    [{"I_e": 1.0}, {"I_e": 2.0}, {"I_e": 3}],
    [{"I_e": 1.0}, {"I_e": 2.0}, {"C_m": -1.0}],
])
def test_nodes(nodes, params):
    with pytest.raises(nest.NESTError):
        nest.SetStatus(nodes, params)
    assert nest.GetStatus(nodes, "I_e") == (0.0, 0.0, 0.0)


def test_one_property_of_nodes(nodes):
    for values in ([1.0, 2.0, 3], [1.0, "a", 2.0]):
        with pytest.raises(NESTErrors.TypeMismatch):
            nest.SetStatus(nodes, "I_e", values)
    assert nest.GetStatus(nodes, "I_e") == (0.0, 0.0, 0.0)


def test_a_node_that_does_not_exist(nodes):
    with pytest.raises(NESTErrors.UnknownNode):
        nest.SetStatus([1, 99], {"I_e": 55.0})
    assert nest.GetStatus(nodes, "I_e") == (0.0, 0.0, 0.0)


def test_a_node_twice(nodes):
    nest.SetStatus([1, 1], [{"I_e": 1.0}, {"C_m": 100.0}])
    assert nest.GetStatus([1], ["I_e", "C_m"]) == ((1.0, 100.0),)


def test_the_kernel_among_nodes(nodes):
    nest.SetStatus([0, 1], [{"print_time": True}, {"I_e": 5.0}])
    assert nest.GetKernelStatus("print_time") and nest.GetStatus([1], "I_e") == (5.0,)
    with pytest.raises(NESTErrors.DictError):
        nest.SetStatus([0, 1], [{"print_time": False}, {"foo": 5.0}])
    assert nest.GetKernelStatus("print_time")


@pytest.mark.parametrize("params", [{"foo": 1}, {"delay": 0.0, "weight": 2.0},
                                    [{"weight": 2.0}, {"weight": 3}], [{"weight": 2.0}, {"foo": 3.0}]])
def test_connections(nodes, params):
    nest.Connect(nodes[:1], nodes[1:])
    connections = nest.GetConnections()
    with pytest.raises(nest.NESTError):
        nest.SetStatus(connections, params)
    assert nest.GetStatus(connections, "weight") == (1.0, 1.0)


def test_one_property_of_connections(nodes):
    nest.Connect(nodes[:1], nodes[1:])
    connections = nest.GetConnections()
    with pytest.raises(NESTErrors.TypeMismatch):
        nest.SetStatus(connections, "weight", [2.0, "a"])
    assert nest.GetStatus(connections, "weight") == (1.0, 1.0)
    nest.SetStatus(connections, "weight", [2.0, 3.0])
    assert nest.GetStatus(connections, "weight") == (2.0, 3.0)


def test_receptors_and_labels_as_arrays(nodes):
    nest.Connect(nodes[:2], nodes[1:], "one_to_one", {"receptor_type": [0, 0]})
    nest.Connect(nodes[:2], nodes[1:], "one_to_one", {"model": "static_synapse_lbl", "synapse_label": numpy.array([4, 5])})
    assert [tuple(c)[:2] for c in nest.GetConnections(synapse_label=5)] == [(2, 3)]
    with pytest.raises(NESTErrors.BadProperty):
        nest.Connect(nodes[:2], nodes[1:], "one_to_one", {"receptor_type": [0.0, 0.0]})
