"""Run all benchmarks: `make bench`, or one by name: `python -m benchmarks reading`."""

import sys

from benchmarks import kaznerd, pages, planning, reading

ALL = {"reading": reading.measure, "kaznerd": kaznerd.measure, "pages": pages.measure, "planning": planning.measure}

for name in sys.argv[1:] or ALL:
    print(f"\n== {name}")
    ALL[name]()
