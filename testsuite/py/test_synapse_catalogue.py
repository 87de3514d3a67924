"""Every synapse model against the catalogue: entries, types, defaults, and where each can be set.

In synapse_catalogue.json a model has for each parameter [type, default, where it is seen and can be set]. Types are those of
the language; `connect_ignores` says that Connect accepts the entry and it means nothing.
"""
import json
import pathlib

import nest
import numpy
import pytest

CATALOGUE = json.loads((pathlib.Path(__file__).parent / "synapse_catalogue.json").read_text())
# Models of the catalogue that do not exist yet.
MISSING = {"clopath_synapse", "diffusion_connection", "gap_junction", "rate_connection_delayed",
           "rate_connection_instantaneous", "stdp_facetshw_synapse_hom"}
MODELS = sorted(set(CATALOGUE) - MISSING)
TYPES = {"doubletype": float, "integertype": int, "booltype": bool}
# Entries that a test cannot change at will (x + y of tsodyks_synapse is 1 and must not become more).
FIXED = {"has_delay", "requires_symmetric", "weight_recorder", "receptor_type", "vt", "y"}


def variants(model):
    return [model, model + "_hpc", model + "_lbl"]


def entries(model, where):
    return {name: row for name, row in CATALOGUE[model].items() if where in row[2]}


def changed(name, row):
    """A value that differs from the default and is allowed."""
    kind, value, _ = row
    if kind == "doubletype":
        return value * 0.5 if value else 0.25
    if kind == "integertype":
        return value + 1
    return not value if kind == "booltype" else value


def need_transmitter(model):
    if "vt" in CATALOGUE[model]:
        nest.SetDefaults(model, "vt", nest.Create("volume_transmitter")[0])


def connection(model, **params):
    pre, post = nest.Create("iaf_psc_alpha", 2)
    need_transmitter(model)
    nest.Connect([pre], [post], "one_to_one", dict(params, model=model))
    (c,) = nest.GetConnections([pre], [post])
    return [c]


def test_missing_models_are_missing():
    assert not MISSING & set(nest.Models("synapses"))


@pytest.mark.parametrize("model", MODELS)
def test_defaults(model):
    for variant in variants(model):
        defaults = nest.GetDefaults(variant)
        for name, (kind, value, _) in entries(model, "defaults").items():
            assert isinstance(defaults[name], TYPES[kind]), name
            assert numpy.array_equal(defaults[name], value), name
        assert ("synapse_label" in defaults) == variant.endswith("_lbl")


@pytest.mark.parametrize("model", MODELS)
def test_status_of_a_connection(model):
    status = nest.GetStatus(connection(model))[0]
    assert set(entries(model, "connection")) <= set(status)
    for name in set(CATALOGUE[model]) - set(entries(model, "connection")) - {"receptor"}:
        assert name not in status, name


@pytest.mark.parametrize("model", MODELS)
def test_set_defaults(model):
    for name, row in entries(model, "set_defaults").items():
        if name in FIXED:
            continue
        nest.SetDefaults(model, {name: changed(name, row)})
        assert nest.GetDefaults(model, name) == changed(name, row), name
        nest.SetDefaults(model, {name: row[1]})
    for name in set(CATALOGUE[model]) - set(entries(model, "set_defaults")):
        with pytest.raises(nest.NESTError, match="DictError"):
            nest.SetDefaults(model, {name: CATALOGUE[model][name][1]})


@pytest.mark.parametrize("model", MODELS)
def test_set_a_connection(model):
    c = connection(model)
    for name, row in entries(model, "set_connection").items():
        if name in FIXED:
            continue
        nest.SetStatus(c, name, changed(name, row))
        assert nest.GetStatus(c, name)[0] == changed(name, row), name
        nest.SetStatus(c, name, row[1])
    for name in set(CATALOGUE[model]) - set(entries(model, "set_connection")):
        with pytest.raises(nest.NESTError, match="DictError"):
            nest.SetStatus(c, name, CATALOGUE[model][name][1])


@pytest.mark.parametrize("model", MODELS)
def test_connect_sets(model):
    for name, row in entries(model, "connect").items():
        if name in FIXED or row[0] != "doubletype":
            continue
        c = connection(model, **{name: changed(name, row)})
        assert nest.GetStatus(c, name)[0] == changed(name, row), name
    for name in entries(model, "connect_ignores"):
        connection(model, **{name: CATALOGUE[model][name][1]})


@pytest.mark.parametrize("model", MODELS)
def test_connect_draws_and_takes_arrays(model):
    names = {n for n, row in entries(model, "connect").items() if row[0] == "doubletype"} - FIXED - {"delay"}
    for name in sorted(names):
        low = changed(name, CATALOGUE[model][name]) * 0.9
        pre, post = nest.Create("iaf_psc_alpha", 5), nest.Create("iaf_psc_alpha", 4)
        need_transmitter(model)
        values = {"distribution": "uniform", "low": low, "high": low * 1.1}
        nest.Connect(pre, post, "all_to_all", {"model": model, name: values})
        drawn = nest.GetStatus(nest.GetConnections(pre, post), name)
        assert len(set(drawn)) == 20 and low <= min(drawn) and max(drawn) < low * 1.1, name
        given = numpy.linspace(low, low * 1.1, 4)
        nest.Connect(post, post, "one_to_one", {"model": model, name: given})
        found = nest.GetStatus(nest.GetConnections(post, post), ["target", name])
        assert [x for _, x in sorted(found)] == list(given), name
