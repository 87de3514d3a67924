"""The introductory tutorial, statements T49 to T62: the overview of commands."""
import pytest

import nest
from nest.pynestkernel import NESTErrors


@pytest.fixture
def four():
    return nest.Create("iaf_psc_alpha", 4)


def pairs():
    return sorted(nest.GetStatus(nest.GetConnections(), ["source", "target"]))


def test_t49_create_takes_one_dictionary_or_a_list():
    assert nest.Create("iaf_psc_alpha", n=3) == (1, 2, 3)
    assert nest.Create("iaf_psc_alpha", 2, {"I_e": 1.0}) == (4, 5)
    assert nest.Create("iaf_psc_alpha", 2, [{"I_e": 1.0}, {"I_e": 2.0}]) == (6, 7)
    assert nest.GetStatus([4, 5, 6, 7], "I_e") == (1.0, 1.0, 1.0, 2.0)
    nest.Create("iaf_psc_alpha", 2, [{"I_e": 3.0}])
    assert nest.GetStatus([8, 9], "I_e") == (3.0, 3.0)


def test_t49_a_list_of_the_wrong_length_leaves_the_nodes():
    with pytest.warns(UserWarning), pytest.raises(TypeError):
        nest.Create("iaf_psc_alpha", 3, [{"I_e": 1.0}, {"I_e": 2.0}])
    assert nest.GetKernelStatus("network_size") == 4


def test_t49_nodes_go_to_the_current_subnet():
    subnet = nest.Create("subnet")
    nest.ChangeSubnet(subnet)
    neurons = nest.Create("iaf_psc_alpha", 2)
    assert nest.GetChildren(subnet) == (neurons,)


def test_t50_get_status_gives_tuples(four):
    assert type(nest.GetStatus(four)) is tuple
    assert nest.GetStatus(four[:1], ["I_e", "V_th"], output="json") == "[[0.0, -55.0]]"


def test_t51_set_status_forms(four):
    nest.SetStatus(four, {"I_e": 1.0})
    assert nest.GetStatus(four, "I_e") == (1.0,) * 4
    nest.SetStatus(four[:2], [{"I_e": 2.0}, {"I_e": 3.0}])
    assert nest.GetStatus(four, "I_e") == (2.0, 3.0, 1.0, 1.0)
    nest.SetStatus(four[:2], "I_e", [4.0, 5.0])
    nest.SetStatus(four[2:], "I_e", 6.0)
    assert nest.GetStatus(four, "I_e") == (4.0, 5.0, 6.0, 6.0)


def test_t52_model_is_an_older_name_of_syn_spec(four):
    with pytest.warns(UserWarning):
        nest.Connect(four[:1], four[1:2], model={"weight": 2.0})
    assert nest.GetStatus(nest.GetConnections(), "weight") == (2.0,)
    with pytest.raises(nest.NESTError):
        nest.Connect(four[:1], four[1:2], syn_spec="static_synapse", model="static_synapse")


def test_t53_the_default_rule_is_all_to_all(four):
    nest.Connect(four[:2], four[2:])
    assert pairs() == [(1, 3), (1, 4), (2, 3), (2, 4)]


def test_t54_the_default_synapse_is_static(four):
    nest.Connect(four[:1], four[1:2])
    assert nest.GetStatus(nest.GetConnections(), "synapse_model") == ("static_synapse",)


def test_t55_subnets_are_not_iterated_over(four):
    subnet = nest.Create("subnet")
    with pytest.raises(NESTErrors.UnexpectedEvent):
        nest.Connect(subnet, four[:1])
    with pytest.raises(NESTErrors.IllegalConnection):
        nest.Connect(four[:1], subnet)


def test_t56_rules_and_their_parameters(four):
    nest.Connect(four, four, {"rule": "fixed_indegree", "indegree": 2})
    assert len(pairs()) == 8
    with pytest.raises(NESTErrors.DictError):
        nest.Connect(four, four, {"rule": "fixed_indegree"})
    with pytest.raises(KeyError):
        nest.Connect(four, four, {"indegree": 2})


def test_t57_autapses_and_multapses(four):
    nest.Connect(four[:2], four[:2], {"rule": "fixed_indegree", "indegree": 1, "autapses": False, "multapses": False})
    assert pairs() == [(1, 2), (2, 1)]


def test_t58_synapse_specifications(four):
    nest.Connect(four[:1], four[1:2], syn_spec={"delay": 2.0})
    assert nest.GetStatus(nest.GetConnections(), ["weight", "delay"]) == ((1.0, 2.0),)
    with pytest.raises(NESTErrors.UnknownSynapseType):
        nest.Connect(four[:1], four[1:2], syn_spec="nope")
    with pytest.raises(NESTErrors.DictError):
        nest.Connect(four[:1], four[1:2], syn_spec={"wheight": 2.0})


def test_t59_own_synapse_models(four):
    nest.CopyModel("static_synapse", "exc", {"weight": 2.0})
    nest.Connect(four[:1], four[1:2], syn_spec="exc")
    assert nest.GetStatus(nest.GetConnections(), ["weight", "synapse_model"]) == ((2.0, "exc"),)


def test_t60_scalars_are_doubles_and_the_receptor_is_an_int(four):
    nest.Connect(four[:1], four[1:2], syn_spec={"weight": 20, "receptor_type": 0})
    assert nest.GetStatus(nest.GetConnections(), "weight") == (20.0,)
    with pytest.raises(NESTErrors.BadProperty):
        nest.Connect(four[:1], four[1:2], syn_spec={"receptor_type": 0.0})


@pytest.mark.parametrize("bad", [True, "2.0"])
def test_t60_other_scalars_are_refused(four, bad):
    with pytest.raises(NESTErrors.BadProperty):
        nest.Connect(four[:1], four[1:2], syn_spec={"weight": bad})


def test_t60_arrays_for_each_connection(four):
    weights = [[1.0, 2.0], [3.0, 4.0]]
    nest.Connect(four[:2], four[2:], syn_spec={"weight": weights})
    assert weights == [[1.0, 2.0], [3.0, 4.0]]
    found = sorted(nest.GetStatus(nest.GetConnections(), ["source", "target", "weight"]))
    assert found == [(1, 3, 1.0), (1, 4, 3.0), (2, 3, 2.0), (2, 4, 4.0)]


def test_t61_distributions():
    n = nest.Create("iaf_psc_alpha", 100)
    nest.Connect(n, n, "one_to_one", {"weight": {"distribution": "normal", "mu": 20.0, "sigma": 1.0}})
    weights = nest.GetStatus(nest.GetConnections(), "weight")
    assert len(set(weights)) == 100 and 19.5 < sum(weights) / 100 < 20.5  # the mean has a deviation of 0.1


def test_t61_an_int_is_refused_in_a_distribution(four):
    with pytest.raises(NESTErrors.TypeMismatch):
        nest.Connect(four, four, "one_to_one", {"weight": {"distribution": "normal", "mu": 20, "sigma": 1.0}})


def test_t62_simulate():
    nest.Simulate(12.5)
    assert nest.GetKernelStatus("biological_time") == 12.5
