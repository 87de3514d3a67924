"""The kernel's status dictionary, entry by entry: types, defaults, what can be set and what is refused."""
import json
import pathlib

import numpy as np
import pytest

import nest
from nest.pynestkernel import NESTErrors

CATALOGUE = json.loads((pathlib.Path(__file__).parent / "data/kernel_status.json").read_text())
READABLE = {key: entry for key, entry in CATALOGUE.items() if not entry.get("write_only")}
PYTHON_TYPES = {"doubletype": float, "integertype": int, "booltype": bool, "stringtype": str, "literaltype": nest.pynestkernel.SLILiteral,
                "arraytype": (list, tuple, np.ndarray), "dictionarytype": dict}

# A value that each settable entry takes; where it needs company, a dictionary of all that is to be set.
VALID = {
    "resolution": 0.2, "tics_per_ms": {"tics_per_ms": 2000.0, "resolution": 0.2}, "biological_time": 0.0,
    "min_delay": {"min_delay": 0.5, "max_delay": 2.0}, "max_delay": {"min_delay": 0.5, "max_delay": 2.0},
    "local_num_threads": 3, "total_num_virtual_procs": 2, "rng_seeds": [12], "grng_seed": 5, "print_time": True,
    "overwrite_files": True, "data_path": ".", "data_prefix": "x", "dict_miss_is_error": False, "off_grid_spiking": True,
    "keep_source_table": False, "sort_connections_by_source": False, "structural_plasticity_update_interval": 10,
    "structural_plasticity_synapses": {}, "use_wfr": False, "wfr_comm_interval": 2.0, "wfr_tol": 0.1,
    "wfr_max_iterations": 3, "wfr_interpolation_order": 1, "adaptive_spike_buffers": False,
    "adaptive_target_buffers": False, "buffer_size_spike_data": 4, "buffer_size_target_data": 4,
    "max_buffer_size_spike_data": 100, "max_buffer_size_target_data": 100, "growth_factor_buffer_spike_data": 2.0,
    "growth_factor_buffer_target_data": 2.0, "label": "me", "frozen": False, "customdict": {},
}
# Refused although of the right type, and the error.
REFUSED = {
    "resolution": (0.0, "KernelException"), "tics_per_ms": (2000.0, "KernelException"), "biological_time": (1.0, "BadProperty"),
    "min_delay": (0.5, "BadProperty"), "max_delay": (0.5, "BadProperty"), "local_num_threads": (0, "BadProperty"),
    "total_num_virtual_procs": (-1, "BadProperty"), "rng_seeds": ([1, 2], "DimensionMismatch"),
    "wfr_comm_interval": (0.01, "KernelException"),
}
# Refused with a message only: the value stays.
IGNORED = {"data_path": "/no/such/folder", "data_prefix": "a/b", "wfr_tol": -1.0, "wfr_max_iterations": 0,
           "wfr_interpolation_order": 2}
SETTABLE = [key for key, entry in READABLE.items() if entry["settable"]]


def status(key=None):
    everything = nest.ll_api.engine.call("0 GetStatus", results=1)
    return everything if key is None else everything[key]


def set_status(entries):
    nest.ll_api.engine.call("0 exch SetStatus", entries)


def plain(value):
    return list(value) if isinstance(value, (tuple, np.ndarray)) else value


def test_the_catalogue_is_covered():
    assert set(VALID) == set(SETTABLE)
    assert set(REFUSED) | set(IGNORED) <= set(SETTABLE)


@pytest.mark.parametrize("key", READABLE)
def test_type_and_default(key):
    value, entry = status(key), READABLE[key]
    assert isinstance(value, PYTHON_TYPES[entry["type"]])
    assert isinstance(value, bool) == (entry["type"] == "booltype")
    if key.startswith("time_"):
        assert value >= 0
    else:
        assert plain(value) == entry["default"]


@pytest.mark.parametrize("key", SETTABLE)
def test_set_read_reset(key):
    entries = VALID[key] if isinstance(VALID[key], dict) and key in VALID[key] else {key: VALID[key]}
    set_status(entries)
    for name, value in entries.items():
        assert plain(status(name)) == value
    nest.ResetKernel()
    for name in entries:
        assert plain(status(name)) == READABLE[name]["default"], "ResetKernel restores everything"


@pytest.mark.parametrize("key", [k for k, e in READABLE.items() if not e["settable"]])
def test_what_cannot_be_set_says_so(key):
    before = status(key)
    with pytest.raises(NESTErrors.DictError, match=f"/{key} cannot be set"):
        set_status({key: before})


@pytest.mark.parametrize("key", SETTABLE)
def test_a_wrong_type_is_refused(key):
    wrong = {"stringtype": 5, "booltype": 1, "dictionarytype": 5}.get(READABLE[key]["type"], "abc")
    before = status(key)
    with pytest.raises((NESTErrors.TypeMismatch, NESTErrors.BadProperty), match=key):
        set_status({key: wrong})
    assert plain(status(key)) == plain(before)


@pytest.mark.parametrize("key", [k for k in SETTABLE if READABLE[k]["type"] == "doubletype"])
def test_an_integer_is_no_double(key):
    with pytest.raises(NESTErrors.TypeMismatch, match="Write 1.0 instead of 1"):
        set_status({key: 1})


