"""The SLI that functions send can be seen, and what was written to a file runs as a program."""
import io
import os
import subprocess

import numpy as np
import pytest

import nest
from nest.ll_api import set_trace


@pytest.fixture
def program():
    file = io.StringIO()
    set_trace(file)
    yield file
    set_trace(False)


def test_lines_on_the_output(capsys):
    set_trace()
    try:
        n = nest.Create("iaf_psc_alpha", 100, {"I_e": 376.0})
        nest.SetStatus(n[:2], "V_m", [-60.0, -61.5])
        nest.Connect(n, n, {"rule": "fixed_indegree", "indegree": 2}, {"weight": np.float64(2.5)})
        nest.ll_api.sr("1 2 add pop")
        with pytest.raises(nest.NESTError):
            nest.Create("nothing")
    finally:
        set_trace(False)
    nest.Simulate(1.0)
    assert capsys.readouterr().out.splitlines() == [
        "/iaf_psc_alpha 100 << /I_e 376.0 >> Create pop",
        "<# 1 2 #> /V_m <. -60.0 -61.5 .> ::set_column",
        "<# 1 2 3 4 5 6 ... 100 #> <# 1 2 3 4 5 6 ... 100 #> << /rule /fixed_indegree /indegree 2 >> "
        "<< /model /static_synapse /weight 2.5 >> Connect",
        "1 2 add pop",
        "/nothing 1 Create pop"]


def test_a_file_is_a_program(program, tmp_path):
    n = nest.Create("iaf_psc_alpha", 50, {"I_e": 500.0})
    spikes = nest.Create("spike_detector", params={"label": "a (b) \\ c", "withweight": True})
    nest.SetStatus(n, "V_m", np.linspace(-70.0, -60.0, 50))
    nest.SetStatus(n[:3], [{"I_e": 1.0}, {"V_th": -50.0}, {"t_ref": 1.0}])
    nest.Connect(n, spikes)
    nest.Connect(n, n, "one_to_one", {"weight": np.arange(50.0), "delay": 1.5})
    nest.Simulate(100.0)
    count = nest.GetStatus(spikes, "n_events")[0]
    set_trace(False)
    path = tmp_path / "program.sli"
    path.write_text(program.getvalue() + f"{spikes[0]} /n_events get = {spikes[0]} /label get =")
    done = subprocess.run([os.environ["NESTLING_SLI"], path], capture_output=True, text=True, timeout=100)
    assert (done.stdout, done.returncode) == (f"{count}\na (b) \\ c\n", 0) and count > 100
