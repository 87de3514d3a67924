"""What a program may not do in a sandbox, and what it may."""
import os
import pathlib
import re
import subprocess

import pytest

SLI = os.environ.get("NESTLING_SLI") or str(pathlib.Path(__file__).parents[2] / "build/bin/sli")


@pytest.fixture
def run(tmp_path):
    (tmp_path / "open").mkdir()
    (tmp_path / "secret.txt").write_text("secret\n")
    (tmp_path / "open/given.txt").write_text("given\n")

    def sandboxed(program, *options):
        (tmp_path / "p.sli").write_text(program)
        p = subprocess.run([SLI, "--sandbox=open", *options, "p.sli"], cwd=tmp_path, stdin=subprocess.DEVNULL,
                           env=dict(os.environ, SECRET="told"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        if b"nothing was executed" in p.stderr:
            pytest.skip(p.stderr.decode())
        return p.returncode, p.stdout.decode()

    sandboxed.folder = tmp_path
    return sandboxed


def error_of(program, run, *options):
    code, out = run("{ %s } stopped { errordict/errorname :: = } if" % program, *options)
    assert code == 0
    return out.strip()


@pytest.mark.parametrize("program, error", [
    ("(secret.txt) (r) file", "FileOpenError"),
    ("(open/../secret.txt) (r) file", "FileOpenError"),
    ("(/etc/passwd) (r) file", "FileOpenError"),
    ("(new.txt) (w) file", "FileOpenError"),
    ("(secret.txt) (open/copy.txt) CopyFile", "BadIO"),
    ("(open/given.txt) (copy.txt) CopyFile", "BadIO"),
    ("(ls) system", "SystemError"),
    ("fork", "SystemError"),
    ("(/bin/ls) sysexec", "SystemError"),
    ("getPID 9 kill", "SystemError"),
    ("getPPID /SIGTERM kill", "SystemError"),
])
def test_refused(run, program, error):
    assert error_of(program, run) == error
    assert sorted(os.listdir(run.folder)) == ["open", "p.sli", "secret.txt"]


@pytest.mark.parametrize("program", ["(secret.txt) DeleteFile", "(secret.txt) (open/x) MoveFile", "(open/given.txt) (x) MoveFile",
                                     "(sub) MakeDirectory", "(SECRET) getenv", "environment /SECRET known"])
def test_without_success(run, program):
    assert run(program + " =") == (0, "false\n")
    assert (run.folder / "secret.txt").exists() and not (run.folder / "sub").exists()


def test_folder_is_open(run):
    assert run("(open/given.txt) (r) file getline pop = (open/new.txt) (w) file (text) <- close (open/new.txt) (r) file getline pop =") == (0, "given\ntext\n")


def test_library_and_threads(run):
    assert run("0 << /local_num_threads 2 >> SetStatus /iaf_psc_alpha 10 Create ; 10. Simulate 0 /time get = (unittest) run") == (0, "10\n")


def test_time_is_limited(run):
    code, out = run("{} loop", "--seconds=1")
    assert code == 126
    assert re.search("SystemSignal", out) and "processor time" in out


def test_time_is_limited_for_programs_that_catch_it(run):
    code, _ = run("{ { {} loop } stopped pop clear errordict /newerror false put } loop", "--seconds=1")
    assert code < 0  # killed


def test_memory_is_limited(run):
    assert error_of("[1] { dup join } loop", run, "--memory=700") == "OutOfMemory"
    assert error_of("10000000000 array", run, "--memory=700") == "OutOfMemory"


def test_other_options_need_the_sandbox(tmp_path):
    p = subprocess.run([SLI, "--seconds=3", "-c", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert p.returncode == 126 and b"--sandbox" in p.stderr
