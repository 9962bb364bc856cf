"""One planted defect for each code: what is said, exactly where, and what would be right."""

from pathlib import Path

import pytest

from engine.scenario.headers import read_header
from engine.scenario.library import find, headers
from engine.scenario.limits import MAX_BYTES, MAX_FILES
from engine.scenario.problems import CODES, Problem, render
from engine.scenario.reader import read
from tests.engine.scenario.samples import BASE, PART, problems, reading, with_change

HERE = "¦"
Defect = tuple[str, str, str, str, str] | tuple[str, str, str, str, str, str]
"""Code; what is replaced; by what; part of what is said; part of the hint; the text at the place, if that
is elsewhere. The mark ¦ stands just before the place that must be named."""

REPLY = "      - id: hear\n"
FACTS = "facts:\n  order: the order number\n  street: where it was left\n"

DEFECTS: list[Defect] = [
    # the text
    ("control-character", "name: Robin Hale", 'name: ¦"Robin\\eHale"', "escape", "delete it"),
    ("control-character", "name: Robin Hale", "name: Robin¦\u202eHale", "U+202E", "delete it"),
    ("control-character", "why: Specific.", "why: Speci¦\u200bfic.", "U+200B", "delete it"),
    ("control-character", "level: 1", "level: 1  # ¦\u2066note", "U+2066", "delete it"),
    ("control-character", "says: Let me check.", "says: ¦Let\tme check.", "tab", "write a space"),
    ("line-break", "says: Goodbye.", "says: ¦|\n          Good\n          bye.", "one line", "write >"),
    ("odd-space", "level: 1", "¦\u00a0level: 1", "no-break space", "plain spaces"),
    ("tab", "    vents: true", "¦\tvents: true", "tab", "indent with spaces"),
    # the YAML
    ("yaml-syntax", "says: Let me check.", "says: Let me¦: check.", "a colon", "in quotes"),
    (
        "yaml-syntax",
        "says: Let me check.",
        "says: {agent} ¦here.",
        "does not belong",
        "brace must be in quotes",
    ),
    ("yaml-syntax", "says: Let me check.", "says: “Right¦: let me check.”", "a colon", "straight"),
    ("too-deep", "{Order: 0042", "{Order: " + "[" * 29 + "¦[", "32 deep", "about ten"),
    ("unknown-alias", "persona: elderly", "persona: ¦*who", "no anchor", "in quotes"),
    (
        "unknown-alias",
        "told: [order]",
        "told: &told [¦*told]",
        "inside the very value",
        "write the value out",
    ),
    ("merge-key", REPLY, "      - ¦<<: {id: hear}\n", "merge keys", "write the entries out"),
    ("tag", "level: 1", "level: ¦!!int 1", "!!int", "take the tag out"),
    ("key-not-text", "level: 1", "¦[level]: 1", "must be plain text", "in quotes"),
    ("several-documents", "interrupts:\n", "¦---\ninterrupts:\n", "second YAML document", "take the line"),
    ("duplicate-key", "level: 1\n", "level: 1\n¦title: Twice\n", "first on line 3, column 1", "keep one"),
    # the shape
    ("newer-format", "moodline: 1", "moodline: ¦2", "version 2; this Moodline reads up to 1", "install"),
    ("unknown-key", "vents: true", "¦vent: true", "no key 'vent'", "did you mean 'vents'?"),
    ("unknown-key", "vents: true", "¦persona: elderly", "no key 'persona'", "belongs in customer"),
    ("unknown-key", "why: Specific.", "¦vents: true", "no key 'vents'", "belongs in a scene"),
    ("unknown-key", "vents: true", "¦zzz: 1", "no key 'zzz'", "title, customer, again"),
    ("missing-key", "title: A wet parcel\n", "", "'title' is missing", "title", "¦moodline"),
    (
        "missing-key",
        "        says: Let me check.\n",
        "",
        "'says' is missing",
        "What the trainee says",
        "¦id: check",
    ),
    ("wrong-type", "vents: true", "vents: ¦yes", "true or false", "write true"),
    ("wrong-type", "title: A wet parcel", "title: ¦1984", "must be text", 'in quotes: "1984"'),
    ("wrong-type", "title: A wet parcel", "title: ¦007", "must be text", 'in quotes: "007"'),
    ("wrong-type", "title: A wet parcel", "title: ¦true  # so", "must be text", 'in quotes: "true"'),
    ("wrong-type", "minutes: 3", "minutes: ¦1:30", "a whole number", "digits"),
    ("wrong-type", "minutes: 3", "minutes: ¦3.5", "a whole number", "after the point"),
    ("wrong-type", "minutes: 3", 'minutes: ¦"3"', "a whole number", "take the quotes out"),
    ("wrong-type", "script: 1.5", "script: ¦high", "a number", "1.5"),
    ("wrong-type", "hold: 30", "hold: ¦long", "a number of seconds", "hold: 90"),
    (
        "wrong-type",
        "        goto: middle\n",
        "        goto: ¦5\n",
        "the id of a scene or an ending",
        "goto: visits",
    ),
    ("wrong-type", "customer: Go on.", "customer: ¦5", "a line, a list of lines", ""),
    ("wrong-type", "says: Goodbye.", "says: ¦{customer}", "must be text", "brace must be in quotes"),
    ("wrong-type", FACTS, "facts:\n", "nothing", "take the key out", "facts:¦"),
    (
        "wrong-type",
        "mood: {heat: 60, heard: 20, trust: 35}",
        "mood: ¦60",
        "entries (heat, heard and trust)",
        "",
    ),
    (
        "wrong-value",
        "problem: solved",
        "problem: ¦solvd",
        "solved, partly or open",
        "did you mean 'solved'?",
    ),
    ("wrong-value", "level: 1\n", "level: 1\nlanguage: ¦English\n", "a language", "en or pt-BR"),
    ("wrong-value", "moodline: 1", "moodline: ¦one", "must be 1", "moodline: 1"),
    ("out-of-range", "{heat: 60", "{heat: ¦120", "from 0 to 100", ""),
    ("out-of-range", '{heat: ">= 80"}', '{heat: ¦">= 180"}', "can never hold", "from 0 to 100"),
    ("bad-id", "id: wet-parcel", "id: ¦Wet Parcel", "'Wet Parcel'", "write 'wet-parcel'"),
    ("bad-id", "  photo: {words", "  ¦A Photo: {words", "'A Photo'", "write 'a-photo'"),
    ("bad-id", "chose: middle.promise", "chose: ¦promise", "scene.reply", "opening.hear-her"),
    ("bad-condition", '{heat: ">= 80"}', '{heat: ¦"=> 80"}', "'=> 80'", '">= 50"'),
    ("bad-condition", '{heat: ">= 80"}', "{heat: ¦80..60}", "'80..60'", "60..80"),
    ("empty-text", "says: Goodbye.", 'says: ¦""', "must not be empty", "write the text"),
    ("empty-text", "says: Goodbye.", 'says: ¦"  "', "must not be empty", "write the text"),
    ("too-long", "says: Goodbye.", f"says: ¦{'long ' * 200}", "at most 600", "shorten"),
    ("too-few", "interrupts:\n", "  empty: {replies: ¦[]}\ninterrupts:\n", "at least one", ""),
    ("too-many", "moves: offer", f"moves: ¦[{'offer, ' * 9}]", "at most 8", ""),
    # what refers to what
    ("duplicate-id", "- id: fix", "- id: ¦hear", "the first on line 41", "another id"),
    (
        "duplicate-id",
        "  shrug: {",
        "  ¦middle: {title: M, problem: open, relationship: lost}\n  shrug: {",
        "a scene 'middle'",
        "another id",
    ),
    (
        "duplicate-id",
        "  photo: {words",
        "  ¦validate: {words: a, like: offer}\n  photo: {words",
        "the catalogue has a move",
        "another id",
    ),
    (
        "reserved-id",
        "  checking:\n",
        "  ¦return: {replies: [{says: a, goto: sent}]}\n  checking:\n",
        "way out",
        "another id",
    ),
    (
        "missing-target",
        "        goto: middle\n",
        "        goto: ¦midddle\n",
        "scene or ending 'midddle'",
        "mean 'middle'?",
    ),
    (
        "missing-target",
        "detour: checking",
        "detour: ¦chekking",
        "no scene 'chekking'",
        "did you mean 'checking'?",
    ),
    ("missing-target", "start: opening", "start: ¦begin", "no scene 'begin'", "add it to scenes"),
    (
        "missing-target",
        "  walkout: {",
        "  gone: {",
        "no ending 'walkout'",
        "an ending 'walkout'",
        "limit: ¦{",
    ),
    ("missing-target", "visited: middle", "visited: ¦nowhere", "no scene 'nowhere'", "add it to scenes"),
    (
        "missing-target",
        'heat: ">= 90"}, goto: closing',
        'heat: ">= 90"}, goto: ¦end',
        "no scene or ending 'end'",
        "",
    ),
    ("wrong-target", "start: opening", "start: ¦sent", "'sent' is an ending", "name a scene"),
    ("wrong-target", "turns: 2}", "turns: 2, goto: ¦middle}", "'middle' is a scene", "name an ending"),
    (
        "return-outside-detour",
        "  goto: middle\n",
        "  goto: ¦return\n",
        "no detour leads to 'opening'",
        "with detour",
    ),
    ("unknown-fact", "told: [order]", "told: [¦ordr]", "no fact 'ordr'", "did you mean 'order'?"),
    ("unknown-fact", "tells: street", "tells: ¦moon", "no fact 'moon'", "add it to facts"),
    ("unknown-fact", "asks: street", "asks: ¦steet", "no fact 'steet'", "did you mean 'street'?"),
    ("unknown-promise", "keeps: note", "keeps: ¦notte", "no promise 'notte'", "did you mean 'note'?"),
    ("unknown-promise", "{promised: note}", "{promised: ¦day}", "no promise 'day'", "add it to promises"),
    (
        "unknown-reply",
        "chose: middle.promise",
        "chose: ¦middle.promse",
        "no reply 'promse'",
        "mean 'promise'?",
    ),
    (
        "unknown-reply",
        "chose: middle.promise",
        "chose: ¦midddle.promise",
        "no scene 'midddle'",
        "mean 'middle'?",
    ),
    ("unknown-move", "moves: offer", "moves: ¦ofer", "no move 'ofer'", "did you mean 'offer'?"),
    ("unknown-move", "made: {own:", "made: {¦owm:", "no move 'owm'", "did you mean 'own'?"),
    ("unknown-move", "like: probe", "like: ¦photo", "the catalogue has no move 'photo'", ""),
    ("unknown-persona", "persona: elderly", "persona: ¦eldrly", "no persona 'eldrly'", "mean 'elderly'?"),
    ("unknown-sensitivity", "hold: 2}", "¦holt: 2}", "'holt' is no move, family or rule", "mean 'hold'?"),
    ("unknown-name", '"It is {customer}', '¦"It is {custmer}', "{custmer}", "did you mean {customer}?"),
    ("unknown-name", '"It is {customer}', '¦"It is {name}', "{name}", "{customer}, {agent} and {greeting}"),
    ("stray-brace", "why: Specific.", "why: ¦So } it is.", "a brace", "{{ or }}"),
    ("no-way-on", "        goto: middle\n", "", "leads nowhere", "add goto", "¦id: hear"),
    ("two-ways-on", "detour: checking", "¦detour: checking\n        goto: middle", "has both", "keep one"),
    (
        "guarded-last-way",
        "goto: middle}, {goto: closing}]",
        "goto: middle}]",
        "has a condition",
        "goto alone",
        "[¦{when: {mood",
    ),
    ("way-after-last", "{when: {mood: angry}, goto: middle}, {", "middle, ¦{", "never be taken", "last"),
    (
        "locked-without-when",
        "        when: {not: {promised: note}}\n",
        "",
        "needs a condition",
        "add when",
        "¦You did",
    ),
    ("no-grievance", "  grievance: wet\n", "", "the customer has none", "add grievance", "¦settles"),
]

