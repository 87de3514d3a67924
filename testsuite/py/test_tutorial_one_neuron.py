"""The introductory tutorial, statements T25 to T36: one neuron, two neurons on one multimeter."""
import os

import numpy
import pytest

import nest
from nest.pynestkernel import NESTErrors
from python_process import run_python

EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples", "tutorial")


def network(I_e=376.0):
    """Neuron 1, multimeter 2, spike detector 3."""
    neuron = nest.Create("iaf_psc_alpha")
    nest.SetStatus(neuron, {"I_e": I_e})
    multimeter = nest.Create("multimeter")
    nest.SetStatus(multimeter, {"withtime": True, "record_from": ["V_m"]})
    spikedetector = nest.Create("spike_detector", params={"withgid": True, "withtime": True})
    nest.Connect(multimeter, neuron)
    nest.Connect(neuron, spikedetector)
    return neuron, multimeter, spikedetector


@pytest.fixture
def simulated():
    nodes = network()
    nest.Simulate(1000.0)
    return nodes


def test_t25_connect_needs_only_the_two_ends():
    neuron, _, spikedetector = network()
    connection = nest.GetConnections(neuron, spikedetector)
    assert nest.GetStatus(connection, ["weight", "delay", "synapse_model"]) == ((1.0, 1.0, "static_synapse"),)


def test_t26_order_is_the_direction_of_events():
    neuron, multimeter, spikedetector = network()
    with pytest.raises(NESTErrors.IllegalConnection):
        nest.Connect(neuron, multimeter)
    with pytest.raises(NESTErrors.UnexpectedEvent):
        nest.Connect(spikedetector, neuron)


def test_t27_simulate_a_time_in_ms():
    network()
    assert nest.Simulate(1000.0) is None
    assert nest.GetKernelStatus("biological_time") == 1000.0
    nest.Simulate(10)
    assert nest.GetKernelStatus("biological_time") == 1010.0


def test_t28_376_pA_make_it_fire_periodically(simulated):
    assert nest.GetStatus(simulated[2], "n_events") == (16,)
    times = nest.GetStatus(simulated[2], "events")[0]["times"]
    assert times[0] == pytest.approx(59.3, abs=1e-9) and times[-1] == pytest.approx(978.8, abs=1e-9)
    assert numpy.diff(times) == pytest.approx(61.3, abs=1e-9)


@pytest.mark.parametrize("I_e, n, first_two", [
    (374.0, 0, []), (375.0, 0, []), (375.5, 14, [66.3, 134.6]), (400.0, 33, [27.8, 57.6]), (500.0, 63, [13.9, 29.8]),
    (1000.0, 147, [4.8, 11.6]),
])
def test_t28_other_currents(I_e, n, first_two):
    spikedetector = network(I_e)[2]
    nest.Simulate(1000.0)
    times = nest.GetStatus(spikedetector, "events")[0]["times"]
    assert len(times) == n and times[:2] == pytest.approx(first_two, abs=1e-9)


def test_t29_recorded_data_are_a_dictionary_in_the_dictionary(simulated):
    dmm = nest.GetStatus(simulated[1])[0]
    Vms, ts = dmm["events"]["V_m"], dmm["events"]["times"]
    assert Vms.dtype == ts.dtype == numpy.float64 and len(Vms) == len(ts) == 999
    assert ts == pytest.approx(numpy.arange(1.0, 1000.0))
    assert dmm["events"]["senders"].dtype == numpy.int64 and set(dmm["events"]["senders"]) == {1}
    charging = -70 + 15.04 * (1 - numpy.exp(-ts[:59] / 10))
    assert Vms[:59] == pytest.approx(charging, rel=1e-9)
    assert (Vms[59:61] == -70.0).all()
    assert Vms.max() == pytest.approx(-55.00038541066139, rel=1e-9) and ts[Vms.argmax()] == 427.0
    assert Vms[-1] == pytest.approx(-57.39686729404557, rel=1e-9)
    assert nest.GetStatus(simulated[0], "V_m")[0] == pytest.approx(-57.16496871044047, rel=1e-9)


def test_t30_the_dictionary_is_worth_printing(simulated):
    dmm = nest.GetStatus(simulated[1])[0]
    assert len(dmm) == 43 and "'record_from': (<SLILiteral: V_m>,)" in str(dmm)


def test_t31_keyword_keys_picks_one_entry(simulated):
    dSD = nest.GetStatus(simulated[2], keys="events")[0]
    assert len(dSD["senders"]) == len(dSD["times"]) == 16 and set(dSD["senders"]) == {1}


def test_t32_plotting(simulated):
    pylab = pytest.importorskip("pylab")
    dmm = nest.GetStatus(simulated[1])[0]
    pylab.figure(1)
    (line,) = pylab.plot(dmm["events"]["times"], dmm["events"]["V_m"])
    assert len(line.get_xdata()) == 999
    pylab.close("all")


@pytest.mark.parametrize("script", ["one_neuron", "two_neurons_one_meter", "poisson_input", "two_connected_neurons"])
def test_t33_scripts_run_from_the_command_line(script):
    pytest.importorskip("pylab")
    code, _, err = run_python(os.path.join(EXAMPLES, script + ".py"), "--quiet")
    assert code == 0 and "Error" not in err


def test_t33_run_in_ipython():
    pytest.importorskip("IPython")
    script = os.path.join(EXAMPLES, "one_neuron.py")
    code, out, _ = run_python("-m", "IPython", "--no-banner", "--colors=NoColor", "-c", f"""
%run {script}
print("first", len(evs))
nest.ResetKernel()
%run {script}
print("second", len(evs), neuron)
""", IPYTHONDIR="/tmp/nestling-ipython")
    assert code == 0
    assert "first 16" in out and "second 16 (1,)" in out


def test_t33_a_second_run_without_reset_goes_on():
    network()
    nest.Simulate(1000.0)
    neuron, multimeter, _ = network()
    assert neuron == (4,)
    nest.Simulate(1000.0)
    assert nest.GetStatus(multimeter, "events")[0]["times"][0] == pytest.approx(1001.0)


@pytest.fixture
def two_neurons():
    """The multimeter of two neurons, 1 and 4."""
    _, multimeter, _ = network()
    neuron2 = nest.Create("iaf_psc_alpha")
    nest.SetStatus(neuron2, {"I_e": 370.0})
    nest.Connect(multimeter, neuron2)
    nest.Simulate(1000.0)
    return nest.GetStatus(multimeter)[0]["events"]


def test_t34_a_second_neuron_on_the_same_meter(two_neurons):
    assert len(two_neurons["V_m"]) == 1998


def test_t35_the_data_are_interleaved(two_neurons):
    assert two_neurons["senders"].tolist() == [1, 4] * 999
    assert two_neurons["times"][:4].tolist() == [1.0, 1.0, 2.0, 2.0]


def test_t36_slices_with_step_2_separate_the_neurons(two_neurons):
    Vms1, Vms2 = two_neurons["V_m"][::2], two_neurons["V_m"][1::2]
    assert Vms1.max() == pytest.approx(-55.00038541066139, rel=1e-9)
    assert Vms2[:3] == pytest.approx([-68.59159379, -67.31721515, -66.16410967], rel=1e-9)
    assert (numpy.diff(Vms2) >= 0).all() and Vms2[-1] == pytest.approx(-55.20000000000009, rel=1e-9)
