"""Memory does not grow with what has been thrown away."""
import gc
import resource

import nest
import numpy as np


def resident():
    gc.collect()
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * resource.getpagesize()


def cycle():
    nest.ResetKernel()
    noise = nest.Create("poisson_generator", params={"rate": 20000.0})
    neurons = nest.Create("iaf_psc_alpha", 50, {"I_e": 300.0})
    spikes = nest.Create("spike_detector")
    meter = nest.Create("multimeter", params={"record_from": ["V_m"]})
    nest.CopyModel("stdp_synapse", "learning", {"lambda": 0.02})
    nest.Connect(noise, neurons, syn_spec={"weight": 20.0})
    nest.Connect(neurons, neurons, {"rule": "fixed_indegree", "indegree": 5}, {"model": "learning", "weight": 10.0})
    nest.Connect(neurons, spikes)
    nest.Connect(meter, neurons)
    nest.Simulate(20.0)
    connections = nest.GetConnections(synapse_model="learning")
    nest.SetStatus(connections, "weight", np.array(nest.GetStatus(connections, "weight")) + 1.0)
    assert len(nest.GetStatus(meter, "events")[0]["V_m"]) == 50 * 19
    for wrong in ({"V_m": 1}, {"nothing": 1.0}):
        try:
            nest.SetStatus(neurons, wrong)
        except nest.NESTError:
            pass


def test_a_thousand_lives():
    nest.set_verbosity("M_ERROR")
    for _ in range(100):
        cycle()
    before = resident()
    for _ in range(900):
        cycle()
    assert resident() - before < 3e6  # 3 kB a cycle would be a leak


def test_lives_whose_results_are_kept_for_a_while():
    """Recorded events, connections and nodes outlive their network; when they go, so does their memory."""
    nest.set_verbosity("M_ERROR")
    kept = []

    def live():
        nest.ResetKernel()
        noise = nest.Create("poisson_generator", params={"rate": 200000.0})
        parrots = nest.Create("parrot_neuron", 200)
        spikes, weights = nest.Create("spike_detector"), nest.Create("weight_recorder")
        nest.CopyModel("stdp_synapse", "watched", {"weight_recorder": weights[0]})
        nest.Connect(noise, parrots)
        nest.Connect(parrots[:20], parrots[:20], "one_to_one", "watched")
        nest.Connect(parrots, spikes)
        nest.Simulate(5.0)
        events = [nest.GetStatus(d, "events")[0] for d in (spikes, weights)]
        assert len(events[0]["times"]) > 150000 and len(events[1]["times"]) > 1000
        copy = events[0]["times"].copy()
        nest.SetStatus(spikes, {"n_events": 0})
        nest.Simulate(1.0)
        kept.append((events, copy, nest.GetConnections(), parrots))
        if len(kept) == 4:
            (old, copy, connections, nodes), kept[:] = kept[0], kept[1:]
            assert np.array_equal(old[0]["times"], copy) and len(connections) == 420 and nodes[-1] == 201
            old[0]["times"] += 1.0  # they are the user's

    for _ in range(8):
        live()
    before = resident()
    for _ in range(16):
        live()
    assert resident() - before < 8e6


def test_results_go_when_python_lets_go_of_them():
    nest.ResetKernel()
    p = nest.Create("parrot_neuron", 200)
    nest.Connect(p, p)
    sizes = []
    for k in range(60):
        c = nest.GetConnections()
        nest.GetStatus(c[k:], ["source", "weight"])
        nest.ll_api.sli_func("<< >> GetConnections 100 200 getinterval size")
        sizes.append(resident())
    assert max(sizes[30:]) - max(sizes[:30]) < 3e6
