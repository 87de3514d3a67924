"""Subnets: nodes in a tree."""
from .. import ll_api
from .. import pynestkernel as kernel
from .hl_api_helper import deprecated, documented_like, need_list, sli_name

__all__ = [
    "BeginSubnet", "ChangeSubnet", "CurrentSubnet", "EndSubnet", "GetChildren", "GetLeaves", "GetNetwork", "GetNodes",
    "LayoutNetwork", "PrintNetwork", "PrintNodes",
]

_call = ll_api.engine.call


def _one(gids, name):
    need_list(gids, name)
    if len(gids) != 1:
        raise kernel.NESTError(f"{name} must be a list of one GID, not of {len(gids)}")
    return gids[0]


@ll_api.check_stack
@deprecated("GetKernelStatus")
def CurrentSubnet():
    """The subnet that new nodes go to.

    Returns
    -------
    tuple of one int

    SLI: ``CurrentSubnet``
    """
    return (_call("CurrentSubnet", results=1),)


@ll_api.check_stack
@deprecated("Create")
def ChangeSubnet(subnet):
    """Let new nodes go to a subnet.

    Parameters
    ----------
    subnet : list or tuple of one GID

    Raises
    ------
    NESTErrors.SubnetExpected
        If the node is no subnet.

    SLI: ``gid ChangeSubnet``
    """
    _call("ChangeSubnet", _one(subnet, "subnet"))


@ll_api.check_stack
@deprecated("Create")
def BeginSubnet(label=None, params=None):
    """Create a subnet and let new nodes go to it.

    Parameters
    ----------
    label : str, optional
    params : dict, optional
        Entries of its customdict.

    SLI: ``/subnet Create dup << /label (label) /customdict << … >> >> SetStatus ChangeSubnet``
    """
    properties = {}
    if label is not None:
        properties["label"] = label
    if params is not None:
        properties["customdict"] = params
    _call("/subnet Create dup ChangeSubnet exch SetStatus", properties)


@ll_api.check_stack
@deprecated("Create")
def EndSubnet():
    """Let new nodes go to the parent of the current subnet.

    Returns
    -------
    tuple of one int
        The subnet that was left.

    Raises
    ------
    NESTErrors.NESTError
        If the current subnet is the root.

    SLI: ``CurrentSubnet GetStatus /parent get ChangeSubnet``
    """
    left = _call("CurrentSubnet", results=1)
    if left == 0:
        raise kernel.NESTError("the current subnet is the root: no BeginSubnet to end")
    _call("GetStatus /parent get ChangeSubnet", left)
    return (left,)


def _below(what, subnets, properties, local_only):
    word = ("GetLocal" if local_only else "GetGlobal") + what
    return _call(f"/properties Set {{ properties {word} }} Map currentdict /properties undef", subnets, properties or {},
                 results=1)


@ll_api.check_stack
@deprecated("GetNodes")
def GetLeaves(subnets, properties=None, local_only=False):
    """All nodes below subnets that are no subnets themselves.

    Parameters
    ----------
    subnets : list or tuple of GIDs
    properties : dict, optional
        Only nodes whose status has these values.
    local_only : bool, optional
        Only nodes of this process.

    Returns
    -------
    tuple of tuple of int
        One for each subnet.

    SLI: ``[subnets] { << … >> GetGlobalLeaves } Map``
    """
    return _below("Leaves", subnets, properties, local_only)


@ll_api.check_stack
@deprecated("GetStatus")
@documented_like(GetLeaves)
def GetNodes(subnets, properties=None, local_only=False):
    """All nodes below subnets.

    SLI: ``[subnets] { << … >> GetGlobalNodes } Map``
    """
    return _below("Nodes", subnets, properties, local_only)


@ll_api.check_stack
@deprecated("GetNodes")
@documented_like(GetLeaves)
def GetChildren(subnets, properties=None, local_only=False):
    """The nodes directly below subnets.

    SLI: ``[subnets] { << … >> GetGlobalChildren } Map``
    """
    return _below("Children", subnets, properties, local_only)


@ll_api.check_stack
@deprecated("GetNodes")
def GetNetwork(gid, depth):
    """A subnet as a nested tuple of GIDs.

    Parameters
    ----------
    gid : list or tuple of one GID
    depth : int
        How many levels.

    Returns
    -------
    tuple or int
        The subnet, then its nodes; subnets above the depth as tuples of the same form.

    SLI: ``gid depth GetNetwork``
    """
    return _call("GetNetwork", _one(gid, "gid"), depth, results=1)


@ll_api.check_stack
@deprecated("Create")
def LayoutNetwork(model, dim, label=None, params=None):
    """Create nodes in nested subnets.

    Parameters
    ----------
    model : str or function
        Model of the nodes; a function is called for each node and creates it.
    dim : list or tuple of int
        How many in each dimension.
    label : str, optional
        Of the outermost subnet.
    params : dict, optional
        Entries of its customdict.

    Returns
    -------
    tuple of one int
        The outermost subnet.

    SLI: ``/model [dim] LayoutNetwork``
    """
    if callable(model):
        top = _layout(model, list(dim))
    elif isinstance(model, (str, kernel.SLILiteral)):
        top = _call("LayoutNetwork", sli_name(model, "model"), dim, results=1)
    else:
        raise ValueError(f"model must be the name of a model or a function, not {model!r}")
    if label is not None:
        _call("SetStatus", top, {"label": label})
    if params is not None:
        _call("SetStatus", top, {"customdict": params})
    return (top,)


def _layout(make, dim):
    before = _call("CurrentSubnet", results=1)
    subnet = _call("/subnet Create", results=1)
    _call("ChangeSubnet", subnet)
    try:
        for _ in range(dim[0]):
            make() if len(dim) == 1 else _layout(make, dim[1:])
    finally:
        _call("ChangeSubnet", before)
    return subnet


@ll_api.check_stack
def PrintNodes(depth=1, subnet=None):
    """Print the tree of nodes.

    Parameters
    ----------
    depth : int, optional
        How many levels.
    subnet : list or tuple of one GID, optional
        Where to begin; default is the current subnet.

    SLI: ``gid depth PrintNetwork``
    """
    gid = _call("CurrentSubnet", results=1) if subnet is None else _one(subnet, "subnet")
    _call("PrintNetwork", gid, depth)


@ll_api.check_stack
@deprecated("PrintNodes")
@documented_like(PrintNodes)
def PrintNetwork(depth=1, subnet=None):
    """Print the tree of nodes.

    SLI: ``gid depth PrintNetwork``
    """
    PrintNodes(depth, subnet)
