"""An adversary against the published measures of many drawn counties: of how many a small count comes out.

    ./run bench disclosure [--counties 150] [--from 1000]

Each county is told as the actions tell it, quarter by quarter; the adversary of the tests has every release and solves
for every hidden count. A tenth of the counties is searched inside, too: each group of each quarter.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

INSIDE_EVERY = 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counties", type=int, default=150)
    parser.add_argument("--from", dest="first", type=int, default=1000, help="the first county's number")
    asked = parser.parse_args()
    from kinbridge.web.steps import libraries

    libraries("dev")
    from kinbridge.measures.tests.test_adversary import drawn, undone

    began, lost = time.process_time(), 0
    for seed in range(asked.first, asked.first + asked.counties):
        found = undone(drawn(seed), inside=seed % INSIDE_EVERY == 0)
        lost += bool(found)
        if found:
            print(f"county {seed}: {len(found)} counts come out, such as {found[0]}")
    spent = time.process_time() - began
    print(f"{asked.counties} counties, {lost} undone, {spent / asked.counties:.1f} s of CPU each")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
