"""Every model of nodes against its catalogue: entries, types, defaults, what can be set, what is refused, recordables.

The catalogue is data/neurons.json and data/devices.json; models that are in it but not built in are left out.
"""
import json
import math
import pathlib

import numpy as np
import pytest

import nest
from nest.ll_api import spp, sr
from nest.pynestkernel import NESTErrors

DATA = pathlib.Path(__file__).parent / "data"
DEVICES = json.loads((DATA / "devices.json").read_text())
CATALOGUE = {**json.loads((DATA / "neurons.json").read_text()), **DEVICES}
LEFT_OUT = {"volume_transmitter",  # the catalogue has entries of neurons for it, which would mean nothing
            "sli_neuron"}  # procedures have no Python form: testsuite/sli/kernel/sli_neuron.sli
MODELS = [m for m in CATALOGUE if m in nest.Models("nodes") and m not in LEFT_OUT]
FLOATS = {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}

# Entries that come with structural plasticity and waveform relaxation.
LATER = {"node_uses_wfr", "synaptic_elements", "has_connections"}
ELSEWHERE = {"recordables"}  # its own test below
# Entries that can only be set together with others.
TOGETHER = {("iaf_tum_2000", "t_ref_tot"), ("glif_psc", "threshold_spike"), ("glif_psc", "threshold_voltage")}
TOGETHER |= {(glif, name) for glif in ("glif_psc", "glif_cond") for name in ("ASCurrents", "adapting_threshold")}
TOGETHER |= {("iaf_psc_exp_ps_lossless", "tau_syn_ex"), ("iaf_psc_exp_ps_lossless", "tau_syn_in")}
TOGETHER |= {("sinusoidal_gamma_generator", "amplitude"), ("noise_generator", "std_mod")}
# What is set, where a thousandth less than the default is not on the grid, or below the least value.
VALUES = {"origin": 0.1, "start": 0.1, "stop": 10.0, "dt": 2.0, "interval": 2.0, "offset": 2.0, "delta_tau": 0.1}
VALUES |= {"tau_max": 3.0, "order": 1.5}
# Lists with one element for each receptor: in the catalogue they have another length.
DIFFERENT = {("glif_cond", "g"), ("glif_cond", "dg"), ("gif_cond_exp_multisynapse", "g")}
# The nodes that are recorded from are vectors of integers.
OTHER_TYPE = {("weight_recorder", "senders"), ("weight_recorder", "targets")}
DIFFERENT |= {("iaf_psc_exp_ps_lossless", "t_spike")}  # -1 ms before the first spike, as in all other models


def entries(model, where):
    for name, entry in CATALOGUE[model]["parameters"].items():
        if name not in LATER | ELSEWHERE and entry.get("only_in", where) == where:
            yield name, entry


def in_sli(expression):
    sr(expression)
    sr("type")
    return spp().name


def same(got, want):
    if isinstance(want, dict):
        want = {k: v["value"] if isinstance(v, dict) else v for k, v in want.items()}
        return set(want) <= set(got) and all(same(got[k], want[k]) for k in want)
    if isinstance(want, list):
        return len(got) == len(want) and all(same(g, w) for g, w in zip(got, want))
    if isinstance(want, str) and not hasattr(got, "name") and not isinstance(got, str):
        want = FLOATS[want]
    if isinstance(want, float):
        return got == want or math.isclose(got, want, rel_tol=1e-12)
    return str(got) == want if isinstance(want, str) else got == want


@pytest.mark.parametrize("model", MODELS)
def test_entries_types_and_defaults(model):
    defaults = nest.GetDefaults(model)
    for name, entry in entries(model, "defaults"):
        assert name in defaults, name
        if (model, name) not in DIFFERENT:
            assert same(defaults[name], entry["default"]), (name, defaults[name], entry["default"])
        if (model, name) in OTHER_TYPE:
            continue
        assert in_sli("/%s GetDefaults /%s get" % (model, name)) == entry["type"], name
    node = nest.Create(model)
    status = nest.GetStatus(node)[0]
    for name, entry in entries(model, "status"):
        assert name in status, name
        if (model, name) in OTHER_TYPE:
            continue
        assert in_sli("%d GetStatus /%s get" % (node[0], name)) == entry["type"], name


