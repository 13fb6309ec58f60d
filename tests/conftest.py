"""What must hold before anything is imported."""

import os
import signal

# On two cores, one thread a process is many times faster than threads that fight over them.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

# A shell that starts the tests in the background has them ignore interrupts, and their children would too.
signal.signal(signal.SIGINT, signal.default_int_handler)
