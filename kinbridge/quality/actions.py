"""Count how good every program's records are. Once a night: nobody has it counted again at will."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from kinbridge.audit.actions import record as audit
from kinbridge.directory.local_time import day_of
from kinbridge.directory.models import Coalition, software
from kinbridge.people.rows import work_in
from kinbridge.quality.clashing import clashes
from kinbridge.quality.counting import doubles, records_by_program, work_of
from kinbridge.quality.models import Counted, Noticed

AT_ONCE = 5_000


def count_everywhere(*, at: datetime) -> int:
    """Each coalition by itself. How many there are."""
    coalitions = list(Coalition.objects.order_by("pk"))
    for coalition in coalitions:
        count(coalition=coalition, at=at)
    return len(coalitions)


def count(*, coalition: Coalition, at: datetime) -> None:
    """Put a new count in the place of the last: of each program, and of the families where it has something to mend."""
    with work_in(coalition):
        Coalition.objects.select_for_update().get(pk=coalition.pk)  # of two runs at once, one waits
        on = day_of(at)
        with work_of(coalition, on=on) as given:
            records, twice, at_odds = records_by_program(given), doubles(given), clashes(given)
        with_clashes = Counter(program for _, program in at_odds)
        with_doubles = Counter(program for _, program in twice)
        Counted.objects.filter(coalition=coalition).delete()
        Counted.objects.bulk_create(
            Counted(
                coalition=coalition,
                program_id=program,
                at=at,
                at_odds=with_clashes[program],
                twice=with_doubles[program],
                **counts,
            )
            for program, counts in records.items()
        )
        Noticed.objects.filter(coalition=coalition).delete()
        Noticed.objects.bulk_create(
            (
                Noticed(
                    coalition=coalition,
                    family_id=family,
                    program_id=program,
                    at_odds=at_odds[family, program],
                    twice=twice.get((family, program), 0),
                )
                for family, program in sorted({*at_odds, *twice})
            ),
            batch_size=AT_ONCE,
        )
        audit("quality.counted", by=software(coalition), at=at)
