"""Every function of the interface has its types in a stub beside its module; stub and function agree."""
import ast
import inspect
import pathlib
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
