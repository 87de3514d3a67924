"""Exceptions of the interface."""
import pickle

import pytest

import nest
from nest.pynestkernel import NESTErrors, SLILiteral
from nest.ll_api import sli_func, spp, sps, sr


def depth(word):
    sr(word)
    return spp()


def test_classes_are_made_on_demand_and_stay_the_same():
    assert NESTErrors.NeverHeardOf is NESTErrors.NeverHeardOf
    assert issubclass(NESTErrors.NeverHeardOf, NESTErrors.SLIException)
    assert issubclass(NESTErrors.UnknownNode, NESTErrors.KernelException)
    assert issubclass(NESTErrors.DictError, NESTErrors.InterpreterError)
    assert nest.NESTError is nest.kernel.NESTError is NESTErrors.NESTError


def test_str_is_the_message_and_the_parts_are_attributes():
    with pytest.raises(NESTErrors.UnknownModelName) as caught:
        nest.Create("iaf_psc_alhpa")
    e = caught.value
    assert str(e) == e.message == f"UnknownModelName in {e.commandname}{e.errormessage}"
    assert e.errorname == "UnknownModelName" and isinstance(e.commandname, SLILiteral)
    assert "iaf_psc_alpha" in str(e)  # did you mean
    assert e.args == (e.message, e.errorname, e.commandname, e.errormessage)


def test_exceptions_travel_between_processes():
    e = pickle.loads(pickle.dumps(NESTErrors.UnknownNode("cmd", ": text")))
    assert type(e) is NESTErrors.UnknownNode and str(e) == "UnknownNode in cmd: text"


@pytest.mark.parametrize("name", ["NESTError", "PyNESTError", "source", "init", "a sentence.", "__class__"])
def test_any_name_of_an_error_becomes_an_sli_exception(name):
    sps(SLILiteral("cmd"))
    sps(SLILiteral(name))
    with pytest.raises(NESTErrors.SLIException) as caught:
        sr("raiseerror")
    assert caught.value.errorname == name


@pytest.mark.parametrize("text", ["(abc", "{ 1", "1 }", "[1 2 } {"])
def test_text_that_is_no_program_is_a_syntax_error(text):
    with pytest.raises(NESTErrors.SLIException) as caught:
        sr(text)
    assert caught.value.errorname == "SyntaxError"


def test_stop_is_reported():
    with pytest.raises(NESTErrors.SLIException):
        sr("stop")


def test_a_comment_is_a_comment():
    sr("1 2 % three")
    assert depth("count") == 2


def test_an_error_empties_the_operand_stack_and_restores_the_dictionary_stack():
    sps(1)
    before = depth("countdictstack")
    with pytest.raises(NESTErrors.DictError):
        sr("<< >> begin << >> begin no_such_word")
    with pytest.raises(NESTErrors.DictError):
        sli_func("/x Set x no_such_word", 5)
    assert depth("count") == 0 and depth("countdictstack") == before


def test_the_text_tells_the_position_in_sli(tmp_path):
    program = tmp_path / "broken.sli"
    program.write_text("1 2 add pop\n/f { 1 (a) add } def\nf\n")
    with pytest.raises(NESTErrors.ArgumentType) as caught:
        sr(f"({program}) run")
    assert "broken.sli:2" in str(caught.value)


def test_refused_arguments_leave_nothing_on_the_stack():
    a, b = nest.Create("iaf_psc_alpha", 2)
    for wrong in (lambda: nest.Connect([a], [b], 5), lambda: nest.Connect([a], [b], "one_to_one", 5),
                  lambda: nest.SetStatus([a], 5), lambda: nest.GetStatus([a], 5), lambda: nest.Connect(a, b)):
        with pytest.raises((TypeError, nest.NESTError)):
            wrong()
        assert depth("count") == 0


def test_quit_is_system_exit():
    with pytest.raises(SystemExit) as caught:
        sr("7 quit_i")
    assert caught.value.code == 7
    sr("1")
    assert spp() == 1


def test_stack_checker_tells_the_difference():
    nest.set_debug()
    with pytest.raises(nest.NESTError, match="leaves_two.* 2"):
        @nest.check_stack
        def leaves_two():
            sr("1 2")
        leaves_two()


def test_traceback_ends_at_the_line_of_the_user():
    import traceback
    neuron = nest.Create("iaf_psc_alpha")
    for call in (lambda: nest.SetStatus(neuron, {"V_m": 1}), lambda: nest.Create("nothing"), lambda: nest.Connect([1], [999])):
        with pytest.raises(nest.NESTError) as caught:
            call()
        frames = traceback.extract_tb(caught.value.__traceback__)
        assert "lambda" in frames[-2].name and frames[-1].name == "checked", frames
