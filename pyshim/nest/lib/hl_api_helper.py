"""What several groups of functions need: kinds of arguments, warnings, JSON, help pages."""
import functools
import json
import os
import re
import sys
import textwrap
import warnings

from .. import ll_api
from .. import pynestkernel as kernel

__all__ = [
    "SuppressedDeprecationWarning", "broadcast", "deprecated", "get_help_filepath", "get_unistring_type",
    "get_wrapped_text", "is_coercible_to_sli_array", "is_iterable", "is_literal", "is_sequence_of_connections",
    "is_sequence_of_gids", "is_string", "load_help", "model_deprecation_warning", "serializable",
    "show_deprecation_warning", "show_help_with_pager", "to_json", "uni_str",
]

uni_str = str


def get_unistring_type():
    """The type of text.

    Returns
    -------
    type
        str
    """
    return str


def documented_like(other):
    """Decorator: what the documentation of another function says about parameters and results holds for this one, too.

    Parameters
    ----------
    other : function

    Returns
    -------
    decorator
    """

    def decorate(func):
        sections = re.search(r"\n    Parameters\n.*?(?=\n\n    (?:Raises|Examples)\n|\n\n    SLI:|\n    \Z)", other.__doc__, re.S)[0]
        sentence, _, rest = func.__doc__.partition("\n\n")
        func.__doc__ = f"{sentence}\n{sections}\n" + (f"\n{rest}" if rest else "    ")
        return func

    return decorate


# Kinds of arguments ------------------------------------------------------------------------------------------------------

def is_literal(obj):
    """Whether obj is a name: a str or an SLILiteral.

    Parameters
    ----------
    obj : object

    Returns
    -------
    bool
    """
    return isinstance(obj, (str, kernel.SLILiteral))


def is_string(obj):
    """Whether obj is a str.

    Parameters
    ----------
    obj : object

    Returns
    -------
    bool
    """
    return isinstance(obj, str)


def is_iterable(seq):
    """Whether one can iterate over seq.

    Parameters
    ----------
    seq : object

    Returns
    -------
    bool
    """
    try:
        iter(seq)
    except TypeError:
        return False
    return True


def is_coercible_to_sli_array(seq):
    """Whether seq is a list, tuple or range: what becomes an SLI array.

    Parameters
    ----------
    seq : object

    Returns
    -------
    bool
    """
    return isinstance(seq, (list, tuple, range))


def is_sequence_of_connections(seq):
    """Whether the first item of seq is a connection: a dictionary or of length 5. False for an empty sequence.

    Parameters
    ----------
    seq : object

    Returns
    -------
    bool
    """
    try:
        first = next(iter(seq))
        return isinstance(first, dict) or len(first) == kernel.CONN_LEN
    except (StopIteration, TypeError):
        return False


def is_sequence_of_gids(seq):
    """Whether all items of seq are non-negative int.

    Parameters
    ----------
    seq : iterable

    Returns
    -------
    bool
    """
    return all(isinstance(n, int) and n >= 0 for n in seq)


def need_list(nodes, name):
    """The nodes as a list, tuple or range; an array of integers becomes a list.

    Raises
    ------
    TypeError
        For anything else.
    """
    if is_coercible_to_sli_array(nodes):
        return nodes
    if getattr(nodes, "ndim", 0) == 1 and getattr(nodes.dtype, "kind", "") in "iu":
        return nodes.tolist()
    one = isinstance(nodes, int)
    raise TypeError(f"{name} must be a list or tuple of GIDs, not {nodes!r}" + (f"; write [{nodes}]" if one else ""))


def model_name(model):
    """The literal for a name of a model. Names that are older than the interface lead to what they mean today."""
    name = sli_name(model, "model")
    return kernel.SLILiteral(_renamed_models[name.name]) if name.name in _renamed_models else name


def sli_name(name, what):
    """The literal for a name of a model or key.

    Raises
    ------
    TypeError
        If name is a container.
    NESTErrors.DictError
        If it cannot be one name of SLI.
    """
    if isinstance(name, kernel.SLILiteral):
        return name
    if name is None or isinstance(name, (list, tuple, dict, set)):
        raise TypeError(f"the {what} must be a name, not {name!r}")
    text = str(name)
    if not _is_name(text):
        raise kernel.NESTErrors.DictError(kernel.SLILiteral("SLIInterpreter::execute"),
                                          f": {text!r} is no {what}: a name has no blanks, brackets, / or %")
    return kernel.SLILiteral(text)


