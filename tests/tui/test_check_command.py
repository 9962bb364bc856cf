"""`moodline check`: what it writes, in which form, and how it ends."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from engine.workshop.checks.catalogue import CHECKS
from tests.engine.workshop.checks.defects import FOLDER, defect
from tests.npm import one_file
from tests.tui.running import Moodline, Ran
from tui.commands.check import FORMS

CLEAN = FOLDER / "base.yaml"


@pytest.fixture
def moodline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Moodline:
    return Moodline(tmp_path / "data", monkeypatch)


@pytest.fixture
def stuck(tmp_path: Path) -> Path:
    """A scenario in which a call can come to where no reply is left."""
    file = tmp_path / "stuck.yaml"
    file.write_text(defect("no-reply-left").text, encoding="utf-8")
    return file


@pytest.fixture
def advised(tmp_path: Path) -> Path:
    """A scenario about which there is no more than advice."""
    file = tmp_path / "advised.yaml"
    file.write_text(defect("flag-never-read").text, encoding="utf-8")
    return file


def test_text_shows_the_line_the_hint_and_the_way_there(moodline: Moodline, stuck: Path) -> None:
    ran = moodline("check", stuck)
    planted = defect("no-reply-left")
    assert ran.code == 1
    start = ran.out.index(f"{stuck}:{planted.line}:3: ✗ error[no-reply-left]\n")
    told = ran.out[start:].partition("\n\n")[0].splitlines()[1:]
    assert told[0] == "  finding-it: here a call can come to where no reply is left"
    assert told[1] == f"  {planted.line} | finding-it:"
    assert told[2] == f"  {' ' * len(str(planted.line))} | ^^^^^^^^^^"
    assert told[3].startswith("  hint: give one reply neither when nor once")
    assert told[4] == "  the way there, 1 reply:"
    assert told[6] == (
        "    opening.number: Let me get you on the screen first. Have you got the booking number?"
    )
    assert told[8] == "    (no reply is left)"
    assert ran.out.splitlines()[-1].endswith(": moodline explain again-never-said")


def test_a_scenario_can_be_named_by_its_id_and_a_file_of_that_name_comes_first(
    moodline: Moodline, stuck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = moodline("check", "--shape-only", "entitled-caller")
    assert (ran.code, ran.out) == (0, "1 file checked: no problems.\n")
    monkeypatch.chdir(stuck.parent)
    stuck.rename("entitled-caller")
    assert "error[no-reply-left]" in moodline("check", "entitled-caller").out
    assert "no-file" in moodline("check", "entitled-coller").out


def test_strict_fails_for_advice_and_otherwise_only_errors_do(moodline: Moodline, advised: Path) -> None:
    ran = moodline("check", advised)
    assert (ran.code, "• advice[flag-never-read]" in ran.out) == (0, True)
    assert moodline("check", "--strict", advised).code == 1
    assert moodline("check", "--strict", CLEAN).code == 0


def test_shape_only_proves_nothing(moodline: Moodline, stuck: Path) -> None:
    assert moodline("check", "--shape-only", stuck) == Ran(0, "1 file checked: no problems.\n", "")


def test_json_says_what_was_proved_and_what_was_found(
    moodline: Moodline, stuck: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("moodline: 1\nid: \x1b[31m\n", encoding="utf-8")
    data = json.loads(moodline("check", "--format", "json", stuck, broken).out)
    assert data["version"] == 1
    first, second = data["files"]
    assert (first["proved"], first["complete"], first["left_out"]) == (True, True, [])
    assert first["states"] > 100
    found = next(each for each in first["findings"] if each["code"] == "no-reply-left")
    assert found["witness"] == [
        {
            "scene": "opening",
            "reply": "number",
            "says": "Let me get you on the screen first. Have you got the booking number?",
        }
    ]
    assert (second["proved"], second["complete"]) == (False, False)
    assert second["findings"]


def test_where_not_every_state_was_tried_it_is_said_and_nothing_is_claimed(moodline: Moodline) -> None:
    ran = moodline("check", "--states", "5", CLEAN)
    assert ran.code == 0
    assert "sampled" in ran.out
    assert moodline("check", "--states", "5", "--strict", CLEAN).code == 1
    data = json.loads(moodline("check", "--states", "5", "--format", "json", CLEAN).out)["files"][0]
    assert data["complete"] is False
    assert set(data["left_out"]) == {check.code for check in CHECKS if check.needs_everything}
    assert not {each["code"] for each in data["findings"]} & set(data["left_out"])


def test_sarif_has_what_code_scanning_needs(moodline: Moodline, stuck: Path) -> None:
    data = json.loads(moodline("check", "--format", "sarif", stuck).out)
    assert data["version"] == "2.1.0"
    assert data["$schema"].endswith("sarif-2.1.0.json")
    (run,) = data["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], run["columnKind"]) == ("moodline", "unicodeCodePoints")
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"] == stuck.as_uri()
        assert place["region"]["startLine"] >= 1
        assert place["region"]["startColumn"] >= 1
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])


SARIF = ("@microsoft/jest-sarif", "1.0.0-beta.0", "lib/schemas/sarif-2.1.0-rtm.5.json")
"""The schema of the standard's own committee, as it stands in a package; it has no package of its own."""


