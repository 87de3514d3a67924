"""What synapses remember of the spikes of their targets is forgotten when none of them can ask for it."""
import resource

import nest
import pytest


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * resource.getpagesize()


# (neuron, its current, synapse, ms of a short life). A long one is five times as long: 10 neurons fire 40000 times in 100 s,
# and each step of those that keep their potential would be an entry.
LIVES = [("iaf_psc_exp", 450.0, "stdp_synapse", 20000.0), ("iaf_psc_exp", 450.0, "stdp_triplet_synapse", 20000.0),
         ("iaf_psc_exp_ps", 450.0, "stdp_pl_synapse_hom", 20000.0), ("aeif_psc_delta_clopath", 900.0, "clopath_synapse", 4000.0)]


@pytest.mark.parametrize("neuron, current, model, ms", LIVES)
def test_a_long_life_takes_no_more_memory_than_a_short_one(neuron, current, model, ms):
    nest.SetKernelStatus({"resolution": 0.5})
    neurons = nest.Create(neuron, 10, [{"I_e": current + 10.0 * k} for k in range(10)])
    nest.Connect(neurons, neurons, "all_to_all", {"model": model, "weight": 0.1, "delay": 1.5})
    nest.Simulate(ms)
    before = resident()
    for _ in range(8):
        nest.Simulate(ms / 2)
    assert nest.GetStatus(neurons, "t_spike")[0] > 4.9 * ms
    assert resident() - before < 300e3  # the spikes alone would be a megabyte
