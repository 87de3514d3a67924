"""The line debugger, nested prompts, resuming after Ctrl-C."""
import os
import pathlib
import signal
import subprocess
import time

SLI = os.environ.get("NESTLING_SLI") or str(pathlib.Path(__file__).parents[2] / "build/bin/sli")


def session(program, orders):
    p = subprocess.run([SLI, "-c", program], input=orders, stdout=subprocess.PIPE, text=True, timeout=60)
    return p.returncode, p.stdout


def test_step_goes_into_procedures_and_next_over_them():
    code, out = session("/f { dup mul } def { 3 f 1 add } debug =", "step\nnext\nstep\nstep\n")
    assert out == "next: 3\ndebug> next: f\ndebug> next: 1\ndebug> next: add\ndebug> 10\n"
    code, out = session("/f { dup mul } def { 3 f } debug =", "step\nstep\nstep\nstep\n")
    assert out == "next: 3\ndebug> next: f\ndebug> next: dup\ndebug> next: mul\ndebug> 9\n"


def test_loops_and_branches_are_shown():
    out = session("{ 2 { true { 7 } { 8 } ifelse pop } repeat } debug (end) =", "step\n" * 20)[1]
    assert out.count("next: 7") == 2 and "next: 8" not in out and out.endswith("end\n")


def test_continue_leaves_and_stop_ends():
    assert session("{ 1 2 add } debug =", "continue\n")[1] == "next: 1\ndebug> 3\n"
    assert session("{ { 1 2 } stopped = } debug", "next\nnext\nnext\n")[0] == 0
    assert session("{ 1 2 } debug", "stop\n")[0] == 126
    assert session("{ 1 2 } debug (no) =", "quit\n") == (0, "next: 1\ndebug> ")


def test_edit_is_a_prompt_in_between():
    out = session("{ 5 1 add } debug =", "next\nedit\n10 add\ncontinue\ncontinue\n")[1]
    assert out == "next: 5\ndebug> next: 1\ndebug> debug [1] debug [1] next: 1\ndebug> 16\n"


def test_errors_are_caught_where_they_arise():
    out = session("{ 1 0 div } debug", "next\nnext\nnext\nstack\ncontinue\n")[1]
    assert "error: DivisionByZero in div_ii\ndebug>   0\n  1\n" in out


def test_settings_and_help():
    out = session("{ 1 2 } debug", "toggle stack\nnext\nnonsense\nlist\nwhere\nestack\ncontinue\n")[1]
    assert "stack on" in out and "There is no order nonsense" in out and "{ 1 2 } debug" in out


def test_break_and_continue():
    out = session("(a) = break (b) =", "1 2\nfoo\n(x) =\ncontinue\n")[1]
    assert out.startswith("a\nbreak mode ] break mode [2] ") and "Undefined name: foo" in out and out.endswith("x\nbreak mode [2] b\n")


def test_resume_after_interrupt():
    p = subprocess.Popen([SLI, "-c", "{ (on) = cout flush ; 0 1 1 60000000 { pop 1 add } for } stopped { handleerror resume } if ="],
                         stdout=subprocess.PIPE, text=True)
    assert p.stdout.readline() == "on\n"
    time.sleep(0.1)
    p.send_signal(signal.SIGINT)
    out = p.communicate(timeout=60)[0]
    assert "SystemSignal" in out and out.endswith("60000000\n")
