"""Engines: several in a process, threads, interruption, printing."""
import os
import signal
import threading
import time

import pytest

import nest
from nest.pynestkernel import NESTEngine, NESTErrors
from python_process import run_python


def test_engines_live_side_by_side():
    one, other = NESTEngine(), NESTEngine()
    one.init(["one"])
    other.init(["other"])
    one.run("/x 1 def /iaf_psc_alpha 3 Create pop 5. Simulate")
    other.run("/x 2 def /iaf_psc_alpha Create pop")
    assert [e.call("x 0 GetStatus /network_size get", results=2) for e in (one, other)] == [[4, 1], [2, 2]]
    assert nest.GetKernelStatus("network_size") == 1


def test_an_engine_starts_once():
    with pytest.raises(NESTErrors.PyNESTError):
        nest.ll_api.init(["x"])
    with pytest.raises(NESTErrors.PyNESTError):
        nest.ll_api.engine.init([], "")


def test_an_engine_that_was_not_started():
    with pytest.raises(NESTErrors.PyNESTError):
        NESTEngine().run("1")


def busy_network():
    n = nest.Create("iaf_psc_alpha", 1000, {"I_e": 400.0})
    nest.Connect(n, n, {"rule": "fixed_indegree", "indegree": 100})
    return n


def test_other_threads_run_while_the_network_lives():
    busy_network()
    ticks, done = [], threading.Event()

    def tick():
        while not done.wait(0.01):
            ticks.append(1)

    thread = threading.Thread(target=tick)
    thread.start()
    begin = time.perf_counter()
    while time.perf_counter() - begin < 0.3:
        nest.Simulate(100.0)
    done.set()
    thread.join()
    assert len(ticks) >= 5


def interrupted(action):
    timer = threading.Timer(0.15, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            action()
    finally:
        timer.cancel()


def spikes_of_a_pair(simulate):
    """Number of spikes in 10**6 ms."""
    nest.ResetKernel()
    n = nest.Create("iaf_psc_alpha", 2, {"I_e": 400.0})
    s = nest.Create("spike_detector", params={"to_memory": False})
    nest.Connect(n, n)
    nest.Connect(n, s)
    simulate()
    return nest.GetStatus(s, "n_events")[0]


def interrupt_and_go_on():
    interrupted(lambda: nest.Simulate(1e6))
    assert 0 < nest.GetKernelStatus("biological_time") < 1e6
    assert nest.GetKernelStatus("to_do") > 0
    nest.Simulate(0.0)
    assert nest.GetKernelStatus("biological_time") == 1e6


def test_ctrl_c_stops_simulate_and_the_next_one_does_the_rest():
    assert spikes_of_a_pair(interrupt_and_go_on) == spikes_of_a_pair(lambda: nest.Simulate(1e6))


def test_reset_after_ctrl_c_forgets_the_rest():
    busy_network()
    interrupted(lambda: nest.Simulate(1e7))
    nest.ResetKernel()
    nest.Simulate(10.0)
    assert nest.GetKernelStatus("biological_time") == 10.0


def test_ctrl_c_stops_a_program():
    interrupted(lambda: nest.ll_api.sr("{ } loop"))
    nest.ll_api.sr("1 2 add")
    assert nest.ll_api.spp() == 3


def test_ctrl_c_handler_of_the_user_stays():
    code, out, _ = run_python("-c", """
import signal, threading, os, nest
signal.signal(signal.SIGINT, lambda *_: print("mine"))
threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    nest.sr("{ } loop")
except nest.NESTError as error:
    print(error.errorname)
print(signal.getsignal(signal.SIGINT).__name__)
""", "--quiet")
    assert code == 0 and out.split() == ["mine", "SystemSignal", "<lambda>"]


def test_arguments_of_the_script():
    code, out, _ = run_python("-c", "import sys; a = list(sys.argv); import nest; print(sys.argv == a, nest.hl_api.get_argv())",
                              "--quiet", "-d", "x y", "--help", "--verbosity=QUIET")
    assert code == 0
    assert out == "True ('-c', '-d', 'x y', '--help', '--verbosity=QUIET')\n"


def test_delayed_start():
    code, out, _ = run_python("-c", """
import nest
print(nest.ll_api.initialized)
try:
    nest.Create("iaf_psc_alpha")
except nest.kernel.NESTErrors.PyNESTError:
    print("refused")
nest.ll_api.init(["x", "--quiet"])
print(nest.Create("iaf_psc_alpha"))
""", DELAY_PYNEST_INIT="1")
    assert code == 0 and out == "False\nrefused\n(1,)\n"


def test_nothing_is_written_into_the_home_directory(tmp_path):
    assert run_python("-c", "import nest", "--quiet", HOME=str(tmp_path)) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_memory_does_not_grow_over_cycles():
    code, out, err = run_python("-c", """
import nest

def cycle():
    nest.ResetKernel()
    n = nest.Create("iaf_psc_alpha", 100, {"I_e": 400.0})
    m = nest.Create("multimeter", params={"record_from": ["V_m"]})
    nest.Connect(n, n)
    nest.Connect(m, n)
    nest.Simulate(100.0)
    nest.GetStatus(m, "events")[0]["V_m"].sum()
    nest.GetStatus(nest.GetConnections(), "weight")

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4

for _ in range(5):
    cycle()
before = resident()
for _ in range(20):
    cycle()
print(resident() - before)
""", "--quiet")
    assert code == 0 and int(out) < 10000  # kB
