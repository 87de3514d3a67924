"""What functions take for arguments, beyond what the recordings have, and what they say about others."""
import re
import warnings

import numpy as np
import pytest

import nest
from nest.pynestkernel import NESTErrors


@pytest.fixture
def nodes():
    return nest.Create("iaf_psc_alpha", 3)


@pytest.mark.parametrize("kind", [np.int64, np.int32, np.uint8, np.uint64])
def test_arrays_of_integers_are_node_lists(nodes, kind):
    array = np.array(nodes, kind)
    nest.SetStatus(array[:2], "I_e", [1.0, 2.0])
    assert nest.GetStatus(array, "I_e") == (1.0, 2.0, 0.0)
    nest.Connect(array, array, "one_to_one")
    assert [c[0] for c in nest.GetConnections(array[1:], array)] == [2, 3]
    nest.Disconnect(array[:1], array[:1])
    assert nest.GetKernelStatus("num_connections") == 2


@pytest.mark.parametrize("wrong", [np.array([1.0]), np.array([[1]]), np.array(1), 1, "1", {1}, 1.5])
def test_other_things_are_no_node_lists(nodes, wrong):
    for call in (nest.GetStatus, lambda x: nest.SetStatus(x, {"I_e": 1.0}), nest.GetConnections):
        with pytest.raises(TypeError, match="list or tuple of GIDs"):
            call(wrong)


@pytest.mark.parametrize("n", [None, 2.0, "2", True, [2], np.float64(2.0)])
def test_number_of_nodes_is_an_int(n):
    with pytest.raises(NESTErrors.ArgumentType):
        nest.Create("iaf_psc_alpha", n)
    assert nest.GetKernelStatus("network_size") == 1


@pytest.mark.parametrize("params", [5, "I_e", [], [{}] * 3, [5.0, 6.0], np.array([1.0, 2.0])])
def test_parameters_of_new_nodes(params):
    with warnings.catch_warnings(record=True) as shown, pytest.raises(TypeError):
        warnings.simplefilter("always")
        nest.Create("iaf_psc_alpha", 2, params)
    assert [w.filename for w in shown] == [__file__] and "1 to 2" in str(shown[0].message)


def test_none_is_no_value(nodes):
    for call, error in ((lambda: nest.SetStatus(nodes, {"I_e": None}), NESTErrors.TypeMismatch),
                        (lambda: nest.SetDefaults("stdp_synapse", {"alpha": None}), NESTErrors.TypeMismatch),
                        (lambda: nest.Connect(nodes, nodes, syn_spec={"weight": {"distribution": "normal", "mu": None}}),
                         NESTErrors.TypeMismatch),
                        (lambda: nest.SetKernelStatus(None), NESTErrors.ArgumentType),
                        (lambda: nest.GetStatus([None]), NESTErrors.ArgumentType),
                        (lambda: nest.Install(None), NESTErrors.ArgumentType),
                        (lambda: nest.ll_api.sps(None), NESTErrors.PyNESTError),
                        (lambda: nest.ll_api.sps({"a": {"b": None}}), NESTErrors.PyNESTError),
                        (lambda: nest.Create(None), TypeError)):
        with pytest.raises(error, match="None"):
            call()
    assert nest.ll_api.engine.count() == 0


def test_large_integers_are_named():
    for value in (2**63, [1, -2**70], {"a": 2**64}, np.array([2**63], np.uint64)):
        with pytest.raises(OverflowError, match=r"\d{19,} does not fit"):
            nest.ll_api.sps(value)


def test_what_is_no_connection_is_shown():
    for x, error in (("V_m", IndexError), ((1, 2), IndexError), ({"source": 1}, KeyError), ([1, 2, 3, 4, "a"], TypeError),
                     ([1, 2, 3, 4, 2**64], OverflowError)):
        with pytest.raises(error, match="five integers"):
            nest.ll_api.engine.push_connection_datums([x])
    assert nest.ll_api.engine.count() == 0


def test_unknown_entries_of_the_kernel_are_suggested():
    with pytest.raises(KeyError, match="resolution"):
        nest.GetKernelStatus("resolutoin")
    with pytest.raises(KeyError, match="belongs to nodes"):
        nest.GetKernelStatus("label")


def test_the_neuron_of_older_scripts():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert nest.GetStatus(nest.Create("iaf_neuron", 2), "model") == ("iaf_psc_alpha",) * 2
    assert nest.GetDefaults("iaf_neuron", "tau_m") == 10.0


def test_warnings_name_the_line_of_the_user():
    nest.lib.hl_api_helper._to_warn.update({"GetLeaves": True, "subnet (model)": True, "Connect (model)": True})
    n = nest.Create("parrot_neuron")
    for call in (lambda: nest.GetLeaves([0]), lambda: nest.Create("subnet"), lambda: nest.Connect(n, n, model="static_synapse")):
        with pytest.warns(UserWarning) as shown:
            call()
        assert shown[0].filename == __file__ and re.match(r"\n\S", str(shown[0].message))


def test_properties_in_arrays(nodes):
    nest.SetStatus(nodes, "I_e", [1.0, 2.0, 3.0])
    assert np.array_equal(nest.GetStatus(nodes, "I_e", output="array"), [1.0, 2.0, 3.0])
    columns = nest.GetStatus(nodes, ["global_id", "model", "frozen"], "array")
    assert {key: column.dtype.kind for key, column in columns.items()} == {"global_id": "i", "model": "U", "frozen": "b"}
    assert columns["global_id"].tolist() == list(nodes) and columns["model"].tolist() == ["iaf_psc_alpha"] * 3
    nest.Connect(nodes, nodes, syn_spec={"weight": 2.5})
    connections = nest.GetConnections()
    for some in (connections, list(connections)):
        found = nest.GetStatus(some, ("source", "weight"), "array")
        assert found["weight"].tolist() == [2.5] * 9 and sorted(found["source"]) == sorted(3 * list(nodes))
    with pytest.raises(TypeError, match="keys"):
        nest.GetStatus(nodes, output="array")
