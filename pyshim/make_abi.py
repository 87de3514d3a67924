"""Translates nestling.h for Python: make_abi.py nestling.h abi.py

cffi reads the declarations now, so that `import nest` need not.
"""
import pathlib
import sys

import cffi

header, module = map(pathlib.Path, sys.argv[1:])
declarations = "\n".join(line for line in header.read_text().splitlines()
                         if not line.startswith("#") and line not in ('extern "C" {', "}"))
ffi = cffi.FFI()
ffi.cdef(declarations)
ffi.set_source("nest._abi", None)
ffi.emit_python_code(str(module))
