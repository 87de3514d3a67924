"""The notebooks among the examples: each cell runs in IPython and prints what stands below it."""
import json
import os
import pathlib
import subprocess
import sys

import pytest

NOTEBOOKS = sorted((pathlib.Path(__file__).parents[2] / "examples").rglob("*.ipynb"))

# Cells come as JSON; for each comes back what it printed, or its error.
RUN = """
import io, json, sys, contextlib
from IPython.core.interactiveshell import InteractiveShell
sys.argv.append("--quiet")
class Shell(InteractiveShell):
    def enable_gui(self, gui=None):  # the base class has no windows at all
        pass

shell = Shell.instance()
outputs = []
for cell in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        result = shell.run_cell(cell)
    outputs.append(out.getvalue() if result.success else "error: " + repr(result.error_before_exec or result.error_in_exec))
json.dump(outputs, sys.stdout)
"""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.stem for p in NOTEBOOKS])
def test_cells_do_what_they_show(path, tmp_path):
    pytest.importorskip("IPython")
    pytest.importorskip("matplotlib")
    cells = [c for c in json.loads(path.read_text())["cells"] if c["cell_type"] == "code"]
    assert cells
    p = subprocess.run([sys.executable, "-c", RUN], input=json.dumps(["".join(c["source"]) for c in cells]), text=True,
                       stdout=subprocess.PIPE, timeout=300, cwd=tmp_path,
                       env={**os.environ, "IPYTHONDIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))})
    assert p.returncode == 0
    for cell, printed in zip(cells, json.loads(p.stdout.splitlines()[-1])):
        shown = "".join("".join(o.get("text") or o["data"]["text/plain"]) for o in cell["outputs"])
        assert printed.rstrip() == shown.rstrip(), "".join(cell["source"])


def test_there_is_a_notebook():
    assert NOTEBOOKS
