"""One neuron with a constant current: membrane potential and spikes (figures 2 and 3 of the tutorial)."""
import pylab
import nest

neuron = nest.Create("iaf_psc_alpha")

# What is known about the neuron: everything, one property, two properties.
nest.GetStatus(neuron)
nest.GetStatus(neuron, "I_e")
nest.GetStatus(neuron, ["V_reset", "V_th"])

# A current in pA that lets it spike periodically.
nest.SetStatus(neuron, {"I_e": 376.0})

# I_e is a double; an integer is an error, and the message says what would be right.
try:
    nest.SetStatus(neuron, {"I_e": 376})
except nest.NESTError as error:
    print(error)

multimeter = nest.Create("multimeter")
nest.SetStatus(multimeter, {"withtime":True, "record_from":["V_m"]})

spikedetector = nest.Create("spike_detector",
                params={"withgid": True, "withtime": True})

# Connections follow the direction of events: the multimeter asks the neuron, the neuron sends to the detector.
nest.Connect(multimeter, neuron)
nest.Connect(neuron, spikedetector)

nest.Simulate(1000.0)

dmm = nest.GetStatus(multimeter)[0]
Vms = dmm["events"]["V_m"]
ts = dmm["events"]["times"]

pylab.figure(1)
pylab.plot(ts, Vms)

dSD = nest.GetStatus(spikedetector,keys="events")[0]
evs = dSD["senders"]
ts = dSD["times"]
pylab.figure(2)
pylab.plot(ts, evs, ".")
pylab.show()
