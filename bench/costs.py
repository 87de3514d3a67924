#!/usr/bin/env python3
"""Micro-benchmarks through the public interfaces, one a process: costs.py NAME prints one JSON line. `costs.py neuron_step
MODEL` takes any neuron model.

A cost is a difference: the CPU time of a run with the thing measured, less that of a run without it.
"""
import json
import os
import pathlib
import pty
import resource
import subprocess
import sys
import tempfile
import time

SLI = os.environ.get("NESTLING_SLI", str(pathlib.Path(__file__).resolve().parents[1] / "build/bin/sli"))
STEP = 0.1  # ms
DELAY = 1.5  # ms


def result(value, unit, **more):
    return dict(value=round(value, 3), unit=unit, **more)


# ------------------------------------------------------------------ the kernel, through `nest`


def fresh_kernel(threads=1):
    sys.argv = sys.argv[:1] + ["--quiet"]
    import nest

    nest.set_verbosity("M_ERROR")
    nest.ResetKernel()
    nest.SetKernelStatus({"resolution": STEP, "local_num_threads": threads, "min_delay": DELAY, "max_delay": DELAY})
    return nest


def cpu_of_simulation(build, ms, repeats=3):
    """Least CPU seconds of `ms` milliseconds of the network that build(nest) makes; a first piece warms up."""
    best = float("inf")
    for _ in range(repeats):
        nest = fresh_kernel()
        build(nest)
        nest.Simulate(30.0)
        start = time.process_time()
        nest.Simulate(ms)
        best = min(best, time.process_time() - start)
    return best


def neuron_step(model, n=10000, ms=600.0):
    busy = cpu_of_simulation(lambda nest: nest.Create(model, n), ms)
    idle = cpu_of_simulation(lambda nest: nest.Create(model, 1), ms)
    return result((busy - idle) / (n * ms / STEP) * 1e9, "ns", model=model, neurons=n)


def synaptic_event(n=5000, indegree=500, ms=300.0):
    """Neurons that fire regularly, out of phase; with and without synapses that are too weak to matter."""

    def neurons(nest):
        pop = nest.Create("iaf_psc_exp", n, {"I_e": 800.0})
        nest.SetStatus(pop, "V_m", [-70.0 + 15.0 * i / n for i in range(n)])
        return pop

    def network(nest):
        pop = neurons(nest)
        nest.Connect(pop, pop, {"rule": "fixed_indegree", "indegree": indegree}, {"weight": 1e-9, "delay": DELAY})

    def spikes():
        nest = fresh_kernel()
        network(nest)
        nest.Simulate(30.0)
        detector = nest.Create("spike_detector")
        nest.Connect(list(range(1, n + 1)), detector, "all_to_all", {"delay": DELAY})
        nest.Simulate(ms)
        return nest.GetStatus(detector, "n_events")[0]

    events = spikes() * indegree
    seconds = cpu_of_simulation(network, ms) - cpu_of_simulation(neurons, ms)
    return result(seconds / events * 1e9, "ns", neurons=n, events=events)


def poisson_draw(n=10000, ms=300.0):
    def neurons(nest):
        return nest.Create("iaf_psc_exp", n)

    def driven(nest):
        generator = nest.Create("poisson_generator", 1, {"rate": 10000.0})
        nest.Connect(generator, neurons(nest), "all_to_all", {"weight": 1e-9, "delay": DELAY})

    seconds = cpu_of_simulation(driven, ms) - cpu_of_simulation(neurons, ms)
    return result(seconds / (n * ms / STEP) * 1e9, "ns", neurons=n, mean_per_draw=1.0)


def resident_bytes():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * resource.getpagesize()


def synapse_bytes(syn, n=10000, indegree=1000):
    nest = fresh_kernel()
    pop = nest.Create("iaf_psc_exp", n)
    nest.Simulate(3.0)
    before = resident_bytes()
    nest.Connect(pop, pop, {"rule": "fixed_indegree", "indegree": indegree}, dict(syn, delay=DELAY))
    nest.Simulate(3.0)
    after = resident_bytes()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return result((after - before) / (n * indegree), "bytes", synapses=n * indegree,
                  while_building=round((peak - before) / (n * indegree), 1))


def import_nest():
    code = "import sys, time, numpy; sys.argv.append('--quiet'); t = time.perf_counter(); import nest; print(time.perf_counter() - t)"
    times = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()[-1])
             for _ in range(5)]
    return result(min(times) * 1e3, "ms")


# ------------------------------------------------------------------ the interpreter


def cpu_of_script(text, repeats=3):
    """Least (CPU seconds, wall seconds) of a process that runs the SLI text."""
    best = (float("inf"), float("inf"))
    with tempfile.NamedTemporaryFile("w", suffix=".sli") as script:
        script.write(text)
        script.flush()
        for _ in range(repeats):
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.perf_counter()
            subprocess.run([SLI, script.name], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            wall = time.perf_counter() - start
            now = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
            best = (min(best[0], cpu), min(best[1], wall))
    return best


def sli_token(rounds=2000000):
    body, tokens = "x 1 add 2 mul pop x x eq { 1 } { 2 } ifelse pop", 14
    seconds = cpu_of_script("/x 1 def %d { %s } repeat" % (rounds, body))[0] - cpu_of_script("")[0]
    return result(seconds / (rounds * tokens) * 1e9, "ns", program=body)


def sli_call():
    """A call of a recursive procedure: fib 30 makes 2692537."""
    fib = "/fib { dup 2 lt { } { dup 1 sub fib exch 2 sub fib add } ifelse } def 30 fib ="
    return result((cpu_of_script(fib)[0] - cpu_of_script("")[0]) / 2692537 * 1e9, "ns")


def start_script():
    cpu, wall = cpu_of_script("", 15)
    return result(wall * 1e3, "ms", cpu_ms=round(cpu * 1e3, 2))


def start_prompt():
    """From the start of the program on a terminal to its prompt."""
    best = float("inf")
    for _ in range(10):
        start = time.perf_counter()
        pid, terminal = pty.fork()
        if pid == 0:
            os.execl(SLI, SLI)
        shown = b""
        while b"] " not in shown[shown.rfind(b"\n"):]:
            shown += os.read(terminal, 4096)
        best = min(best, time.perf_counter() - start)
        os.close(terminal)  # hangs up: the program ends
        os.waitpid(pid, 0)
    return result(best * 1e3, "ms")


BENCHMARKS = {
    "neuron_step": lambda: neuron_step("iaf_psc_exp"),
    "neuron_step_alpha": lambda: neuron_step("iaf_psc_alpha"),
    "neuron_step_delta": lambda: neuron_step("iaf_psc_delta"),
    "neuron_step_cond": lambda: neuron_step("iaf_cond_exp"),
    "neuron_step_aeif": lambda: neuron_step("aeif_cond_exp"),
    "neuron_step_hh": lambda: neuron_step("hh_psc_alpha"),
    "synaptic_event": synaptic_event,
    "poisson_draw": poisson_draw,
    "synapse_bytes": lambda: synapse_bytes({"weight": 1.0}),
    "synapse_bytes_weights": lambda: synapse_bytes({"weight": {"distribution": "uniform", "low": 0.0, "high": 1.0}}),
    "sli_token": sli_token,
    "sli_call": sli_call,
    "start_script": start_script,
    "start_prompt": start_prompt,
    "import_nest": import_nest,
}

if __name__ == "__main__":
    model = sys.argv[2] if len(sys.argv) > 2 else None
    run = (lambda: neuron_step(model)) if model else BENCHMARKS[sys.argv[1]]
    print(json.dumps(dict(bench=sys.argv[1], **run())))
