"""Models and connection rules."""
from .. import ll_api
from .hl_api_helper import is_literal, model_name, selection, sli_name, to_json

__all__ = ["ConnectionRules", "CopyModel", "GetDefaults", "Models", "SetDefaults"]

_call = ll_api.engine.call
_dictionaries = {"nodes": ("modeldict",), "synapses": ("synapsedict",), "all": ("modeldict", "synapsedict")}


@ll_api.check_stack
def Models(mtype="all", sel=None):
    """Names of the models.

    Parameters
    ----------
    mtype : str, optional
        ``"nodes"``, ``"synapses"`` or ``"all"``.
    sel : str, optional
        Only names that contain this text.

    Returns
    -------
    tuple of str
        In alphabetical order.

    Raises
    ------
    ValueError
        For another mtype.

    SLI: ``modeldict keys``, ``synapsedict keys``
    """
    if mtype not in _dictionaries:
        raise ValueError(f"mtype must be 'nodes', 'synapses' or 'all', not {mtype!r}")
    if sel is not None and not isinstance(sel, str):
        raise TypeError(f"sel must be a str, not {sel!r}")
    names = (str(name) for dictionary in _dictionaries[mtype] for name in _call(f"{dictionary} keys", results=1))
    return tuple(sorted(name for name in names if sel is None or sel in name))


@ll_api.check_stack
def ConnectionRules():
    """Names of the rules that `Connect` knows.

    Returns
    -------
    tuple of str
        In alphabetical order.

    SLI: ``connruledict keys``
    """
    return tuple(sorted(str(name) for name in _call("connruledict keys", results=1)))


@ll_api.check_stack
def SetDefaults(model, params, val=None):
    """Set the properties that new nodes or connections of a model get.

    Parameters
    ----------
    model : str
    params : dict or str
        Properties; or, with val, the name of one.
    val : object, optional

    Raises
    ------
    NESTErrors.UnknownModelName, NESTErrors.TypeMismatch, NESTErrors.DictError, NESTErrors.BadProperty
        Nothing is changed then.

    SLI: ``/model << /key value … >> SetDefaults``
    """
    if val is not None and is_literal(params):
        params = {str(params): val}
    _call("SetDefaults", model_name(model), params)


@ll_api.check_stack
def GetDefaults(model, keys=None, output=""):
    """The properties that new nodes or connections of a model get.

    Parameters
    ----------
    model : str
    keys : str or iterable of str, optional
        Without keys, all properties.
    output : str, optional
        ``"json"``: a JSON string.

    Returns
    -------
    dict, object or tuple
        All properties; with one key its value; with several a tuple of values.

    Raises
    ------
    NESTErrors.UnknownModelName
        For a model that does not exist.
    NESTErrors.DictError
        For a key that the model does not have.

    SLI: ``/model GetDefaults``, ``/model GetDefaults /key get``
    """
    entries = "" if keys is None else selection(keys)
    result = _call(f"GetDefaults {entries}", model_name(model), results=1)
    return to_json(result) if output == "json" else result


@ll_api.check_stack
def CopyModel(existing, new, params=None):
    """Make a model of another name with other defaults.

    Parameters
    ----------
    existing, new : str
    params : dict, optional
        Defaults of the new model, as far as they differ.

    Raises
    ------
    NESTErrors.UnknownModelName, NESTErrors.NewModelNameExists
        If existing does not exist, or new does.
    NESTErrors.TypeMismatch, NESTErrors.DictError, NESTErrors.BadProperty
        For params that the model does not accept.

    SLI: ``/existing /new << … >> CopyModel``
    """
    names = model_name(existing), sli_name(new, "name for a model")
    if params is None:
        _call("CopyModel", *names)
    else:
        _call("CopyModel", *names, params)
