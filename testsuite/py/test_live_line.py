"""What a person at a terminal sees of a running simulation, and Ctrl-C."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

import pytest

SLI = os.environ.get("NESTLING_SLI")

# Some seconds of work; the drive keeps every neuron busy.
SLI_NETWORK = """
/iaf_psc_alpha 2000 Create ; /poisson_generator << /rate 10000. >> Create ;
[2001] [1 2000] Range /all_to_all << /weight 50. >> Connect
[1 2000] Range [1 2000] Range << /rule /fixed_indegree /indegree 100 >> Connect
"""
PY_NETWORK = """
import sys; sys.argv.append("--quiet")
import nest
n, drive = nest.Create("iaf_psc_alpha", 2000), nest.Create("poisson_generator", 1, {"rate": 10000.0})
nest.Connect(drive, n, "all_to_all", {"weight": 50.0})
nest.Connect(n, n, {"rule": "fixed_indegree", "indegree": 100})
"""


class Terminal:
    """A process that believes to be at a terminal of some width; remembers what it shows."""

    def __init__(self, command, columns, **environment):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm", "PYTHONPATH": os.pathsep.join(sys.path), **environment}
        self.process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment,
                                        start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(slave)
        self.seen = ""

    def read_until(self, pattern, seconds=60):
        """-> the match, or fails"""
        end = time.monotonic() + seconds
        while not (match := re.search(pattern, self.seen)):
            assert time.monotonic() < end, f"no {pattern!r} in {self.seen!r}"
            if select.select([self.master], [], [], 0.1)[0] and not self._read():
                assert re.search(pattern, self.seen), f"ended without {pattern!r}: {self.seen!r}"
        return match

    def _read(self):
        try:
            text = os.read(self.master, 65536).decode()
        except OSError:  # the other side is gone
            return False
        self.seen += text
        return bool(text)

    def press_control_c(self):
        os.write(self.master, b"\x03")

    def end(self):
        while self._read():
            pass
        os.close(self.master)
        return self.process.wait(60)


def lines_shown(text):
    return re.findall(r"\r( *\d+ %[^\r\x1b]*)\x1b\[K", text)


def python_at(columns, code, **environment):
    return Terminal([sys.executable, "-c", PY_NETWORK + code], columns, **environment)


def sli_at(columns, code, *options):
    return Terminal([SLI, *options, "-c", SLI_NETWORK + code], columns)


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("start", [python_at, sli_at])
def test_the_line_fits_and_disappears(start, columns):
    code = "nest.Simulate(100000.)" if start is python_at else "100000. Simulate"
    terminal = start(columns, code)
    terminal.read_until(r"\d+ %")
    time.sleep(0.3)
    terminal.press_control_c()
    terminal.end()
    lines = lines_shown(terminal.seen)
    assert lines and all(len(line) < columns for line in lines)
    assert re.fullmatch(r" *\d+ % \[=*> *\] .* left.*", lines[0])
    assert ("spikes/s" in lines[0]) == (columns == 80)
    assert terminal.seen.rindex("\r\x1b[K") > terminal.seen.rindex(lines[-1]), "the line is wiped out"


def test_short_simulations_show_nothing():
    terminal = python_at(80, "[nest.Simulate(1.0) for _ in range(5)]; print('done')")
    terminal.end()
    assert lines_shown(terminal.seen) == [] and "done" in terminal.seen


@pytest.mark.parametrize("quiet", ["nest.set_verbosity('M_WARNING')", "sys.stderr = open('/dev/null', 'w')"])
def test_the_line_can_be_switched_off(quiet):
    terminal = python_at(80, f"{quiet}; print('begun', flush=True); nest.Simulate(100000.)")
    terminal.read_until("begun")
    time.sleep(1.5)
    terminal.press_control_c()
    terminal.end()
    assert lines_shown(terminal.seen) == []


def test_no_line_on_a_dumb_terminal():
    terminal = python_at(80, "print('begun', flush=True); nest.Simulate(100000.)", TERM="dumb")
    terminal.read_until("begun")
    time.sleep(1.5)
    terminal.press_control_c()
    terminal.end()
    assert "%" not in terminal.seen


def test_print_time_leaves_a_line_on_the_output():
    terminal = python_at(80, "nest.SetKernelStatus({'print_time': True}); nest.Simulate(20.)")
    terminal.end()
    assert re.search(r"\r100 %: network time 20\.0 ms, real-time factor \d+\.\d\d\r?\n", terminal.seen)


def test_control_c_in_python_stops_and_the_next_simulate_goes_on():
    terminal = python_at(80, """
