"""`python -m tests.bench` measures everything, `python -m tests.bench turn chats` what is named.

Each figure is a median of rounds, and the two sides of a ratio take turns within one run, so that a machine which is
busy now and then is busy for both. Nothing here fails for being slow: read the figures.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from tests.bench import chats, desk, left_out, many, pdf, rendering, selection, step, stored, turn, understanding
from tests.bench.figures import Outcome

MEASUREMENTS: Mapping[str, Callable[[], Outcome]] = {
    "step": step.measure,
    "selection": selection.measure,
    "understanding": understanding.measure,
    "left_out": left_out.measure,
    "turn": turn.measure,
    "stored": stored.measure,
    "desk": desk.measure,
    "chats": chats.measure,
    "rendering": rendering.measure,
    "pdf": pdf.measure,
    "pdf_plain": pdf.measure_plain,
    "many": many.measure,
}


def main(names: list[str]) -> None:
    unknown = sorted(set(names) - set(MEASUREMENTS))
    if unknown:
        sys.exit(f"There is no measurement {', '.join(unknown)}: choose from {', '.join(MEASUREMENTS)}.")
    for name in names or MEASUREMENTS:
        print(MEASUREMENTS[name](), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
