"""What runs in the model's process, `python -m core.interviewers.mistral.worker ORDER`.

parent -> worker   {"job", "messages", "schema", "max_tokens", "temperature", "seed"}; {"cancel": job};
                   {"job", "health"}
worker -> parent   {"ready", "device", "bits"} or {"fault", "values"}; for each job one of {"job", "text",
                   "prompt_tokens", "completion_tokens", "cached_tokens"}, {"job", "refused", "values"},
                   {"job", "cancelled"}, {"job", "fault"}
"""

from __future__ import annotations

import os
import threading

from core.interview.errors import ModelFault
from core.interviewers.mistral.options import Options
from core.worker.serving import begin, jobs


def main() -> None:
    """Loads what the order names, then works until standard input ends."""
    given, tell = begin()
    options = Options(**given)

    import torch  # noqa: PLC0415 - ten seconds with what follows, at the low priority

    from core.interviewers.mistral.engine import Engine  # noqa: PLC0415
    from core.interviewers.mistral.loading import load  # noqa: PLC0415

    if options.threads:
        torch.set_num_threads(options.threads)
    try:
        loaded = load(options)
        engine = Engine(loaded, tell)
        engine.try_out()
    except ModelFault as fault:
        tell({"fault": fault.key, "values": fault.values})
        return
    except Exception as error:  # whatever the libraries raise at a damaged file or a missing card
        tell({"fault": type(error).__name__})
        return
    tell({"ready": True, "device": loaded.device, "bits": options.bits, "context": loaded.options.context})
    threading.Thread(target=engine.run, daemon=True).start()
    for job, _ in jobs():
        if "cancel" in job:
            engine.cancel(job["cancel"])
        elif "health" in job:
            tell({"job": job["job"], **engine.health()})
        else:
            engine.submit(job)
    os._exit(0)  # whoever asked is gone: the engine need not end its step


if __name__ == "__main__":
    main()
