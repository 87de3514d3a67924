"""Every device: who gets a train of its own and who the same one, and that threads make no difference to the last bit."""
import nest
import numpy
import pytest

T = 60.0
NONE_TAKES_ITS_SIGNAL = {"step_rate_generator"}
# Parameters with which each generator sends something.
SENDS = {
    "ac_generator": {"amplitude": 300.0, "offset": 200.0, "frequency": 40.0},
    "dc_generator": {"amplitude": 400.0},
    "gamma_sup_generator": {"rate": 100.0, "gamma_shape": 3, "n_proc": 6},
    "inhomogeneous_poisson_generator": {"rate_times": [5.0, 20.0], "rate_values": [800.0, 300.0]},
    "mip_generator": {"rate": 800.0, "p_copy": 0.6},
    "noise_generator": {"mean": 300.0, "std": 200.0, "std_mod": 50.0, "frequency": 30.0, "dt": 0.5},
    "poisson_generator": {"rate": 600.0},
    "poisson_generator_ps": {"rate": 600.0, "dead_time": 0.5},
    "ppd_sup_generator": {"rate": 100.0, "dead_time": 2.0, "n_proc": 6, "frequency": 20.0, "relative_amplitude": 0.5},
    "pulsepacket_generator": {"pulse_times": [15.0, 40.0], "activity": 30, "sdev": 4.0},
    "sinusoidal_gamma_generator": {"rate": 500.0, "amplitude": 300.0, "frequency": 20.0, "order": 2.5},
    "sinusoidal_poisson_generator": {"rate": 500.0, "amplitude": 300.0, "frequency": 20.0},
    "spike_dilutor": {"p_copy": 0.5},
    "spike_generator": {"spike_times": [3.0, 3.0, 17.5], "spike_weights": [1.0, 2.0, -1.0], "spike_multiplicities": [1, 2, 1]},
    "step_current_generator": {"amplitude_times": [5.0, 30.0], "amplitude_values": [500.0, 200.0]},
}
CURRENTS = {"ac_generator", "dc_generator", "noise_generator", "step_current_generator"}
ONE_FOR_ALL = {"ac_generator", "dc_generator", "step_current_generator", "spike_generator", "pulsepacket_generator"}
RELATED = {"mip_generator", "spike_dilutor"}  # copies of one train
STIMULATORS = sorted(SENDS)


def start(threads):
    nest.ResetKernel()
    nest.SetKernelStatus({"local_num_threads": threads})


def trains(detectors):
    return [sorted(nest.GetStatus([d], "events")[0]["times"]) for d in detectors]


def test_all_stimulators_are_here():
    every = {m for m in nest.Models("nodes") if str(nest.GetDefaults(m, "element_type")) == "stimulator"}
    assert every == set(SENDS) | NONE_TAKES_ITS_SIGNAL


def build(model, threads, n, **more):
    """-> what n targets show of one device, one target more than once connected"""
    start(threads)
    device = nest.Create(model, params=dict(SENDS[model], **more))
    if model == "spike_dilutor":
        source, relay = nest.Create("poisson_generator", params={"rate": 900.0}), nest.Create("parrot_neuron")
        nest.Connect(source, relay)
        nest.Connect(relay, device)
    if model in CURRENTS:
        targets = nest.Create("iaf_psc_alpha", n)
        meter = nest.Create("multimeter", params={"record_from": ["V_m"], "interval": 0.1})
        nest.Connect(meter, targets)
        nest.Connect(device, targets, syn_spec={"delay": 0.5})
        return lambda: [list(numpy.asarray(e["V_m"])[numpy.asarray(e["senders"]) == g])
                        for e in nest.GetStatus(meter, "events") for g in targets]
    targets, detectors = nest.Create("parrot_neuron_ps", n), nest.Create("spike_detector", n)
    nest.Connect(targets, detectors, "one_to_one")
    nest.Connect(device, targets, syn_spec={"delay": 0.5})
    return lambda: trains(detectors)


@pytest.mark.parametrize("model", STIMULATORS)
def test_threads_make_no_difference_to_what_generators_send(model):
    def shown(threads):
        what = build(model, threads, 7)
        for piece in (T / 2, T / 4 + 0.3, T / 4 - 0.3):
            nest.Simulate(piece)
        return what()

    one = shown(1)
    assert all(len(train) > 2 for train in one)
    for threads in (2, 3, 5):
        assert shown(threads) == one, threads


