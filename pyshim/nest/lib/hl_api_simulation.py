"""Kernel status and simulated time."""
from contextlib import contextmanager

from .. import ll_api
from .. import pynestkernel as kernel
from .hl_api_helper import deprecated, is_iterable, is_literal, sli_name

__all__ = [
    "Cleanup", "DisableStructuralPlasticity", "EnableStructuralPlasticity", "GetKernelStatus",
    "GetStructuralPlasticityStatus", "Install", "Prepare", "ResetKernel", "ResetNetwork", "Run", "RunManager",
    "SetKernelStatus", "SetStructuralPlasticityStatus", "Simulate",
]

_call = ll_api.engine.call

# The root node, GID 0, has the kernel's entries beside these, which any subnet has.
_entries_of_subnets = frozenset("""
    customdict element_type frozen global_id label local local_id model node_uses_wfr number_of_children parent
    supports_precise_spikes thread thread_local_id vp""".split())
_older_entries = {"time": "biological_time"}


@ll_api.check_stack
def Simulate(t):
    """Let the network live for a time.

    Ctrl-C stops it at the end of a slice, with KeyboardInterrupt. The rest (kernel status ``to_do``, in steps) is done by
    the next Simulate before its own time; `ResetKernel` forgets it.

    Parameters
    ----------
    t : float
        Duration in ms, a multiple of the resolution.

    Raises
    ------
    NESTErrors.BadParameter
        For a negative or infinite time, or one that is no multiple of the resolution.

    SLI: ``t ms Simulate``
    """
    _call("ms Simulate", float(t))


@ll_api.check_stack
def Run(t):
    """Let the prepared network live for a time. See `RunManager`.

    Parameters
    ----------
    t : float
        Duration in ms, a multiple of the resolution.

    SLI: ``t ms Run``
    """
    _call("ms Run", float(t))


@ll_api.check_stack
def Prepare():
    """Get ready for calls of `Run`. See `RunManager`.

    SLI: ``Prepare``
    """
    _call("Prepare")


@ll_api.check_stack
def Cleanup():
    """End a series of calls of `Run`. See `RunManager`.

    SLI: ``Cleanup``
    """
    _call("Cleanup")


@contextmanager
def RunManager():
    """Context for several calls of `Run`: `Prepare` before, `Cleanup` after, also after an exception.

    Examples
    --------
    >>> with nest.RunManager():
    ...     for _ in range(10):
    ...         nest.Run(100.0)

    SLI: ``Prepare``, ``Cleanup``
    """
    Prepare()
    try:
        yield
    finally:
        Cleanup()


@ll_api.check_stack
def ResetKernel():
    """Remove all nodes, connections and own models; all settings as at the start.

    What is defined in SLI, the operand stack and the verbosity stay.

    SLI: ``ResetKernel``
    """
    _call("ResetKernel")


@ll_api.check_stack
@deprecated("", "ResetNetwork puts all nodes back to the state they were created in; weights and the clock stay.")
def ResetNetwork():
    """Put all nodes back to the initial state of their model and empty the recorders. Connections stay.

    SLI: ``ResetNetwork``
    """
    _call("ResetNetwork")


@ll_api.check_stack
def SetKernelStatus(params):
    """Set properties of the kernel.

    Parameters
    ----------
    params : dict
        For example resolution (ms, float), local_num_threads (int), rng_seeds (list of int, one for each thread),
        grng_seed (int), print_time (bool), data_path (str), overwrite_files (bool).

    Raises
    ------
    NESTErrors.TypeMismatch, NESTErrors.DictError, NESTErrors.BadProperty, NESTErrors.KernelException
        Nothing is changed then.

    SLI: ``0 << /key value … >> SetStatus``
    """
    if isinstance(params, dict) and not _older_entries.keys().isdisjoint(params):
        params = {_older_entries.get(key, key): value for key, value in params.items()}
    _call("SetStatus", 0, params)


@ll_api.check_stack
def GetKernelStatus(keys=None):
    """Properties of the kernel.

    Parameters
    ----------
    keys : str or iterable of str, optional
        Without keys, all properties.

    Returns
    -------
    dict, object or tuple
        All properties; with one key its value; with several a tuple of values. Times in ms.

    Raises
    ------
    KeyError
        For a property that the kernel does not have.
    TypeError
        If keys is neither a name nor an iterable.

    SLI: ``0 GetStatus``, ``0 /key get``
    """
    if keys is None:
        return {key: value for key, value in _call("0 GetStatus", results=1).items() if key not in _entries_of_subnets}
    return _values_of(keys, _kernel_entry)


def _kernel_entry(key):
    name = _older_entries.get(key, key)
    if name in _entries_of_subnets:
        raise KeyError(f"{key} belongs to nodes; it is no entry of the kernel")
    try:
        return _call("0 exch get", sli_name(name, "key"), results=1)
    except kernel.NESTErrors.DictError as error:
        raise KeyError(error.errormessage.lstrip(": ")) from None


def _values_of(keys, entry):
    """What the function entry gives for the key, or for each of the keys."""
    if is_literal(keys):
        return entry(str(keys))
    if not is_iterable(keys):
        raise TypeError(f"keys must be a name or an iterable of names, not {keys!r}")
    return tuple([entry(str(key)) for key in keys])


@ll_api.check_stack
def Install(module_name):
    """Load an extension module.

    Parameters
    ----------
    module_name : str

    Raises
    ------
    NESTErrors.DynamicModuleManagementError
        If it cannot be loaded.

    SLI: ``(module_name) Install``
    """
    _call("Install pop", module_name)


@ll_api.check_stack
def SetStructuralPlasticityStatus(params):
    """Set how connections grow and vanish.

    Parameters
    ----------
    params : dict
        structural_plasticity_update_interval (int, steps), structural_plasticity_synapses (dict).

    SLI: ``<< … >> SetStructuralPlasticityStatus``
    """
    _call("SetStructuralPlasticityStatus", params)


@ll_api.check_stack
def GetStructuralPlasticityStatus(keys=None):
    """Settings of growing and vanishing connections.

    Parameters
    ----------
    keys : str or iterable of str, optional
        Without keys, all settings.

    Returns
    -------
    dict, object or tuple

    Raises
    ------
    KeyError
        For a setting that does not exist.

    SLI: ``<< >> GetStructuralPlasticityStatus``
    """
    status = _call("<< >> GetStructuralPlasticityStatus", results=1)
    return status if keys is None else _values_of(keys, status.__getitem__)


@ll_api.check_stack
def EnableStructuralPlasticity():
    """Let connections grow and vanish while simulating.

    SLI: ``EnableStructuralPlasticity``
    """
    _call("EnableStructuralPlasticity")


@ll_api.check_stack
def DisableStructuralPlasticity():
    """Keep connections as they are while simulating.

    SLI: ``DisableStructuralPlasticity``
    """
    _call("DisableStructuralPlasticity")
