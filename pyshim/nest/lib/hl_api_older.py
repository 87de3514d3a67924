"""Names that scripts for older versions of the interface use."""
from .. import ll_api
from .. import pynestkernel as kernel
from .hl_api_connections import Connect, GetConnections
from .hl_api_helper import documented_like
from .hl_api_info import GetStatus, SetStatus

__all__ = [
    "AllToAllConnect", "ConvergentConnect", "DivergentConnect", "FindConnections", "GetConnection", "GetSynapseStatus",
    "OneToOneConnect", "RandomConvergentConnect", "RandomDivergentConnect", "SetSynapseStatus",
]


@ll_api.check_stack
def FindConnections(source, target=None, synapse_model=None, synapse_type=None):
    """Older name of `GetConnections`.

    Parameters
    ----------
    source : list of GIDs
    target : list of GIDs, optional
    synapse_model : str, optional
    synapse_type : str, optional
        An older name of synapse_model.

    Returns
    -------
    tuple of array('l')
        See `GetConnections`.
    """
    return GetConnections(source, target, synapse_model if synapse_model is not None else synapse_type)


@ll_api.check_stack
def GetConnection(source, target=None, synapse_model=None):
    """Older name of `GetConnections`.

    Parameters
    ----------
    source : list of GIDs
    target : list of GIDs, optional
    synapse_model : str, optional

    Returns
    -------
    tuple of array('l')
        See `GetConnections`.
    """
    return GetConnections(source, target, synapse_model)


@ll_api.check_stack
def GetSynapseStatus(conns, keys=None):
    """Older name of `GetStatus` for connections.

    Parameters
    ----------
    conns : sequence of connections
    keys : str or iterable of str, optional

    Returns
    -------
    tuple
        See `GetStatus`.
    """
    return GetStatus(conns, keys)


@ll_api.check_stack
def SetSynapseStatus(conns, params, val=None):
    """Older name of `SetStatus` for connections.

    Parameters
    ----------
    conns : sequence of connections
    params : dict, list of dict, or str
    val : object or sequence, optional
        See `SetStatus`.
    """
    SetStatus(conns, params, val)


def _synapse(model, weight, delay):
    if (weight is None) != (delay is None):
        raise kernel.NESTError("give both weight and delay, or neither")
    spec = {"model": model}
    if weight is not None:
        spec.update(weight=weight, delay=delay)
    return spec


def _is_list(x):
    return isinstance(x, (list, tuple)) and len(x) > 1


@ll_api.check_stack
def DivergentConnect(pre, post, weight=None, delay=None, model="static_synapse"):
    """Connect each of pre with all of post.

    Parameters
    ----------
    pre : list of GIDs
    post : list of GIDs
    weight : float or list of float, one for each of post, optional
        In pA, nS or mV; together with delay.
    delay : float or list of float, one for each of post, optional
        In ms; together with weight.
    model : str, optional
        Of the synapses.
    """
    spec = _synapse(model, weight, delay)
    for key in ("weight", "delay"):
        if _is_list(spec.get(key)):
            spec[key] = [[value] * len(pre) for value in spec[key]]
    Connect(pre, post, "all_to_all", spec)


@ll_api.check_stack
def ConvergentConnect(pre, post, weight=None, delay=None, model="static_synapse"):
    """Connect all of pre with each of post.

    Parameters
    ----------
    pre : list of GIDs
    post : list of GIDs
    weight : float or list of float, one for each of pre, optional
        In pA, nS or mV; together with delay.
    delay : float or list of float, one for each of pre, optional
        In ms; together with weight.
    model : str, optional
        Of the synapses.
    """
    spec = _synapse(model, weight, delay)
    for key in ("weight", "delay"):
        if _is_list(spec.get(key)):
            spec[key] = [spec[key]] * len(post)
    Connect(pre, post, "all_to_all", spec)


@ll_api.check_stack
def OneToOneConnect(pre, post, weight=None, delay=None, model="static_synapse"):
    """Connect the first of pre with the first of post, the second with the second, and so on.

    Parameters
    ----------
    pre : list of GIDs
    post : list of GIDs
    weight : float or list of float, optional
        In pA, nS or mV; together with delay.
    delay : float or list of float, optional
        In ms; together with weight.
    model : str, optional
        Of the synapses.
    """
    Connect(pre, post, "one_to_one", _synapse(model, weight, delay))


@ll_api.check_stack
def AllToAllConnect(pre, post, weight=None, delay=None, model="static_synapse"):
    """Connect each of pre with each of post.

    Parameters
    ----------
    pre : list of GIDs
    post : list of GIDs
    weight : float, optional
        In pA, nS or mV; together with delay.
    delay : float, optional
        In ms; together with weight.
    model : str, optional
        Of the synapses.
    """
    Connect(pre, post, "all_to_all", _synapse(model, weight, delay))


def _switches(options):
    names = {"allow_autapses": "autapses", "allow_multapses": "multapses"}
    return {names.get(key, key): value for key, value in (options or {}).items()}


@ll_api.check_stack
def RandomDivergentConnect(pre, post, n, weight=None, delay=None, model="static_synapse", options=None):
    """Connect each of pre with n random nodes of post.

    Parameters
    ----------
    pre : list of GIDs
    post : list of GIDs
    n : int
        How many.
    weight : float, optional
        In pA, nS or mV; together with delay.
    delay : float, optional
        In ms; together with weight.
    model : str, optional
        Of the synapses.
    options : dict, optional
        allow_autapses, allow_multapses (bool).
    """
    Connect(pre, post, {"rule": "fixed_outdegree", "outdegree": n, **_switches(options)}, _synapse(model, weight, delay))


@ll_api.check_stack
@documented_like(RandomDivergentConnect)
def RandomConvergentConnect(pre, post, n, weight=None, delay=None, model="static_synapse", options=None):
    """Connect n random nodes of pre with each of post."""
    Connect(pre, post, {"rule": "fixed_indegree", "indegree": n, **_switches(options)}, _synapse(model, weight, delay))
