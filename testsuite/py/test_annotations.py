"""Every function of the interface has its types in a stub beside its module; stub and function agree."""
import ast
import importlib.util
import inspect
import pathlib
import subprocess
import sys
import typing

import pytest

import nest
from nest import _types
from nest.lib import hl_api_older

NAMES = {name: getattr(nest.hl_api, name) for name in nest.hl_api.__all__}
NAMES.update((name, getattr(hl_api_older, name)) for name in hl_api_older.__all__)
FUNCTIONS = {name: f for name, f in NAMES.items() if inspect.isfunction(f)}


def in_stub(function):
    """The function as its stub declares it, made anew."""
    path = pathlib.Path(inspect.getfile(inspect.unwrap(function))).with_suffix(".pyi")
    tree = ast.parse(path.read_text())
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == function.__name__:
            namespace = dict(vars(_types))
            exec(compile(ast.Module([node], []), str(path), "exec"), namespace)
            return namespace[node.name]
    raise LookupError(f"{path} lacks {function.__name__}")


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_stub(name):
    declared, present = inspect.signature(in_stub(FUNCTIONS[name])), inspect.signature(FUNCTIONS[name])
    bare = [p.replace(annotation=p.empty) for p in declared.parameters.values()]
    assert bare == list(present.parameters.values())
    assert declared.return_annotation is not declared.empty
    for p in declared.parameters.values():
        assert p.annotation is not p.empty
        if p.default is None and p.annotation is not typing.Any:
            assert type(None) in typing.get_args(p.annotation), p


def test_the_package_says_that_it_is_typed():
    assert (pathlib.Path(nest.__file__).parent / "py.typed").exists()


USER = """
import numpy as np
import nest

neurons = nest.Create("iaf_psc_alpha", 10, {"I_e": 376.0})
detector = nest.Create("spike_detector")
nest.Connect(neurons, np.array(detector), {"rule": "all_to_all"}, {"weight": 2.0})
nest.SetStatus(neurons, "V_m", np.linspace(-70.0, -60.0, 10))
with nest.RunManager():
    nest.Run(100.0)
times = nest.GetStatus(detector, "events")[0]["times"]
weight: float = nest.GetStatus(nest.GetConnections(neurons), keys="weight")[0]
first: str = nest.Models("nodes")[0]
gid: int = neurons[0]
nest.ll_api.sr("1 2 add")
try:
    nest.SetKernelStatus({"resolution": 0.1})
except nest.NESTError as error:
    print(error.message)
nest.Create(5)  # wrong
nest.Simulate("x")  # wrong
nest.Connect(neurons)  # wrong
"""


@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="there is no mypy")
def test_a_checker_finds_the_mistakes_of_a_user_and_no_others(tmp_path):
    (tmp_path / "user.py").write_text(USER)
    done = subprocess.run([sys.executable, "-m", "mypy", "--no-incremental", "user.py"], cwd=tmp_path, text=True, timeout=300,
                          capture_output=True, env={"MYPYPATH": str(pathlib.Path(nest.__file__).parents[1])})
    lines = [line for line in done.stdout.splitlines() if line.startswith("user.py:")]
    wrong = [k for k, line in enumerate(USER.splitlines(), 1) if line.endswith("# wrong")]
    assert sorted({int(line.split(":")[1]) for line in lines}) == wrong, done.stdout
