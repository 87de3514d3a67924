"""What is set between two calls of Run acts in the second, as it does between two calls of Simulate."""
import pytest

import nest


def network(threads):
    nest.ResetKernel()
    nest.SetKernelStatus({"local_num_threads": threads})
    nodes = {
        "neurons": nest.Create("iaf_psc_alpha", 4),
        "dc": nest.Create("dc_generator"),
        "poisson": nest.Create("poisson_generator"),
        "spikes": nest.Create("spike_generator"),
        "parrots": nest.Create("parrot_neuron", 2),
        "detector": nest.Create("spike_detector"),
        "meter": nest.Create("multimeter", 1, {"record_from": ["V_m"]}),
    }
    nest.Connect(nodes["dc"], nodes["neurons"])
    nest.Connect(nodes["poisson"], nodes["parrots"])
    nest.Connect(nodes["spikes"], nodes["neurons"], "all_to_all", {"weight": 100.0})
    nest.Connect(nodes["parrots"], nodes["neurons"], "all_to_all", {"weight": 20.0})
    nest.Connect(nodes["neurons"], nodes["neurons"], "all_to_all", {"model": "stdp_synapse_hom", "weight": 30.0})
    nest.Connect(nodes["neurons"] + nodes["parrots"], nodes["detector"])
    nest.Connect(nodes["meter"], nodes["neurons"])
    return nodes


CHANGES = {
    "a parameter of a neuron": lambda n: nest.SetStatus(n["neurons"][:1], {"I_e": 500.0}),
    "parameters that differ": lambda n: nest.SetStatus(n["neurons"], "I_e", [400.0, 450.0, 500.0, 550.0]),
    "a potential": lambda n: nest.SetStatus(n["neurons"], "V_m", [-60.0, -65.0, -57.0, -70.0]),
    "a current": lambda n: nest.SetStatus(n["dc"], {"amplitude": 450.0}),
    "a rate": lambda n: nest.SetStatus(n["poisson"], {"rate": 2000.0}),
    "times of spikes": lambda n: nest.SetStatus(n["spikes"], {"spike_times": [17.0, 18.0, 25.0]}),
    "a weight of a device": lambda n: (nest.SetStatus(nest.GetConnections(n["dc"]), {"weight": 2.0}),
                                       nest.SetStatus(n["dc"], {"amplitude": 230.0})),
    "weights": lambda n: (nest.SetStatus(nest.GetConnections(n["parrots"]), {"weight": 300.0}),
                          nest.SetStatus(n["poisson"], {"rate": 2000.0})),
    "a rule of plasticity": lambda n: (nest.SetDefaults("stdp_synapse_hom", {"lambda": 0.5}),
                                       nest.SetStatus(n["neurons"], {"I_e": 600.0})),
    "what is frozen": lambda n: nest.SetStatus(n["neurons"][1:2], {"frozen": True}),
    "a window": lambda n: (nest.SetStatus(n["detector"], {"stop": 30.0}), nest.SetStatus(n["neurons"], {"I_e": 600.0})),
}


def seen(nodes):
    events = [nest.GetStatus(nodes[recorder], "events")[0] for recorder in ("detector", "meter")]
    return ([{key: list(values) for key, values in e.items()} for e in events], nest.GetStatus(nest.GetConnections(), "weight"),
            nest.GetKernelStatus("spike_hash"))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("threads", [1, 2])
def test_runs_are_like_simulations(change, threads):
    untouched = network(threads)
    nest.Simulate(53.3)
    nothing = seen(untouched)

    nodes = network(threads)
    nest.Simulate(13.3)
    change(nodes)
    nest.Simulate(40.0)
    expected = seen(nodes)
    assert expected != nothing

    nodes = network(threads)
    with nest.RunManager():
        nest.Run(13.3)
        change(nodes)
        nest.Run(20.0)
        nest.Run(20.0)
    assert seen(nodes) == expected
