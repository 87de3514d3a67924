"""Benchmark networks of Brette et al. 2007 (J Comput Neurosci 23:349): conductances (COBA), currents (CUBA), currents with spikes
between the steps of the grid, and Hodgkin-Huxley neurons (HH). 4000 neurons, no external input: the activity sustains itself."""
import nest
import numpy
from measures import Spikes, record, require, show

N_E, N_I, delay = 3200, 800, 0.1
spike = {"V_th": -50.0, "V_reset": -60.0, "t_ref": 5.0}
taus = {"tau_syn_ex": 5.0, "tau_syn_in": 10.0}
conductance = dict(taus, C_m=200.0, g_L=10.0, E_L=-60.0, E_ex=0.0, E_in=-80.0)
current = dict(taus, **spike, C_m=200.0, tau_m=20.0, E_L=-49.0)


def run(model, params, w_E, w_I, V_m, starts, window):
    nest.ResetKernel()
    nest.SetKernelStatus({"resolution": 0.1, "local_num_threads": 2})
    neurons = nest.Create(model, N_E + N_I, params)
    nest.SetStatus(neurons, "V_m", list(V_m))
    excitatory, inhibitory = neurons[:N_E], neurons[N_E:]
    nest.Connect(excitatory, neurons, {"rule": "fixed_indegree", "indegree": 64}, {"weight": w_E, "delay": delay})
    nest.Connect(inhibitory, neurons, {"rule": "fixed_indegree", "indegree": 16}, {"weight": w_I, "delay": delay})
    if starts:
        noise = nest.Create("poisson_generator", params={"rate": 100.0, "stop": 50.0})
        nest.Connect(noise, neurons, "all_to_all", {"weight": w_E, "delay": delay})
    detector = record(neurons)
    nest.Simulate(window[1])
    return Spikes(detector, excitatory, *window), Spikes(detector, excitatory[:1000], *window)


random = numpy.random.RandomState(7)
uniform = random.uniform(-60.0, -50.0, N_E + N_I)
figures = {}

spikes, some = run("iaf_cond_exp", dict(conductance, **spike), 6.0, -67.0, uniform, True, (100.0, 600.0))
require("COBA: rate (1/s)", spikes.rate(), 11, 18)
require("COBA: CV", some.cv(), 1.1, 1.7)
figures["COBA"] = spikes

for name, model in (("CUBA", "iaf_psc_exp"), ("CUBA precise", "iaf_psc_exp_ps")):
    spikes, some = run(model, current, 16.2, -90.0, uniform, False, (200.0, 700.0))
    require(name + ": rate (1/s)", spikes.rate(), 4.2, 6.4)
    require(name + ": synchrony", some.sync(), 1.0, 3.0)
    figures[name] = spikes

hh = dict(conductance, g_Na=20000.0, g_K=6000.0, E_Na=50.0, E_K=-90.0, V_T=-63.0)
spikes, some = run("hh_cond_exp_traub", hh, 6.0, -67.0, random.normal(-65.0, 5.0, N_E + N_I), True, (80.0, 200.0))
require("HH: rate (1/s)", spikes.rate(), 24, 44)  # it differs much between seeds
figures["HH"] = spikes
show("Brette et al. 2007", figures, "brette.png", most=150)