@pytest.mark.parametrize("key", REFUSED)
def test_a_bad_value_is_refused(key):
    value, error = REFUSED[key]
    before = status(key)
    with pytest.raises(getattr(NESTErrors, error)):
        set_status({key: value, "print_time": True})
    assert plain(status(key)) == plain(before)
    assert status("print_time") is False, "nothing is half applied"


@pytest.mark.parametrize("key", IGNORED)
def test_a_bad_value_is_passed_over_with_a_message(key, capfd):
    before = status(key)
    nest.set_verbosity("M_WARNING")
    set_status({key: IGNORED[key]})
    assert status(key) == before


def run_network(threads=1):
    set_status({"local_num_threads": threads})
    n = nest.Create("iaf_psc_alpha", 200, {"I_e": 500.0})
    nest.Connect(n, n, {"rule": "fixed_indegree", "indegree": 20}, {"weight": {"distribution": "uniform", "low": 1.0, "high": 2.0}})
    d = nest.Create("spike_detector")
    nest.Connect(n, d)
    nest.Simulate(100.0)
    return d


def test_memory_is_told_by_part():
    empty = status("memory")
    assert set(empty) == {"nodes", "connections", "buffers", "records", "process"}
    assert empty["nodes"] == empty["connections"] == empty["records"] == 0 and status("bytes_per_synapse") == 0.0
    run_network()
    memory = nest.GetKernelStatus("memory")
    assert all(memory[part] > 0 for part in memory)
    assert memory["connections"] / status("num_connections") == status("bytes_per_synapse")
    assert 2 <= status("bytes_per_synapse") < 40
    assert memory["process"] > sum(memory.values()) - memory["process"]


def test_timers_add_up():
    assert all(seconds == 0.0 for seconds in status("timers").values())
    run_network()
    timers = nest.GetKernelStatus("timers")
    assert timers["create"] == status("time_construction_create") > 0
    assert timers["connect"] == status("time_construction_connect") > 0
    assert timers["prepare"] == status("time_communicate_prepare") >= timers["build"] > 0
    parts = ["deliver", "update", "emit", "communicate", "record"]
    assert sum(timers[part] for part in parts) == pytest.approx(status("time_simulate"), rel=1e-2)
    assert timers["update"] > 0
    assert set(timers) == {"create", "connect", "build", "prepare", "simulate", *parts}


def test_the_spike_hash_does_not_depend_on_threads():
    def spike_hash(threads):
        nest.ResetKernel()
        run_network(threads)
        return nest.GetKernelStatus("spike_hash")

    assert status("spike_hash") == 0
    one = spike_hash(1)
    assert one != 0
    assert [spike_hash(threads) for threads in (2, 3, 4)] == [one] * 3


def test_one_entry_is_that_of_the_whole_status():
    nest.ResetKernel()
    nest.Create("iaf_psc_alpha", 3)
    whole, restless = nest.GetKernelStatus(), {"memory", "timers"}
    assert len(whole) > 40 and restless < whole.keys()
    for key in whole.keys() - restless:
        one = nest.GetKernelStatus(key)
        assert one == whole[key] and type(one) is type(whole[key]), key
    assert nest.GetKernelStatus(("resolution", "memory"))[1].keys() == whole["memory"].keys()


def test_lists_of_nodes_of_every_kind_connect():
    kinds = list, tuple, np.array, lambda nodes: range(nodes[0], nodes[-1] + 1), lambda nodes: np.array(nodes, "i4")
    for pre in kinds:
        for post in kinds:
            nest.ResetKernel()
            n = nest.Create("parrot_neuron", 3)
            nest.Connect(pre(n), post(n), "one_to_one", {"weight": [1, 2, 3]})
            assert nest.GetStatus(nest.GetConnections(), ["source", "target", "weight"]) == (
                (1, 1, 1.0), (2, 2, 2.0), (3, 3, 3.0))
            nest.Connect([np.int64(1)], post(n))
            assert nest.GetKernelStatus("num_connections") == 6


def test_structural_plasticity_is_described_but_cannot_be_switched_on():
    keys = ("structural_plasticity_synapses", "structural_plasticity_update_interval")
    assert nest.GetStructuralPlasticityStatus() == dict(zip(keys, nest.GetKernelStatus(keys))) == dict(zip(keys, ({}, 1000)))
    nest.SetStructuralPlasticityStatus({"structural_plasticity_update_interval": 500})
    assert nest.GetKernelStatus(keys[1]) == nest.GetStructuralPlasticityStatus(keys[1]) == 500
    with pytest.raises(KeyError):
        nest.GetStructuralPlasticityStatus("nothing")
    for wrong, error in (({"nothing": 1}, "DictError"), ({keys[1]: 1.0}, "TypeMismatch"), ({keys[0]: {"a": {}}}, "NotImplemented")):
        with pytest.raises(getattr(NESTErrors, error)):
            nest.SetStructuralPlasticityStatus(wrong)
    nest.DisableStructuralPlasticity()
    with pytest.raises(NESTErrors.FunctionUnsupported, match="structural plasticity"):
        nest.EnableStructuralPlasticity()
