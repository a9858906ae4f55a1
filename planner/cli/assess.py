"""Commands about what is good and what is not: answer, score, gaps, accept."""

from __future__ import annotations

import click

from planner.cli import shape
from planner.cli.context import Context, json_option, pass_context, plan_argument
from planner.cli.output import print_json, print_table, tell
from planner.model.catalogue import title_of
from planner.model.finding import Score
from planner.model.standing import must_words, tally_words
from planner.model.text import one_line
from planner.writing import half_up, score_text


@click.command()
@plan_argument
@click.argument("standard")
@click.argument("answer")
@click.option("--note", help="Said in front of the client; printed in the document.")
@click.option("--internal", help="For you only; never shown to the client.")
@click.option("--evidence", help="What was seen, or where it is kept.")
@click.option("--follow-up", help="What has to be found out.")
@click.option("--owner", help="Who finds it out.")
@click.option("--by", help="Who gave the answer; the plan's consultant, when left out.")
@pass_context
def answer(
    context: Context,
    plan: str,
    standard: str,
    answer: str,
    note: str | None,
    internal: str | None,
    evidence: str | None,
    follow_up: str | None,
    owner: str | None,
    by: str | None,
) -> None:
    """Answer a STANDARD: yes, partly, no, na, unknown, one of its options, or a figure.

    Where the imported records already measure the standard, the measurement stands unless the
    answer carries a --note.
    """
    with context.plan(plan, change=True) as session:
        session.answer(
            standard,
            answer,
            note=note,
            internal=internal,
            evidence=evidence,
            follow_up=follow_up,
            owner=owner,
            by=by,
        )


def band(score: Score) -> str:
    """Return a score the way it is always shown: ``62 (47–78)``, never the point alone."""
    point = None if score.shown is None else score.shown * 100
    return score_text(score.low * 100, score.high * 100, point, nothing="–")


@click.command()
@plan_argument
@json_option
@pass_context
def score(context: Context, plan: str, as_json: bool) -> None:
    """Show the score band, overall and by domain, and what would narrow it most."""
    with context.plan(plan) as session:
        if as_json:
            print_json(shape.score(session))
            return
        found, catalogue = session.assessment, session.knowledge.catalogue
        total = found.score
        must = must_words(found.must)
        lead = f"{must}; score " if must else ""
        tell(f"{one_line(session.plan.client.name)}: {lead}{band(total)}, {total.unknown} unknown\n")
        print_table(
            ["DOMAIN", "SCORE", "UNKNOWN>"],
            [
                (catalogue.domains[key].title, band(part), str(part.unknown))
                for key, part in found.domains.items()
                if not part.is_empty
            ],
        )
        questions = found.next_questions()[:5]
        if questions:
            tell("\nSettle these next; they narrow the band most:")
            for result in questions:
                mark = " (must-have)" if result.must else ""
                tell(f"  {result.standard}  {catalogue.standards[result.standard].title}{mark}")
        if found.beyond:
            tell(f"\n{len(found.beyond)} more are beyond this size: 'planner scope' lists them.")


@click.command()
@plan_argument
@json_option
@pass_context
def gaps(context: Context, plan: str, as_json: bool) -> None:
    """List what is or may be wrong, worst first."""
    with context.plan(plan) as session:
        if as_json:
            print_json(shape.gaps(session))
            return
        catalogue, accepted = session.knowledge.catalogue, session.accepted
        rows = [
            (
                r.standard,
                r.status.value + (" (accepted)" if r.standard in accepted else ""),
                f"{half_up(r.risk, 1):,}",
                f"{half_up(r.unverified_risk, 1):,}",
                session.sentence(r.standard),
            )
            for r in session.assessment.findings()
        ]
        bands = catalogue.vocabulary.bands
        must = must_words(session.assessment.must)
        tell(f"{must}; {tally_words(session.assessment.tally(bands))}\n".removeprefix("; "))
        print_table(["STANDARD", "STATUS", "RISK>", "UNVERIFIED>", "FINDING"], rows)


@click.command()
@plan_argument
@click.argument("standard")
@click.option("--by", required=True, help="Who accepts the risk.")
@click.option("--why", required=True, help="The reason.")
@click.option("--until", help="Date of the next look, YYYY-MM-DD.")
@pass_context
def accept(context: Context, plan: str, standard: str, by: str, why: str, until: str | None) -> None:
    """Record that a named person accepts the risk of a STANDARD that is not met."""
    with context.plan(plan, change=True) as session:
        session.accept(standard, by=by, why=why, until=until)


@click.command()
@plan_argument
@click.argument("tier", required=False)
@click.option("--take", multiple=True, metavar="STANDARD", help="Take in a standard beyond this size.")
@click.option("--leave", multiple=True, metavar="STANDARD", help="Leave out again one that was taken in.")
@json_option
@pass_context
def scope(
    context: Context,
    plan: str,
    tier: str | None,
    take: tuple[str, ...],
    leave: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show or set which standards fit the client's size.

    TIER is the highest tier that counts: core, standard or advanced; auto goes by head count and duties.
    What is beyond it is not asked about and counts in no figure.
    """
    with context.plan(plan, change=bool(tier or take or leave)) as session:
        if tier or take or leave:
            session.set_scope(tier, take=take, leave=leave)
        if as_json:
            print_json(shape.scope(session))
            return
        catalogue, found = session.knowledge.catalogue, session.assessment
        standards, tiers = catalogue.standards, catalogue.vocabulary.tiers
        tell(f"{session.scope_words}\n")
        print_table(
            ["BEYOND THIS SIZE", "TIER", "GOOD PRACTICE"],
            [(key, title_of(tiers, standards[key].tier), standards[key].title) for key in found.beyond],
        )


COMMANDS = (answer, score, gaps, accept, scope)
