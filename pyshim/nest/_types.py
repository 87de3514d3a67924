"""What the stubs of the functions speak of. For those who check types; nothing imports it at run time."""
from array import array
from typing import Any, Callable, ContextManager, Iterable, Mapping, Sequence, Union

import numpy

from .pynestkernel import SLIDatum, SLILiteral

__all__ = [
    "Any", "Callable", "Connection", "ContextManager", "Dictionary", "Items", "Keys", "Mapping", "Name", "Nodes", "NodeList",
    "Parameters", "SLIDatum", "Sequence", "Specification",
]

Name = Union[str, SLILiteral]
Keys = Union[Name, Iterable[Name]]
Dictionary = Mapping[str, Any]
Parameters = Union[Dictionary, Sequence[Dictionary]]
Specification = Union[Name, Dictionary]
Nodes = Sequence[int]
NodeList = Union[Nodes, numpy.ndarray]
Connection = Union[array, Sequence[int], Mapping[str, int]]
Items = Union[Nodes, Sequence[Connection]]
