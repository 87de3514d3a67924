"""Runs Python in a process of its own, with the nest of this one."""
import os
import subprocess
import sys


def run_python(*arguments, **environment):
    """-> exit code, standard output, standard error"""
    path = os.pathsep.join(sys.path)
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=100,
                          stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path, **environment})
    return done.returncode, done.stdout, done.stderr
