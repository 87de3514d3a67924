"""What synapses send at each spike, against the equations of their papers, written down once more here.

Trains are random, on the grid, 10^5 pairs of spikes. All times below are whole steps; a spike of the target counts at the
synapse a delay after it was emitted, and one that arrives with a spike of the source belongs to those before.
"""
import math
import random

import nest
import numpy
import pytest

H, DELAY, N = 0.1, 13, 320
# Longest intervals of the source and of the target: alike; many arrivals between two spikes of the source, several of them
# on their way when it fires; few.
GAPS = [(60, 60), (60, 6), (6, 60)]


def train(seed, gap):
    draw, steps = random.Random(seed), [20]
    for _ in range(N):
        steps.append(steps[-1] + draw.randint(1, gap))
    return steps[1:]


def parrot(steps):
    generator = nest.Create("spike_generator", params={"spike_times": [(s - 10) * H for s in steps], "allow_offgrid_times": True})
    node = nest.Create("parrot_neuron")
    nest.Connect(generator, node, syn_spec={"delay": 1.0})
    return node


def sent(model, pre, post, params, target=None, receptor=1):
    """-> weights that the synapse sent, one a spike of the source"""
    recorder = nest.Create("weight_recorder")
    nest.SetDefaults(model, dict(params, weight_recorder=recorder[0]))
    source = parrot(pre)
    target = target or parrot(post)
    nest.Connect(source, target, "one_to_one", {"model": model, "delay": DELAY * H, "receptor_type": receptor})
    nest.Simulate(math.ceil(pre[-1] * H) + 10.0)
    nest.Simulate(2.0)
    events = nest.GetStatus(recorder, "events")[0]
    order = numpy.argsort(events["times"], kind="stable")
    assert list(numpy.rint(numpy.asarray(events["times"])[order] / H)) == pre
    return numpy.asarray(events["weights"])[order]


def decay(steps, tau):
    return math.exp(-steps * H / tau)


def history(pre, post):
    """For each spike of the source: its time, that of the one before, arrivals since then, all spikes of the target before."""
    last = 0
    for t in pre:
        yield t, last, [f + DELAY for f in post if last < f + DELAY <= t], [f for f in post if f < t - DELAY]
        last = t


def trace(spikes, at, tau):
    return sum(decay(at - s, tau) for s in spikes)


def stdp(pre, post, p, which):
    v, K, weights = p["weight"] / p["Wmax"], 0.0, []
    for t, last, arrivals, before in history(pre, post):
        for i, f in enumerate(arrivals):
            k = {"all": K, "pre-centered": K}.get(which, 1.0) * decay(f - last, p["tau_plus"])
            if which in ("all", "symm") or i == 0:
                v = min(1.0, v + p["lambda"] * (1 - v) ** p["mu_plus"] * k)
        counted = before if which == "all" else before[-1:] if which != "restr" or arrivals else []
        k = trace(counted, t - DELAY, 20.0)
        v = max(0.0, v - p["alpha"] * p["lambda"] * v ** p["mu_minus"] * k)
        if which == "pre-centered" and arrivals:
            K = 0.0
        K = K * decay(t - last, p["tau_plus"]) + 1
        weights.append(v * p["Wmax"])
    return weights


STDP = {"weight": 40.0, "Wmax": 100.0, "lambda": 0.02, "alpha": 1.1, "mu_plus": 0.6, "mu_minus": 1.2, "tau_plus": 17.0}


@pytest.mark.parametrize("gaps", GAPS)
@pytest.mark.parametrize("which, model", [
    ("all", "stdp_synapse"), ("all", "stdp_synapse_hom"), ("symm", "stdp_nn_symm_synapse"),
    ("restr", "stdp_nn_restr_synapse"), ("pre-centered", "stdp_nn_pre-centered_synapse")])
def test_pair_rules(which, model, gaps):
    pre, post = train(1, gaps[0]), train(2, gaps[1])
    assert sent(model, pre, post, STDP) == pytest.approx(stdp(pre, post, STDP, which), rel=1e-11)