@pytest.mark.parametrize("model", [m for m in MODELS if m not in DEVICES])
def test_lists_are_taken_as_they_are_shown(model):
    """Also as vectors, which show as the catalogue says; and an empty list does."""
    for name, entry in entries(model, "status"):
        if entry["type"] not in ("arraytype", "doublevectortype") or not entry["settable_status"]:
            continue
        if (model, name) in TOGETHER:
            continue
        node = nest.Create(model)
        shown = nest.GetStatus(node, name)[0]
        nest.SetStatus(node, {name: shown})
        if all(isinstance(x, float) for x in shown):
            nest.SetStatus(node, {name: np.array(shown, dtype=float)})
        assert in_sli("%d GetStatus /%s get" % (node[0], name)) == entry["type"], name
        assert plain(nest.GetStatus(node, name)[0]) == plain(shown)


def other_value(value):
    """A legal value near this one, of the same type; None if there is none that is legal everywhere."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return value * 0.999 if value else 1e-3
    if isinstance(value, list) and value and all(isinstance(x, float) for x in value):
        return [other_value(x) for x in value]


def changed(name, value):
    """The same of an entry."""
    return VALUES.get(name, other_value(value)) if isinstance(value, float) else other_value(value)


def plain(value):
    return list(map(float, value)) if isinstance(value, (tuple, np.ndarray)) else value


def in_status(node, name):
    return plain(nest.GetStatus(node, name)[0])


def in_defaults(model, name):
    return plain(nest.GetDefaults(model)[name])


def close(got, want):
    return got == pytest.approx(want, rel=1e-12)


WRONG = {"doubletype": 1, "integertype": 1.5, "booltype": 0.5, "arraytype": "none"}


@pytest.mark.parametrize("model", MODELS)
def test_what_can_be_set(model):
    for name, entry in entries(model, "status"):
        value = changed(name, entry["default"])
        if (model, name) in TOGETHER or value is None or entry["type"] not in WRONG or entry["settable_status"] == "conditional":
            continue
        nest.ResetKernel()
        node = nest.Create(model)
        before = in_status(node, name)
        value = changed(name, before)
        settable = entry["settable_status"]
        if settable:
            nest.SetStatus(node, {name: value})
            assert close(in_status(node, name), value), name
        else:
            with pytest.raises(NESTErrors.NESTError):
                nest.SetStatus(node, {name: value})
            assert close(in_status(node, name), before), name
        now = in_status(node, name)
        with pytest.raises(NESTErrors.NESTError) as caught:
            nest.SetStatus(node, {name: WRONG[entry["type"]]})
        assert caught.value.errorname == ("TypeMismatch" if settable else "DictError"), name
        assert in_status(node, name) == now, name


@pytest.mark.parametrize("model", MODELS)
def test_what_can_be_set_in_the_model(model):
    for name, entry in entries(model, "defaults"):
        value = changed(name, entry["default"])
        if (model, name) in TOGETHER or value is None or entry["type"] not in WRONG or entry["settable_defaults"] == "conditional":
            continue
        nest.ResetKernel()
        before = in_defaults(model, name)
        value = changed(name, before)
        if entry["settable_defaults"]:
            nest.SetDefaults(model, {name: value})
            assert close(in_defaults(model, name), value), name
            assert close(in_status(nest.Create(model), name), value), name
        else:
            with pytest.raises(NESTErrors.NESTError):
                nest.SetDefaults(model, {name: value})
            assert close(in_defaults(model, name), before), name


@pytest.mark.parametrize("model", MODELS)
def test_what_is_refused(model):
    node = nest.Create(model)
    before = str(nest.GetStatus(node)[0])
    for name, entry in entries(model, "status"):
        for value, error in entry.get("rejected", {}).items():
            for attempt in (lambda v: nest.SetStatus(node, {name: v}), lambda v: nest.SetDefaults(model, {name: v})):
                with pytest.raises(NESTErrors.NESTError) as caught:
                    attempt(json.loads(value))
                assert caught.value.errorname == error, (name, value)
    assert str(nest.GetStatus(node)[0]) == before


@pytest.mark.parametrize("model", MODELS)
def test_recordables_and_receptors(model):
    defaults = nest.GetDefaults(model)
    assert {str(r) for r in defaults.get("recordables", ())} == set(CATALOGUE[model]["recordables"] or ())
    assert defaults.get("receptor_types", {}) == (CATALOGUE[model]["receptor_types"] or {})
