"""The commands class and rate: what is written, where, and under which names."""

import csv
import io
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from engine.call.playable import open_scenario
from engine.debrief.cohort.cohort import SkillPoint
from engine.debrief.cohort.sheets import COLUMNS, safe
from engine.debrief.cohort.to_data import SCHEMA_FILE, schema_text, write_json
from engine.mood.coefficients import load_model
from engine.records.gathering import gather
from engine.records.home import Home
from engine.records.marks import read_marks
from engine.records.store import Store
from tests.benchmarks.class_store import fill
from tests.tui.rights import ordinary_folder
from tests.tui.running import BOXES, EVERY_FEATURE, TO_THE_END, Moodline
from tui.plain.class_view import choice_lines, result_lines, skill_lines

NAMES = ("=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\u202eZoë\x1b[31m" + "א" * 300)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with six calls by three trainees."""
    home = tmp_path_factory.mktemp("played") / "home"
    with pytest.MonkeyPatch.context() as patch:
        moodline = Moodline(home, patch)
        for name in ("Zoë", "Ann", "Bob"):
            for typed in (TO_THE_END, "1\n2\nq\n"):
                moodline("play", EVERY_FEATURE, "--plain", "--name", name, typed=typed)
    return home


@pytest.fixture
def a_class(moodline: Moodline, played: Path) -> Moodline:
    """Six calls by three trainees."""
    shutil.copytree(played, moodline.home)
    return moodline


def test_before_the_first_call_there_is_nothing(moodline: Moodline) -> None:
    assert moodline("class") == (0, "Nothing has been recorded yet.\n", "")
    assert not moodline.home.exists()


def test_the_map_has_numbers_shares_and_widths(a_class: Moodline) -> None:
    ran = a_class("class")
    assert (ran.code, ran.err) == (0, "")
    assert "6 calls by 3 agents: 3 came to an end, 3 were cut short." in ran.out
    assert "6  100%  ############" in ran.out
    assert "Agent 1 (2 times), Agent 2 (2 times), Agent 3 (2 times)" in " ".join(ran.out.split())
    assert max(map(len, ran.out.splitlines())) <= 80
    assert not BOXES.search(ran.out)


def test_names_are_shown_only_where_they_are_asked_for(a_class: Moodline, tmp_path: Path) -> None:
    a_class("rate", 1, "--as", "Quentin", "--listen", "shown")
    a_class("rate", 1, "--as", "Rosa", "--listen", "shown")
    for names in ((), ("--names",), ("--anonymous",)):
        named = names == ("--names",)
        sheet, calls, page = (tmp_path / f"{each}{names}" for each in ("sheet", "calls", "page"))
        a_class("class", "--csv", sheet, "--html", page, *names)
        a_class("class", "--csv", calls, "--table", "calls", *names)
        texts = [a_class("class", *names).out, a_class("class", "--json", *names).out]
        texts += [path.read_text(encoding="utf-8-sig") for path in (sheet, calls, page)]
        for text in texts:
            assert ("Ann" in text) is ("Bob" in text) is named
        for text in (*texts[:2], texts[4]):
            assert ("Quentin" in text) is ("Rosa" in text) is named
    assert a_class("class", "--names", "--anonymous").code == 2


def test_an_unknown_scenario_is_refused_with_what_may_be_meant(a_class: Moodline) -> None:
    ran = a_class("class", "every-feture")
    assert (ran.code, ran.out) == (2, "")
    assert "There are no calls of 'every-feture' on record. Did you mean every-feature?" in ran.err


def test_the_choices_as_a_sheet(a_class: Moodline, tmp_path: Path) -> None:
    ran = a_class("class", "every-feature", "--csv", tmp_path / "a.csv")
    assert (ran.code, ran.out) == (0, "")
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfscenario,")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    hear = [row for row in rows if row["reply"] == "hear"]
    assert [(row["agent"], row["times"], row["times_reply"]) for row in hear] == [
        ("Agent 1", "2", "6"),
        ("Agent 2", "2", "6"),
        ("Agent 3", "2", "6"),
    ]


def test_the_calls_as_a_sheet(a_class: Moodline, tmp_path: Path) -> None:
    a_class("class", "--csv", tmp_path / "a.csv", "--table", "calls")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))))
    assert all(row.keys() == COLUMNS["calls"].keys() and None not in row.values() for row in rows)
    assert [row["lost_how"] for row in rows] == ["", "left"] * 3
    assert [row["lost_turn"] for row in rows] == ["", "3"] * 3
    assert [row["attempt"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert [row["ended"] for row in rows] == ["yes", "no"] * 3


def test_json_says_the_same(a_class: Moodline) -> None:
    data = json.loads(a_class("class", "--json").out)
    Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))).validate(data)
    (scenario,) = data["scenarios"]
    assert (data["moodline_class"], scenario["calls"], scenario["agents"], scenario["finished"]) == (
        1,
        6,
        3,
        3,
    )


def test_the_schema_of_a_class_is_that_of_the_model(moodline: Moodline) -> None:
    """``python -m engine.debrief.cohort.to_data`` writes it anew."""
    assert moodline("schema", "class").out == SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()
    schema = Draft202012Validator(json.loads(schema_text()))
    Draft202012Validator.check_schema(schema.schema)
    data = json.loads(write_json(()))
    assert schema.is_valid(data)
    assert not schema.is_valid(data | {"moodline_class": 2})
    assert not schema.is_valid(data | {"more": 1})


def test_nothing_is_replaced_unasked(a_class: Moodline, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mine")
    ran = a_class("class", "--csv", tmp_path / "a.csv")
    assert ran.code == 2
    assert "is there already" in ran.err
    assert (tmp_path / "a.csv").read_text() == "mine"
    assert a_class("class", "--csv", tmp_path / "a.csv", "--force").code == 0
    (tmp_path / "file").touch()
    for wrong, words in (
        (tmp_path, "is not a file"),
        (tmp_path / "none" / "a.csv", "Make it first"),
        (tmp_path / "file" / "a.csv", "Make it first"),
        (Path("/dev/full"), "is not a file"),
    ):
        ran = a_class("class", "--html", wrong, "--force")
        assert (ran.code, ran.out, words in ran.err) == (2, "", True)
    assert not (tmp_path / "none").exists()


def test_a_folder_that_may_not_be_written_to(moodline: Moodline, tmp_path: Path) -> None:
    moodline("class", "--csv", tmp_path / "a.csv")  # All is imported that may lie where only root reads.
    with ordinary_folder() as folder, moodline.patch.context() as patch:
        folder.chmod(0o500)
        patch.setenv("MOODLINE_HOME", str(folder / "home"))
        ran = moodline("class", "--csv", folder / "a.csv")
    assert (ran.code, ran.out) == (2, "")
    assert "permission denied. --csv names another place" in ran.err


def test_standard_output_takes_one_of_them(a_class: Moodline, tmp_path: Path) -> None:
    ran = a_class("class", "--html", "-", "--csv", tmp_path / "a.csv")
    assert ran.code == 0
    assert ran.out.startswith("<!DOCTYPE html>")
    assert ran.err == f"Written: {tmp_path / 'a.csv'}\n"
    for wrong in (("--html", "-", "--csv", "-"), ("--json", "--csv", "-")):
        assert a_class("class", *wrong).code == 2


@pytest.mark.parametrize("first", "=+-@|%＝＋－＠")
@pytest.mark.parametrize("before", ["", "\t", "\r", "\n", "  ", "\u00a0", "\ufeff", "\x00", "\u202e"])
def test_no_cell_is_a_formula(first: str, before: str) -> None:
    cell = safe(f"{before}{first}cmd|' /C calc'!A0")
    assert cell.startswith("'")
    assert safe(cell) == cell


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


def test_hostile_names_do_no_harm(moodline: Moodline, tmp_path: Path) -> None:
    with Store.open(Home(moodline.home)) as store:
        fill(store, [open_scenario(EVERY_FEATURE, load_model())], 9, agents=3)
        with store.writing_about(1) as connection:
            for number, name in enumerate(NAMES):
                connection.exec_driver_sql("UPDATE attempts SET agent = ? WHERE id % 3 = ?", (name, number))
    moodline("class", "--names", "--csv", tmp_path / "a.csv", "--html", tmp_path / "a.html")
    told = moodline("class", "--names").out  # What reaches the terminal is looked at in Moodline.
    assert max(map(len, told.splitlines())) <= 80
    assert "א" * 40 in told
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))))
    cells = {cell for row in rows for cell in row}
    assert "'" + NAMES[0] in cells
    assert not [cell for cell in cells if cell[:1] in set("=+-@|%\t")]
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    page = _Page(text)
    assert "&lt;script&gt;" in text
    assert not {"script", "img", "link", "iframe"} & page.tags
    assert page.addresses == []
    assert "\u202e" not in text


def test_raters_see_their_agreement(a_class: Moodline) -> None:
    for attempt, one, other in (
        (1, "shown", "shown"),
        (2, "not-shown", "not-shown"),
        (3, "shown", "not-shown"),
    ):
        for rater, mark in (("Quentin", one), ("Rosa", other)):
            ran = a_class("rate", attempt, "--as", rater, "--listen", mark)
            assert ran.out == f"Attempt {attempt}, marked by {rater}: listen {mark.replace('-', ' ')}.\n"
    out = a_class("class").out
    assert "Rater 1 and Rater 2, 3 calls marked as a whole by both." in out
    assert "Listen: alike in 2 of 3, κ 0.40." in out
    assert "Affirm: no marks in common." in out


def test_raters_go_through_the_turns_at_which_a_skill_could_be_shown(a_class: Moodline) -> None:
    told = a_class("rate", 1, "--as", "Quentin", typed="x\n" + "y\n" * 99)
    assert told.code == 0
    assert "Turn 1: " in told.out
    assert "Type y: it was shown; n: it was not" in told.out
    assert "Zoë" not in told.out
    kept = int(told.out.split(" marks by Quentin kept.")[0].split()[-1])
    assert kept > 3
    assert a_class("rate", 1, "--as", "Rosa", typed="\n" * 99).code == 1  # No mark at all.
    half = a_class("rate", 1, "--as", "Rosa", typed="n\ny\nq\n")
    assert half.out.endswith("Attempt 1: 2 marks by Rosa kept.\n")
    out = " ".join(a_class("class").out.split())
    assert "of 1 call marked by both." in out
    assert "All skills: alike in 1 of 2, κ 0.00." in out
    with Store.open(Home(a_class.home)) as store:
        first = min(mark for mark in read_marks(store) if mark.turn)
    again = a_class("rate", 1, "--as", first.rater, "--turn", first.turn, f"--{first.skill}", "no-chance")
    assert again.out == f"Attempt 1, turn {first.turn}, marked by {first.rater}: {first.skill} no chance.\n"


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("9", "--as", "Ann", "--listen", "shown"), "There is no attempt 9"),
        (("1", "--as", "Ann", "--turn", "1"), "Mark at least one skill"),
        (("1", "--as", "Ann", "--turn", "99", "--listen", "shown"), "would have shown listen."),
        (("1", "--as", "Ann", "--turn", "0", "--listen", "shown"), "0 is not in the range"),
        (("1", "--as", "\x1b", "--listen", "shown"), "between 1 and 60"),
        (("1", "--listen", "shown"), "Missing option '--as'"),
        (("1", "--as", "Ann", "--listen", "perhaps"), "'perhaps' is not one of"),
    ],
)
def test_a_mark_that_makes_no_sense_is_refused(
    a_class: Moodline, arguments: tuple[str, ...], words: str
) -> None:
    ran = a_class("rate", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_marking_makes_no_store(moodline: Moodline) -> None:
    assert moodline("rate", 1, "--as", "Ann", "--listen", "shown").code == 2
    assert not moodline.home.exists()


def test_records_that_cannot_be_used_are_said(moodline: Moodline) -> None:
    moodline.home.mkdir()
    Home(moodline.home).attempts.write_text("no store")
    ran = moodline("class")
    assert (ran.code, ran.out) == (2, "")
    assert "is not a store of Moodline's" in ran.err


def test_a_narrow_terminal_has_the_words_under_the_bar(played: Path) -> None:
    with Store.open(Home(played), read_only=True) as store:
        (cohort,) = gather(store).cohorts
    points = tuple(SkillPoint(nth, 2000, 2000, 1000) for nth in range(1, 6))
    busy = replace(cohort, skills=tuple(replace(skill, points=points) for skill in cohort.skills))
    for width in (40, 59, 60, 74, 100):
        lines = [*choice_lines(cohort, width), *result_lines(cohort, width), *skill_lines(busy, width)]
        assert max(len(line.text) for line in lines) <= width
        assert sum("1000 of 2000" in line.text for line in lines) >= 4
        for line in lines:
            assert set(line.text[slice(*line.bar)]) <= {"#", " "}


def test_an_older_moodlines_records_are_brought_up_to_date(a_class: Moodline) -> None:
    with closing(sqlite3.connect(Home(a_class.home).attempts)) as raw, raw:
        raw.execute("DROP TABLE chance_marks")
        raw.execute("DROP TABLE marks")
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
    ran = a_class("class")
    assert (ran.code, ran.err) == (0, "")
    assert "6 calls by 3 agents" in ran.out
    assert a_class("rate", 1, "--as", "Kim", "--listen", "shown").code == 0
