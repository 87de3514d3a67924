"""Names that scripts for older versions of the interface use."""
import pytest

import nest


def test_low_level_names_in_the_package():
    nest.sli_push(2)
    nest.sps(3)
    nest.sr("add")
    nest.sli_run("dup")
    assert nest.spp() == nest.sli_pop() == 5
    assert nest.sli_func("add", 2, 3) == 5


def test_kernel_entry_time():
    nest.Simulate(5.0)
    assert nest.GetKernelStatus("time") == nest.GetKernelStatus("biological_time") == 5.0
    nest.SetKernelStatus({"time": 0.0})
    assert nest.GetKernelStatus("biological_time") == 0.0


@pytest.fixture
def four():
    return nest.Create("iaf_psc_alpha", 4)


def found():
    return sorted(nest.GetStatus(nest.GetConnections(), ["source", "target", "weight", "delay"]))


def test_divergent_and_convergent_connect(four):
    nest.DivergentConnect(four[:1], four[2:], [1.0, 2.0], [1.0, 1.5])
    assert found() == [(1, 3, 1.0, 1.0), (1, 4, 2.0, 1.5)]
    nest.ResetKernel()
    four = nest.Create("iaf_psc_alpha", 4)
    nest.ConvergentConnect(four[:2], four[2:3], [1.0, 2.0], 1.0)
    assert found() == [(1, 3, 1.0, 1.0), (2, 3, 2.0, 1.0)]


def test_one_to_one_and_all_to_all(four):
    nest.OneToOneConnect(four[:2], four[2:])
    nest.AllToAllConnect(four[:1], four[2:], 2.0, 1.5)
    assert found() == [(1, 3, 1.0, 1.0), (1, 3, 2.0, 1.5), (1, 4, 2.0, 1.5), (2, 4, 1.0, 1.0)]


def test_random_convergent_connect(four):
    nest.RandomConvergentConnect(four, four, 2, 1.0, 1.0, options={"allow_autapses": False, "allow_multapses": False})
    connections = nest.FindConnections(four)
    assert len(connections) == 8 and all(c[0] != c[1] for c in connections)
    nest.SetSynapseStatus(connections, {"weight": 3.0})
    assert set(nest.GetSynapseStatus(connections, "weight")) == {3.0}
