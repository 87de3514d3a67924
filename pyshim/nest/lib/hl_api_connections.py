"""Making, finding and removing connections."""
from .. import ll_api
from .. import pynestkernel as kernel
from .hl_api_columns import connections
from .hl_api_helper import deprecated, is_literal, need_list, show_deprecation_warning, sli_name
from .hl_api_specification import connection_spec, node_list, node_lists, synapse_spec

__all__ = [
    "CGConnect", "CGParse", "CGSelectImplementation", "Connect", "DataConnect", "Disconnect", "DisconnectOneToOne",
    "GetConnections",
]

_call = ll_api.engine.call


@ll_api.check_stack
def Connect(pre, post, conn_spec=None, syn_spec=None, model=None):
    """Connect nodes.

    Parameters
    ----------
    pre, post : list, tuple or integer array of GIDs
        Sources and targets. A list with a tuple of GIDs in it is taken as flat.
    conn_spec : str or dict, optional
        Name of a rule (see `ConnectionRules`), or a dictionary with ``rule`` and its parameters: indegree, outdegree,
        N, p, autapses, multapses, make_symmetric. Default: all_to_all.
    syn_spec : str or dict, optional
        Name of a synapse model, or a dictionary with ``model``, ``weight`` (pA, for conductances nS), ``delay`` (ms),
        ``receptor_type`` (int) and parameters of the model. What is not given comes from the defaults of the model.
        A value is one of

        - a number for all connections,
        - ``{"distribution": "normal", "mu": 2.0, "sigma": 0.5}``,
        - a list or array with a value for each connection: one_to_one of shape (n,), fixed_total_number (N,),
          all_to_all (n_post, n_pre), fixed_indegree (n_post, indegree), fixed_outdegree (n_pre, outdegree).
    model : str or dict, optional
        Older name of syn_spec.

    Raises
    ------
    NESTErrors.NESTError
        For specifications of the wrong kind, and arrays of the wrong shape.
    KeyError
        For a conn_spec without rule.
    NESTErrors.UnknownNode, NESTErrors.UnknownSynapseType, NESTErrors.BadProperty, NESTErrors.DictError, …
        For what the kernel refuses; no connection is made then.

    SLI: ``[pre] [post] << /rule /all_to_all >> << /model /static_synapse … >> Connect``
    """
    if model is not None:
        show_deprecation_warning("Connect (model)", text="The argument model of Connect is an older name of syn_spec.")
        if syn_spec is not None:
            raise kernel.NESTError("syn_spec and model are the same argument; give one of them")
        syn_spec = model
    pre, post = node_lists(pre, post)
    rule = connection_spec(conn_spec)
    if syn_spec is None:
        _call("Connect", pre, post, rule)
    else:
        _call("Connect", pre, post, rule, synapse_spec(syn_spec, rule, pre, post))


@ll_api.check_stack
def GetConnections(source=None, target=None, synapse_model=None, synapse_label=None):
    """Find connections.

    Parameters
    ----------
    source, target : list, tuple or integer array of GIDs, optional
        Only connections from, to these nodes.
    synapse_model : str, optional
        Only connections of this model.
    synapse_label : int, optional
        Only connections with this label.

    Returns
    -------
    tuple of array('l')
        For each connection source, target, target thread, id of the synapse model, port. What `GetStatus` and
        `SetStatus` take.

    Raises
    ------
    TypeError
        If source or target is no list or tuple.
    NESTErrors.UnknownNode, NESTErrors.UnknownModelName

    SLI: ``<< /source [source] /target [target] /synapse_model /name >> GetConnections``
    """
    wanted = {}
    for key, nodes in (("source", source), ("target", target)):
        if nodes is None:
            continue
        wanted[key] = need_list(nodes, key)
        if len(wanted[key]) == 0:
            return ()
    if synapse_model is not None:
        wanted["synapse_model"] = sli_name(synapse_model, "synapse model")
    if synapse_label is not None:
        wanted["synapse_label"] = synapse_label
    return connections(_call("::connections", wanted, results=1))


def _with_name(spec, key):
    """A specification given as a name or a dictionary, as a dictionary with a literal under key."""
    if is_literal(spec):
        return {key: kernel.SLILiteral(spec)}
    if not isinstance(spec, dict):
        raise kernel.NESTError(f"expected a name or a dictionary with '{key}', not {spec!r}")
    return {k: kernel.SLILiteral(v) if k == key and is_literal(v) else v for k, v in spec.items()}


