"""Programs that a fuzzer made up: whatever they do, they end in order. (The fuzzer itself: testsuite/fuzz.)"""
import concurrent.futures
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).parents[2]
SLI = os.environ.get("NESTLING_SLI") or str(ROOT / "build/bin/sli")
CORPUS = sorted((ROOT / "testsuite/fuzz/corpus").iterdir())


def code_of(program, folder):
    p = subprocess.run([SLI, "--sandbox", "--seconds=20", program], cwd=folder, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return p.returncode


def test_no_program_crashes(tmp_path):
    assert len(CORPUS) > 100
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        codes = dict(zip([p.name for p in CORPUS], pool.map(lambda p: code_of(p, tmp_path), CORPUS)))
    assert not {name: code for name, code in codes.items() if code < 0}
    assert set(codes.values()) >= {0, 126}
