"""The session at the prompt that doc/session.md shows is true: it is typed into a terminal (tmux), and the screen compared."""
import os
import pathlib
import re
import shutil
import subprocess
import time

import pytest

ROOT = pathlib.Path(__file__).parents[2]
SLI = os.environ.get("NESTLING_SLI") or str(ROOT / "build/bin/sli")
PROMPT = re.compile(r"(SLI (?:\[\d+\] |\] )|\.\.+  )(.*)")
TIME = re.compile(r"^\w{3} \d\d \d\d:\d\d:\d\d ", re.M)


class Terminal:
    def __init__(self, home):
        self.socket = str(home / "tmux")
        command = "exec env -i HOME=%s TERM=screen LANG=C.UTF-8 NO_COLOR=1 %s" % (home, SLI)
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "200", command)

    def tmux(self, *words):
        return subprocess.run(["tmux", "-S", self.socket, "-u", *words], stdout=subprocess.PIPE, check=True, text=True,
                              env=dict(os.environ, LANG="C.UTF-8")).stdout

    def screen(self):
        lines = self.tmux("capture-pane", "-p").split("\n")
        return TIME.sub("", "\n".join(line.rstrip() for line in lines)).strip("\n")

    def type(self, text):
        for character in text:  # not as one word: tmux takes a semicolon at its end for its own
            self.tmux("send-keys", "-H", "%x" % ord(character))
        self.tmux("send-keys", "Enter")

    def wait_for(self, text):
        end = time.time() + 20
        while time.time() < end and self.screen() != text:
            time.sleep(0.05)
        return self.screen()

    def close(self):
        self.tmux("kill-server")


@pytest.fixture
def terminal(tmp_path):
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    t = Terminal(tmp_path)
    yield t
    t.close()


def blocks():
    text = (ROOT / "doc/session.md").read_text()
    return "\n".join(re.findall(r"^```screen\n(.*?)\n```$", text, re.M | re.S))


def test_documented_session(terminal):
    expected = TIME.sub("", blocks()).split("\n")
    inputs = [(k, PROMPT.fullmatch(line)) for k, line in enumerate(expected)]
    inputs = [(k, m[2]) for k, m in inputs if m and m[2]]
    assert len(inputs) > 5
    for k, text in inputs:
        before = "\n".join(expected[:k] + [expected[k][:len(expected[k]) - len(text)].rstrip()]).strip("\n")
        assert terminal.wait_for(before) == before
        terminal.type(text)
        if k + 1 < len(expected) and expected[k + 1] == "^C":
            time.sleep(0.5)
            terminal.tmux("send-keys", "C-c")
    last = "\n".join(expected).strip("\n")
    assert terminal.wait_for(last) == last