@pytest.mark.parametrize("gaps", GAPS)
def test_power_law(gaps):
    p = {"weight": 3.0, "lambda": 0.01, "alpha": 0.8, "mu": 0.4, "tau_plus": 15.0}
    pre, post = train(3, gaps[0]), train(4, gaps[1])
    w, K, want = p["weight"], 0.0, []
    for t, last, arrivals, before in history(pre, post):
        for f in arrivals:
            w += p["lambda"] * w ** p["mu"] * K * decay(f - last, p["tau_plus"])
        w = max(0.0, w - p["lambda"] * p["alpha"] * w * trace(before, t - DELAY, 20.0))
        K = K * decay(t - last, p["tau_plus"]) + 1
        want.append(w)
    assert sent("stdp_pl_synapse_hom", pre, post, p) == pytest.approx(want, rel=1e-11)


@pytest.mark.parametrize("gaps", GAPS)
def test_triplets(gaps):
    p = {"weight": 50.0, "Aplus": 1e-2, "Aplus_triplet": 3e-3, "Aminus": 2e-2, "Aminus_triplet": 1e-3, "Wmax": 90.0}
    pre, post = train(5, gaps[0]), train(6, gaps[1])
    w, r1, r2, want = p["weight"], 0.0, 0.0, []
    for t, last, arrivals, before in history(pre, post):
        for f in arrivals:
            k = trace([s + DELAY for s in post if s + DELAY < f], f, 110.0)
            w = min(p["Wmax"], w + r1 * decay(f - last, 16.8) * (p["Aplus"] + p["Aplus_triplet"] * k))
        r2 *= decay(t - last, 101.0)
        w = max(0.0, w - trace(before, t - DELAY, 20.0) * (p["Aminus"] + p["Aminus_triplet"] * r2))
        r2 += 1
        r1 = r1 * decay(t - last, 16.8) + 1
        want.append(w)
    assert sent("stdp_triplet_synapse", pre, post, p) == pytest.approx(want, rel=1e-11)


@pytest.mark.parametrize("gaps", GAPS)
def test_inhibitory_plasticity(gaps):
    p = {"weight": -0.5, "Wmax": -6.0, "eta": 0.01, "alpha": 3.0, "tau": 20.0}
    pre, post = train(7, gaps[0]), train(8, gaps[1])
    w, K, want = 0.5, 0.0, []
    for t, last, arrivals, before in history(pre, post):
        for f in arrivals:
            w = min(6.0, w + p["eta"] * K * decay(f - last, 20.0))
        w = max(0.0, min(6.0, w + p["eta"] * trace(before, t - DELAY, 20.0)) - p["alpha"] * p["eta"])
        K = K * decay(t - last, 20.0) + 1
        want.append(-w)
    assert sent("vogels_sprekeler_synapse", pre, post, p) == pytest.approx(want, rel=1e-11)


def test_dopamine():
    p = {"weight": 50.0, "A_plus": 0.002, "A_minus": 0.0023, "tau_plus": 18.0, "tau_c": 300.0, "tau_n": 90.0, "b": 0.004, "Wmax": 500.0}
    pre, post, dopamine = train(9, 60), train(10, 60), train(11, 200)
    transmitter = nest.Create("volume_transmitter")
    nest.Connect(parrot(dopamine), transmitter, syn_spec={"delay": 1.0})
    got = sent("stdp_dopamine_synapse", pre, post, dict(p, vt=transmitter[0]))
    # dw/dt = c (n - b), dc/dt = -c / tau_c, dn/dt = -n / tau_n between events
    s = p["tau_c"] * p["tau_n"] / (p["tau_c"] + p["tau_n"])
    w, c, n, K, now, last, want = p["weight"], 0.0, 0.0, 0.0, 0, 0, []
    events = [(f + DELAY, 0) for f in post] + [(t + 10, 1) for t in dopamine] + [(t, 2) for t in pre]
    for t, kind in sorted(e for e in events if e[0] <= pre[-1]):
        ms = (t - now) * H
        w -= c * (n * s * math.expm1(-ms / s) - p["b"] * p["tau_c"] * math.expm1(-ms / p["tau_c"]))
        c, n, now = c * math.exp(-ms / p["tau_c"]), n * math.exp(-ms / p["tau_n"]), t
        if kind == 0:
            c += p["A_plus"] * K * decay(t - last, p["tau_plus"])
        elif kind == 1:
            n += 1 / p["tau_n"]
        else:
            c -= p["A_minus"] * trace([f for f in post if f < t - DELAY], t - DELAY, 20.0)
            want.append(w)
            K = K * decay(t - last, p["tau_plus"]) + 1
            last = t
    assert 10 < min(want) and max(want) < 490  # else the bounds would matter
    assert got == pytest.approx(want, rel=1e-11)


