"""The wheel that `pip install .` builds: complete, movable, and `python -m nest` is the program sli."""
import os
import pathlib
import shutil
import subprocess
import sys
import zipfile

import pytest

ROOT = pathlib.Path(__file__).parents[2]
BUILD = os.environ.get("NESTLING_BUILD", str(ROOT / "build"))

sys.path.insert(0, str(ROOT / "tools"))
backend = pytest.importorskip("nestling_wheel")


def run(*command, env=None, **options):
    environment = {"PATH": os.environ["PATH"], "NESTLING_BUILD": BUILD, **(env or {})}
    for key in ("LD_PRELOAD", "ASAN_OPTIONS"):
        if key in os.environ:
            environment[key] = os.environ[key]
    p = subprocess.run([sys.executable, *map(str, command)], env=environment, stdin=subprocess.DEVNULL, timeout=300,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    return p.returncode, p.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder into which pip has installed the tree, moved to another place with a blank in its name."""
    folder = tmp_path_factory.mktemp("install")
    if run("-m", "pip", "--version")[0]:
        pytest.skip("there is no pip")
    status, output = run("-m", "pip", "install", "--no-index", "--no-deps", "--no-cache-dir", "--target", folder / "first", ROOT,
                         env={"HOME": str(folder)})
    assert status == 0, output[-2000:]
    return pathlib.Path(shutil.move(folder / "first", folder / "moved to here"))


def test_what_is_installed_works_elsewhere(site, tmp_path):
    program = "import nest, sys; print(nest.__file__); sys.exit(not nest.test())"
    status, output = run("-c", program, "--quiet", env={"PYTHONPATH": str(site)}, cwd=tmp_path)
    assert status == 0 and output.strip() == str(site / "nest/__init__.py")


def test_everything_that_was_built_is_there(site):
    built = {p.relative_to(f"{BUILD}/python") for p in pathlib.Path(BUILD, "python").rglob("*")
             if p.is_file() and "__pycache__" not in p.parts}
    assert built <= {p.relative_to(site) for p in site.rglob("*")}
    assert {"py.typed", "libnestling.so", "_abi.py"} <= {p.name for p in built}
    information, = site.glob("nestling-*.dist-info")
    assert {"METADATA", "RECORD", "WHEEL"} <= {p.name for p in information.iterdir()}


def test_record_of_the_wheel(tmp_path):
    backend.write(tmp_path / "a.whl", [("a/b.py", b"text")], "a-1.dist-info")
    with zipfile.ZipFile(tmp_path / "a.whl") as archive:
        assert archive.read("a-1.dist-info/RECORD").decode().splitlines() == [
            "a/b.py,sha256=mC2ePrmW9VnmM_TRlN7zdh2Qn1o7ZH0ahR_q1nwyydE,4", "a-1.dist-info/RECORD,,"]


def test_program(site, tmp_path):
    (tmp_path / "script.sli").write_text("statusdict /argv get == 1000 /iaf_psc_alpha Create =\n")
    python = {"PYTHONPATH": str(site)}
    assert run("-m", "nest", "script.sli", env=python, cwd=tmp_path) == (0, "[(sli) (script.sli)]\n1\n")
    assert run("-m", "nest", "-c", "3 4 add =", env=python, cwd=tmp_path) == (0, "7\n")
    status, output = run("-m", "nest", "--version", env=python, cwd=tmp_path)
    assert status == 0 and backend.version() in output


def test_a_module_that_uses_nest_has_an_interpreter(site, tmp_path):
    (tmp_path / "user.py").write_text("import nest\nprint(nest.Create('parrot_neuron', 2))\n")
    status, output = run("-m", "user", "nest", "--quiet", env={"PYTHONPATH": str(site)}, cwd=tmp_path)
    assert (status, output) == (0, "(1, 2)\n")
