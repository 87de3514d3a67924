"""Recording to files when things go wrong: the disk is full, a folder cannot be written, the process is killed."""
import os
import resource
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

import nest



@pytest.fixture
def folder(tmp_path):
    nest.SetKernelStatus({"data_path": str(tmp_path), "overwrite_files": True})
    return tmp_path


def recorded_neuron(**settings):
    neuron = nest.Create("iaf_psc_alpha", 1, {"I_e": 500.0})
    meter = nest.Create("voltmeter", 1, {"interval": 0.1, "to_file": True, "withgid": True, **settings})
    nest.Connect(meter, neuron)
    return meter


def file_of(device):
    return nest.GetStatus(device, "filenames")[0][0]


def in_memory(meter):
    events = nest.GetStatus(meter, "events")[0]
    return np.column_stack([events["senders"], events["times"], events["V_m"]])


def test_file_and_memory_agree(folder):
    meter = recorded_neuron(precision=12)
    for _ in range(3):
        nest.Simulate(20.0)
        np.testing.assert_allclose(np.loadtxt(file_of(meter)), in_memory(meter), atol=1e-11)


@pytest.fixture
def small_disk():
    """Files may not grow beyond 2000 bytes: what is longer fails in the middle of a line, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("settings", [{}, {"flush_records": True}, {"fbuffer_size": 0}, {"close_after_simulate": True}])
def test_a_full_disk_loses_nothing(folder, small_disk, settings):
    meter = recorded_neuron(**settings)
    with pytest.raises(nest.NESTError, match=r"voltmeter-2-0\.dat' cannot be written: File too large"):
        nest.Simulate(30.0)
    assert os.path.getsize(file_of(meter)) == 2000
    assert nest.GetKernelStatus("biological_time") == 30.0
    assert len(in_memory(meter)) == 290, "samples of the last slice arrive with the next one"
    with pytest.raises(nest.NESTError, match="cannot be written"):
        nest.Simulate(1.0)  # the disk is still full
    small_disk()
    nest.Simulate(1.0)
    lines = np.loadtxt(file_of(meter))
    np.testing.assert_allclose(lines, in_memory(meter), atol=1e-3)
    assert len(lines) == 310


def test_a_full_disk_of_one_recorder_does_not_hurt_the_others(folder):
    (folder / "full-2-0.dat").symlink_to("/dev/full")
    meter = recorded_neuron(label="full")
    other = nest.Create("voltmeter", 1, {"interval": 0.1, "to_file": True})
    nest.Connect(other, [1])
    with pytest.raises(nest.NESTError, match="full-2-0.dat' cannot be written: No space left on device"):
        nest.Simulate(10.0)
    assert len(np.loadtxt(file_of(other))) == 90
    nest.SetStatus(meter, {"to_file": False})  # given up
    nest.Simulate(10.0)
    assert len(in_memory(meter)) == 190


def test_a_folder_that_vanished(folder):
    gone = folder / "gone"
    gone.mkdir()
    nest.SetKernelStatus({"data_path": str(gone), "overwrite_files": False})
    meter = recorded_neuron()
    gone.rmdir()
    with pytest.raises(nest.NESTError, match="gone/voltmeter-2-0.dat' cannot be opened: No such file or directory"):
        nest.Simulate(1.0)
    assert nest.GetKernelStatus("biological_time") == 0.0
    gone.mkdir()
    nest.Simulate(2.0)
    assert len(in_memory(meter)) == 10


def test_a_folder_that_does_not_exist_is_refused_with_a_message(folder, capfd):
    nest.set_verbosity("M_WARNING")
    nest.SetKernelStatus({"data_path": str(folder / "nowhere")})
    assert nest.GetKernelStatus("data_path") == str(folder)


def test_half_opened_files_leave_no_trace(tmp_path):
    nest.SetKernelStatus({"local_num_threads": 2, "data_path": str(tmp_path)})
    detector = nest.Create("spike_detector", 1, {"to_file": True})
    taken = tmp_path / "spike_detector-1-1.gdf"
    taken.write_text("precious\n")
    for _ in range(2):
        with pytest.raises(nest.NESTError, match="spike_detector-1-1.gdf' exists already"):
            nest.Simulate(1.0)
        assert os.listdir(tmp_path) == [taken.name]
    assert taken.read_text() == "precious\n"
    taken.unlink()
    nest.Simulate(1.0)
    assert len(nest.GetStatus(detector, "filenames")[0]) == 2


@pytest.mark.parametrize("settings, complete", [({}, "3000.0"), ({"flush_records": True}, "now"),
                                                ({"fbuffer_size": 0}, "now")])
def test_a_kill_leaves_whole_lines_up_to_the_last_flush(tmp_path, settings, complete):
    program = f"""
import sys; sys.argv.append("--quiet")
import nest
nest.SetKernelStatus({{"data_path": {str(tmp_path)!r}}})
n = nest.Create("iaf_psc_alpha", 1, {{"I_e": 500.0}})
meter = nest.Create("voltmeter", 1, {{"interval": 0.1, "to_file": True, "to_memory": False, **{settings!r}}})
nest.Connect(meter, n)
nest.Simulate(3000.0)
print("flushed", flush=True)
nest.Simulate(1e9)
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True,
                               env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert process.stdout.readline() == "flushed\n"
    time.sleep(0.3)
    process.kill()
    process.wait()
    text = (tmp_path / "voltmeter-2-0.dat").read_text()
    assert text.endswith("\t\n")
    rows = [line.split("\t") for line in text.splitlines()]
    assert {len(row) for row in rows} == {4}
    times = [float(row[1]) for row in rows]
    assert times == [round(0.1 * (k + 1), 3) for k in range(len(times))], "no line is missing or torn"
    assert times[-1] >= (2999.0 if complete == "3000.0" else 3100.0)


def test_control_c_ends_a_script_with_complete_files(tmp_path):
    (tmp_path / "run.sli").write_text("""
/iaf_psc_alpha << /I_e 500. >> Create ;
/voltmeter << /interval 0.1 /to_file true /to_memory false >> Create ;
2 1 Connect
(begun) = cout flush ;
1e9 Simulate
(not reached) =
""")
    process = subprocess.Popen([os.environ["NESTLING_SLI"], "run.sli"], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "begun\n"
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 126
    assert "Interrupted at" in rest and "run.sli:6:5" in rest and "not reached" not in rest
    now = float(rest.split("Interrupted at ")[1].split(" ms")[0])
    lines = (tmp_path / "voltmeter-2-0.dat").read_text()
    assert lines.endswith("\t\n")
    assert float(lines.splitlines()[-1].split("\t")[1]) >= now - 1.0, "but for the slice that comes with the next Simulate"