def tsodyks(pre, p):
    x, y, u, last = 1.0, 0.0, 0.0, 0
    for t in pre:
        u *= decay(t - last, p["tau_fac"])
        Py, Pz, z = decay(t - last, p["tau_psc"]), decay(t - last, p["tau_rec"]), 1 - x - y
        x += y * ((Pz - 1) * p["tau_rec"] - (Py - 1) * p["tau_psc"]) / (p["tau_psc"] - p["tau_rec"]) + z * (1 - Pz)
        y *= Py
        u += p["U"] * (1 - u)
        released = u * x
        x, y, last = x - released, y + released, t
        yield released * p["weight"]


def tsodyks2(pre, p):
    x, u, last = 1.0, 0.5, 0
    for t in pre:
        x = 1 + (x - x * u - 1) * decay(t - last, p["tau_rec"])
        u = p["U"] + u * (1 - p["U"]) * decay(t - last, p["tau_fac"])
        last = t
        yield x * u * p["weight"]


def depression(pre, p):
    P, last = 1.0, 0
    for t in pre:
        P = 1 - (1 - P) * decay(t - last, p["tau_P"])
        yield P * p["weight"]
        P, last = P * (1 - p["delta_P"]), t


RESOURCES = {"weight": 7.0, "U": 0.4, "tau_psc": 3.5, "tau_rec": 60.0, "tau_fac": 25.0}


@pytest.mark.parametrize("model, rule, params", [
    ("tsodyks_synapse", tsodyks, RESOURCES), ("tsodyks_synapse_hom", tsodyks, RESOURCES),
    ("tsodyks2_synapse", tsodyks2, {k: v for k, v in RESOURCES.items() if k != "tau_psc"}),
    ("ht_synapse", depression, {"weight": 7.0, "tau_P": 50.0, "delta_P": 0.2})])
def test_short_term_plasticity(model, rule, params):
    pre = train(12, 60)
    assert sent(model, pre, [30], params) == pytest.approx(list(rule(pre, params)), rel=1e-11)


@pytest.mark.parametrize("constant", [True, False])
def test_clopath(constant):
    p = {"weight": 3.0, "Wmax": 20.0, "tau_x": 15.0}
    post = {"A_LTD": 14e-4, "A_LTP": 8e-4, "theta_plus": -45.3, "theta_minus": -70.6, "u_ref_squared": 4000.0, "A_LTD_const": constant,
            "delay_u_bars": 5.0}
    pre = train(13, 60)
    target = nest.Create("aeif_psc_delta_clopath", params=dict(post, I_e=900.0))
    meter = nest.Create("multimeter", params={"interval": H, "record_from": ["V_m", "u_bar_plus", "u_bar_minus", "u_bar_bar"]})
    nest.Connect(meter, target)
    got = sent("clopath_synapse", pre, [], p, target, receptor=0)
    events = nest.GetStatus(meter, "events")[0]
    V, plus, minus, bar = (numpy.asarray(events[k]) for k in ("V_m", "u_bar_plus", "u_bar_minus", "u_bar_bar"))
    late = round(post["delay_u_bars"] / H)
    plus, minus = (numpy.concatenate([numpy.zeros(late), u[:-late]]) for u in (plus, minus))
    above = (V > post["theta_plus"]) & (plus > post["theta_minus"])
    up = numpy.where(above, post["A_LTP"] * (V - post["theta_plus"]) * (plus - post["theta_minus"]) * H, 0.0)
    down = numpy.where(minus > post["theta_minus"], post["A_LTD"] * (minus - post["theta_minus"]), 0.0)
    if not constant:
        down *= bar ** 2 / post["u_ref_squared"]
    w, x, last, want = p["weight"], 0.0, 0, []
    for t in pre:
        for s in range(max(1, last - DELAY + 1), t - DELAY + 1):
            if up[s - 1] > 0:
                w = min(p["Wmax"], w + up[s - 1] * x * decay(s + DELAY - last, p["tau_x"]))
        w = max(0.0, w - (down[t - DELAY - 1] if t > DELAY else 0.0))
        x, last = x * decay(t - last, p["tau_x"]) + 1 / p["tau_x"], t
        want.append(w)
    assert (up > 0).sum() > 20 and len(set(want)) > 100
    assert got == pytest.approx(want, rel=1e-10)
