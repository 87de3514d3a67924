"""Every public function says in the numpy style what it takes and returns, and which SLI it sends."""
import importlib
import inspect
import re

import pytest

import nest

MODULES = ["nest", "nest.hl_api", "nest.ll_api", "nest.pynestkernel", "nest.raster_plot", "nest.voltage_trace", "nest.visualization"]


def public():
    """{qualified name: function or class}"""
    found = {}
    for name in MODULES:
        try:
            module = importlib.import_module(name)
        except ImportError:  # without matplotlib
            continue
        for attribute in vars(module):
            value = getattr(module, attribute)
            if not attribute.startswith("_") and getattr(value, "__module__", "").startswith("nest.") and callable(value):
                found[f"{value.__module__}.{value.__qualname__}"] = value
    return found


FUNCTIONS = {name: f for name, f in public().items() if inspect.isfunction(f)}
SENDS_SLI = {name for name, f in FUNCTIONS.items() if "lib.hl_api" in name and f.__name__ in nest.hl_api.__all__}


@pytest.mark.parametrize("name", sorted(public()))
def test_there_is_a_sentence(name):
    doc = inspect.getdoc(public()[name])
    assert doc and re.match(r"[A-Z`].*[.:]$", doc.partition("\n")[0]), doc


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_parameters_and_results(name):
    doc, signature = inspect.getdoc(FUNCTIONS[name]), inspect.signature(FUNCTIONS[name])
    section = re.search(r"^Parameters\n-+\n(.*?)(?=^\w+\n-+\n|\Z)", doc, re.M | re.S)
    lines = re.findall(r"^\S.*$", section[1], re.M) if section else []
    described = {name.strip(" *") for line in lines for name in line.partition(" : ")[0].split(",")}
    named = {p.name for p in signature.parameters.values() if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)}
    assert named <= described, f"{named - described} in\n{doc}"
    source = inspect.getsource(inspect.unwrap(FUNCTIONS[name]))
    if re.search(r"^    return (?!None$)\S", source, re.M):
        assert re.search(r"^Returns\n-+\n", doc, re.M), doc


@pytest.mark.parametrize("name", sorted(SENDS_SLI))
def test_the_sli_is_shown(name):
    assert re.search(r"^SLI: ``.+``", inspect.getdoc(FUNCTIONS[name]), re.M)
