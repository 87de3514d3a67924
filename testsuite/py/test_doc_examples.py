"""Runs the examples of README.md and doc/*.md.

The ```sli blocks of a file are one session, and so are its ```python blocks. A ```text block that follows directly is what
the block above prints; "…" stands for any text, alone on a line for any lines.
"""
import os
import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLI = os.environ.get("NESTLING_SLI", str(ROOT / "build/bin/sli"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n(?:\n?```text\n(.*?)^```\n)?", re.M | re.S)
MARK = "@@ end of block @@"


def sessions():
    for path in [ROOT / "README.md", *sorted(ROOT.glob("doc/**/*.md"))]:
        blocks = BLOCK.findall(path.read_text()) if path.exists() else []
        for language in "sli", "python":
            session = [(code, output) for lang, code, output in blocks if lang == language]
            if session:
                yield pytest.param(language, session, id="%s-%s" % (path.relative_to(ROOT), language))


def pattern(output):
    """Regular expression for a ```text block."""
    lines = []
    for line in output.splitlines():
        if line.strip() == "…":
            lines.append(r"(?:.*\n)*?")
        else:
            lines.append(".*".join(map(re.escape, line.rstrip().split("…"))) + r"[ \t]*\n")
    return "".join(lines)


def run(language, session, folder):
    """-> what each block printed"""
    if language == "sli":
        command, options, say = [SLI], [], "(\\n%s) =\n" % MARK
    else:
        command, options, say = [sys.executable], ["--quiet"], "print('\\n%s', flush=True)\n" % MARK
    script = folder / ("session." + language)
    script.write_text("".join(code + say for code, _ in session))
    p = subprocess.run(command + [str(script)] + options, cwd=folder, env=dict(os.environ, HOME=str(folder), MPLBACKEND="Agg"),
                       stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    parts = p.stdout.split("\n%s\n" % MARK)
    assert len(parts) == len(session) + 1, "block %d stopped:\n%s%s" % (len(parts), p.stdout, p.stderr)
    assert p.returncode == 0, p.stderr
    return parts[:-1]


@pytest.mark.parametrize("language, session", sessions())
def test_examples(language, session, tmp_path):
    for (code, output), printed in zip(session, run(language, session, tmp_path)):
        if output:
            printed = printed.rstrip("\n") + "\n"
            assert re.fullmatch(pattern(output), printed), "%s\nprinted:\n%s\nnot:\n%s" % (code, printed, output)
