"""Values as one writes them in SLI: for those who want to see what the functions send."""
import array
import math

from ._values import Connections, SLIDatum, SLILiteral, numpy

_many = 12  # items of a list that is shortened


class Trace:
    """Writes a line for each call.

    Parameters
    ----------
    write : function of str
    whole : bool
        Long lists are not shortened: what is written is a program of SLI.
    """

    def __init__(self, write, whole):
        self._write, self._whole = write, whole

    def __call__(self, code, operands, n_results):
        words = [self._text(x) for x in operands] + ([code] if code else []) + n_results * ["pop"]
        self._write(" ".join(words) + "\n")

    def _text(self, x):
        if numpy is not None and isinstance(x, (numpy.generic, numpy.ndarray)) and not x.ndim:
            x = x.item()
        if isinstance(x, bool):
            return "true" if x else "false"
        if isinstance(x, float):
            return repr(x) if math.isfinite(x) else ("-" if x < 0 else "") + "inf" if x == x else "nan"
        if isinstance(x, (str, bytes)):
            return _string(x)
        if isinstance(x, SLILiteral):
            return f"/{x}"
        if isinstance(x, dict):
            return "<< " + "".join(f"/{key} {self._text(value)} " for key, value in x.items()) + ">>"
        if isinstance(x, Connections):
            return f"[ % {len(x)} connections\n]"
        if isinstance(x, SLIDatum):
            return f"% {x.dtype}\n"
        brackets = _brackets(x)
        return brackets[0] + self._items(x) + brackets[1] if brackets else str(x)

    def _items(self, x):
        items = list(x) if self._whole or len(x) <= _many else [*x[:_many // 2], ..., x[-1]]
        return "".join(f"{'...' if y is ... else self._text(y)} " for y in items)


def _string(x):
    text = x if isinstance(x, str) else x.decode("latin-1")
    return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def _brackets(x):
    if isinstance(x, (list, tuple, range)):
        return "[", "]"
    code = x.dtype.kind if hasattr(x, "dtype") else x.typecode if isinstance(x, array.array) else ""
    return ("<. ", ".>") if code in ("f", "d") else ("<# ", "#>") if code else None
