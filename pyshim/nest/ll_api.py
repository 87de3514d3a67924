"""Low-level interface: run text of SLI, push and pop objects.

The functions of `nest` are made of these. The engine is `engine`, the only one that the functions of this package use.
"""
import functools
import os
import sys
import types

from . import pynestkernel as kernel

__all__ = [
    "check_stack", "get_debug", "pcd", "set_debug", "sli_func", "sli_pop", "sli_push", "sli_run", "spp", "sps", "sr",
    "stack_checker",
]

engine = kernel.NESTEngine()
initialized = False
_debug = False

sli_push = sps = engine.push
sli_pop = spp = engine.pop
pcd = engine.push_connection_datums


def sli_run(text):
    """Run text of SLI.

    Parameters
    ----------
    text : str
        Anything else is formatted first. What the text leaves on the stack stays there.

    Raises
    ------
    NESTErrors.<error name>
        If SLI raises an error. The operand stack is empty then, the dictionary stack as it was before.

    Examples
    --------
    >>> nest.ll_api.sr("1 2 add")
    >>> nest.ll_api.spp()
    3
    """
    engine.run(text if isinstance(text, str) else str(text))


sr = catching_sli_run = sli_run


def sli_func(code, *args, **options):
    """Run SLI code on arguments and return what it leaves on the stack.

    The code runs in a dictionary of its own: ``/x Set`` leaves nothing behind.

    Parameters
    ----------
    code : str
    *args : object
        Pushed before the code runs.
    namespace : str, optional
        The code sees the words of this SLI dictionary.
    litconv : bool, optional
        Strings among the arguments that begin with ``/`` become literals.

    Returns
    -------
    None, object or tuple
        Nothing left, the one object, or all of them from bottom to top.

    Examples
    --------
    >>> nest.ll_api.sli_func("add", 2, 3)
    5
    """
    unknown = set(options) - {"namespace", "litconv"}
    if unknown:
        raise kernel.NESTErrors.PyNESTError(f"unknown option of sli_func: {', '.join(sorted(unknown))}; "
                                            "there are namespace and litconv")
    word = "sli_func"
    if "namespace" in options:
        code = f"{options['namespace']} using {code} endusing"
    elif options.get("litconv"):
        word = "sli_func_litconv"
    left = engine.call(word, list(args), code, results=1)
    return left if len(left) > 1 else left[0] if left else None


def get_debug():
    """Whether functions check that they leave the operand stack as deep as it was.

    Returns
    -------
    bool
    """
    return _debug


def set_debug(dbg=True):
    """Let functions check that they leave the operand stack as deep as it was.

    Parameters
    ----------
    dbg : bool, optional
    """
    global _debug
    _debug = dbg


def set_trace(to=True):
    """Show the SLI that functions send to the interpreter: the way to learn the language.

    Parameters
    ----------
    to : bool or file, optional
        True: a line for each call on sys.stdout, long lists shortened. A file that is open for writing: the same in full
        length, a program that SLI can run. False: nothing.

    Examples
    --------
    >>> nest.ll_api.set_trace()
    >>> neuron = nest.Create("iaf_psc_alpha", 2)
    /iaf_psc_alpha 2 Create pop
    """
    from . import _sli_text

    if to is False:
        engine.trace = None
    elif to is True:
        engine.trace = _sli_text.Trace(lambda text: sys.stdout.write(text), whole=False)
    else:
        engine.trace = _sli_text.Trace(to.write, whole=True)


def stack_checker(f):
    """Decorator: with `set_debug()`, a call of f that changes the depth of the operand stack raises NESTError.

    Parameters
    ----------
    f : function

    Returns
    -------
    function

    Without, the traceback of an error ends at the line that called f: what lies below says nothing to the user.
    """

    @functools.wraps(f)
    def checked(*args, **kwargs):
        if not _debug:
            try:
                return f(*args, **kwargs)
            except kernel.NESTError as error:
                raise error.with_traceback(None)
        before = engine.count()
        result = f(*args, **kwargs)
        surplus = engine.count() - before
        if surplus:
            raise kernel.NESTError(f"{getattr(f, '__name__', f)} changed the depth of the operand stack by {surplus}")
        return result

    return checked


def check_stack(thing):
    """Decorator: `stack_checker` for a function, or for the ``test_`` methods of a class.

    Parameters
    ----------
    thing : function or class

    Returns
    -------
    function or class
    """
    if isinstance(thing, types.FunctionType):
        return stack_checker(thing)
    if isinstance(thing, type):
        for name, method in list(vars(thing).items()):
            if name.startswith("test_") and isinstance(method, types.FunctionType):
                setattr(thing, name, stack_checker(method))
        return thing
    raise ValueError(f"check_stack decorates functions and classes, not {thing!r}")


def init(argv):
    """Start the interpreter, once in a session. `import nest` does it unless DELAY_PYNEST_INIT is in the environment.

    Parameters
    ----------
    argv : list of str
        Command line; it stays as it is. ``--quiet`` suppresses the banner; ``--quiet``, ``--debug`` and ``--sli-debug``
        are not handed on to ``statusdict /argv``. An environment variable PYNEST_QUIET suppresses the banner, too.

    Raises
    ------
    NESTErrors.PyNESTError
        If the interpreter runs already.
    """
    global initialized
    if initialized:
        raise kernel.NESTErrors.PyNESTError("the interpreter runs already")
    engine.init([a for a in argv if a not in ("--quiet", "--debug", "--sli-debug")] or [""])
    initialized = True
    if "--quiet" not in argv and "PYNEST_QUIET" not in os.environ:
        print(_banner())


def _banner():
    name, version = engine.call("statusdict /version get statusdict /kernelname get", results=2)
    return f"""
    {name} {version}: networks of spiking neurons, in Python and SLI.
    Free software under the GNU General Public License, version 3 or later, without any warranty.
    nest.help() tells where to begin.
"""
