"""One neuron of each family against its equations, written out or solved by scipy here: nothing is shared with the kernel.

Parameters, weights, times and the step are drawn from a fixed seed; a current begins and ends, parameters change in the
middle, and spikes of both signs arrive, several in a step.
"""
import math
import random

import numpy as np
import pytest
from scipy.integrate import solve_ivp

import nest

STEPS = 300


class Drive:
    """What arrives: (stamp, weight) of spikes; a current from one stamp to another."""

    def __init__(self, seed, h, weights, currents):
        r = random.Random(seed)
        self.h = h
        self.spikes = [(r.randrange(10, STEPS - 10), r.uniform(*weights)) for _ in range(60)]
        self.amplitude = r.uniform(*currents)
        self.start, self.stop = r.randrange(5, STEPS // 4), r.randrange(STEPS * 3 // 4, STEPS)

    def arrived(self, n):
        """Weights that arrive at the end of the step with stamp n: the sums of those above 0 and of the others."""
        weights = [w for stamp, w in self.spikes if stamp == n]
        return sum(w for w in weights if w > 0), sum(w for w in weights if w <= 0)

    def current(self, n):
        """That flows during the step with stamp n: what a device sends at the end of a step flows a delay later."""
        return self.amplitude if self.start + 1 < n <= self.stop + 1 else 0.0


def simulate(model, params, drive, change):
    """V_m at each stamp, and the stamps of spikes."""
    h = drive.h
    nest.ResetKernel()
    nest.SetKernelStatus({"resolution": h})
    node = nest.Create(model, 1, params)
    for stamp, weight in drive.spikes:
        source = nest.Create("spike_generator", 1, {"spike_times": [round((stamp - 1) * h, 6)]})
        nest.Connect(source, node, syn_spec={"weight": weight, "delay": h})
    source = nest.Create("dc_generator", 1, {"amplitude": drive.amplitude, "start": round(drive.start * h, 6),
                                             "stop": round(drive.stop * h, 6)})
    nest.Connect(source, node, syn_spec={"delay": h})
    meter = nest.Create("multimeter", 1, {"interval": h, "record_from": ["V_m"]})
    nest.Connect(meter, node, syn_spec={"delay": h})
    detector = nest.Create("spike_detector")
    nest.Connect(node, detector, syn_spec={"delay": h})
    nest.Simulate(round(STEPS // 2 * h, 6))
    nest.SetStatus(node, change)
    nest.Simulate(round((STEPS - STEPS // 2 + 2) * h, 6))
    events = nest.GetStatus(meter, "events")[0]
    stamps = np.rint(np.array(events["times"]) / h).astype(int)
    assert list(stamps[:STEPS]) == list(range(1, STEPS + 1))
    spikes = np.rint(np.array(nest.GetStatus(detector, "events")[0]["times"]) / h).astype(int)
    return np.array(events["V_m"])[:STEPS], [int(s) for s in spikes if s <= STEPS]


def steps_of(t, h):
    return math.ceil(round(t * 1000) / round(h * 1000) - 1e-9)


def expected(model, params, drive, change):
    """V_m at each stamp, and the stamps of spikes: those of the model's step(p, state, stamp, drive) -> V_m, whether it fires."""
    p = {k: v for k, v in nest.GetDefaults(model).items() if isinstance(v, (float, bool))}
    p.update(params)
    V, spikes, state = [], [], {"r": 0}
    for n in range(1, STEPS + 1):
        if n == STEPS // 2 + 1:
            p.update(change)
            state["V"] = change["V_m"]
        shown, fires = STEP[model](p, state, n, drive)
        V.append(shown)
        if fires:
            spikes.append(n)
    return np.array(V), spikes


# ------------------------------------------------------------------ linear in each step


def solve(slope, y, h):
    return solve_ivp(lambda t, y: slope(y), (0.0, h), y, method="DOP853", rtol=1e-11, atol=1e-11).y[:, -1]


def psc(shape):
    """iaf_psc_alpha, iaf_psc_exp: the membrane with two currents, solved numerically."""

    def step(p, s, n, drive):
        V, ex, in_ = s.setdefault("V", p["V_m"]), s.setdefault("ex", [0.0, 0.0]), s.setdefault("in", [0.0, 0.0])
        I0 = drive.current(n) + p["I_e"]

        def slope(y):
            V, dex, ex, din, in_ = y
            if shape == "alpha":
                currents = [-dex / p["tau_syn_ex"], dex - ex / p["tau_syn_ex"], -din / p["tau_syn_in"], din - in_ / p["tau_syn_in"]]
            else:
                currents = [0.0, -ex / p["tau_syn_ex"], 0.0, -in_ / p["tau_syn_in"]]
            return [-(V - p["E_L"]) / p["tau_m"] + (ex + in_ + I0) / p["C_m"]] + currents

        y = solve(slope, [V] + ex + in_, drive.h)
        if s["r"] == 0:
            V = max(y[0], p.get("V_min", -math.inf))
        else:
            s["r"] -= 1
        ex, in_ = list(y[1:3]), list(y[3:5])
        up, down = drive.arrived(n)
        if shape == "alpha":
            ex[0] += up * math.e / p["tau_syn_ex"]
            in_[0] += down * math.e / p["tau_syn_in"]
        else:
            ex[1] += up
            in_[1] += down
        fires = V >= p["V_th"]
        if fires:
            V, s["r"] = p["V_reset"], steps_of(p["t_ref"], drive.h)
        s.update({"V": V, "ex": ex, "in": in_})
        return V, fires

    return step


def delta(p, s, n, drive):
    V, B = s.setdefault("V", p["V_m"]), s.setdefault("B", 0.0)
    S, I0 = sum(drive.arrived(n)), drive.current(n) + p["I_e"]
    if s["r"] == 0:
        P = math.exp(-drive.h / p["tau_m"])
        V = p["E_L"] + P * (V - p["E_L"]) - math.expm1(-drive.h / p["tau_m"]) * p["tau_m"] / p["C_m"] * I0 + S + B
        V, s["B"] = max(V, p["V_min"]), 0.0
    else:
        if p["refractory_input"]:
            s["B"] = B + S * math.exp(-s["r"] * drive.h / p["tau_m"])
        s["r"] -= 1
    fires = V >= p["V_th"]
    if fires:
        V, s["r"] = p["V_reset"], steps_of(p["t_ref"], drive.h)
    s["V"] = V
    return V, fires


def mat(p, s, n, drive):
    V, I, theta = s.setdefault("V", p["V_m"]), s.setdefault("I", [0.0, 0.0]), s.setdefault("theta", [0.0, 0.0])
    I0, h = drive.current(n) + p["I_e"], drive.h

    def slope(y):
        V, ex, in_ = y
        return [-(V - p["E_L"]) / p["tau_m"] + (ex + in_ + I0) / p["C_m"], -ex / p["tau_syn_ex"], -in_ / p["tau_syn_in"]]

    V, ex, in_ = solve(slope, [V] + I, h)
    theta = [theta[0] * math.exp(-h / p["tau_1"]), theta[1] * math.exp(-h / p["tau_2"])]
    up, down = drive.arrived(n)
    fires = False
    if s["r"] > 0:
        s["r"] -= 1
    elif V >= p["omega"] + sum(theta):
        fires, s["r"] = True, steps_of(p["t_ref"], h)
        theta = [theta[0] + p["alpha_1"], theta[1] + p["alpha_2"]]
    s.update({"V": V, "I": [ex + up, in_ + down], "theta": theta})
    return V, fires


def izhikevich(p, s, n, drive):
    v, u, h = s.setdefault("V", p["V_m"]), s.setdefault("U", p["U_m"]), drive.h
    S, I = sum(drive.arrived(n)), drive.current(n) + p["I_e"]
    V = max(v + h * (0.04 * v * v + 5 * v + 140 - u + I) + S, p["V_min"])
    u += h * p["a"] * (p["b"] * v - u)
    fires = V >= p["V_th"]
    if fires:
        V, u = p["c"], u + p["d"]
    s.update({"V": V, "U": u})
    return V, fires


# ------------------------------------------------------------------ non-linear


def conductances(shape):
    """iaf_cond_exp, iaf_cond_alpha, iaf_cond_beta."""

    def step(p, s, n, drive):
        y = [s.setdefault("V", p["V_m"])] + s.setdefault("g", [0.0] * 4)
        I0 = drive.current(n) + p["I_e"]
        rise = [p.get("tau_decay_" + k, p.get("tau_syn_" + k)) for k in ("ex", "in")]
        fall = [p.get("tau_rise_" + k, p.get("tau_syn_" + k)) for k in ("ex", "in")]

        def slope(y):
            V, dex, ex, din, in_ = y
            if shape == "exp":
                gs = [0.0, -ex / fall[0], 0.0, -in_ / fall[1]]
            else:
                gs = [-dex / rise[0], dex - ex / fall[0], -din / rise[1], din - in_ / fall[1]]
            current = p["g_L"] * (p["E_L"] - V) + ex * (p["E_ex"] - V) + in_ * (p["E_in"] - V) + I0
            return [current / p["C_m"]] + gs

        V, *g = solve(slope, y, drive.h)
        for k, w in enumerate(drive.arrived(n)):
            if shape == "exp":
                g[2 * k + 1] += abs(w)
            elif rise[k] == fall[k]:
                g[2 * k] += abs(w) * math.e / fall[k]
            else:
                a, b = rise[k], fall[k]
                peak = a * b * math.log(a / b) / (a - b)
                g[2 * k] += abs(w) * (1 / b - 1 / a) / (math.exp(-peak / a) - math.exp(-peak / b))
        fires = False
        if s["r"] > 0:
            V, s["r"] = p["V_reset"], s["r"] - 1
        elif V >= p["V_th"]:
            V, s["r"], fires = p["V_reset"], steps_of(p["t_ref"], drive.h), True
        s.update({"V": V, "g": g})
        return V, fires

    return step


def aeif(p, s, n, drive):
    """aeif_cond_exp: the reset lies where V reaches V_peak within the step."""
    y = [s.setdefault("V", p["V_m"])] + s.setdefault("rest", [0.0] * 3)
    I0 = drive.current(n) + p["I_e"]

    def slope(t, y):
        V, ex, in_, w = y
        held = s["r"] > 0
        U = p["V_reset"] if held else min(V, p["V_peak"])
        current = p["g_L"] * (p["E_L"] - U) + p["g_L"] * p["Delta_T"] * math.exp((U - p["V_th"]) / p["Delta_T"])
        current += ex * (p["E_ex"] - U) + in_ * (p["E_in"] - U) - w + I0
        return [0.0 if held else current / p["C_m"], -ex / p["tau_syn_ex"], -in_ / p["tau_syn_in"],
                (p["a"] * (U - p["E_L"]) - w) / p["tau_w"]]

    def peak(t, y):
        return y[0] - p["V_peak"]

    peak.terminal, peak.direction = True, 1
    t, fires = 0.0, False
    while t < drive.h:
        out = solve_ivp(slope, (t, drive.h), y, method="DOP853", rtol=1e-10, atol=1e-10, events=peak)
        t, y = out.t[-1], list(out.y[:, -1])
        if s["r"] > 0:
            y[0] = p["V_reset"]
        elif out.status == 1:
            fires, y[0], y[3] = True, p["V_reset"], y[3] + p["b"]
            steps = steps_of(p["t_ref"], drive.h)
            s["r"] = steps + 1 if steps > 0 else 0
    s["r"] = max(s["r"] - 1, 0)
    up, down = drive.arrived(n)
    s.update({"V": y[0], "rest": [y[1] + up, y[2] - down, y[3]]})
    return y[0], fires


def linear(v, k):
    return k if v == 0 else v / -math.expm1(-v / k)


def gate(x, alpha, beta):
    return alpha * (1 - x) - beta * x


def squid(p, s, n, drive):
    """hh_psc_alpha."""
    y = s.setdefault("y", [p["V_m"], p["Act_m"], p["Inact_h"], p["Act_n"], 0.0, 0.0, 0.0, 0.0])
    if "V" in s:
        y[0] = s.pop("V")
    I0 = drive.current(n) + p["I_e"]

    def slope(y):
        V, m, h, n, dex, ex, din, in_ = y
        current = p["g_Na"] * m**3 * h * (p["E_Na"] - V) + p["g_K"] * n**4 * (p["E_K"] - V) + p["g_L"] * (p["E_L"] - V)
        return [(current + ex + in_ + I0) / p["C_m"],
                gate(m, 0.1 * linear(V + 40, 10), 4 * math.exp(-(V + 65) / 18)),
                gate(h, 0.07 * math.exp(-(V + 65) / 20), 1 / (1 + math.exp(-(V + 35) / 10))),
                gate(n, 0.01 * linear(V + 55, 10), 0.125 * math.exp(-(V + 65) / 80)),
                -dex / p["tau_syn_ex"], dex - ex / p["tau_syn_ex"], -din / p["tau_syn_in"], din - in_ / p["tau_syn_in"]]

    before = y[0]
    y = list(solve(slope, y, drive.h))
    up, down = drive.arrived(n)
    y[4] += up * math.e / p["tau_syn_ex"]
    y[6] += down * math.e / p["tau_syn_in"]
    fires = s["r"] == 0 and y[0] >= 0 and before > y[0]
    s["r"] = steps_of(p["t_ref"], drive.h) if fires else max(s["r"] - 1, 0)
    s["y"] = y
    return y[0], fires


STEP = {"iaf_psc_alpha": psc("alpha"), "iaf_psc_exp": psc("exp"), "iaf_psc_delta": delta, "mat2_psc_exp": mat,
        "izhikevich": izhikevich, "iaf_cond_exp": conductances("exp"), "iaf_cond_alpha": conductances("alpha"),
        "iaf_cond_beta": conductances("beta"), "aeif_cond_exp": aeif, "hh_psc_alpha": squid}

# model: range of weights, of currents, what else varies, what changes in the middle, and how near V_m has to be (mV). What
# the kernel solves numerically has the error of its solver.
CURRENTS = (300.0, 1500.0)
TAUS = {"tau_syn_ex": (0.3, 4.0), "tau_syn_in": (0.3, 4.0)}
LEAKY = {"tau_m": (5.0, 20.0), "C_m": (150.0, 300.0), "E_L": (-75.0, -65.0), "t_ref": (0.0, 2.5)}
CASES = {
    "iaf_psc_alpha": ((-300.0, 600.0), CURRENTS, {**LEAKY, **TAUS, "V_min": (-90.0, -80.0)}, {"V_m": -50.0}, 1e-7),
    "iaf_psc_exp": ((-300.0, 600.0), CURRENTS, {**LEAKY, **TAUS}, {"tau_m": 7.0, "V_m": -60.0}, 1e-7),
    "iaf_psc_delta": ((-4.0, 6.0), CURRENTS, {**LEAKY, "V_min": (-90.0, -80.0)}, {"V_m": -54.0, "I_e": 100.0}, 1e-10),
    "mat2_psc_exp": ((-300.0, 600.0), CURRENTS, {**TAUS, "t_ref": (0.5, 2.5), "tau_m": (5.0, 9.0)}, {"V_m": -60.0}, 1e-7),
    "izhikevich": ((-5.0, 8.0), (8.0, 15.0), {"a": (0.02, 0.1), "d": (2.0, 8.0)}, {"V_m": -55.0}, 1e-9),
    "iaf_cond_exp": ((-20.0, 30.0), CURRENTS, {**TAUS, "t_ref": (0.0, 2.5)}, {"V_m": -57.0, "g_L": 12.0}, 1e-3),
    "iaf_cond_alpha": ((-20.0, 30.0), CURRENTS, {**TAUS, "t_ref": (0.0, 2.5)}, {"V_m": -57.0, "E_ex": 10.0}, 1e-3),
    "iaf_cond_beta": ((-20.0, 30.0), CURRENTS, {"tau_rise_ex": (0.2, 1.0), "tau_decay_ex": (1.0, 5.0), "tau_rise_in": (0.2, 5.0)},
                      {"V_m": -57.0}, 1e-3),
    "aeif_cond_exp": ((-20.0, 30.0), (700.0, 1500.0), {**TAUS, "t_ref": (0.0, 2.5), "b": (20.0, 80.0)}, {"V_m": -55.0}, 2e-2),
    "hh_psc_alpha": ((-200.0, 400.0), CURRENTS, {**TAUS, "g_K": (3000.0, 4000.0)}, {"V_m": -60.0}, 5e-2),
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("model", sorted(CASES))
def test_it_does_what_its_equations_say(model, seed):
    weights, currents, ranges, change, near = CASES[model]
    r = random.Random("%s %d" % (model, seed))
    h = (0.1, 0.05, 0.2)[seed]
    params = {name: r.uniform(*ranges[name]) for name in sorted(ranges)}
    if "tau_m" in params and "tau_syn_ex" in params and seed == 2 and model != "mat2_psc_exp":
        params["tau_syn_ex"] = params["tau_m"]  # where propagators are singular
    if model == "iaf_psc_delta":
        params["refractory_input"] = seed != 1
    drive = Drive(r.random(), h, weights, currents)
    V, spikes = simulate(model, params, drive, change)
    wanted, stamps = expected(model, params, drive, change)
    assert stamps, "a case without spikes tests little"
    assert spikes == stamps
    assert np.abs(V - wanted).max() < near
