"""The program `sli`: its command line, exit codes, what it reads, and the reports of errors."""
import os
import pathlib
import re
import subprocess

import pytest

SLI = os.environ.get("NESTLING_SLI") or str(pathlib.Path(__file__).parents[2] / "build/bin/sli")


@pytest.fixture
def sli(tmp_path):
    def run(*arguments, stdin="", **variables):
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), **variables}
        p = subprocess.run([SLI, *arguments], input=stdin.encode(), cwd=tmp_path, env=environment,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        return p.returncode, p.stdout.decode(errors="replace"), p.stderr.decode(errors="replace")

    run.folder = tmp_path
    return run


def report(sli, program, name="net.sli"):
    """The report of the error in a program, without the time."""
    (sli.folder / name).write_text(program)
    code, out, _ = sli(name)
    assert code == 126
    return re.sub(r"^\w{3} \d\d \d\d:\d\d:\d\d ", "", out.strip("\n"))


@pytest.mark.parametrize("arguments, code, out", [
    (["-c", "1 2 add ="], 0, "3\n"),
    (["-c", ""], 0, ""),
    (["-c", "-1 abs ="], 0, "1\n"),
    (["-c", "5 quit_i"], 5, ""),
    (["-c", "(a) = quit (b) ="], 0, "a\n"),
    (["-c", "statusdict /exitcode 9 put"], 9, ""),
    (["-c", "abort"], 15, ""),
    (["-c", "{foo} stopped pop quit"], 0, ""),
    (["--userargs=a:b", "-c", "statusdict/userargs :: =="], 0, "[(a) (b)]\n"),
    (["--verbosity=ERROR", "-c", "verbosity ="], 0, "30\n"),
    (["-d", "-c", "verbosity ="], 0, "0\n"),
    (["-c", "statusdict/argv :: Last ="], 0, "statusdict/argv :: Last =\n"),
    (["x.sli", "-c", "statusdict/files :: =="], 0, "[(x.sli)]\n"),
])
def test_command(sli, arguments, code, out):
    assert sli(*arguments)[:2] == (code, out)


@pytest.mark.parametrize("arguments", [["-c", "foo"], ["-c", "stop"], ["-c", "exit"], ["-c", "{ 1"], ["nofile.sli"], ["-c"],
                                       ["--verbosity=LOUD"], ["-"]])
def test_failures_end_with_126(sli, arguments):
    code, out, err = sli(*arguments, stdin="foo")
    assert code == 126
    assert out or err


def test_files_share_operands_and_definitions(sli):
    (sli.folder / "a.sli").write_text("/x 5 def 7")
    (sli.folder / "b.sli").write_text("= x =")
    assert sli("a.sli", "b")[:2] == (0, "7\n5\n")


def test_a_stray_exit_does_not_end_the_files_silently(sli):
    assert "EStackUnderflow" in report(sli, "exit")


def test_standard_input_as_a_program(sli):
    assert sli("-", stdin="1 2 add =\n3 quit_i (not reached) =")[:2] == (3, "3\n")
    assert sli("-", stdin="cin getline\npop = pop")[:2] == (0, "\n")  # the rest of its own line


def test_without_a_terminal_there_is_no_prompt(sli):
    assert sli(stdin="1 2 add =\n")[:2] == (0, "3\n")


def test_help_and_version(sli):
    assert sli("--help")[0] == 0 and "--userargs" in sli("--help")[1]
    assert sli("--version")[0] == 0 and sli("--version")[1].startswith("Nestling ")


def test_resource_file(sli):
    (sli.folder / ".nestrc").write_text("/rc 77 def")
    assert sli("-c", "rc =")[:2] == (0, "77\n")
    (sli.folder / "other.sli").write_text("/rc 78 def foo")
    code, out, _ = sli("-c", "rc = count =", NESTRCFILENAME="other.sli")
    assert code == 0 and "DictError" in out and out.endswith("78\n0\n")


def test_nothing_is_written_into_the_home_directory(sli):
    sli("-c", "1 =")
    assert list(sli.folder.iterdir()) == []


def test_report_shows_the_place_the_calls_and_the_likely_name(sli):
    assert report(sli, "/inner { 1 2 addd } def\n/outer {\n  inner } def\nouter\n") == """\
SLIInterpreter::execute [Error]: DictError
    Undefined name: addd. Did you mean add?
    net.sli:1:14 in inner
      1 | /inner { 1 2 addd } def
        |              ^~~~
      called from outer (net.sli:3)
      called from the program (net.sli:4)"""


def test_report_of_a_wrong_operand_names_what_there_is(sli):
    text = report(sli, "/x 1 def\n  x (a) add")
    assert text.startswith("add [Error]: ArgumentType\n")
    assert "integertype stringtype" in text
    assert text.endswith("    net.sli:2:9\n      2 |   x (a) add\n        |         ^~~")


def test_report_of_the_kernel_says_what_is_right(sli):
    text = report(sli, "/iaf_psc_alpha << /V_the -50. >> SetDefaults")
    assert "V_the" in text and "Did you mean V_th?" in text and "SetDefaults" in text


def test_no_report_when_quiet(sli):
    assert sli("-c", "M_QUIET setverbosity foo")[:2] == (126, "")


@pytest.mark.parametrize("program", [b"\x7fELF\x00\x01\x02" + bytes(range(256)) * 20, b"{ [ (", b"(" * 5000, b"{" * 200000,
                                     b"\xff\xfe\x00", b"/* open", b"/f { f 1 } def f", b"/"])
def test_no_program_crashes(sli, program):
    (sli.folder / "bad.sli").write_bytes(program)
    assert sli("bad.sli")[0] in (0, 126)
