"""The introductory tutorial, statements T37 to T48: Poisson input, two connected neurons."""
import numpy
import pytest

import nest
from nest.pynestkernel import NESTErrors


def noisy_neuron():
    """Neuron 1, generators 2 and 3, as printed in the tutorial."""
    neuron = nest.Create("iaf_psc_alpha")
    noise_ex = nest.Create("poisson_generator")
    noise_in = nest.Create("poisson_generator")
    nest.SetStatus(noise_ex, {"rate": 80000.0})
    nest.SetStatus(noise_in, {"rate": 15000.0})
    nest.SetStatus(neuron, {"I_e": 0.0})
    syn_dict_ex = {"weight": 1.2}
    syn_dict_in = {"weight": -2.0}
    nest.Connect([noise_ex], neuron, syn_spec=syn_dict_ex)
    nest.Connect([noise_in], neuron, syn_spec=syn_dict_in)
    assert (syn_dict_ex, syn_dict_in) == ({"weight": 1.2}, {"weight": -2.0})
    return neuron


def recorded(neuron, **settings):
    multimeter = nest.Create("multimeter", params={"record_from": ["V_m"], **settings})
    spikedetector = nest.Create("spike_detector")
    nest.Connect(multimeter, neuron)
    nest.Connect(neuron, spikedetector)
    return multimeter, spikedetector


def test_t37_rates_are_doubles():
    noise = nest.Create("poisson_generator")
    nest.SetStatus(noise, {"rate": 80000.0})
    with pytest.raises(NESTErrors.TypeMismatch):
        nest.SetStatus(noise, {"rate": 80000})
    assert nest.GetStatus(noise, "rate") == (80000.0,)


def test_t38_no_constant_current():
    assert nest.GetStatus(noisy_neuron(), "I_e") == (0.0,)


def test_t39_the_weight_is_the_amplitude_of_the_current():
    spike = nest.Create("spike_generator", params={"spike_times": [1.0]})
    neuron = nest.Create("iaf_psc_alpha")
    nest.Connect(spike, neuron, syn_spec={"weight": 1.2})
    multimeter = nest.Create("multimeter", params={"record_from": ["I_syn_ex"], "interval": 0.1})
    nest.Connect(multimeter, neuron)
    nest.Simulate(20.0)
    events = nest.GetStatus(multimeter, "events")[0]
    assert events["I_syn_ex"].max() == pytest.approx(1.2, rel=1e-3)
    assert events["times"][events["I_syn_ex"].argmax()] == pytest.approx(2.0 + 2.0, abs=0.11)


def test_t40_an_id_in_a_list():
    noisy_neuron()
    connections = nest.GetConnections()
    assert sorted(nest.GetStatus(connections, ["source", "target", "weight", "delay"])) == [
        (2, 1, 1.2, 1.0), (3, 1, -2.0, 1.0)]


def test_t41_other_keys_of_the_dictionary():
    a, b = nest.Create("iaf_psc_alpha", 2)
    nest.Connect([a], [b], syn_spec={"weight": 2.0, "delay": 1.5, "model": "static_synapse", "receptor_type": 0})
    assert nest.GetStatus(nest.GetConnections(), ["weight", "delay", "receptor"]) == ((2.0, 1.5, 0),)


def test_t42_irregular_spikes_of_about_nine_a_second():
    counts = []
    for seed in range(1, 9):
        nest.ResetKernel()
        nest.SetKernelStatus({"rng_seeds": [seed], "grng_seed": 100 + seed})
        multimeter, spikedetector = recorded(noisy_neuron())
        nest.Simulate(1000.0)
        counts += nest.GetStatus(spikedetector, "n_events")
        V = nest.GetStatus(multimeter, "events")[0]["V_m"]
        assert V.min() >= -70.0 and -57.0 < V.max() < -55.0
        assert -58.8 < V[100:].mean() < -55.8
    assert 6 < numpy.mean(counts) < 12  # 8.7 +- 2.2 a run, 8 runs


def test_t42_free_membrane_potential_follows_campbell():
    neuron = noisy_neuron()
    nest.SetStatus(neuron, {"V_th": 1000.0})
    multimeter, _ = recorded(neuron)
    nest.Simulate(20000.0)
    V = nest.GetStatus(multimeter, "events")[0]["V_m"][100:]
    assert V.mean() == pytest.approx(-55.647, abs=0.08)
    assert V.std() == pytest.approx(0.5625, rel=0.08)


def test_t43_each_run_is_the_same():
    runs = []
    for _ in range(2):
        nest.ResetKernel()
        _, spikedetector = recorded(noisy_neuron())
        nest.Simulate(1000.0)
        runs.append(nest.GetStatus(spikedetector, "events")[0]["times"].tolist())
    assert runs[0] == runs[1] != []


def connected_neurons(*syn_specs):
    """Potential of neuron 2, at 1, 2, … ms, with a connection from neuron 1 for each specification."""
    neuron1 = nest.Create("iaf_psc_alpha")
    nest.SetStatus(neuron1, {"I_e": 376.0})
    neuron2 = nest.Create("iaf_psc_alpha")
    multimeter = nest.Create("multimeter")
    nest.SetStatus(multimeter, {"withtime": True, "record_from": ["V_m"]})
    for syn_spec in syn_specs:
        nest.Connect(neuron1, neuron2, syn_spec=syn_spec)
    nest.Connect(multimeter, neuron2)
    nest.Simulate(1000.0)
    return nest.GetStatus(multimeter)[0]["events"]["V_m"]


def test_t44_neurons_are_connected_like_devices():
    connected_neurons({"weight": 20.0})
    connections = nest.GetConnections([1], [2])
    assert nest.GetStatus(connections, ["weight", "delay"]) == ((20.0, 1.0),)


def test_t45_the_default_delay_is_1_ms():
    assert nest.GetDefaults("static_synapse", "delay") == 1.0


def test_t46_weight_and_delay_in_one_call():
    V = connected_neurons({"weight": 20, "delay": 1.0})
    (weight,) = nest.GetStatus(nest.GetConnections([1], [2]), "weight")
    assert weight == 20.0 and type(weight) is float
    nest.ResetKernel()
    assert (V == connected_neurons({"weight": 20.0})).all()


def test_t46_both_connect_lines():
    V = connected_neurons({"weight": 20.0}, {"weight": 20, "delay": 1.0})
    assert V.max() == pytest.approx(-69.47846497397327, rel=1e-9)


def test_t47_the_misprinted_line_is_a_syntax_error_of_python():
    with pytest.raises(SyntaxError):
        compile('nest.SetStatus(multimeter, {"withtime":True, "record_from":["V_m"]}', "tutorial", "exec")


def test_t48_postsynaptic_potentials():
    V = connected_neurons({"weight": 20.0})
    assert len(V) == 999 and (V[:60] == -70.0).all()
    assert V[60:62] == pytest.approx([-69.97934577, -69.914641], rel=1e-8)  # as many digits as the text gives
    peaks = [i for i in range(1, 998) if V[i - 1] < V[i] >= V[i + 1]]
    assert [i + 1 for i in peaks] == [67, 128, 190, 251, 312, 373, 435, 496, 557, 619, 680, 741, 803, 864, 925, 986]
    assert V[66] == pytest.approx(-69.73999759712235, rel=1e-9)
    assert V.max() == V[495] == pytest.approx(-69.73923248698664, rel=1e-9)
    assert V[-1] == pytest.approx(-69.90055242403577, rel=1e-9)
