"""What happens at synapses must not depend on the threads, nor on whether time is on the grid."""
import nest
import pytest


def facets_network(n_threads):
    nest.ResetKernel()
    nest.SetKernelStatus({"local_num_threads": n_threads})
    nest.SetDefaults("stdp_facetshw_synapse_hom",
                     {"synapses_per_driver": 2, "driver_readout_time": 7.0, "weight": 50.0,
                      "a_thresh_th": 0.8, "a_thresh_tl": 0.3})
    sources = nest.Create("spike_generator", 5, [{"spike_times": [3.0 + (4 * k) % 5 + 11.0 * i for i in range(12)]} for k in range(5)])
    pre, post = nest.Create("parrot_neuron", 5), nest.Create("parrot_neuron", 4)
    nest.Connect(sources, pre, "one_to_one")
    nest.Connect(pre, post, "all_to_all", {"model": "stdp_facetshw_synapse_hom"})
    nest.Simulate(60.0)
    nest.Connect(pre[:1], post, "all_to_all", {"model": "stdp_facetshw_synapse_hom"})
    nest.Simulate(60.0)
    keys = ["source", "target", "synapse_id", "init_flag", "next_readout_time", "weight", "a_causal", "a_acausal"]
    model = nest.GetDefaults("stdp_facetshw_synapse_hom")
    return sorted(nest.GetStatus(nest.GetConnections(pre, post), keys)), model["no_synapses"], model["readout_cycle_duration"]


def test_synapses_get_numbers_in_the_order_of_first_spikes():
    connections, n, cycle = facets_network(1)
    assert n == 24 and cycle == 12 * 7.0
    assert sorted(c[2] for c in connections) == list(range(24)) and all(c[3] for c in connections)
    # Their first spikes are at 3, 7, 6, 5, 4 ms; the second set of the first source comes last.
    pre = sorted({c[0] for c in connections})
    order = [c[0] for c in sorted(connections, key=lambda c: c[2])]
    first = [pre[k] for k in (0, 4, 3, 2, 1)]
    assert order == [gid for gid in first for _ in range(4)] + [pre[0]] * 4


@pytest.mark.parametrize("n_threads", [2, 3, 4, 7])
def test_numbers_do_not_depend_on_threads(n_threads):
    assert facets_network(n_threads) == facets_network(1)


@pytest.mark.parametrize("n_threads", [2, 3])
@pytest.mark.parametrize("neuron", ["aeif_psc_delta_clopath", "hh_psc_alpha_clopath"])
def test_clopath_networks_do_not_depend_on_threads(neuron, n_threads):
    def weights(n):
        nest.ResetKernel()
        nest.SetKernelStatus({"local_num_threads": n})
        neurons = nest.Create(neuron, 7, [{"I_e": 900.0 + 50.0 * k} for k in range(7)])
        nest.Connect(neurons, neurons, "all_to_all", {"model": "clopath_synapse", "weight": 2.0, "delay": 1.3})
        nest.Simulate(150.0)
        return sorted(nest.GetStatus(nest.GetConnections(neurons, neurons), ["source", "target", "weight", "x_bar"]))

    one = weights(1)
    assert len({w for _, _, w, _ in one}) > 1
    assert weights(n_threads) == one


STATEFUL = ["tsodyks_synapse", "tsodyks2_synapse", "ht_synapse", "stdp_synapse", "stdp_synapse_hom", "stdp_pl_synapse_hom",
            "stdp_triplet_synapse", "stdp_nn_symm_synapse", "stdp_nn_pre-centered_synapse", "vogels_sprekeler_synapse",
            "bernoulli_synapse", "cont_delay_synapse"]


@pytest.mark.parametrize("model", STATEFUL)
def test_precise_spikes_keep_their_offset(model):
    times = [3.0123, 7.5555, 12.25, 20.0]
    (generator,) = nest.Create("spike_generator", 1, {"spike_times": times, "precise_times": True})
    relay, target = nest.Create("parrot_neuron_ps"), nest.Create("parrot_neuron_ps")
    recorder = nest.Create("spike_detector", 1, {"precise_times": True})
    nest.Connect([generator], relay, "one_to_one", {"delay": 1.0})
    nest.Connect(relay, target, "one_to_one", {"model": model, "delay": 1.5})
    nest.Connect(target, recorder)
    nest.Simulate(30.0)
    assert nest.GetStatus(recorder, "events")[0]["times"] == pytest.approx([t + 2.5 for t in times], abs=1e-12)


def test_precise_spikes_pair_with_precise_spikes_of_the_target():
    """A pre spike counts at the end of its step, a post spike at its precise time."""
    pre, post = nest.Create("parrot_neuron_ps"), nest.Create("parrot_neuron_ps")
    for node, times in ((pre, [10.0, 30.0]), (post, [14.07])):
        generator = nest.Create("spike_generator", 1, {"spike_times": times, "precise_times": True})
        nest.Connect(generator, node, "one_to_one", {"delay": 1.0})
    nest.Connect(pre, post, "one_to_one", {"model": "stdp_synapse", "delay": 1.0, "receptor_type": 1, "weight": 50.0,
                                           "lambda": 0.1, "alpha": 0.0, "Wmax": 100.0})
    nest.Simulate(40.0)
    from math import exp
    weight = nest.GetStatus(nest.GetConnections(pre, post), "weight")[0]
    assert weight == pytest.approx(50 + 0.1 * 50 * exp(-(14.07 + 1.0 - 10.0) / 20), rel=1e-12)
