"""GetConnections goes by source, then by creation; without sorting, by creation alone."""
import random

import numpy as np
import pytest

import nest

MODELS = ["static_synapse", "stdp_synapse"]


def found(**wanted):
    return nest.GetStatus(nest.GetConnections(**wanted), ["source", "target", "weight"])


def unsorted():
    nest.SetKernelStatus({"sort_connections_by_source": False})


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_without_sorting_the_order_is_that_of_creation(model, when):
    nodes = nest.Create("iaf_psc_alpha", 30)
    if when == "before":
        unsorted()
    nest.Connect(nodes[::-1], nodes[::-1], syn_spec={"model": model})
    if when == "after":
        unsorted()
    assert [pair[:2] for pair in found()] == [(s, t) for t in nodes[::-1] for s in nodes[::-1]]


def test_without_sorting_what_is_new_comes_last():
    nodes = nest.Create("iaf_psc_alpha", 5)
    nest.Connect(nodes, nodes)
    nest.Simulate(1.0)  # sorted by now
    unsorted()
    nest.Connect([4, 2], [3, 1], "one_to_one")
    assert [pair[:2] for pair in found()] == [(s, t) for s in nodes for t in nodes] + [(4, 3), (2, 1)]
    nest.Simulate(1.0)
    nest.Connect([5], [1])
    assert [pair[:2] for pair in found()][-3:] == [(4, 3), (2, 1), (5, 1)]
    nest.SetKernelStatus({"sort_connections_by_source": True})
    assert [s for s, _, _ in found()] == sorted([*nodes] * 5 + [4, 2, 5])


def test_without_sorting_large_calls_go_by_target():
    nodes = nest.Create("iaf_psc_alpha", 200)
    unsorted()
    nest.Connect(nodes, nodes, {"rule": "fixed_indegree", "indegree": 100},
                 {"delay": {"distribution": "uniform", "low": 1.0, "high": 9.0}})
    assert [t for _, t, _ in found()] == [t for t in nodes for _ in range(100)]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("n", [10, 17, 300, 6000])
def test_given_values_come_in_the_order_in_which_they_were_given(model, n):
    nodes = nest.Create("iaf_psc_alpha", n + 1)
    rng = np.random.default_rng(n)
    targets = [int(t) for t in rng.permutation(nodes[1:])]
    weights, delays = rng.normal(5.0, 1.0, n), rng.integers(1, 40, n) / 10
    nest.Connect([1], targets, syn_spec={"model": model, "weight": weights.reshape(-1, 1), "delay": delays.reshape(-1, 1)})
    connections = nest.GetConnections([1])
    assert nest.GetStatus(connections, "target") == tuple(targets)
    np.testing.assert_array_equal(nest.GetStatus(connections, "weight"), weights)
    np.testing.assert_allclose(nest.GetStatus(connections, "delay"), delays)


@pytest.mark.parametrize("model", MODELS)
def test_multapses_come_in_the_order_of_creation(model):
    nest.Create("iaf_psc_alpha", 2)
    delays = [1.0 + k % 7 for k in range(40)]
    for k, delay in enumerate(delays):
        nest.Connect([1], [2], syn_spec={"model": model, "weight": float(k), "delay": delay})
    assert [w for _, _, w in found()] == [float(k) for k in range(40)]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("sort", [True, False])
@pytest.mark.parametrize("model", MODELS)
def test_the_order_outlives_changes(seed, sort, model):
    rng = random.Random(seed)
    nodes = nest.Create("iaf_psc_alpha", 4)
    nest.SetKernelStatus({"min_delay": 1.0, "max_delay": 5.0, "sort_connections_by_source": sort})
    made, count = [], 0

    def connect():
        nonlocal count
        n = rng.randrange(1, 30)
        pre, post = rng.choices(nodes, k=n), rng.choices(nodes, k=n)
        weights = [float(count + k) for k in range(n)]
        count += n
        nest.Connect(pre, post, "one_to_one", {"model": model, "weight": weights, "delay": [float(rng.randint(1, 5)) for _ in range(n)]})
        made.extend(zip(pre, post, weights))

    def disconnect():
        single = [c for c in made if [x[:2] for x in made].count(c[:2]) == 1]
        if single:
            c = rng.choice(single)
            nest.Disconnect([c[0]], [c[1]], syn_spec={"model": model})
            made.remove(c)

    def change():
        connections = nest.GetConnections()
        nest.SetStatus([rng.choice(connections)], {"delay": float(rng.randint(1, 5))})

    connect()
    for _ in range(25):
        rng.choice([connect, disconnect, change, lambda: nest.Simulate(1.0), lambda: nest.GetConnections()])()
    expected = sorted(made, key=lambda c: c[0]) if sort else made
    assert list(found()) == expected
    for source in nodes:
        assert list(found(source=[source])) == [c for c in expected if c[0] == source]
