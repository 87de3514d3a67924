"""The interpreter as Python sees it: an engine that runs text of SLI and exchanges values with it."""
import codecs
import functools
import os
import sys
import threading
import warnings

from ._abi import ffi
from ._values import CONN_LEN, Names, NoValue, Reader, SLIDatum, SLILiteral, Writer
from .lib.hl_api_exceptions import NESTError, NESTErrors, exception_from_sli

__all__ = ["CONN_LEN", "NESTEngine", "NESTError", "NESTErrors", "SLIDatum", "SLILiteral"]

_OK, _ERROR, _EMPTY, _UNCONVERTIBLE, _BROKEN, _QUIT = range(6)
_here = os.path.dirname(os.path.abspath(__file__))


_encoded = functools.lru_cache(1024)(str.encode)


_erase = "\033[K"
_notebook_columns = 100


@functools.cache
def _find_tqdm():
    try:
        with warnings.catch_warnings():  # that the widgets of notebooks are not installed
            warnings.simplefilter("ignore")
            from tqdm.auto import tqdm
    except ImportError:
        return None
    return tqdm


def _is_notebook(stream):
    return type(stream).__module__.startswith("ipykernel.")


def _in_ipython():
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None


class _Output:
    """Shows what the interpreter prints on what is Python's sys.stdout or sys.stderr at that moment."""

    def __init__(self):
        decoder = codecs.getincrementaldecoder("utf-8")
        self._decoders = {1: decoder("replace"), 2: decoder("replace")}
        self.callback = ffi.callback("nestling_output", self._show, error=1, onerror=self._note)
        self.columns = ffi.callback("nestling_columns", self._columns, error=0, onerror=self._note)
        self.bar = ffi.callback("nestling_bar", self._show_bar, error=0, onerror=self._note)
        self._error = None
        self._tqdm = None  # the bar that is shown
        self._line = 0  # how long the line is that tells the progress in a notebook

    def _show(self, stream, text, length, context):
        decoded = self._decoders[stream].decode(ffi.buffer(text, length)[:])
        target = sys.stdout if stream == 1 else sys.stderr
        if target is not None:
            target.write(self._blanks_for_escape(decoded) if _is_notebook(target) else decoded)
        return 0

    def _blanks_for_escape(self, text):
        """A notebook goes back to the begin of a line, but does not know the escape sequence that wipes out the rest."""
        if not text.endswith(_erase):
            return text
        line = text[len("\r"):-len(_erase)]
        blanks, self._line = " " * (self._line - len(line)), len(line)
        return f"\r{line}{blanks}" if line else f"\r{blanks}\r"

    @staticmethod
    def _columns(context):
        if _is_notebook(sys.stderr):
            return _notebook_columns
        if sys.stderr is None or not sys.stderr.isatty():
            return 0
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80

    def _show_bar(self, done, total, ended, context):
        """Progress in IPython and notebooks by tqdm, where it is installed."""
        if self._tqdm is None:
            tqdm = _find_tqdm() if _in_ipython() or _is_notebook(sys.stderr) else None
            if tqdm is None:
                return 0
            self._tqdm = tqdm(total=round(total, 3), unit="ms", desc="Simulate", leave=False)
        self._tqdm.n = round(done, 3)
        self._tqdm.refresh()
        if ended:
            self._tqdm.close()
            self._tqdm = None
        return 1

    def _note(self, kind, error, traceback):
        self._error = self._error or error

    def raise_error(self):
        """What went wrong while printing; Ctrl-C, too, may have arrived there."""
        if self._error is not None:
            error, self._error = self._error, None
            raise error


def _refused(code, error):
    """The exception for None among the operands of a command: a value of the wrong type, as SLI would find it."""
    command = SLILiteral(code.split()[-1])
    if error.path:
        return NESTErrors.TypeMismatch(command, f": /{'/'.join(error.path)}: None is no value; leave the entry out instead.")
    return NESTErrors.ArgumentType(command, ": None is no value; leave the argument out instead.")


