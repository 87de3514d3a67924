"""The introductory tutorial, statements T11 to T24: nodes and their properties."""
import numpy
import pytest

import nest
from nest.pynestkernel import NESTErrors, SLILiteral


@pytest.fixture
def neuron():
    return nest.Create("iaf_psc_alpha")


def test_t11_at_the_start_there_is_an_empty_root():
    assert nest.GetKernelStatus("network_size") == 1
    assert nest.CurrentSubnet() == (0,)
    assert nest.GetChildren([0]) == ((),)


def test_t12_nodes_are_neurons_devices_or_subnets():
    kinds = [nest.GetStatus(nest.Create(model), "element_type")[0]
             for model in ("iaf_psc_alpha", "spike_detector", "multimeter", "poisson_generator")]
    assert kinds == ["neuron", "recorder", "recorder", "stimulator"]
    assert nest.Create("subnet") == (5,)


def test_t13_create_gives_the_ids(neuron):
    assert neuron == (1,) and type(neuron) is tuple and type(neuron[0]) is int
    assert nest.Create("iaf_psc_alpha") == (2,)


def test_t14_functions_take_and_give_sequences(neuron):
    more = nest.Create("iaf_psc_alpha", 3)
    assert more == (2, 3, 4)
    assert nest.GetStatus(list(more), "global_id") == nest.GetStatus(more, "global_id") == more


def test_t15_the_status_is_a_dictionary(neuron):
    (status,) = nest.GetStatus(neuron)
    assert type(status) is dict and len(status) == 33
    assert all(type(key) is str for key in status) and repr(status)


def test_t16_one_key(neuron):
    assert nest.GetStatus(neuron, "I_e") == (0.0,)


def test_t17_list_of_keys(neuron):
    assert nest.GetStatus(neuron, ["V_reset", "V_th"]) == ((-70.0, -55.0),)


def test_t18_outer_and_inner_length():
    values = nest.GetStatus(nest.Create("iaf_psc_alpha", 3), ["V_reset", "V_th"])
    assert len(values) == 3 and all(len(v) == 2 for v in values)


def test_t19_set_a_property(neuron):
    assert nest.SetStatus(neuron, {"I_e": 376.0}) is None
    assert nest.GetStatus(neuron, "I_e") == (376.0,)


def test_t20_several_properties_at_once(neuron):
    nest.SetStatus(neuron, {"I_e": 376.0, "V_th": -54.0})
    assert nest.GetStatus(neuron, ["I_e", "V_th"]) == ((376.0, -54.0),)


def test_t21_a_double_needs_its_decimal_point(neuron):
    nest.SetStatus(neuron, {"I_e": 1.5})
    with pytest.raises(NESTErrors.TypeMismatch) as caught:
        nest.SetStatus(neuron, {"I_e": 376, "V_th": -54.0})
    error = caught.value
    assert (error.errorname, error.commandname) == ("TypeMismatch", "SetStatus_id")
    for part in ("I_e", "doubletype", "integertype", "376.0"):
        assert part in str(error)
    assert nest.GetStatus(neuron, ["I_e", "V_th"]) == ((1.5, -55.0),)
    nest.SetStatus(neuron, {"I_e": 376.0})
    nest.Simulate(1000.0)
    assert nest.GetStatus(neuron, "V_m")[0] == pytest.approx(-57.16496871044047, rel=1e-9)


def test_t22_recordables(neuron):
    (recordables,) = nest.GetStatus(neuron, "recordables")
    assert recordables == ("I_syn_ex", "I_syn_in", "V_m", "weighted_spikes_ex", "weighted_spikes_in")
    assert all(type(name) is SLILiteral for name in recordables)


def test_t23_a_multimeter_that_records_times_and_potentials(neuron):
    multimeter = nest.Create("multimeter")
    nest.SetStatus(multimeter, {"withtime": True, "record_from": ["V_m"]})
    assert nest.GetStatus(multimeter, ["withtime", "withgid", "interval", "record_from"]) == ((True, True, 1.0, ("V_m",)),)


def test_t23_an_unknown_recordable_is_refused_by_connect(neuron):
    multimeter = nest.Create("multimeter", params={"record_from": ["V_n"]})
    with pytest.raises(NESTErrors.IllegalConnection):
        nest.Connect(multimeter, neuron)


def test_t23_a_connected_multimeter_keeps_what_it_records(neuron):
    multimeter = nest.Create("multimeter", params={"record_from": ["V_m"]})
    nest.Connect(multimeter, neuron)
    with pytest.raises(NESTErrors.BadProperty):
        nest.SetStatus(multimeter, {"record_from": ["I_syn_ex"]})


def test_t24_create_with_params():
    detector = nest.Create("spike_detector", params={"withgid": True, "withtime": True})
    events = nest.GetStatus(detector, "events")[0]
    assert set(events) == {"senders", "times"} and all(isinstance(v, numpy.ndarray) for v in events.values())
    bare = nest.Create("spike_detector", params={"withgid": False, "withtime": False})
    assert not {"senders", "times"} & set(nest.GetStatus(bare, "events")[0])
