#!/usr/bin/env python3
"""Replay recorded cases and compare the failures with the committed list of known misses.

A case that fails and is not listed is an error; a listed case that passes is named, so that it can be struck off. Each
folder of recordings has its list, known_misses.txt: a line is FILE and CASE, "sli/arith arith-0012".

usage: ratchet.py [--build DIR] [--update] [FILES...]     default: all recordings, in the background of all processors
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
LIST = "known_misses.txt"


class Recording:
    """One file of cases: knows its name in the list, the runner that replays it, and what that runner reports."""

    def __init__(self, path):
        self.path = pathlib.Path(path).resolve()
        self.folder = HERE / self.path.relative_to(HERE).parts[0]
        self.name = str(self.path.relative_to(self.folder).with_suffix(""))

    def replay(self, args):
        """-> ({id: why it failed}, number of cases), or raises if the runner itself could not work"""
        with tempfile.TemporaryDirectory() as tmp:
            report = os.path.join(tmp, "report.json")
            command = [sys.executable] + self.command(args, report)
            p = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True, errors="replace")
            summary = re.findall(r"^(\d+) passed, (\d+) failed", p.stdout, re.M)
            if p.returncode not in (0, 1) or not summary:
                raise RuntimeError("%s: the runner ended with status %d\n%s" % (self.name, p.returncode, p.stdout[-2000:]))
            return self.failures(p.stdout, report), sum(map(int, summary[-1]))

    def known(self):
        return {case for name, case in read_list(self.folder) if name == self.name}


class SliRecording(Recording):
    def command(self, args, report):
        return [str(self.folder / "run_sli_cases.py"), "--bin", str(args.build / "bin/sli"), "--jobs", "1",
                "--timeout", str(args.timeout), "--json", report, str(self.path)]

    def failures(self, output, report):
        with open(report) as f:
            (cases,) = json.load(f).values()
        return {case: "; ".join(why) for case, why in cases.items()}


class PyNestRecording(Recording):
    def command(self, args, report):
        return [str(self.path.parent / "run_cases.py"), "--fork", "--status", "required,robust",
                "--timeout", str(args.timeout), str(self.path)]

    def failures(self, output, report):
        return dict(re.findall(r"^FAIL (\S+): (.*)", output, re.M))


class Scenario(Recording):
    def command(self, args, report):
        threads = ["--threads", str(args.threads)] if args.threads else []
        return [str(self.folder / "run_scenario.py"), "compare", "-q", *threads, "--json", report, str(self.path)]

    def failures(self, output, report):
        with open(report) as f:
            return {r["id"]: r.get("error") or "; ".join("%(quantity)s %(note)s" % q for q in r["quantities"] if not q["ok"])
                    for r in json.load(f) if not r["ok"]}


def recording(path):
    if path.suffix == ".json":
        return Scenario(path)
    return PyNestRecording(path) if path.parent.name == "pynest" else SliRecording(path)


def all_recordings():
    return sorted(HERE.glob("conformance/*/*.jsonl")) + sorted(HERE.glob("reference/*/*.json"))


def read_list(folder):
    path = folder / LIST
    lines = path.read_text().splitlines() if path.exists() else []
    return [tuple(line.split()) for line in lines if line.strip() and not line.startswith("#")]


def write_list(folder, entries):
    head = "# Recorded cases that do not pass yet: FILE CASE. Written by `testsuite/ratchet.py --update`; it should only shrink.\n"
    (folder / LIST).write_text(head + "".join("%s %s\n" % entry for entry in sorted(entries)))


def report(rec, failed, total, args):
    """Print one line for the file and what changed; -> True if nothing fails that should pass"""
    known = rec.known()
    new = {case: why for case, why in failed.items() if case not in known}
    better = sorted(known - failed.keys())
    print("%-34s %4d of %4d pass, %d known misses%s" % (
        rec.name, total - len(failed), total, len(known), ", %d NEW FAILURES" % len(new) if new else ""))
    for case, why in new.items():
        print("   FAIL %s: %s" % (case, " ".join(why.split())[:400]))
    if better and not args.update:
        print("   %d known misses pass now, strike them off (ratchet.py --update): %s" % (len(better), " ".join(better[:12])))
    if args.verbose:
        for case, why in failed.items():
            if case in known:
                print("   known %s: %s" % (case, " ".join(why.split())[:300]))
    sys.stdout.flush()
    return not new


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path, default=HERE.parent / "build", help="build folder (default: build)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="files replayed at the same time")
    parser.add_argument("--threads", type=int, help="threads of the simulated kernel, for scenarios")
    parser.add_argument("--timeout", type=int, default=20, help="seconds for one case")
    parser.add_argument("--update", action="store_true", help="rewrite the lists for these files")
    parser.add_argument("-v", "--verbose", action="store_true", help="also why the known misses fail")
    args = parser.parse_args()
    args.build = args.build.resolve()
    package = str(args.build / "python")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [package, os.environ.get("PYTHONPATH")]))

    started = time.time()
    recordings = [recording(path) for path in args.files or all_recordings()]
    good, total, passed = True, 0, 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for rec, future in [(rec, pool.submit(rec.replay, args)) for rec in recordings]:
            try:
                failed, count = future.result()
            except RuntimeError as why:
                print("FAIL", why)
                good = False
                continue
            good = report(rec, failed, count, args) and good
            total, passed = total + count, passed + count - len(failed)
            if args.update:
                others = [entry for entry in read_list(rec.folder) if entry[0] != rec.name]
                write_list(rec.folder, others + [(rec.name, case) for case in failed])
    print("%d passed, %d failed, %.1f s" % (passed, total - passed, time.time() - started))
    return 0 if good or args.update else 1


if __name__ == "__main__":
    sys.exit(main())