class NESTEngine:
    """An interpreter with a kernel of its own. Several engines live side by side.

    Calls from several threads wait for each other. The global interpreter lock of Python is free while SLI runs.
    """

    def __init__(self):
        self._session = None
        self._lock = threading.RLock()
        self.trace = None  # told of every call: code, operands, number of results

    def init(self, argv, modulepath=None):
        """Start the interpreter.

        Parameters
        ----------
        argv : sequence of str
            What SLI shows as ``statusdict /argv``.
        modulepath : str, optional
            Folder of the package; only needed where the library was moved away from it.

        Raises
        ------
        NESTErrors.PyNESTError
            If the engine runs already, or its library cannot be loaded.
        """
        if self._session is not None:
            raise NESTErrors.PyNESTError("the engine has been started already")
        folder = modulepath or _here
        try:
            lib = ffi.dlopen(os.path.join(folder, "libnestling.so"), ffi.RTLD_NOW | ffi.RTLD_LOCAL)
        except OSError as error:
            raise NESTErrors.PyNESTError(str(error)) from None
        arguments = [ffi.new("char[]", str(a).encode()) for a in argv]
        self._output = _Output()
        session = lib.nestling_new(len(arguments), ffi.new("char *[]", arguments), self._output.callback, ffi.NULL)
        if session == ffi.NULL:
            raise NESTErrors.PyNESTError("not enough memory to start the interpreter")
        self._lib = lib
        self._session = ffi.gc(session, lib.nestling_free)
        self.names = Names(lib, session)
        self._reader = Reader(lib, self.names)
        self._results = ffi.new("nestling_values *")
        if lib.nestling_last_error(session).errorname[0] != b"\0":
            failure, self._session = self._failure(_ERROR), None
            raise failure
        lib.nestling_show_progress(session, self._output.columns, self._output.bar, ffi.NULL)

    def call(self, code, *operands, results=0):
        """Push the operands, run code, pop results.

        Parameters
        ----------
        code : str or None
            Text of SLI; None runs nothing.
        *operands
            Pushed first; nothing is pushed unless all of them can be converted.
        results : int
            How many values to take off the stack.

        Returns
        -------
        None, object or list
            The topmost value if results is 1, else a list with the topmost first.

        Raises
        ------
        NESTErrors.SLIException
            The error that SLI raised. The operand stack is then empty.
        NESTErrors.PyNESTError
            If a value cannot be converted, or the stack is too short.
        """
        with self._lock:
            writer = Writer(self._need().names)
            if self.trace is not None:
                self.trace(code, operands, results)
            try:
                for x in operands:
                    writer.write(x)
            except NoValue as error:
                raise (error if code is None else _refused(code, error)) from None
            return self._run(code, writer, results)

    def count(self):
        """Number of operands on the stack."""
        return self._lib.nestling_count(self._need()._session)

    def run(self, text):
        """Run text of SLI. An error tells the place in the text."""
        with self._lock:
            if self.trace is not None:
                self.trace(text, (), 0)
            self._run(text, Writer(self._need().names), 0, of_user=True)

    def push(self, obj):
        """Push an object on the operand stack."""
        self.call(None, obj)

    def pop(self):
        """Pop the topmost object off the operand stack."""
        return self.call(None, results=1)

    def push_connection_datums(self, conns):
        """Push an array of connections.

        Parameters
        ----------
        conns : sequence
            Dictionaries with the keys source, target_thread, synapse_modelid and port, or sequences of five integers.
        """
        self.call_on_connections(None, conns)

    def call_on_connections(self, code, conns, *operands, results=0):
        """Like `call`, with an array of connections below the operands."""
        with self._lock:
            writer = Writer(self._need().names)
            if self.trace is not None:
                self.trace(code, (conns, *operands), results)
            writer.connections(conns)
            for x in operands:
                writer.write(x)
            return self._run(code, writer, results)

    def _need(self):
        if self._session is None:
            raise NESTErrors.PyNESTError("the interpreter was not started: call nest.ll_api.init(argv) first")
        return self

    def _run(self, code, writer, n_results, of_user=False):
        lib, operands = self._lib, writer.bytes()
        text, length = ffi.NULL, 0
        if code is not None:
            text = _encoded(code)
            length = len(text)
        status = lib.nestling_call(self._session, operands, len(operands), text, length, n_results, self._results)
        self._output.raise_error()
        if status != _OK:
            raise self._failure(status, n_results, of_user)
        if n_results == 0:
            return None
        values = self._reader.read(self._results.words, self._results.count)
        return values[0] if n_results == 1 else values

    def _failure(self, status, n_results=0, of_user=True):
        if status == _EMPTY:
            n = self._lib.nestling_count(self._session)
            return NESTErrors.PyNESTError(
                "the operand stack is empty" if n == 0 else f"{n_results} results wanted, but the operand stack holds {n}")
        last = self._lib.nestling_last_error(self._session)
        error, command, message, where = [ffi.string(text).decode("utf-8", "replace") for text in (
            last.errorname, last.commandname, last.message, last.where)]
        if status == _UNCONVERTIBLE:
            return NESTErrors.PyNESTError(f"a {message} has no Python form")
        if status == _BROKEN:
            return NESTErrors.PyNESTError(message)
        if status == _QUIT:
            return SystemExit(int(message))
        text = ": " + message if message else ""
        if where and (of_user or not where.startswith("python:")):  # nobody wants to see the text that functions write
            text += "\n" + where.rstrip()
        return exception_from_sli(error, SLILiteral(command), text)
