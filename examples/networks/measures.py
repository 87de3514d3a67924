"""What the networks of this folder share: measures of their activity, checks against published ranges, and a figure."""
import nest
import numpy
import pylab


class Spikes:
    """The spikes of some nodes in a window (begin, end] of time, in ms."""

    def __init__(self, detector, nodes, begin, end):
        events = nest.GetStatus(detector, "events")[0]
        times, senders = numpy.asarray(events["times"]), numpy.asarray(events["senders"])
        of = (times > begin) & (times <= end) & (senders >= nodes[0]) & (senders <= nodes[-1])
        self.times, self.senders = times[of], senders[of]
        self.nodes, self.begin, self.end = nodes, begin, end

    def rate(self):
        """Spikes a node and second."""
        return len(self.times) / len(self.nodes) / (self.end - self.begin) * 1e3

    def cv(self, least=6):
        """Irregularity: standard deviation over mean of the intervals, averaged over nodes with some spikes."""
        order = numpy.lexsort((self.times, self.senders))
        trains = numpy.split(self.times[order], numpy.nonzero(numpy.diff(self.senders[order]))[0] + 1)
        intervals = [numpy.diff(train) for train in trains if len(train) >= least]
        return numpy.mean([i.std() / i.mean() for i in intervals]) if intervals else float("nan")

    def sync(self, bin=3.0):
        """Synchrony: variance over mean of the number of spikes in bins; 1 for independent Poisson neurons."""
        counts = numpy.histogram(self.times, numpy.arange(self.begin, self.end + bin / 2, bin))[0]
        return counts.var() / counts.mean()


def record(nodes):
    detector = nest.Create("spike_detector")
    nest.Connect(nodes, detector)
    return detector


def require(what, value, low, high):
    print("%-28s %8.3f   (%g ... %g)" % (what, value, low, high))
    assert low <= value <= high, "%s is %g, not between %g and %g" % (what, value, low, high)


def show(title, populations, file, most=300):
    """Raster of some neurons of each population, written to a file."""
    pylab.figure()
    base = 0
    for name, spikes in populations.items():
        shown = spikes.senders < spikes.nodes[0] + most
        pylab.plot(spikes.times[shown], base + spikes.senders[shown] - spikes.nodes[0], ".", markersize=1, label=name)
        base += min(most, len(spikes.nodes))
    pylab.title(title)
    pylab.xlabel("time (ms)")
    pylab.ylabel("neuron")
    pylab.legend(loc="upper right")
    pylab.savefig(file)
    pylab.close()
