"""Load the whole county: partners first, then its families, in transactions that each leave it whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from kinbridge.audit.actions import record as audit
from kinbridge.audit.models import Line
from kinbridge.chart.models import Entry, Label
from kinbridge.directory.models import Coalition, software
from kinbridge.exchange.county.beside import take_in_others
from kinbridge.exchange.county.bulk import write_bulk
from kinbridge.exchange.county.clocks import confirm_values, remind
from kinbridge.exchange.county.coalition import count_measures, count_uptake, stock_shelf, write_goals
from kinbridge.exchange.county.consents import write_consents
from kinbridge.exchange.county.doubles import DOUBLES, write_doubles
from kinbridge.exchange.county.draw import surnames
from kinbridge.exchange.county.earlier import write_earlier_quarters
from kinbridge.exchange.county.families import write_families
from kinbridge.exchange.county.field import write_field
from kinbridge.exchange.county.fitting import write_fitting
from kinbridge.exchange.county.gaps import write_gaps
from kinbridge.exchange.county.learners import write_learning
from kinbridge.exchange.county.linkages import write_linkages
from kinbridge.exchange.county.looks import write_looks
from kinbridge.exchange.county.meetings import write_meetings
from kinbridge.exchange.county.news import write_news
from kinbridge.exchange.county.orders import write_orders
from kinbridge.exchange.county.outreach import write_outreach
from kinbridge.exchange.county.packages import write_packages
from kinbridge.exchange.county.papers import write_papers
from kinbridge.exchange.county.partners import known_county, write_partners
from kinbridge.exchange.county.paths import tell
from kinbridge.exchange.county.place import NAME, SEED, County
from kinbridge.exchange.county.plans import write_plans
from kinbridge.exchange.county.policy import write_policies
from kinbridge.exchange.county.readings import write_readings
from kinbridge.exchange.county.referrals import write_referrals
from kinbridge.exchange.county.reports import close_reports, keep_measures, write_reports
from kinbridge.exchange.county.reviews import write_reviews
from kinbridge.exchange.county.rows import settle, weigh
from kinbridge.exchange.county.services import write_services
from kinbridge.exchange.county.sites import write_sites
from kinbridge.exchange.county.slips import write_slip
from kinbridge.exchange.county.stakeholders import write_stakeholders
from kinbridge.exchange.county.stories import tell_stories
from kinbridge.exchange.county.strategy import write_strategy
from kinbridge.exchange.county.surveys import write_surveys
from kinbridge.exchange.county.teams import enroll, hold_meetings, write_team
from kinbridge.exchange.county.workgroups import write_workgroups
from kinbridge.people.models import Family
from kinbridge.people.rows import show_rows_of, work_in
from kinbridge.quality.actions import count as count_quality

RICH = 400
STORIES = 13
BATCH = 4_000
LOADED = "county.loaded"
Say = Callable[[str], None]


def families_loaded() -> int:
    """How many families the county has; 0 when it was never loaded. Binds the transaction to the county."""
    coalition = Coalition.objects.filter(name=NAME).first()
    if coalition is None:
        return 0
    show_rows_of(str(coalition.pk))
    return Family.objects.filter(coalition=coalition).count()


@transaction.atomic
def load_county(*, today: date, at: datetime, families: int, seed: int = SEED, say: Say) -> None:
    """The partners and the first families, all or nothing."""
    county = write_partners(today=today, at=at, seed=seed, surnames=surnames(seed))
    with work_in(county.coalition):
        _fill(county, families=families, say=say)
        detail = {"today": today.isoformat(), "seed": seed}
        audit(LOADED, by=software(county.coalition), at=at, detail=detail)


def _fill(county: County, *, families: int, say: Say) -> None:
    write_services(county)
    write_fitting(county)
    write_meetings(county)
    say(f"partners: {len(county.programs)} programs, {sum(map(len, county.staff.values()))} memberships")
    team = write_team(county)
    say(f"families told in full: {tell_stories(county, team=team)}")
    say(f"papers on file besides consents: {write_papers(county)}")
    settle()
    last = min(families, RICH) - len(DOUBLES)
    names = surnames(county.seed)
    stories = [tell(number, seed=county.seed, names=names) for number in range(STORIES + 1, last + 1)]
    written = write_families(county, stories)
    facts = sum(len(story.facts) for story in stories)
    say(f"families: {len(written)} with {facts:,} facts")
    settle()
    say(f"consents: {write_consents(county, written)}")
    say(f"court orders: {write_orders(county, written)}")
    settle()
    say(f"referrals: {write_referrals(county, written)}")
    say(f"plans of safe care: {write_plans(county, written)}")
    say(f"on the team's list: {enroll(county, team, written)}")
    settle()
    say(f"pairs of records compared: {write_doubles(county, written)}")
    hold_meetings(county, team)
    write_goals(county)
    say(f"gaps named: {write_gaps(county)}")
    write_linkages(county)
    say(f"policies: {write_policies(county)}, messages: {write_outreach(county)}")
    say(f"members of the coalition: {write_stakeholders(county)}")
    say(f"waves of surveys: {write_surveys(county)}")
    joined = write_sites(county)
    say(f"sites that joined: {len(joined)}")
    say(f"practices in the registry: {write_workgroups(county, sites=joined)}")
    stock_shelf(county)
    say(f"courses begun: {write_learning(county)}, incidents met: {write_field(county)}")
    say(f"courses of other makers: {write_packages(county)}")
    settle()
    say(f"values confirmed: {confirm_values(county)}, people reminded: {remind(county)}")
    say(f"wordings read: {write_readings(county)}")
    say(f"records read for quality: {write_reviews(county)}")
    say(f"looks at charts: {write_looks(county, families=STORIES)}")
    say(f"reports closed, removals described: {close_reports(county)}")
    keep_measures(county)
    say(f"quarters counted before: {write_earlier_quarters(county)}")
    count_measures(county)
    count_uptake(county)
    say(f"beside ours: {take_in_others(county)}")
    say(f"lines of the coalition's strategy: {write_strategy(county)}")
    say(f"issues of the newsletter: {write_news(county)}")
    write_reports(county)
    write_slip(county)
    weigh(Entry, Label)
    count_quality(coalition=county.coalition, at=county.at)
    say("meetings held, goals set, measures counted")


def add_families(*, wanted: int, progress: Callable[[int, int], None]) -> int:
    """Lighter families until there are this many; each batch is one transaction. The number of facts added."""
    facts, have, county = 0, 0, None
    while county is None or have < wanted:
        with transaction.atomic():
            have = families_loaded()
            county = county or county_as_loaded()
            numbers = range(have + 1, min(have + BATCH, wanted) + 1)
            facts += write_bulk(county, numbers, names=surnames(county.seed)) if numbers else 0
        have += len(numbers)
        progress(have, facts)
    return facts


def county_as_loaded() -> County:
    """The county with the day and the seed it was loaded with, so that what is added later fits."""
    first = Line.objects.filter(act=LOADED, family_id=None).earliest("id")
    today = date.fromisoformat(str(first.detail["today"]))
    return known_county(today=today, at=first.at, seed=int(str(first.detail["seed"])))
