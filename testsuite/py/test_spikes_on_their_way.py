"""A spike that has been sent arrives as it was sent, whatever is done to the network before it arrives."""
import pytest

import nest


def network(threads):
    """-> the source of one spike at 2 ms, and two neurons that it reaches at 12 ms"""
    nest.ResetKernel()
    nest.SetKernelStatus({"local_num_threads": threads})
    generator = nest.Create("spike_generator", 1, {"spike_times": [1.0]})
    parrot, neurons = nest.Create("parrot_neuron"), nest.Create("iaf_psc_delta", 2)
    nest.Connect(generator, parrot, syn_spec={"delay": 1.0})
    nest.Connect(parrot, neurons, syn_spec={"weight": 3.0, "delay": 10.0})
    nest.Connect(neurons, neurons, syn_spec={"weight": 0.0, "delay": 0.5})
    return parrot, neurons


def change_weights(parrot, neurons):
    nest.SetStatus(nest.GetConnections(parrot), "weight", 7.0)


def change_one_weight(parrot, neurons):
    nest.SetStatus(nest.GetConnections(parrot, neurons[:1]), "weight", -7.0)


def change_delays(parrot, neurons):
    nest.SetStatus(nest.GetConnections(parrot), "delay", 2.0)


def connect_more(parrot, neurons):
    nest.Connect(parrot, neurons, syn_spec={"weight": 20.0, "delay": 9.0})
    nest.Connect(parrot * 20, neurons * 10, "one_to_one", {"weight": [0.5 * i for i in range(20)], "delay": 9.5})


def create_more(parrot, neurons):
    more = nest.Create("iaf_psc_alpha", 700)
    nest.Connect(parrot, more, syn_spec={"weight": 20.0, "delay": 9.0})


def disconnect(parrot, neurons):
    nest.Disconnect(parrot, neurons, "all_to_all")
    nest.Connect(parrot, neurons, syn_spec={"weight": 1.0})


def look(parrot, neurons):
    assert len(nest.GetConnections(parrot)) == 2


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("change", [change_weights, change_one_weight, change_delays, connect_more, create_more, disconnect, look])
def test_a_change_does_not_reach_spikes_that_have_been_sent(change, threads):
    parrot, neurons = network(threads)
    nest.Simulate(5.0)
    change(parrot, neurons)
    nest.Simulate(6.9)
    before = nest.GetStatus(neurons, "V_m")
    nest.Simulate(0.1)
    after = nest.GetStatus(neurons, "V_m")
    assert before == (-70.0, -70.0)
    assert after == pytest.approx((-67.0, -67.0))


def test_resetting_the_network_drops_them():
    _, neurons = network(2)
    nest.Simulate(5.0)
    nest.ResetNetwork()
    nest.Simulate(10.0)
    assert nest.GetStatus(neurons, "V_m") == (-70.0, -70.0)


def test_changes_between_pieces_of_a_slice():
    """Half a slice, a look at the connections, the other half: as one run."""
    def run(pieces):
        _, neurons = network(2)
        for ms in pieces:
            nest.Simulate(ms)
            nest.SetStatus(nest.GetConnections(neurons), "weight", 0.0)
        return nest.GetStatus(neurons, "V_m")
    assert run([0.3] * 50) == run([15.0]) == run([2.2, 0.1, 9.9, 2.8])
