"""Sparse balanced random network (Brunel 2000, J Comput Neurosci 8:183), 5000 neurons: asynchronous irregular, and synchronous
regular where excitation wins. The strength of all synapses of a neuron together is that of the full size."""
import nest
from measures import Spikes, record, require, show

N_E, C_E, delay, theta, tau_m = 4000, 400, 1.5, 20.0, 20.0
J = 100.0 / C_E  # mV


def run(g, eta, time):
    nest.ResetKernel()
    nest.SetKernelStatus({"resolution": 0.1, "local_num_threads": 2})
    params = {"tau_m": tau_m, "V_th": theta, "V_reset": 10.0, "t_ref": 2.0, "E_L": 0.0, "V_m": 0.0}
    excitatory = nest.Create("iaf_psc_delta", N_E, params)
    inhibitory = nest.Create("iaf_psc_delta", N_E // 4, params)
    everyone = excitatory + inhibitory
    threshold_rate = theta / (J * tau_m) * 1e3  # 1/s, of all external inputs of a neuron together
    noise = nest.Create("poisson_generator", params={"rate": eta * threshold_rate})
    nest.Connect(noise, everyone, "all_to_all", {"weight": J, "delay": delay})
    nest.Connect(excitatory, everyone, {"rule": "fixed_indegree", "indegree": C_E}, {"weight": J, "delay": delay})
    nest.Connect(inhibitory, everyone, {"rule": "fixed_indegree", "indegree": C_E // 4}, {"weight": -g * J, "delay": delay})
    detector = record(everyone)
    nest.Simulate(time)
    return Spikes(detector, excitatory, 200.0, time), Spikes(detector, excitatory[:1000], 200.0, time)


irregular, some = run(g=5.0, eta=2.0, time=700.0)
require("AI: rate (1/s)", irregular.rate(), 36, 45)
require("AI: CV", irregular.cv(), 0.67, 0.88)
require("AI: synchrony", some.sync(), 10, 45)
regular, some = run(g=3.0, eta=2.0, time=300.0)
require("SR: rate (1/s)", regular.rate(), 320, 350)
require("SR: CV", regular.cv(), 0.0, 0.05)
show("Brunel 2000: asynchronous irregular", {"excitatory": irregular}, "brunel.png")
