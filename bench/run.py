#!/usr/bin/env python3
"""Run benchmarks and compare with other simulators: JSON lines on standard output, then a table on standard error.

usage: run.py [-l] [NAME...]     NAME may end in *; default: everything but the networks of later models
"""
import argparse
import fnmatch
import json
import os
import pathlib
import resource
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent / "build"
SLI = os.environ.setdefault("NESTLING_SLI", str(BUILD / "bin/sli"))
PEERS = json.loads((HERE / "peers.json").read_text())

sys.path.insert(0, str(HERE))
import costs  # noqa: E402

# Scales at which the peers were measured.
NETWORKS = {
    "brunel": ["--scale", "0.4"],
    "brunel_delta": ["--scale", "0.4"],
    "microcircuit": ["--scale", "0.1"],
    "hpc": ["--scale", "0.2", "--kscale", "0.1"],
    "coba": ["--scale", "1"],
}
ON_REQUEST = ("engine/*", "microcircuit/*", "hpc/*", "coba/*")


def run(command):
    """-> (standard output, CPU seconds) of a process that must succeed"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    p = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if p.returncode:
        raise RuntimeError((p.stderr.strip() or "exit code %d" % p.returncode).splitlines()[-1])
    return p.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run_cost(name):
    return json.loads(run([sys.executable, str(HERE / "costs.py"), name])[0])


def run_engine(name):
    """A C++ program of micro/: built now, prints JSON lines of its own."""
    target = "bench_" + name.split("/")[1]
    run(["cmake", "--build", str(BUILD), "--target", target])
    lines = run([str(BUILD / "bin" / target)])[0]
    return dict(bench=name, parts=[json.loads(line) for line in lines.splitlines()])


def run_network(name):
    net, threads = name.split("/")
    out, cpu = run([sys.executable, str(HERE / "networks.py"), net, *NETWORKS[net], "--threads", threads])
    figures = json.loads(out.splitlines()[-1])
    return dict(bench=name, value=figures["sim_s"], unit="s", cpu_s=round(cpu, 2),
                ns_per_event=round(1e9 / figures["events_per_s"], 2), **figures)


def run_program(name):
    seconds = min(run([SLI, str(HERE / (name + ".sli"))])[1] for _ in range(3))
    return dict(bench=name, value=round(seconds, 3), unit="s")


def benchmarks():
    all_of_them = {name: run_cost for name in costs.BENCHMARKS}
    all_of_them.update({"sli/" + path.stem: run_program for path in sorted(HERE.glob("sli/*.sli"))})
    all_of_them.update({"engine/" + path.stem: run_engine for path in sorted(HERE.glob("micro/*.cpp"))})
    all_of_them.update({"%s/%d" % (net, threads): run_network for net in NETWORKS for threads in (1, 2)})
    return all_of_them


def selected(patterns):
    for name, how in benchmarks().items():
        if patterns and any(fnmatch.fnmatchcase(name, p) or name.startswith(p + "/") for p in patterns):
            yield name, how
        elif not patterns and not any(fnmatch.fnmatchcase(name, p) for p in ON_REQUEST):
            yield name, how


def compared(figures):
    """Adds, for each other program, its figure and how many times ours it is."""
    peers = PEERS.get(figures["bench"], {})
    figures["peers"] = {peer: {"value": value, "ratio": round(value / max(figures["value"], 1e-9), 2)} for peer, value in peers.items()}
    return figures


def table_line(figures):
    if "parts" in figures:
        return "\n".join("%-22s %s" % (figures["bench"], json.dumps(part)) for part in figures["parts"])
    others = "   ".join("%s %g (x%.3g)" % (peer, f["value"], f["ratio"]) for peer, f in figures["peers"].items())
    return "%-22s %10.3f %-6s %s" % (figures["bench"], figures["value"], figures["unit"], others)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-l", "--list", action="store_true", help="list the names")
    parser.add_argument("names", nargs="*", metavar="NAME")
    args = parser.parse_args()
    if args.list:
        print("\n".join(benchmarks()))
        return 0
    chosen = list(selected(args.names))
    if not chosen:
        parser.error("no benchmark is called %s (-l lists them)" % " or ".join(args.names))
    table, failed = [], 0
    for name, how in chosen:
        try:
            figures = compared(how(name))
        except RuntimeError as why:
            failed += 1
            figures = {"bench": name, "error": str(why)}
            table.append("%-22s failed: %s" % (name, why))
        else:
            table.append(table_line(figures))
        print(json.dumps(figures), flush=True)
    print("\n".join(["", "xN: the other program takes N times as much"] + table), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
