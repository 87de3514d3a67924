#!/usr/bin/env python3
"""Run one SLI or Python script as a test, in an empty folder of its own.

usage: run_script.py INTERPRETER FILE

The script passes if it exits with 0 and is skipped if it exits with 200..205. `expect: TEXT` in a comment (`% expect: TEXT`,
`# expect: TEXT`) is a line of standard output: if there are any, the output must be these lines, in this order.
"""
import itertools
import os
import re
import subprocess
import sys
import tempfile

SKIPPED = 200
EXPECT = re.compile(r"[%#]\s*expect: ?(.*)$")


def expected_lines(path):
    with open(path, encoding="utf-8") as f:
        return [m.group(1).rstrip() for m in map(EXPECT.search, f) if m]


def differences(got, want):
    for i, (g, w) in enumerate(itertools.zip_longest(got, want), 1):
        if g != w:
            yield "line %d of the output: %s, expected %s" % (
                i, "missing" if g is None else repr(g), "nothing more" if w is None else repr(w))


def main():
    interpreter, path = sys.argv[1], os.path.abspath(sys.argv[2])
    want = expected_lines(path)
    with tempfile.TemporaryDirectory() as folder:
        p = subprocess.run([interpreter, path], cwd=folder, env=dict(os.environ, HOME=folder, MPLBACKEND="Agg"),
                           stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output = p.stdout.decode(errors="replace")
    if 200 <= p.returncode <= 205:
        print("skipped, exit code %d" % p.returncode)
        return SKIPPED
    got = [line.rstrip() for line in output.splitlines()]
    bad = ["exit code %d" % p.returncode] if p.returncode else []
    if want:
        bad += list(differences(got, want))[:5]
    if bad:
        print("\n".join(["FAIL " + path] + bad + ["--- standard output", output, "--- standard error",
                                                   p.stderr.decode(errors="replace")]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
