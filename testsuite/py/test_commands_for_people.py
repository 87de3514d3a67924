"""Commands that print for people, or start programs for them: what they show differs from machine to machine."""
import os
import pathlib
import re
import shutil
import subprocess

import pytest

SLI = os.environ.get("NESTLING_SLI") or str(pathlib.Path(__file__).parents[2] / "build/bin/sli")


def output_of(program, folder, **variables):
    (folder / "poem.txt").write_text("first line\nsecond line\n")
    p = subprocess.run([SLI, "-c", program], cwd=folder, env=dict(os.environ, HOME=str(folder), **variables),
                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    assert p.returncode == 0, p.stdout.decode()
    return p.stdout.decode()


@pytest.mark.parametrize("program, shown", [
    ("welcome", r"Nestling \d.*quit"),
    ("authors", r"Nestling"),
    ("license", r"General Public License"),
    ("helpindex", r"\n  add  .*\n  sub  "),
    ("sysinfo", r"\S"),
    ("MemoryInfo", r"Total number of entries: \d+"),
    ("/iaf_psc_alpha ShowDefaults", r"\nV_th +doubletype +-55\n"),
    ("/iaf_psc_alpha Create ShowStatus", r"\nglobal_id +integertype +1\n"),
    ("(poem.txt) ppage", r"^first line\nsecond line\n$"),
    ("(poem.txt) (r) file ppage", r"^first line\nsecond line\n$"),
    ("(1 2 add) GNUaddhistory (kept) =", r"^kept\n$"),
    ("statusdict/have_mpi :: { } { skip_if_have_mpi } ifelse (went on) =", r"^went on\n$"),
    ("is_threaded { skip_if_not_threaded } if (went on) =", r"^went on\n$"),
    ("is_threaded is_threaded_with_openmp pop =", r"^(true|false)\n"),
    ("2 (sli) (x.sli) mpirun =", r"^mpirun -np 2 sli x.sli\n$"),
])
def test_shows(program, shown, tmp_path):
    text = output_of(program, tmp_path)
    assert re.search(shown, text, re.S), text


@pytest.mark.parametrize("command, entry, code", [
    ("skip_if_without_gsl", "have_gsl", 204), ("skip_if_without_music", "have_music", 205), ("skip_if_no_mpi", "have_mpi", 201)])
def test_skips(command, entry, code, tmp_path):
    for present in ("true", "false"):
        program = "(unittest) run /unittest using statusdict /%s %s put %s" % (entry, present, command)
        p = subprocess.run([SLI, "-c", program], cwd=tmp_path, env=dict(os.environ, HOME=str(tmp_path)), stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, timeout=60)
        assert p.returncode == (0 if present == "true" else code)


def test_pwd(tmp_path):
    assert output_of("pwd", tmp_path) == str(tmp_path.resolve()) + "\n"


@pytest.mark.parametrize("program, variables, shown", [
    ("(poem.txt) edit", {"EDITOR": "cat"}, "first line\nsecond line\n"),
    ("(poem.txt) page", {"PAGER": "cat"}, "first line\nsecond line\n"),
    ("helpdesk", {"BROWSER": "echo"}, "/index.html\n"),
])
def test_programs_of_the_user(program, variables, shown, tmp_path):
    assert output_of(program, tmp_path, **variables).endswith(shown)


@pytest.mark.skipif(not shutil.which("taskset"), reason="taskset is not installed")
@pytest.mark.parametrize("program", ["(0) taskset_thisjob", "(0) getPID taskset"])
def test_taskset(program, tmp_path):
    assert "affinity" in output_of(program, tmp_path)