@functools.lru_cache(4096)
def _is_name(text):
    return bool(text) and not any(c.isspace() or c in "()[]{}<>/%" for c in text)


def selection(keys):
    """SLI that makes of a dictionary or node the value of a key, or an array of the values of several keys.

    Raises
    ------
    TypeError
        If keys is neither a name nor an iterable.
    """
    if is_literal(keys):
        return f"/{sli_name(keys, 'key')} get"
    if not is_iterable(keys):
        raise TypeError(f"keys must be a name or an iterable of names, not {keys!r}")
    names = [sli_name(key, "key") for key in keys]
    return "".join(f"dup /{name} get exch " for name in names) + f"pop {len(names)} arraystore"


def broadcast(item, length, allowed_types, name="item"):
    """One item for each of several receivers.

    Parameters
    ----------
    item : object or sequence
    length : int
        How many receivers there are.
    allowed_types : tuple of types
        An item of these is repeated.
    name : str, optional
        What the error message calls item.

    Returns
    -------
    sequence of the given length

    Raises
    ------
    TypeError
        If item is neither of these types nor a sequence of length 1 or `length`.
    """
    if isinstance(item, allowed_types):
        return length * (item,)
    wanted = " or ".join(t.__name__ for t in allowed_types) or "value"
    if not hasattr(item, "__len__"):
        raise TypeError(f"{name} must be one {wanted}, or a list of 1 or {length}; it is {item!r}")
    if len(item) == 1:
        return length * item
    if len(item) == length:
        return item
    raise TypeError(f"{name} must be one {wanted}, or a list of 1 or {length}; there are {len(item)}")


# JSON --------------------------------------------------------------------------------------------------------------------