def test_sarif_is_valid_by_the_standards_own_schema(moodline: Moodline, stuck: Path, tmp_path: Path) -> None:
    silenced, gone = tmp_path / "50% šilenced, a:b.yaml", tmp_path / "not there.yaml"
    entry = "silenced:\n  - {code: flag-never-read, because: For later}\n\nstart: opening\n"
    silenced.write_text(defect("flag-never-read").text.replace("start: opening\n", entry), encoding="utf-8")
    data = json.loads(moodline("check", "--format", "sarif", stuck, silenced, gone, CLEAN).out)
    assert {result["level"] for result in data["runs"][0]["results"]} >= {"error", "note"}
    found = one_file(*SARIF)
    if isinstance(found, str):
        pytest.skip(found)
    schema = Draft4Validator(json.loads(found[1].read_text(encoding="utf-8")))
    assert not [error.message for error in schema.iter_errors(data)]
    data["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not schema.is_valid(data)


def test_sarif_has_what_is_silenced_as_suppressed(moodline: Moodline, tmp_path: Path) -> None:
    file = tmp_path / "a file.yaml"
    text = defect("flag-never-read").text
    entry = "silenced:\n  - {code: flag-never-read, because: For later}\n\nstart: opening\n"
    file.write_text(text.replace("start: opening\n", entry), encoding="utf-8")
    data = json.loads(moodline("check", "--format", "sarif", file).out)
    (result,) = data["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource"}]
    assert " " not in result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    ran = moodline("check", "--strict", file)
    assert (ran.code, ran.out) == (0, "1 file checked: no problems (1 silenced).\n")


def test_github_lines_are_escaped(moodline: Moodline, tmp_path: Path) -> None:
    file = tmp_path / "50%, a:b.yaml"
    file.write_text(defect("flag-never-read").text, encoding="utf-8")
    (line,) = moodline("check", "--format", "github", file).out.splitlines()
    match = re.fullmatch(r"::notice file=([^:,]*),title=([^:,]*),line=(\d+),col=(\d+)::(.+)", line)
    assert match is not None
    assert match[1].endswith("50%25%2C a%3Ab.yaml")
    assert (match[2], int(match[3])) == ("flag-never-read", defect("flag-never-read").line)
    assert "%0Ahint: " in match[5]


HOSTILE = {
    "target": ("goto: sent-anyway", 'goto: "::error file=x::owned %0A %25"'),
    "line-break": ("goto: sent-anyway", 'goto: "a\\n::error::owned"'),
    "escape": ('"Oh, forget it."', '"Oh \\e]52;c;aGk=\\a, forget it."'),
    "raw-escape": ('"Oh, forget it."', '"Oh \x1b[31m\x9b1m, forget it."'),
    "bidi": ('"Oh, forget it."', '"Oh \u202efor\u2066get it."'),
    "key": ("vents: true", '"[b]::error::%0A\\e[0m": true'),
    "long-name": ("goto: sent-anyway", f"goto: {'n' * 300}"),
    "emoji": ("goto: sent-anyway", "goto: \U0001f469\u200d\U0001f467"),
    "markup": ("title: Sent, and believed", "title: '[@click=app.quit]שלום[/] [/red] {{'"),
}
"""What is replaced in a clean scenario, and by what."""


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_says_what_it_is_in_every_form(
    moodline: Moodline, tmp_path: Path, name: str, ends: str
) -> None:
    old, new = HOSTILE[name]
    text = CLEAN.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / f"50% [b]::error::{name}\n\u202e.yaml"
    file.write_bytes(text.replace(old, new, 1).replace("\n", ends).encode("utf-8"))
    ran = {form: moodline("check", "--shape-only", "--format", form, file) for form in FORMS}
    assert {each.code for each in ran.values()} == {0 if name == "markup" else 1}
    (data,) = json.loads(ran["json"].out)["files"]
    results = json.loads(ran["sarif"].out)["runs"][0]["results"]
    commands = ran["github"].out.splitlines()
    assert len(data["findings"]) == len(results) == len(commands) == len(ran["line"].out.splitlines())
    for line in commands:
        assert re.fullmatch(r"::error file=[^:,]*,title=[a-z0-9-]+(,line=\d+,col=\d+)?::.+", line)
        assert not re.search(r"%(?!25|0A|0D|3A|2C)", line)