@pytest.mark.parametrize("model", STIMULATORS)
def test_who_gets_a_train_of_its_own(model):
    what = build(model, 2, 6)
    nest.Simulate(T)
    shown = what()
    different = {tuple(train) for train in shown}
    assert len(different) == (1 if model in ONE_FOR_ALL else 6)


@pytest.mark.parametrize("model", ["sinusoidal_poisson_generator", "sinusoidal_gamma_generator"])
def test_individual_trains_can_be_switched_off(model):
    start(2)
    nest.SetDefaults(model, dict(SENDS[model], individual_spike_trains=False))
    device, targets, detectors = nest.Create(model), nest.Create("parrot_neuron", 5), nest.Create("spike_detector", 5)
    nest.Connect(device, targets)
    nest.Connect(targets, detectors, "one_to_one")
    nest.Simulate(T)
    shown = trains(detectors)
    assert shown[0] and all(train == shown[0] for train in shown)


@pytest.mark.parametrize("model", sorted(set(SENDS) - ONE_FOR_ALL - RELATED - CURRENTS - {"inhomogeneous_poisson_generator"}))
def test_trains_are_independent(model):
    """Also two connections onto one target are: numbers of spikes in 20 ms, about their mean course, do not go together."""
    n, bins = 12, numpy.arange(0.0, 2001.0, 20.0)
    start(1)
    device, detectors = nest.Create(model, params=SENDS[model]), nest.Create("spike_detector", n)
    nest.Connect(device, detectors)
    nest.Simulate(bins[-1])
    counts = numpy.array([numpy.histogram(train, bins)[0] for train in trains(detectors)], float)
    counts -= counts.mean(axis=0)
    r = numpy.corrcoef(counts)[numpy.triu_indices(n, 1)] + 1 / (n - 1)  # what subtracting the mean makes of independence
    assert abs(r.mean()) < 5 / numpy.sqrt(r.size * (bins.size - 1))
    assert abs(r).max() < 5 / numpy.sqrt(bins.size - 1)


# How each recorder is connected to six relays, and what it shows.
CORRELATORS = {"correlation_detector": ["histogram", "count_histogram", "n_events"],
               "correlomatrix_detector": ["covariance", "count_covariance", "n_events"],
               "correlospinmatrix_detector": ["count_covariance"]}


def plain(value):
    return [plain(v) for v in value] if isinstance(value, (list, tuple, numpy.ndarray)) else value


@pytest.mark.parametrize("model", sorted(CORRELATORS) + ["spike_detector", "spin_detector"])
def test_threads_make_no_difference_to_recorders(model):
    def shown(threads):
        start(threads)
        params = {} if model in ("correlation_detector", "spike_detector", "spin_detector") else {"N_channels": 2}
        noise, relays, device = (nest.Create("poisson_generator", params={"rate": 300.0}), nest.Create("parrot_neuron", 6),
                                 nest.Create(model, params=params))
        nest.Connect(noise, relays)
        for i, relay in enumerate(relays):
            receptor = i % 2 if model in CORRELATORS else 0
            nest.Connect([relay], device, syn_spec={"receptor_type": receptor, "weight": 1.0 + i, "delay": 0.5 + 0.3 * i})
        for piece in (T, T / 3, T / 2):
            nest.Simulate(piece)
        status = nest.GetStatus(device)[0]
        if model in CORRELATORS:
            return [plain(status[key]) for key in CORRELATORS[model]]
        events = status["events"]
        return sorted(zip(*[list(events[key]) for key in sorted(events)]))

    one = shown(1)
    assert one
    for threads in (2, 3, 5):
        assert shown(threads) == one, threads


def test_a_step_rate_generator_can_be_recorded_and_not_be_connected():
    start(2)
    steps = {"amplitude_times": [1.0, 2.0, 4.0], "amplitude_values": [10.0, -5.0, 2.0], "start": 1.5, "stop": 5.0}
    device = nest.Create("step_rate_generator", params=steps)
    meter = nest.Create("multimeter", params={"record_from": ["rate"], "interval": 0.1})
    nest.Connect(meter, device)
    with pytest.raises(nest.NESTError, match="IllegalConnection"):
        nest.Connect(device, nest.Create("iaf_psc_alpha"))
    nest.Simulate(8.0)
    events = nest.GetStatus(meter, "events")[0]
    assert list(events["rate"][:60]) == [0.0] * 14 + [10.0] * 5 + [-5.0] * 20 + [2.0] * 10 + [0.0] * 11