def serializable(data):
    """Data that JSON has types for: names as str, arrays and tuples as lists.

    Parameters
    ----------
    data : object

    Returns
    -------
    object
    """
    if isinstance(data, kernel.SLILiteral):
        return data.name
    if isinstance(data, dict):
        return {str(key): serializable(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [serializable(x) for x in data]
    if hasattr(data, "tolist") and getattr(data, "ndim", 1):
        return serializable(data.tolist())
    return data


def to_json(data):
    """Data as a JSON string; infinite and undefined numbers become the strings of their names.

    Parameters
    ----------
    data : object

    Returns
    -------
    str

    Raises
    ------
    TypeError
        If the data holds a type that JSON lacks.
    """
    return json.dumps(_finite(serializable(data)))


def _finite(data):
    if isinstance(data, dict):
        return {key: _finite(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_finite(x) for x in data]
    if isinstance(data, float) and data - data != 0:
        return str(data)
    return data


# Warnings ----------------------------------------------------------------------------------------------------------------

_to_warn: dict = {}  # name of a function or model -> whether its warning is still to be shown
_verbosity_of_warnings = 20
_hidden_up_to = 18


def get_wrapped_text(text, width=80):
    """The text with each line wrapped at a width.

    Parameters
    ----------
    text : str
    width : int, optional
        Most columns of a line.

    Returns
    -------
    str
    """
    return "\n".join("\n".join(textwrap.wrap(" ".join(line.split()), width)) for line in text.split("\n"))


def show_deprecation_warning(func_name, alt_func_name=None, text=None):
    """Warn, once in a session, that a name is an older one.

    Parameters
    ----------
    func_name : str
    alt_func_name : str, optional
        The newer name.
    text : str, optional
        The warning, instead of one that names both.
    """
    if not _to_warn.setdefault(func_name, True):
        return
    _to_warn[func_name] = False
    if text is None:
        text = f"{func_name} is an older name" + (f"; newer scripts use {alt_func_name}." if alt_func_name else ".")
    warn("\n" + get_wrapped_text(text))


def warn(text):
    """Show a UserWarning that names the line which called into this package."""
    frame, level = sys._getframe(1), 2
    while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] == __package__.partition(".")[0]:
        frame, level = frame.f_back, level + 1
    warnings.warn(text, UserWarning, stacklevel=level)


def deprecated(alt_func_name, text=None):
    """Decorator: the first call of the function shows a UserWarning that names the alternative.

    Parameters
    ----------
    alt_func_name : str
        The newer name; may be empty.
    text : str, optional
        The warning, instead of one that names both.

    Returns
    -------
    decorator
    """

    def decorate(func):
        _to_warn[func.__name__] = True

        @functools.wraps(func)
        def warned(*args, **kwargs):
            show_deprecation_warning(func.__name__, alt_func_name, text)
            return func(*args, **kwargs)

        return warned

    return decorate


_renamed_models = {"iaf_neuron": "iaf_psc_alpha"}
_older_models = {
    "iaf_neuron": "iaf_psc_alpha",
    "subnet": "lists of nodes",
    "aeif_cond_alpha_RK5": "aeif_cond_alpha",
    "iaf_psc_alpha_canon": "iaf_psc_alpha_ps",
    "iaf_psc_delta_canon": "iaf_psc_delta_ps",
}


def model_deprecation_warning(model):
    """Warn, once in a session, if the model has a newer name.

    Parameters
    ----------
    model : str or SLILiteral
    """
    if str(model) in _older_models:
        newer = _older_models[str(model)]
        show_deprecation_warning(f"{model} (model)", text=f"The model {model} is an older one; newer scripts use {newer}.")


class SuppressedDeprecationWarning:
    """Context in which the named functions show no warning, and messages below warnings are not printed either.

    Parameters
    ----------
    no_dep_funcs : str or iterable of str
    """

    def __init__(self, no_dep_funcs):
        self._names = [no_dep_funcs] if isinstance(no_dep_funcs, str) else list(no_dep_funcs)

    def __enter__(self):
        self._before = {name: _to_warn[name] for name in self._names}
        _to_warn.update(dict.fromkeys(self._names, False))
        self._verbosity = ll_api.engine.call("verbosity", results=1)
        if self._verbosity <= _hidden_up_to:
            ll_api.engine.call("setverbosity", _verbosity_of_warnings)
        return self

    def __exit__(self, *exception):
        _to_warn.update(self._before)
        ll_api.engine.call("setverbosity", self._verbosity)
        return False


# Help pages --------------------------------------------------------------------------------------------------------------

def load_help(hlpobj):
    """The help page of a model or an SLI command.

    Parameters
    ----------
    hlpobj : str

    Returns
    -------
    str or None
        None if there is no page.
    """
    from .. import _help_pages

    page = ll_api.engine.call("helptext", kernel.SLILiteral(hlpobj), results=1)
    note = _help_pages.note(hlpobj) if page and "\nEquations:\n" not in page else ""
    return page.rstrip("\n") + (f"\n\nEquations and sources:\n{note}" if note else "") + "\n" if page else None


def get_help_filepath(hlpobj):
    """The file that holds the help page of hlpobj, written anew for this call.

    Parameters
    ----------
    hlpobj : str
        Name of a model or command.

    Returns
    -------
    str or None
        None if there is no page.
    """
    import tempfile
    page = load_help(hlpobj)
    if page is None:
        return None
    path = os.path.join(tempfile.mkdtemp(prefix="nest-help-"), hlpobj + ".hlp")
    with open(path, "w") as file:
        file.write(page)
    return path


def show_help_with_pager(hlpobj, pager=None):
    """Show a help page: printed in a notebook, without a terminal or with ``pager=False``, else through the pager.

    Parameters
    ----------
    hlpobj : str
    pager : str or False, optional
        A command with its arguments; by default that of the environment variable PAGER, or ``less``, ``more``.
    """
    page = load_help(hlpobj)
    if page is None:
        print(f"There is no help page for '{hlpobj}'.")
        return
    if pager is None and (not sys.stdout.isatty() or "ipykernel" in sys.modules):
        pager = False
    if pager is False:
        print(page)
        return
    import shlex
    import shutil
    import subprocess

    for command in [pager, os.environ.get("PAGER"), "less", "more"]:
        words = shlex.split(command or "")
        if words and shutil.which(words[0]):
            subprocess.run(words, input=page.encode(), check=False)
            return
    print(page)