NOT_ALONE = frozenset({"control-character", "bad-id"})
"""Defects that cannot be planted without a second one."""

ELSEWHERE = {
    "no-file": "no-such.yaml",
    "not-a-file": "folder.yaml",
    "too-large": "large.yaml",
    "not-utf-8": "latin.yaml",
    "binary-file": "binary.yaml",
    "empty-file": "empty.yaml",
    "not-entries": "list.yaml",
    "not-a-scenario": "part.yaml",
    "include-missing": "missing.yaml",
    "include-outside": "outside.yaml",
    "include-loop": "loop.yaml",
    "not-a-part": "whole.yaml",
    "include-too-many": "many.yaml",
}
"""Codes about files, and the file of ``folder`` that has the defect."""


def with_defect(defect: Defect) -> str:
    """The scenario with a defect, and with the mark before the place that must be named."""
    _, old, new, _, _, *elsewhere = defect
    text = with_change(old, new)
    for snippet in elsewhere:
        text = with_change(snippet.replace(HERE, ""), snippet, text)
    return text


def with_include(path: str) -> str:
    return f"{BASE}include: {path}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of files, each with a defect of its own."""
    (tmp_path / "folder.yaml").mkdir()
    with (tmp_path / "large.yaml").open("wb") as large:
        large.truncate(MAX_BYTES + 1)
    texts = {
        "empty.yaml": "# nothing but this\n",
        "list.yaml": "- a\n- b\n",
        "part.yaml": PART,
        "missing.yaml": with_include("parts/none.yaml"),
        "outside.yaml": with_include("../secret.yaml"),
        "loop.yaml": with_include("loop.yaml"),
        "whole.yaml": with_include("fine.yaml"),
        "fine.yaml": BASE,
        "many.yaml": BASE + "include:\n" + "".join(f"  - p{n}.yaml\n" for n in range(MAX_FILES)),
    }
    for number in range(MAX_FILES):
        scene = "{replies: [{says: Hm., goto: sent}]}"
        texts[f"p{number}.yaml"] = f"moodline: 1\nscenes:\n  s{number}: {scene}\n"
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "latin.yaml").write_bytes(BASE.replace("rain", "Rügen").encode("latin-1"))
    (tmp_path / "binary.yaml").write_bytes(b"PNG\x00\x01\x02")
    return tmp_path


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda d: f"{d[0]}:{d[2].strip()[:30]!r}")
def test_a_planted_defect_is_told_where_it_stands(defect: Defect) -> None:
    code, _, _, said, hint, *_ = defect
    text = with_defect(defect)
    before, text = text.partition(HERE)[0], text.replace(HERE, "")
    found = problems(text)
    one = next((problem for problem in found if problem.code == code), None)
    assert one is not None, [render(problem) for problem in found]
    assert (one.line, one.column) == (before.count("\n") + 1, len(before) - before.rfind("\n")), render(one)
    assert said in render(one)
    assert hint in one.hint
    assert one.severity == "error"
    assert one.file == "wet.yaml"
    assert len(found) == 1 or code in NOT_ALONE, [render(problem) for problem in found]
    assert reading(text).scenario is None


