"""``python -m nest``: the SLI prompt; ``python -m nest script.sli`` runs a script. Options as those of the program sli."""
import os
import signal
import sys

from ._abi import ffi

signal.signal(signal.SIGINT, signal.SIG_DFL)  # the program has its own ways
lib = ffi.dlopen(os.path.join(os.path.dirname(os.path.abspath(__file__)), "libnestling.so"))
arguments = [ffi.new("char[]", os.fsencode(word)) for word in ["sli", *sys.argv[1:]]]
sys.exit(lib.nestling_main(len(arguments), ffi.new("char *[]", arguments)))