try:
    nest.Simulate(20000.)
except KeyboardInterrupt:
    now, rest = nest.GetKernelStatus(["biological_time", "to_do"])
    print("stopped", 0 < now < 20000, abs(now + rest * 0.1 - 20000) < 1e-6)
    nest.SetStatus(n, {"frozen": True})  # nothing is left to compute
    nest.SetStatus(drive, {"stop": now})
    nest.Simulate(1.0)
    print("done", nest.GetKernelStatus("biological_time"))
""")
    terminal.read_until(r"\d+ %")
    terminal.press_control_c()
    assert terminal.end() == 0
    assert "stopped True True" in terminal.seen
    assert "done 20001.0" in terminal.seen


def test_control_c_at_the_prompt_keeps_the_session():
    terminal = Terminal([SLI], 80)
    terminal.read_until(r"SLI \]")
    os.write(terminal.master, SLI_NETWORK.strip().replace("\n", " ").encode() + b"\n")
    os.write(terminal.master, b"20000. Simulate\n")
    terminal.read_until(r"\d+ % \[")
    terminal.press_control_c()
    terminal.read_until(r"Interrupted at [\d.]+ ms")
    os.write(terminal.master, b"0 /to_do get 0 gt { (rest ) (is left) join = } if\n")
    terminal.read_until("rest is left")
    os.write(terminal.master, b"quit\n")
    assert terminal.end() == 0


NOTEBOOK = PY_NETWORK + """
import types
sys.modules["tqdm"] = None  # as if it were not installed
class OutStream:  # what a notebook puts in the place of sys.stderr
    def __init__(self): self.text = ""
    def write(self, text): self.text += text
    def flush(self): pass
    def isatty(self): return False
OutStream.__module__ = "ipykernel.iostream"
before, sys.stderr = sys.stderr, OutStream()
t = 0
while sys.stderr.text.count("%") < 2 and t < 9:
    nest.Simulate(1000.0 * 2**t)
    t += 1
text, sys.stderr = sys.stderr.text, before
shown = ""
for line in text.split("\\r"):  # what one sees on a screen without escape sequences
    shown = line + shown[len(line):]
print("\\033" in text, text.count("%") >= 2, max(map(len, text.split("\\r"))) <= 100, repr(shown.strip()))
"""


def test_a_notebook_sees_the_line_without_escape_sequences():
    p = subprocess.run([sys.executable, "-c", NOTEBOOK], stdout=subprocess.PIPE, text=True, timeout=300,
                       env={**os.environ, "TERM": "xterm-color", "PYTHONPATH": os.pathsep.join(sys.path)})
    assert p.stdout == "False True True ''\n"


BAR = PY_NETWORK + """
import types
class Bar:
    def __init__(self, total, unit, **rest):
        self.total, self.unit, self.steps, self.closed = total, unit, [], False
        bars.append(self)
    def refresh(self): self.steps.append(self.n)
    def close(self): self.closed = True
bars = []
sys.modules["tqdm"], sys.modules["tqdm.auto"] = types.ModuleType("tqdm"), types.ModuleType("tqdm.auto")
sys.modules["tqdm.auto"].tqdm = Bar
class OutStream:
    def write(self, text): print("unexpected", repr(text))
    def flush(self): pass
OutStream.__module__ = "ipykernel.iostream"
before, sys.stderr = sys.stderr, OutStream()
t = 0
while not bars and t < 9:
    nest.Simulate(1000.0 * 2**t)
    t += 1
sys.stderr = before
bar, = bars
print(bar.total == 1000.0 * 2**(t - 1), bar.unit, bar.steps == sorted(bar.steps), bar.steps[-1] == bar.total, bar.closed)
"""


def test_a_notebook_with_tqdm_has_a_bar():
    p = subprocess.run([sys.executable, "-c", BAR], stdout=subprocess.PIPE, text=True, timeout=300,
                       env={**os.environ, "TERM": "xterm-color", "PYTHONPATH": os.pathsep.join(sys.path)})
    assert p.stdout == "True ms True True True\n"
