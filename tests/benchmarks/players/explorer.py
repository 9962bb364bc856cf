"""Moodline exploring: `python -m tests.benchmarks.players.explorer FILE`. It is sent a budget of states."""

import gc
import json
import sys
import time
from pathlib import Path
from time import process_time

from engine.call.compiler import compile_scenario
from engine.mood.coefficients import load_model
from engine.scenario.reader import read
from engine.workshop.explore.budget import Budget
from engine.workshop.explore.exploration import explore


def peak() -> int:
    """The most memory that this process has had so far, in bytes; 0 where nobody knows."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most


def main() -> None:
    """Serve. The scenario is read once; each time it is compiled anew, so that nothing is remembered."""
    model = load_model()
    scenario = read(Path(sys.argv[1]), personas=model.personas, rules=model.adjustable).scenario
    assert scenario is not None
    for line in sys.stdin:
        plan = compile_scenario(scenario, model)
        gc.collect()
        before = process_time()
        found = explore(plan, Budget(time.monotonic, int(line)))
        if found.is_complete:
            assert found.to_good  # worked out when it is first asked for
        answer = {
            "seconds": process_time() - before,
            "choices": len(found.graph.to),
            "calls": 0,
            "states": len(found.graph.states),
            "complete": found.is_complete,
            "peak": peak(),
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
