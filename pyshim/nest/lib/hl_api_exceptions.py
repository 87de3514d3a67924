"""Exceptions of the interface: one class for each error name of SLI, made when it is first asked for."""

__all__ = ["NESTErrors", "NESTError"]

# Where a class stands below SLIException. Names that are not listed stand directly below it.
_children = {
    "InterpreterError": "ArgumentType RangeCheck StackUnderflow SystemSignal TypeMismatch DictError",
    "DictError": "EntryTypeMismatch UnaccessedDictionaryEntry UndefinedName",
    "KernelException": """
        BadDelay BadParameter BadProperty DimensionMismatch DistributionError GSLSolverFailure IllegalConnection
        IncompatibleReceptorType InexistentConnection InvalidDefaultResolution InvalidTimeInModel KeyError
        LocalNodeExpected MUSICChannelAlreadyMapped MUSICChannelUnknown MUSICPortAlreadyPublished MUSICPortHasNoWidth
        MUSICPortUnconnected MUSICPortUnknown MUSICSimulationHasRun ModelInUse NewModelNameExists
        NoThreadSiblingsAvailable NodeWithProxiesExpected NumericalInstability SimulationError StepMultipleRequired
        SubnetExpected TimeMultipleRequired UnexpectedEvent UnknownModelID UnknownModelName UnknownNode UnknownPort
        UnknownReceptorType UnknownSynapseType UnknownThread UnsupportedEvent""",
}
_parent = {child: parent for parent, children in _children.items() for child in children.split()}


def _named(cls, name):
    cls.__qualname__ = "NESTErrors." + name
    return cls


class NESTError(Exception):
    """Base of all exceptions of this package.

    Attributes
    ----------
    message : str
        What `str()` shows.
    """

    def __init__(self, message, *args):
        super().__init__(message, *args)
        self.message = message

    def __str__(self):
        return self.message


class PyNESTError(NESTError):
    """Raised on the Python side: values that cannot be converted, an engine that was not started."""


class SLIException(NESTError):
    """An error that SLI raised.

    Attributes
    ----------
    errorname : str
        The name SLI scripts catch it by.
    commandname : SLILiteral
        The SLI command it arose in.
    errormessage : str
        Empty, or ``": "`` and a text.
    message : str
        ``<errorname> in <commandname><errormessage>``
    """

    def __init__(self, commandname, errormessage, errorname="SLIException"):
        message = f"{errorname} in {commandname}{errormessage}"
        super().__init__(message, errorname, commandname, errormessage)
        self.errorname = errorname
        self.commandname = commandname
        self.errormessage = errormessage

    def __reduce__(self):
        return exception_from_sli, (self.errorname, self.commandname, self.errormessage)


class NESTMappedException(type):
    """Type of `NESTErrors`: an attribute that does not exist yet becomes an exception class."""

    def __getattr__(cls, name):
        if name.startswith("_"):
            raise AttributeError(name)
        parent = getattr(cls, _parent[name]) if name in _parent else SLIException

        def __init__(self, commandname, errormessage, errorname=name):
            SLIException.__init__(self, commandname, errormessage, errorname)

        made = type("NESTErrors." + name, (parent,), {
            "__init__": __init__,
            "__module__": __name__,
            "__doc__": f"The error {name} of SLI.",
        })
        setattr(cls, name, _named(made, name))
        return made


class NESTErrors(metaclass=NESTMappedException):
    """All exceptions of the interface: `NESTErrors.<error name>`.

    Every name exists, so that ``except nest.kernel.NESTErrors.UnknownNode`` needs no preparation.
    """

    NESTError = _named(NESTError, "NESTError")
    PyNESTError = _named(PyNESTError, "PyNESTError")
    SLIException = _named(SLIException, "SLIException")


_python_only = ("NESTError", "PyNESTError")


def exception_from_sli(errorname, commandname, errormessage):
    """The exception for an SLI error, not yet raised.

    Parameters
    ----------
    errorname : str
    commandname : SLILiteral or str
    errormessage : str
        Empty, or ``": "`` and a text.

    Returns
    -------
    SLIException
    """
    if errorname.isidentifier() and not errorname.startswith("_") and errorname not in _python_only:
        return getattr(NESTErrors, errorname)(commandname, errormessage, errorname)
    return SLIException(commandname, errormessage, errorname)
