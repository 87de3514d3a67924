"""What must not be done at some time is refused, and everything is as it was."""
import os
import signal
import threading

import pytest

import nest
from nest.pynestkernel import NESTErrors


def prepared():
    nest.Prepare()
    return nest.GetKernelStatus("biological_time")


def test_delays_stay_between_prepare_and_cleanup():
    parrots = nest.Create("parrot_neuron", 2)
    drive = nest.Create("spike_generator", 1, {"spike_times": [1.0, 2.0, 3.0]})
    detector = nest.Create("spike_detector")
    nest.Connect(drive, parrots[:1])
    nest.Connect(parrots[:1], parrots[1:])
    nest.Connect(parrots, detector)
    nest.Prepare()
    for connection in (nest.GetConnections(parrots[:1], parrots[1:]), nest.GetConnections(drive), nest.GetConnections()):
        with pytest.raises(NESTErrors.KernelException, match="Between Prepare and Cleanup"):
            nest.SetStatus(connection, {"delay": 3000.0})
    nest.SetStatus(nest.GetConnections(), {"weight": 2.0})
    nest.Run(10.0)
    nest.Cleanup()
    assert nest.GetStatus(detector, "n_events") == (6,)
    assert set(nest.GetStatus(nest.GetConnections(), "delay")) == {1.0}


@pytest.mark.parametrize("change", [
    lambda: nest.Create("iaf_psc_alpha"), lambda: nest.Connect([1], [2]), lambda: nest.Disconnect([1], [2]),
    lambda: nest.Prepare(), lambda: nest.Simulate(1.0),
    lambda: nest.SetKernelStatus({"resolution": 0.2}), lambda: nest.SetKernelStatus({"local_num_threads": 2}),
    lambda: nest.SetKernelStatus({"min_delay": 1.0, "max_delay": 2.0}),
])
def test_between_prepare_and_cleanup(change):
    nest.Create("iaf_psc_alpha", 2)
    nest.Connect([1], [2])
    nest.Prepare()
    with pytest.raises(nest.NESTError):
        change()
    nest.Run(1.0)
    nest.Cleanup()
    assert nest.GetKernelStatus(["network_size", "num_connections", "biological_time"]) == (3, 1, 1.0)


def test_what_devices_refuse_leaves_no_trace():
    neurons, meter = nest.Create("iaf_psc_alpha", 3), nest.Create("multimeter", 1, {"record_from": ["V_m"]})
    parrot, drive = nest.Create("parrot_neuron"), nest.Create("poisson_generator")
    for targets in (neurons + parrot, neurons + neurons[:1]):
        with pytest.raises(NESTErrors.IllegalConnection):
            nest.Connect(meter, targets)
        assert nest.GetKernelStatus("num_connections") == 0
    nest.SetStatus(meter, {"interval": 0.5})  # not locked
    nest.Connect(meter, neurons)
    with pytest.raises(NESTErrors.IllegalConnection):
        nest.Connect(drive + meter, neurons[:1], syn_spec={"model": "static_synapse_lbl"})
    nest.Connect(drive, neurons, syn_spec={"model": "static_synapse_hom_w"})


def test_devices_forget_connections_that_are_removed():
    neurons, meter = nest.Create("iaf_psc_alpha", 2), nest.Create("multimeter", 1, {"record_from": ["V_m"]})
    drive = nest.Create("poisson_generator", 1, {"rate": 1000.0})
    nest.Connect(meter, neurons)
    nest.Connect(drive, neurons)
    nest.Simulate(3.0)
    nest.Disconnect(meter, neurons[:1])
    nest.Connect(meter, neurons[:1])
    for neuron in neurons:
        nest.Disconnect(drive, [neuron])
    nest.Connect(drive, neurons, syn_spec={"model": "static_synapse_hom_w"})
    nest.Simulate(3.0)
    assert nest.GetStatus(meter, "n_events") == (10,)


@pytest.mark.parametrize("spec, text", [
    ({"rule": "one_to_one", "indegree": 2}, "indegree belongs to fixed_indegree"),
    ({"rule": "fixed_indegree", "indegree": 2, "autapse": True}, "Did you mean autapses"),
    ({"rule": "fixed_indegree"}, "fixed_indegree needs an entry /indegree"),
    ({"rule": "pairwise_bernoulli"}, "pairwise_bernoulli needs an entry /p"),
])
def test_entries_of_rules(spec, text):
    nest.Create("iaf_psc_alpha", 2)
    with pytest.raises(NESTErrors.DictError, match=text):
        nest.Connect([1, 2], [1, 2], spec)


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_a_volume_transmitter_is_there_for_every_thread(threads):
    nest.SetKernelStatus({"local_num_threads": threads})
    neurons, transmitter = nest.Create("iaf_psc_alpha", 5), nest.Create("volume_transmitter")
    nest.Connect(neurons, transmitter)
    assert nest.GetKernelStatus("num_connections") == 5 * threads
    found = [tuple(c)[:3] for c in nest.GetConnections(target=transmitter)]
    assert sorted(found) == sorted((n, transmitter[0], t) for n in neurons for t in range(threads))
    nest.Disconnect(neurons[1:], transmitter, "all_to_all")
    assert nest.GetKernelStatus("num_connections") == threads
    with pytest.raises(NESTErrors.KernelException):
        nest.Disconnect(neurons[:1] * 2, transmitter, "all_to_all")
    assert nest.GetKernelStatus("num_connections") == threads


def test_receptors_with_names_count_from_0_in_the_status_of_connections():
    nest.Create("ht_neuron", 2)
    for name, number in nest.GetDefaults("ht_neuron", "receptor_types").items():
        nest.Connect([1], [2], syn_spec={"receptor_type": number})
    assert sorted(nest.GetStatus(nest.GetConnections(), "receptor")) == [0, 1, 2, 3]
    described = nest.GetStatus(nest.GetConnections())
    nest.ResetKernel()
    nest.Create("ht_neuron", 2)
    nest.DataConnect(list(described))
    assert nest.GetStatus(nest.GetConnections()) == described


def test_control_c_stops_connect():
    nodes = nest.Create("iaf_psc_alpha", 20000)
    timer = threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        nest.Connect(nodes, nodes, {"rule": "fixed_indegree", "indegree": 100000})
    timer.join()
    assert nest.GetKernelStatus("num_connections") == 0
    nest.Connect(nodes[:10], nodes[:10])
    nest.Simulate(1.0)
    assert nest.GetKernelStatus("num_connections") == 100
