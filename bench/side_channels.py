"""Whether the time of an answer tells that something or somebody is hidden: asked in turn, and a rank test.

    .venv/bin/python bench/side_channels.py [--rounds 400] [--hidden 40] [--pages chart people "hidden search"]

Three families are alike to the last fact; in one of them the mother is also in treatment, which the caseworker who asks
may not know. Each round asks for the same page of all three, in a new order each time, over HTTP from a real server
that row security binds. The first pair differs in the hidden record, the second in nothing: what the second shows is
noise. Wilcoxon's signed ranks, two-sided; beyond noise means p < 0.001 in the first pair, and not in the second, or a
shift of more than twice the noise. The interval is a bootstrap's, of the median difference (95 percent).

The second table asks for a family that is there and hidden from the caseworker, beside two that are not there at all:
its pages, a piece of a page as a script asks for it, its name in a search, the number of a consent, and for the e-mail
a forgotten password with an address that has an account.
"""

from __future__ import annotations

import argparse
import http.client
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
NAME = "bench_side_channels"
PORT = 8790
FAMILIES = 60
WARM = 25
NOTHING, HIDDEN, CONTROL = "nothing hidden", "treatment hidden", "nothing either"
PAGES = {
    "chart": "/family/{key}/chart/",
    "chart, another purpose": "/family/{key}/chart/?purpose=plan_of_safe_care",
    "overview": "/family/{key}/",
    "people": "/family/{key}/people/",
    "timeline": "/family/{key}/timeline/",
    "consents": "/family/{key}/consents/",
    "referrals": "/family/{key}/referrals/",
    "plans": "/family/{key}/plans/",
    "why": "/family/{key}/why/",
    "search": "/families/?words={name}",
}
LIMIT, DRAWS = 0.001, 1_000
CONSENT = "/family/{mine}/consents/{consent}/"
THERE, NOT_THERE, NOR_THERE = "hidden", "absent", "absent too"


@dataclass(frozen=True)
class Ask:
    """One request; `form` makes it a POST."""

    path: str
    answers: int = 404
    piece: bool = False
    form: bool = False


