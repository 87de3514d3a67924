"""Removing connections."""
import pytest

import nest


@pytest.fixture
def four():
    nodes = nest.Create("iaf_psc_alpha", 4)
    nest.Connect(nodes[:2], nodes[2:])
    return nodes


def pairs():
    connections = nest.GetConnections()
    return sorted(nest.GetStatus(connections, ["source", "target"])) if connections else []


def test_one_to_one(four):
    nest.Disconnect(four[:2], four[2:])
    assert pairs() == [(1, 4), (2, 3)]


def test_all_to_all(four):
    nest.Disconnect(four[:2], four[2:], "all_to_all", {"model": "static_synapse"})
    assert pairs() == []


def test_a_connection_that_does_not_exist(four):
    with pytest.raises(nest.NESTError):
        nest.Disconnect([3], [1])
    assert len(pairs()) == 4


def test_one_pair(four):
    nest.DisconnectOneToOne(1, 3, {"model": "static_synapse"})
    assert pairs() == [(1, 4), (2, 3), (2, 4)]
    with pytest.raises(nest.NESTError):
        nest.DisconnectOneToOne(1, 4, {})
