"""What a child process gives up, for good, before it touches what a person sent.

The rule: limits of the operating system, which no code in the process can raise again. With no descriptor
left to give, neither a file nor a connection can be opened, whatever FFmpeg is talked into; the pipes that
are open stay so. Where an address space has no limit (macOS), a thread watches the memory instead.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import threading
import time

MIB = 1 << 20
WATCH_S = 0.05
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent() -> None:
    """Lets the kernel kill this process when the thread that started it ends; elsewhere than on Linux the
    closed pipe and the alarm of `confine` do.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def confine(memory_mb: int, seconds: int) -> None:
    """Sets every limit: `memory_mb` MiB of address space, `seconds` more of processor and of wall-clock time,
    not one more descriptor, no byte into any file, no core dump.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    _most(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds + 1)
    signal.alarm(seconds + 1)  # also if the parent was stopped and cannot end this process
    _most(resource.RLIMIT_FSIZE, 0)
    _most(resource.RLIMIT_CORE, 0)  # a core dump would be a file with what a person said
    if sys.platform == "linux":
        _most(resource.RLIMIT_AS, memory_mb * MIB)
    else:
        threading.Thread(target=_watch, args=(memory_mb,), daemon=True).start()
    _most(resource.RLIMIT_NOFILE, 0)


def _most(kind: int, amount: int) -> None:
    _, hard = resource.getrlimit(kind)
    least = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    resource.setrlimit(kind, (least, least))


def _watch(memory_mb: int) -> None:
    while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < memory_mb * MIB:  # in bytes on macOS
        time.sleep(WATCH_S)
    os._exit(1)
