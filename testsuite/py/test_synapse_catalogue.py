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
MISSING = {"diffusion_connection", "gap_junction", "rate_connection_delayed", "rate_connection_instantaneous"}
MODELS = sorted(set(CATALOGUE) - MISSING)
TYPES = {"doubletype": float, "integertype": int, "booltype": bool, "intvectortype": (numpy.ndarray, list, tuple)}
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


def targets(model, n):
    return nest.Create("hh_psc_alpha_clopath" if model == "clopath_synapse" else "iaf_psc_alpha", n)


def connection(model, **params):
    pre, post = targets(model, 2)
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
        assert numpy.array_equal(nest.GetDefaults(model, name), changed(name, row)), name
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
            nest.SetStatus(c, {name: CATALOGUE[model][name][1]})


@pytest.mark.parametrize("model", MODELS)
def test_connect_sets(model):
    for name, row in entries(model, "connect").items():
        if name in FIXED or row[0] != "doubletype":
            continue
        c = connection(model, **{name: changed(name, row)})
        assert nest.GetStatus(c, name)[0] == changed(name, row), name
    for name, row in entries(model, "connect_ignores").items():
        if row[0] != "intvectortype":  # an array has one value for each connection
            connection(model, **{name: row[1]})


LISTS = {"lookuptable_0": 16, "lookuptable_1": 16, "lookuptable_2": 16, "configbit_0": 4, "configbit_1": 4, "reset_pattern": 6}
REFUSED = {
    "bernoulli_synapse": [{"p_transmit": -0.1}, {"p_transmit": 1.1}],
    "clopath_synapse": [{"Wmin": -1.0}, {"Wmax": -1.0}, {"Wmax": 0.0}, {"weight": -1.0, "Wmin": 0.0, "Wmax": 100.0}],
    "ht_synapse": [{"tau_P": 0.0}, {"delta_P": -0.1}, {"delta_P": 1.1}, {"P": -0.1}, {"P": 1.1}],
    "stdp_synapse": [{"Wmax": -1.0}, {"weight": -1.0, "Wmax": 100.0}],
    "stdp_nn_symm_synapse": [{"Wmax": -1.0}],
    "stdp_nn_restr_synapse": [{"Wmax": -1.0}],
    "stdp_nn_pre-centered_synapse": [{"Wmax": -1.0}],
    "stdp_pl_synapse_hom": [{"tau_plus": 0.0}],
    "stdp_triplet_synapse": [{"Wmax": -1.0}, {"Kplus": -0.1}, {"Kplus_triplet": -0.1}],
    "stdp_facetshw_synapse_hom": [{name: bad} for name, n in LISTS.items() for bad in ([0] * (n - 1), [-1] * n, [16] * n)],
    "tsodyks_synapse": [{"U": -0.1}, {"U": 1.1}, {"tau_psc": 0.0}, {"tau_rec": 0.0}, {"tau_fac": -0.1}, {"x": 0.8, "y": 0.3}],
    "tsodyks_synapse_hom": [{"U": -0.1}, {"U": 1.1}, {"tau_psc": 0.0}, {"tau_rec": 0.0}, {"tau_fac": -0.1}],
    "tsodyks2_synapse": [{"U": -0.1}, {"U": 1.1}, {"u": -0.1}, {"u": 1.1}, {"tau_rec": 0.0}, {"tau_fac": -0.1}],
    "vogels_sprekeler_synapse": [{"Wmax": -1.0}, {"Kplus": -0.1}],
}


@pytest.mark.parametrize("model", sorted(REFUSED))
def test_refused_values_change_nothing(model):
    for bad in REFUSED[model]:
        before = nest.GetDefaults(model)
        with pytest.raises(nest.NESTError, match="BadProperty"):
            nest.SetDefaults(model, bad)
        after = nest.GetDefaults(model)
        assert all(numpy.array_equal(after[name], value) for name, value in before.items()), bad
        individual = all(name in entries(model, "connection") for name in bad)
        if not individual:
            continue
        with pytest.raises(nest.NESTError, match="BadProperty"):
            connection(model, **bad)
        c = connection(model)
        with pytest.raises(nest.NESTError, match="BadProperty"):
            nest.SetStatus(c, bad)


@pytest.mark.parametrize("model", MODELS)
def test_connect_draws_and_takes_arrays(model):
    names = {n for n, row in entries(model, "connect").items() if row[0] == "doubletype"} - FIXED - {"delay"}
    for name in sorted(names):
        low = changed(name, CATALOGUE[model][name]) * 0.9
        pre, post = targets(model, 5), targets(model, 4)
        need_transmitter(model)
        values = {"distribution": "uniform", "low": low, "high": low * 1.1}
        nest.Connect(pre, post, "all_to_all", {"model": model, name: values})
        drawn = nest.GetStatus(nest.GetConnections(pre, post), name)
        assert len(set(drawn)) == 20 and low <= min(drawn) and max(drawn) < low * 1.1, name
        given = numpy.linspace(low, low * 1.1, 4)
        nest.Connect(post, post, "one_to_one", {"model": model, name: given})
        found = nest.GetStatus(nest.GetConnections(post, post), ["target", name])
        assert [x for _, x in sorted(found)] == list(given), name