@ll_api.check_stack
def Disconnect(pre, post, conn_spec="one_to_one", syn_spec="static_synapse"):
    """Remove connections.

    Parameters
    ----------
    pre, post : list or tuple of GIDs
    conn_spec : str or dict, optional
        one_to_one (lists of equal length) or all_to_all.
    syn_spec : str or dict, optional
        The synapse model.

    Raises
    ------
    NESTErrors.KernelException
        If there is no such connection; none is removed then.

    SLI: ``[pre] cvgidcollection [post] cvgidcollection << /rule … >> << /model … >> Disconnect_g_g_D_D``
    """
    _call("4 2 roll cvgidcollection exch cvgidcollection exch 4 2 roll Disconnect_g_g_D_D",
          node_list(pre), node_list(post), _with_name(conn_spec, "rule"), _with_name(syn_spec, "model"))


@ll_api.check_stack
@deprecated("Disconnect")
def DisconnectOneToOne(source, target, syn_spec):
    """Remove one connection.

    Parameters
    ----------
    source, target : int
    syn_spec : str or dict
        The synapse model, or a dictionary with ``model``.

    SLI: ``source target << /model … >> Disconnect``
    """
    spec = _with_name(syn_spec, "model")
    if "model" not in spec:
        raise kernel.NESTError("syn_spec needs an entry 'model'")
    _call("Disconnect", source, target, spec)


@ll_api.check_stack
@deprecated("Connect")
def DataConnect(pre, params=None, model="static_synapse"):
    """Make connections from lists of their parameters.

    Parameters
    ----------
    pre : list
        Sources; without params, a list of dictionaries, each with source, target and properties of a connection.
    params : list of dict, optional
        For each source a dictionary of equally long lists of float or arrays: target, weight, delay, ….
    model : str, optional

    SLI: ``gid << /target … >> (model) DataConnect``, ``[<< … >> …] DataConnect``
    """
    if not isinstance(pre, (list, tuple, range)):
        raise TypeError(f"pre must be a list, not {pre!r}")
    if params is None:
        _call("DataConnect", pre)
        return
    if not isinstance(params, (list, tuple)) or not all(isinstance(lists, dict) for lists in params):
        raise TypeError(f"params must be a list of dictionaries, not {params!r}")
    for source, lists in zip(pre, params):
        _call("DataConnect", source, {key: _doubles(value) for key, value in lists.items()}, str(model))


def _doubles(values):
    import numpy
    if isinstance(values, (list, tuple)) and all(isinstance(v, float) for v in values):
        return numpy.array(values, float)
    return values


def _need_libneurosim():
    if not _call("statusdict /have_libneurosim known { statusdict /have_libneurosim get } { false } ifelse", results=1):
        raise kernel.NESTError("this build has no libneurosim, which connection generators need")


@ll_api.check_stack
@deprecated("Connect")
def CGConnect(pre, post, cg, parameter_map=None, model="static_synapse"):
    """Connect nodes by a connection generator of libneurosim.

    Parameters
    ----------
    pre, post : list of GIDs
    cg : connection generator
    parameter_map : dict, optional
        From names of parameters to their place in the values of the generator.
    model : str, optional

    SLI: ``cg [pre] [post] << … >> /model CGConnect``
    """
    _need_libneurosim()
    _call("CGConnect", cg, node_list(pre), node_list(post), parameter_map or {}, kernel.SLILiteral(model))


@ll_api.check_stack
@deprecated("")
def CGParse(xml_filename):
    """A connection generator from an XML file.

    Parameters
    ----------
    xml_filename : str

    Returns
    -------
    object
        The generator, for `CGConnect`.

    SLI: ``(xml_filename) CGParseFile``
    """
    _need_libneurosim()
    return _call("CGParseFile", xml_filename, results=1)


@ll_api.check_stack
@deprecated("")
def CGSelectImplementation(tag, library):
    """Choose the library that parses XML of a tag.

    Parameters
    ----------
    tag : str
    library : str

    SLI: ``(tag) (library) CGSelectImplementation``
    """
    _need_libneurosim()
    _call("CGSelectImplementation", tag, library)
