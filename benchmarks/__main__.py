"""Run all benchmarks: `make bench`, or one by name: `python -m benchmarks reading`."""

import sys
from importlib import import_module

ALL = (
    "reading",
    "kaznerd",
    "proposals",
    "pages",
    "sheets",
    "planning",
    "breaks",
    "forum_web",
)

for name in sys.argv[1:] or ALL:
    print(f"\n== {name}")
    import_module(f"benchmarks.{name}").measure()