def test_the_base_has_no_defect() -> None:
    found = reading(BASE)
    assert found.problems == ()
    assert found.scenario is not None


@pytest.mark.parametrize("code", ELSEWHERE)
def test_a_defect_of_a_file_is_told(folder: Path, code: str) -> None:
    found = read(folder / ELSEWHERE[code])
    assert code in {problem.code for problem in found.problems}, found.problems
    assert found.scenario is None
    assert all(problem.file.startswith(str(folder)) for problem in found.problems)


def test_every_code_is_planted_somewhere() -> None:
    by_other_tests = {
        "unreadable",
        "more-problems",
        "too-many-values",
        "unknown-scenario",
        "same-id-elsewhere",
    }
    assert {defect[0] for defect in DEFECTS} | set(ELSEWHERE) | by_other_tests == set(CODES)


def test_every_code_has_a_sentence() -> None:
    assert all(words.endswith(".") and words[0].isupper() for words in CODES.values())


def test_codes_of_problems_are_registered(folder: Path) -> None:
    found: list[Problem] = []
    for path in folder.glob("*.yaml"):
        found.extend(read(path).problems)
        header = read_header(path)
        if header is not None and header.problem is not None:
            found.append(header.problem)
    unknown = find("no-such", [folder], None)
    assert isinstance(unknown, Problem)
    found += [
        unknown,
        *(header.problem for header in headers([folder, folder]) if header.problem is not None),
    ]
    assert {problem.code for problem in found} <= set(CODES)


def test_all_problems_come_in_one_go() -> None:
    text = with_change("vents: true", "vents: maybe")
    text = with_change("start: opening", "start: opning", text)
    text = with_change("problem: solved", "problem: solvd", text)
    text = with_change("moves: offer", "moves: ofer", text)
    text = with_change("level: 1", "levvl: 1", text)
    found = problems(text)
    assert [(problem.code, problem.line) for problem in found] == [
        ("unknown-key", 5),
        ("missing-target", 32),
        ("wrong-type", 38),
        ("unknown-move", 48),
        ("wrong-value", 84),
    ]
