"""Network with power-law plasticity (Morrison et al. 2007; Helias et al. 2012, Front Neuroinform 6:26), 2250 neurons with a tenth
of the inputs: static, and with plastic synapses between excitatory neurons."""
import math
import nest
import numpy
from measures import Spikes, record, require, show

N_E, N_I, C_E, C_I, delay = 1800, 450, 900, 225, 1.5
w = 144.2302  # pA: a potential of 0.14 sqrt(10) mV
params = {"C_m": 250.0, "tau_m": 10.0, "t_ref": 0.5, "E_L": 0.0, "V_reset": 0.0, "V_th": 20.0,
          "tau_syn_ex": 0.32582722403722841, "tau_syn_in": 0.32582722403722841, "tau_minus": 30.0}
rate = 1.685 * params["V_th"] * params["C_m"] / (w * params["tau_m"] * math.e * params["tau_syn_ex"]) * 1e3


def run(plastic, time=600.0):
    nest.ResetKernel()
    nest.SetKernelStatus({"resolution": 0.1, "local_num_threads": 2})
    neurons = nest.Create("iaf_psc_alpha", N_E + N_I, params)
    nest.SetStatus(neurons, "V_m", list(numpy.random.RandomState(3).normal(5.7, 7.2, len(neurons))))
    excitatory, inhibitory = neurons[:N_E], neurons[N_E:]
    nest.CopyModel("static_synapse_hom_w", "excitatory", {"weight": w, "delay": delay})
    nest.CopyModel("static_synapse_hom_w", "inhibitory", {"weight": -5 * w, "delay": delay})
    nest.CopyModel("stdp_pl_synapse_hom_hpc", "plastic",
                   {"weight": w, "delay": delay, "alpha": 0.025711, "lambda": 0.1, "mu": 0.4, "tau_plus": 15.0})
    noise = nest.Create("poisson_generator", params={"rate": rate})
    nest.Connect(noise, neurons, "all_to_all", {"weight": w, "delay": delay})
    for targets in (excitatory, inhibitory):
        rule = {"rule": "fixed_indegree", "indegree": C_E, "autapses": False}
        model = "plastic" if plastic and targets is excitatory else "excitatory"
        nest.Connect(excitatory, targets, rule, {"model": model})
        nest.Connect(inhibitory, targets, dict(rule, indegree=C_I), {"model": "inhibitory"})
    detector = record(neurons)
    nest.Simulate(time)
    weights = nest.GetStatus(nest.GetConnections(target=excitatory[:200], synapse_model="plastic"), "weight") if plastic else []
    return Spikes(detector, excitatory, 200.0, time), Spikes(detector, excitatory[:1000], 200.0, time), weights


# Both fire in near synchrony, so rates differ between seeds: static ones from 25 to 30 were seen.
static, some, _ = run(False)
require("static: rate (1/s)", static.rate(), 22, 31)
require("static: CV", some.cv(), 0.67, 0.87)
require("static: synchrony", some.sync(), 70, 130)
plastic, some, weights = run(True)
require("plastic: rate (1/s)", plastic.rate(), 26, 38)
require("plastic: mean weight (pA)", numpy.mean(weights), 144.4, 145.6)
require("plastic: sd of weights (pA)", numpy.std(weights), 1.2, 2.0)
show("Power-law plasticity", {"static": static, "plastic": plastic}, "hpc.png")
