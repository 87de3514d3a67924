"""Creating nodes."""
import numbers

from .. import ll_api
from .. import pynestkernel as kernel
from .hl_api_columns import nodes
from .hl_api_helper import broadcast, deprecated, model_deprecation_warning, model_name, warn
from .hl_api_info import SetStatus

__all__ = ["Create", "GetLID"]

_call = ll_api.engine.call


@ll_api.check_stack
def Create(model, n=1, params=None):
    """Create nodes.

    Parameters
    ----------
    model : str
    n : int, optional
        How many.
    params : dict or list of dict, optional
        Properties for all new nodes, or one dictionary for each.

    Returns
    -------
    tuple of int
        GIDs of the new nodes, consecutive.

    Raises
    ------
    NESTErrors.UnknownModelName
        For a model that does not exist.
    NESTErrors.RangeCheck
        For n below 1.
    NESTErrors.TypeMismatch, NESTErrors.DictError, NESTErrors.BadProperty
        For params that the model does not accept. No node is created if params is a dictionary; from a list, the nodes
        exist, and a warning says so.

    SLI: ``/model n Create``, ``/model n << /key value … >> Create``
    """
    model_deprecation_warning(model)
    model = model_name(model)
    if isinstance(n, bool) or not (isinstance(n, numbers.Integral) or hasattr(n, "ndim")):
        raise kernel.NESTErrors.ArgumentType(kernel.SLILiteral("Create"), f": n must be an int, not {n!r}")
    if isinstance(params, dict):
        last = _call("Create", model, n, params, results=1)
    else:
        last = _call("Create", model, n, results=1)
    gids = nodes(last - int(n) + 1, last)
    if params is not None and not isinstance(params, dict):
        try:
            for gid, own in zip(gids, broadcast(params, len(gids), (dict,), "params")):
                SetStatus([gid], own)
        except (kernel.NESTError, TypeError):
            warn(f"the nodes {gids[0]} to {gids[-1]} of {model} exist, but not all of their params were set")
            raise
    return gids


@ll_api.check_stack
@deprecated("GetStatus(gid, 'local_id')")
def GetLID(gid):
    """Place of a node in its subnet.

    Parameters
    ----------
    gid : list or tuple of one int

    Returns
    -------
    int
        1 for the first node of the subnet.

    SLI: ``gid GetStatus /local_id get``
    """
    if isinstance(gid, int):
        raise TypeError(f"GetLID wants a list of one GID; write [{gid}]")
    if len(gid) != 1:
        raise kernel.NESTError(f"GetLID wants one GID, not {len(gid)}")
    return _call("GetStatus /local_id get", gid[0], results=1)
