"""Runs the tutorial, in Python and in SLI, and draws its figures.

usage: run_demo.py [FOLDER]     the figures go to FOLDER, default ./demo-figures

The Python scripts draw; what the SLI scripts record is drawn here, in the same way.
"""
import glob
import os
import runpy
import shutil
import subprocess
import sys
import tempfile

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy

HERE = os.path.dirname(os.path.abspath(__file__))

# script: for each figure it draws, in order, the name and title
SCRIPTS = {
    "one_neuron": [("figure2", "Membrane potential of a neuron with constant current"), ("figure3", "Its spikes")],
    "two_neurons_one_meter": [("two_neurons", "Two neurons on one multimeter")],
    "poisson_input": [("figure4", "Membrane potential of a neuron with Poisson input"), ("figure5", "Its spikes")],
    "two_connected_neurons": [("figure6", "Postsynaptic potentials in neuron 2")],
}


def finish(figure, name, title, folder):
    axes = figure.axes[0]
    spikes = title.startswith("Its spikes")
    axes.set(title=title, xlabel="time (ms)", ylabel="neuron (GID)" if spikes else "membrane potential (mV)")
    if spikes:
        axes.set(xlim=(0, 1000), yticks=[1])
    path = os.path.join(folder, name + ".png")
    figure.savefig(path)
    plt.close(figure)
    print("   ", path)


def run_python(script, figures, folder):
    import nest

    nest.ResetKernel()
    plt.close("all")
    runpy.run_path(os.path.join(HERE, script + ".py"))
    for number, (name, title) in zip(plt.get_fignums(), figures):
        finish(plt.figure(number), name, title, folder)


def run_sli(sli, script, figures, folder):
    with tempfile.TemporaryDirectory() as work:
        subprocess.run([sli, os.path.join(HERE, script + ".sli")], cwd=work, check=True, stdout=subprocess.DEVNULL)
        recorded = sorted(glob.glob(os.path.join(work, script + "-*")))  # .dat of the multimeter, .gdf of the detector
        for path, (name, title) in zip(recorded, figures):
            figure, axes = plt.subplots()
            draw(axes, numpy.loadtxt(path, ndmin=2))
            finish(figure, name + "-sli", title + " (SLI)", folder)


def draw(axes, rows):
    if rows.shape[1] == 2:
        axes.plot(rows[:, 1], rows[:, 0], ".")
        return
    for gid in numpy.unique(rows[:, 0]):
        of_gid = rows[rows[:, 0] == gid]
        axes.plot(of_gid[:, 1], of_gid[:, 2])


def find_sli():
    candidates = [os.environ.get("NESTLING_SLI"), os.path.join(HERE, "..", "..", "build", "bin", "sli"), shutil.which("sli")]
    return next((os.path.abspath(c) for c in candidates if c and os.path.exists(c)), None)


def main():
    folder = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "demo-figures")
    os.makedirs(folder, exist_ok=True)
    sys.argv = [sys.argv[0], "--quiet"]  # nest reads it
    sli = find_sli()
    for script, figures in SCRIPTS.items():
        print(script + ".py")
        run_python(script, figures, folder)
        if sli:
            print(script + ".sli")
            run_sli(sli, script, figures, folder)
    if not sli:
        print("The program sli was not found (set NESTLING_SLI): the SLI scripts were left out.")
    print(f"The figures of the tutorial are in {folder}")


if __name__ == "__main__":
    main()