ABSENT = {
    "hidden family": Ask("/family/{key}/"),
    "hidden chart": Ask("/family/{key}/chart/"),
    "hidden chart, a piece": Ask("/family/{key}/chart/", piece=True),
    "hidden plans": Ask("/family/{key}/plans/"),
    "hidden search": Ask("/families/?words={name}", 200),
    "hidden search, a piece": Ask("/families/?words={name}", 200, piece=True),
    "hidden consent": Ask(CONSENT),
    "hidden account, by mail": Ask("/accounts/password/reset/", 302, form=True),
    "hidden account, signs in": Ask("/accounts/login/", 200, form=True),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=400, help="of each page")
    parser.add_argument("--hidden", type=int, default=40, help="facts of treatment in the one family")
    every = [*PAGES, *ABSENT]
    parser.add_argument("--pages", nargs="+", choices=every, default=every, metavar="PAGE")
    parser.add_argument("--twins", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.twins:
        print(json.dumps(_twins(asked.hidden)))
        return
    with _county(asked.hidden) as (env, made), _served(env):
        print(f"\n{asked.rounds} rounds, {asked.hidden} hidden facts; milliseconds, medians")
        _table(made, [page for page in asked.pages if page in PAGES], (NOTHING, HIDDEN, CONTROL), asked.rounds)
        _table(made, [page for page in asked.pages if page in ABSENT], (NOT_THERE, THERE, NOR_THERE), asked.rounds)


def _table(made: dict[str, dict[str, str]], pages: Sequence[str], three: tuple[str, str, str], rounds: int) -> None:
    """The first of the three beside the second, which hides something; and beside the third, which is the noise."""
    if pages:
        head = f"\n{'page':<24}{three[0]:>16}{three[1]:>18}{'shift':>9}{'95 percent':>18}{'p':>9}{'noise':>9}{'p':>9}"
        print(head, flush=True)
    for page in pages:
        ask = ABSENT.get(page) or Ask(PAGES[page], 200)
        print(_row(page, _timed(made, ask, three, rounds), three), flush=True)


# ── the county, and its three families ───────────────────────────────────────


@contextmanager
def _county(hidden: int) -> Iterator[tuple[dict[str, str], dict[str, dict[str, str]]]]:
    """A database of its own, dropped at the end; the environment of its server, and what a browser needs."""
    import psycopg

    from kinbridge.web.postgres import urls
    from kinbridge.web.template_database import migrated

    found = urls()
    template = migrated(found)
    owner, app = (urlsplit(url)._replace(path=f"/{NAME}").geturl() for url in (found.owner, found.app))
    with psycopg.connect(found.owner, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f'CREATE DATABASE {NAME} TEMPLATE "{template}"')
        serving = {**os.environ, "DATABASE_URL": app, "DATABASE_OWNER_URL": owner, "KINBRIDGE_DEMO": "1"}
        serving |= {"KINBRIDGE_POOL": "1", "DJANGO_SETTINGS_MODULE": "bench._unlimited"}
        loading = serving | {"DATABASE_URL": owner, "KINBRIDGE_DB_ROLE": "owner"}
        try:
            demo = [sys.executable, "manage.py", "demo", "--families", str(FAMILIES)]
            subprocess.run(demo, cwd=ROOT, env=loading, check=True, stdout=subprocess.DEVNULL)
            subprocess.run(
                [sys.executable, "manage.py", "prepare", "--static", "-v0"], cwd=ROOT, env=loading, check=True
            )
            twins = [sys.executable, __file__, "--twins", "--hidden", str(hidden)]
            said = subprocess.run(twins, cwd=ROOT, env=loading, check=True, stdout=subprocess.PIPE, text=True).stdout
            connection.execute(f"ALTER DATABASE {NAME} SET synchronous_commit = off")  # a disk's mood is not the page's
            yield serving, json.loads(said.splitlines()[-1])
        finally:
            connection.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def _twins(hidden: int) -> dict[str, dict[str, str]]:
    """What stands in the addresses, by twin and by who is there; and the caseworker's cookie."""
    import django

    django.setup()
    from datetime import timedelta
    from uuid import uuid4

    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client
    from django.utils.timezone import now

    from kinbridge.accounts.models import User
    from kinbridge.chart.actions import record_entry
    from kinbridge.consents.models import Consent
    from kinbridge.exchange.county.draw import surnames
    from kinbridge.exchange.county.families import write_families
    from kinbridge.exchange.county.load import county_as_loaded, families_loaded
    from kinbridge.exchange.county.paths import tell
    from kinbridge.people.models import Family, Involvement, Person

    kinds = (
        ("attendance", {"service": "counseling", "attended": True}),
        ("toxicology", {"result": "as_prescribed"}),
        ("medication", {"medication": "methadone", "step": "started"}),
        ("counseling_note", {"text": "Talked about what she is proud of."}),
    )
    with transaction.atomic():
        families_loaded()
        county = county_as_loaded()
        stories = [_story(tell, surnames(county.seed), county.seed) for _ in range(3)]
        for story, surname in zip(stories, ("Twinsa", "Twinsb", "Twinsc"), strict=True):
            story.surname, story.key = surname, uuid4()
        families = [one.family for one in write_families(county, stories)]
        for pk in families:
            assessment = county.programs["assessment"]
            row = {"family_id": pk, "coalition": county.coalition}
            Involvement.objects.create(program=assessment, since=county.day(-300), **row)
        mother = Person.objects.filter(family=families[1], relation="mother").earliest("pk")
        counselor, otp = county.viewer("luis"), county.programs["otp"]
        row = {"family_id": families[1], "coalition": county.coalition, "person": mother}
        Involvement.objects.create(program=otp, worker_id=counselor.user_id, since=county.day(-90), **row)
        for number in range(hidden):
            kind, body = kinds[number % len(kinds)]
            when = now() - timedelta(days=1 + number)
            record_entry(
                family=mother.family, subject=mother, kind=kind, body=body, occurred_at=when, by=counselor, at=now()
            )
    keys = {pk: str(key) for pk, key in Family.objects.filter(pk__in=families).values_list("pk", "key")}
    client = Client()
    client.force_login(User.objects.get(email="maya@alder.example"), backend=settings.AUTHENTICATION_BACKENDS[0])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    names = ("Twinsa", "Twinsb", "Twinsc")
    found = {
        twin: {"key": keys[pk], "name": name}
        for twin, pk, name in zip((NOTHING, HIDDEN, CONTROL), families, names, strict=True)
    }
    viewer, mine = county.viewer("maya"), str(keys[families[0]])
    seen = Family.objects.seen_by(viewer, on=county.today)
    known = Person.objects.filter(family__in=seen).values("family_name")
    stranger = (
        Person.objects.exclude(family__in=seen).exclude(family_name__in=known).exclude(family_name="").earliest("pk")
    )
    consent = Consent.objects.filter(family__in=seen).exclude(pk__in=Consent.objects.seen_by(viewer)).earliest("pk")
    address = User.objects.exclude(email="maya@alder.example").earliest("pk").email
    there = {"key": str(stranger.family.key), "name": stranger.family_name, "email": address}
    there |= {"mine": str(consent.family.key), "consent": str(consent.pk)}
    found[THERE] = there
    for who, letter, number in ((NOT_THERE, "q", 1), (NOR_THERE, "x", 2)):
        found[who] = {
            "key": str(uuid4()),
            "name": letter.upper() + letter * (len(there["name"]) - 1),
            "email": letter * address.index("@") + address[address.index("@") :],
            "mine": there["mine"],
            "consent": str(2_000_000_000 + number),
        }
    return found | {"asker": {"cookie": cookie, "mine": mine}}


def _story(tell, names, seed):  # type: ignore[no-untyped-def]
    """A family under the agency's eye, whose facts come from nobody in treatment."""
    for number in range(1_000):
        story = tell(-50_000 - number, seed=seed, names=names)
        story.facts = [fact for fact in story.facts if fact.kind not in ("referral_step", "plan_step")]
        if story.path == "in_care" and not any(fact.program in ("otp", "residential") for fact in story.facts):
            return story
    raise SystemExit("No story without treatment was found.")


# ── the server and the clock ─────────────────────────────────────────────────


@contextmanager
def _served(env: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", "kinbridge.web.wsgi", "--bind", f"127.0.0.1:{PORT}"]
    command += [
        "--workers",
        "1",
        "--threads",
        "1",
        "--worker-class",
        "gthread",
        "--timeout",
        "0",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        for _ in range(300):
            try:
                http.client.HTTPConnection("127.0.0.1", PORT, timeout=30).connect()
                break
            except OSError:
                time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait(20)


def _timed(
    made: dict[str, dict[str, str]], ask: Ask, three: tuple[str, str, str], rounds: int
) -> dict[str, list[float]]:
    """Milliseconds by who is asked for, one for each round; the rounds' own orders are drawn anew, so that place tells
    nothing.
    """
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    random = Random(7)
    found: dict[str, list[float]] = {who: [] for who in three}
    token = "a" * 32
    headers = {"Host": "localhost", "Cookie": f"{made['asker']['cookie']}; csrftoken={token}"}
    if ask.piece:
        headers["HX-Request"] = "true"
    if ask.form:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={token}"}
    for number in range(WARM + rounds):
        for who in random.sample(three, 3):
            email = made[who].get("email", "")
            fields = {"csrfmiddlewaretoken": token, "email": email, "login": email, "password": "not this one"}
            said = urlencode(fields) if ask.form else None
            began = time.perf_counter()
            connection.request("POST" if ask.form else "GET", ask.path.format(**made[who]), body=said, headers=headers)
            answer = connection.getresponse()
            answer.read()
            spent = time.perf_counter() - began
            if answer.status != ask.answers:
                raise SystemExit(f"A page answered {answer.status}, and the bench needs {ask.answers}: {ask.path}")
            if number >= WARM:
                found[who].append(spent * 1000)
    connection.close()
    return found


# ── the test ─────────────────────────────────────────────────────────────────


def _row(page: str, times: dict[str, list[float]], three: tuple[str, str, str]) -> str:
    nothing, hidden, control = (times[who] for who in three)
    differences = [b - a for a, b in zip(nothing, hidden, strict=True)]
    shift, p = signed_ranks(differences)
    low, high = interval(differences)
    noise, p_noise = signed_ranks([b - a for a, b in zip(nothing, control, strict=True)])
    differs = p < LIMIT <= p_noise or (p < LIMIT and abs(shift) > 2 * abs(noise))
    verdict = "DIFFERS beyond noise" if differs else "no difference beyond noise"
    between = f"{low:.3f} to {high:.3f}"
    medians = f"{median(nothing):>16.2f}{median(hidden):>18.2f}"
    return f"{page:<24}{medians}{shift:>9.3f}{between:>18}{p:>9.4f}{noise:>9.3f}{p_noise:>9.4f}  {verdict}"


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """Between which medians 95 percent of redrawn rounds fall."""
    random = Random(11)
    drawn = sorted(median(random.choices(differences, k=len(differences))) for _ in range(DRAWS))
    return drawn[round(DRAWS * 0.025)], drawn[round(DRAWS * 0.975) - 1]


def signed_ranks(differences: Sequence[float]) -> tuple[float, float]:
    """The median difference, and the two-sided p of Wilcoxon's signed-rank test (normal approximation, ties shared)."""
    told = sorted((abs(one), one > 0) for one in differences if one)
    if not told:
        return 0.0, 1.0
    up, ties, place = 0.0, 0.0, 0
    while place < len(told):
        same = place
        while same < len(told) and told[same][0] == told[place][0]:
            same += 1
        rank = (place + 1 + same) / 2
        up += rank * sum(positive for _, positive in told[place:same])
        ties += (same - place) ** 3 - (same - place)
        place = same
    count = len(told)
    expected, spread = count * (count + 1) / 4, math.sqrt(count * (count + 1) * (2 * count + 1) / 24 - ties / 48)
    return median(differences), math.erfc(abs(up - expected) / spread / math.sqrt(2)) if spread else 1.0


if __name__ == "__main__":
    main()
