"""Cortical microcircuit (Potjans & Diesmann 2014, Cereb Cortex 24:785) at a twentieth of its size, with weights and a direct current
that make up for the missing inputs (van Albada, Helias & Diesmann 2015, PLoS Comput Biol 11:e1004490)."""
import nest
import numpy
from measures import Spikes, record, require, show

scale, tau_syn, w, g = 0.05, 0.5, 87.8085, -4.0
names = ["L2/3E", "L2/3I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"]
N = numpy.array([20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948])
K_ext = numpy.array([1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100])
full_rates = numpy.array([0.86, 2.80, 4.45, 5.93, 7.59, 8.64, 1.09, 7.88])
C = numpy.array([[0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0],
                 [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0],
                 [0.0077, 0.0059, 0.0497, 0.1350, 0.0067, 0.0003, 0.0453, 0.0],
                 [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0],
                 [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0],
                 [0.0548, 0.0269, 0.0257, 0.0022, 0.0600, 0.3158, 0.0086, 0.0],
                 [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
                 [0.0364, 0.0010, 0.0034, 0.0005, 0.0277, 0.0080, 0.0658, 0.1443]])  # to (row) from (column)

synapses = numpy.log(1 - C) / numpy.log(1 - 1 / numpy.outer(N, N))
weights = numpy.where(numpy.arange(8) % 2, g * w, w) * numpy.ones((8, 1))
weights[0, 2] *= 2
spread = numpy.abs(numpy.where(numpy.arange(8) % 2, g * w, w)) * 0.1 * numpy.ones((8, 1))
n = numpy.round(scale * N).astype(int)
shift = (1 - scale ** 0.5) * tau_syn * 1e-3 * ((weights * synapses / N[:, None] * full_rates).sum(axis=1) + w * K_ext * 8)

nest.ResetKernel()
nest.SetKernelStatus({"resolution": 0.1, "local_num_threads": 2})
params = {"C_m": 250.0, "tau_m": 10.0, "tau_syn_ex": tau_syn, "tau_syn_in": tau_syn, "t_ref": 2.0, "E_L": -65.0,
          "V_reset": -65.0, "V_th": -50.0}
random = numpy.random.RandomState(11)
populations = []
for i in range(8):
    neurons = nest.Create("iaf_psc_exp", int(n[i]), dict(params, I_e=float(shift[i])))
    nest.SetStatus(neurons, "V_m", list(random.normal(-58.0, 10.0, n[i])))
    noise = nest.Create("poisson_generator", params={"rate": 8.0 * scale * K_ext[i]})
    nest.Connect(noise, neurons, "all_to_all", {"weight": w / scale ** 0.5, "delay": 1.5})
    populations.append(neurons)
for i in range(8):
    for j in range(8):
        total = int(round(synapses[i, j] * scale * scale))
        if total == 0:
            continue
        mean, delay = weights[i, j] / scale ** 0.5, 0.75 if j % 2 else 1.5
        weight = {"distribution": "normal_clipped", "mu": mean, "sigma": spread[i, j] / scale ** 0.5}
        weight["high" if mean < 0 else "low"] = 0.0
        nest.Connect(populations[j], populations[i], {"rule": "fixed_total_number", "N": total},
                     {"weight": weight, "delay": {"distribution": "normal_clipped", "mu": delay, "sigma": delay / 2, "low": 0.1}})
detector = record(sum(populations, ()))
nest.Simulate(1200.0)

spikes = {name: Spikes(detector, p, 200.0, 1200.0) for name, p in zip(names, populations)}
ranges = [(0.2, 0.7), (1.4, 2.4), (2.6, 3.7), (3.1, 4.3), (4.4, 6.7), (5.7, 7.7), (0.3, 0.8), (4.9, 7.1)]
for (name, s), (low, high) in zip(spikes.items(), ranges):
    require(name + ": rate (1/s)", s.rate(), low, high)
show("Cortical microcircuit", spikes, "microcircuit.png")
