"""raster_plot and voltage_trace."""
import numpy
import pytest

pylab = pytest.importorskip("pylab")

import nest  # noqa: E402
import nest.raster_plot as raster_plot  # noqa: E402
import nest.voltage_trace as voltage_trace  # noqa: E402


@pytest.fixture(autouse=True)
def no_figures():
    yield
    pylab.close("all")


@pytest.fixture
def recorded():
    """A spike detector and a voltmeter that have recorded two neurons."""
    n = nest.Create("iaf_psc_alpha", 2, {"I_e": 376.0})
    spikes, potentials = nest.Create("spike_detector"), nest.Create("voltmeter")
    nest.Connect(n, spikes)
    nest.Connect(potentials, n)
    nest.Simulate(200.0)
    return spikes, potentials


@pytest.mark.parametrize("hist", [False, True])
def test_raster_plot(recorded, hist):
    (dots,) = raster_plot.from_device(recorded[0], hist=hist)
    assert dots.get_ydata().tolist() == [1, 2, 1, 2, 1, 2]
    assert pylab.gca().get_title() == "Raster plot from device '3'"
    assert len(pylab.gcf().axes) == 1 + hist


def test_rate_of_the_raster_plot(recorded):
    raster_plot.from_device(recorded[0], hist_binwidth=10.0)
    bars = pylab.gcf().axes[1].patches
    assert max(b.get_height() for b in bars) == pytest.approx(100.0)  # each of two neurons once in 10 ms


@pytest.mark.parametrize("wrong", ["neuron", "voltmeter", "nothing recorded"])
def test_raster_plot_of_what_has_no_spikes(recorded, wrong):
    device = {"neuron": (1,), "voltmeter": recorded[1], "nothing recorded": nest.Create("spike_detector")}[wrong]
    with pytest.raises(nest.NESTError):
        raster_plot.from_device(device)


def test_extract_events():
    data = numpy.array([[1, 10.0], [2, 20.0], [1, 30.0]])
    assert raster_plot.extract_events(data, time=[10.0, 30.0], sel=[1]).tolist() == [[1, 10.0]]
    assert raster_plot.extract_events(data, time=[5.0]).size == 0


def test_voltage_trace(recorded):
    curves = voltage_trace.from_device(recorded[1])
    assert [len(c) for c in curves] == [1, 1] and len(curves[0][0].get_xdata()) == 199
    assert [t.get_text() for t in pylab.gca().get_legend().get_texts()] == ["Neuron 1", "Neuron 2"]
    with pytest.raises(KeyError):
        voltage_trace.from_device(recorded[1], neurons=[99])


def test_voltage_trace_of_a_file(tmp_path):
    path = tmp_path / "a.dat"
    path.write_text("1 1.0 -70.0\n2 1.0 -69.0\n1 2.0 -68.0\n2 2.0 -67.0\n")
    curves = voltage_trace.from_file(str(path))
    assert [c[0].get_ydata().tolist() for c in curves] == [[-70.0, -68.0], [-69.0, -67.0]]
