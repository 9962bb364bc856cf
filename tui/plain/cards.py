"""What the trainee can look up: the briefing, the record card, the policy, facts and promises."""

from engine.call.call import Call
from engine.call.text import Words
from engine.scenario.model import Scenario
from tui.plain.markdown import write_markdown
from tui.plain.paper import Paper
from tui.plain.words import how_many


def write_briefing(paper: Paper, scenario: Scenario, words: Words) -> None:
    """All that is known before the call. Nothing here says how to win."""
    paper.say(scenario.title)
    paper.say(scenario.summary)
    paper.say(f"Level {scenario.level} of 3, about {how_many(scenario.minutes, 'minute')}.")
    paper.heading("Situation")
    write_markdown(paper, words.fill(scenario.brief.situation))
    write_record_card(paper, scenario)
    write_policy(paper, scenario, words)


def write_record_card(paper: Paper, scenario: Scenario) -> None:
    """The customer-record card, as it is written."""
    paper.heading("Customer record")
    paper.say(f"Name: {scenario.customer.name}")
    for label, value in scenario.brief.record.items():
        paper.say(f"{label}: {value}")


def write_policy(paper: Paper, scenario: Scenario, words: Words) -> None:
    """What the agent may and may not do."""
    paper.heading("Policy")
    if scenario.brief.policy.strip():
        write_markdown(paper, words.fill(scenario.brief.policy))
    else:
        paper.say("Nothing is laid down for this call.")


def write_facts_and_promises(paper: Paper, call: Call) -> None:
    """What the customer has told, and what was promised."""
    paper.heading("Facts")
    told = call.facts_told()
    for fact in told:
        paper.say(fact, "- ")
    if not told:
        paper.say("You know none yet.")
    paper.heading("Promises")
    promises = call.promises()
    for promise, standing in promises:
        paper.say(f"{promise} ({standing})", "- ")
    if not promises:
        paper.say("You have made none.")
