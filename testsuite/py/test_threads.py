"""The same network gives the same numbers, to the last bit, for any number of threads."""
import numpy as np
import pytest

import nest


def run(threads, model, pieces=(100.0,)):
    """Spikes, potentials and weights of a Poisson-driven recurrent network with random connections and weights."""
    nest.ResetKernel()
    nest.SetKernelStatus({"local_num_threads": threads, "print_time": False})
    parameters = {"C_m": 250.0, "tau_m": 20.0, "E_L": 0.0, "V_reset": 0.0, "V_m": 0.0, "V_th": 20.0}
    exc = nest.Create(model, 80, parameters)
    inh = nest.Create(model, 23, parameters)
    drive = nest.Create("poisson_generator", 1, {"rate": 20000.0})
    scale = 0.1 if model == "iaf_psc_delta" else 20.0
    weights = lambda mean: {"weight": {"distribution": "normal", "mu": mean * scale, "sigma": 0.3 * scale},
                            "delay": {"distribution": "uniform", "low": 0.5, "high": 3.0}}
    nest.Connect(drive, exc + inh, "all_to_all", {"weight": 5.0 * scale, "delay": 1.0})
    nest.Connect(exc, exc + inh, {"rule": "fixed_indegree", "indegree": 8}, weights(2.0))
    nest.Connect(inh, exc + inh, {"rule": "fixed_indegree", "indegree": 4}, weights(-10.0))
    detector = nest.Create("spike_detector")
    meter = nest.Create("multimeter", 1, {"interval": 0.1, "record_from": ["V_m"]})
    nest.Connect(exc + inh, detector)
    nest.Connect(meter, (exc + inh)[::10])
    for piece in pieces:
        nest.Simulate(piece)
    spikes, samples = nest.GetStatus(detector, "events")[0], nest.GetStatus(meter, "events")[0]
    edges = sorted((s, t, w, d) for s, t, w, d in
                   nest.GetStatus(nest.GetConnections(list(exc + inh), list(exc + inh)), ["source", "target", "weight", "delay"]))
    return {"senders": spikes["senders"], "times": spikes["times"], "V_m": samples["V_m"], "edges": edges}


@pytest.mark.parametrize("model", ["iaf_psc_alpha", "iaf_psc_exp", "iaf_psc_delta"])
def test_threads_do_not_change_a_bit(model):
    one = run(1, model)
    assert len(one["times"]) > 100, "the network has to be active for the test to mean something"
    assert len(one["edges"]) == 12 * 103
    for threads in (2, 3, 4):
        many = run(threads, model)
        for part in ("senders", "times", "V_m"):
            np.testing.assert_array_equal(many[part], one[part], err_msg=f"{part} with {threads} threads")
        assert many["edges"] == one["edges"]


def test_pieces_of_time_do_not_change_a_bit():
    whole = run(2, "iaf_psc_alpha")
    pieces = run(3, "iaf_psc_alpha", [0.1] * 7 + [3.3] + [10.0] * 9 + [6.0])
    order = lambda r: np.lexsort((r["senders"], r["times"]))
    for part in ("senders", "times"):
        np.testing.assert_array_equal(pieces[part][order(pieces)], whole[part][order(whole)])


def test_seeds_change_the_result():
    nest.ResetKernel()
    def spikes(kernel):
        nest.ResetKernel()
        nest.SetKernelStatus(kernel)
        drive, detector = nest.Create("poisson_generator", 1, {"rate": 1000.0}), nest.Create("spike_detector")
        nest.Connect(drive, detector)
        nest.Simulate(1000.0)
        return tuple(nest.GetStatus(detector, "events")[0]["times"])
    default = spikes({})
    assert spikes({}) == default
    assert spikes({"rng_seeds": [1]}) == default
    assert spikes({"rng_seeds": [2]}) != default
    assert spikes({"grng_seed": 5}) != default
