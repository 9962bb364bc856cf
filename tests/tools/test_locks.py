"""The lock check finds what a lock must not be, and passes the locks that the project has."""

from __future__ import annotations

import pytest
from packaging.requirements import Requirement

from tools.locks import check, findings

HASH = "sha256:" + "0" * 64
GOOD = f"# made\nrich==15.0.0 \\\n    --hash={HASH} \\\n    --hash={HASH}\n    # via\n    #   textual\n"


def found(text: str, *wanted: str) -> list[str]:
    return findings("some.txt", text, [Requirement(word) for word in wanted])


def test_the_projects_own_locks_are_in_order(capfd: pytest.CaptureFixture[str]) -> None:
    assert check() == 0, capfd.readouterr().err


def test_a_good_lock_has_no_findings() -> None:
    assert found(GOOD, "rich>=14") == []


def test_names_are_compared_as_packages_are_named() -> None:
    assert found(f"ruamel-yaml==0.19.1 --hash={HASH}\n", "Ruamel.YAML>=0.19") == []


@pytest.mark.parametrize(
    "line",
    [
        "-i there",
        "--index-url there",
        "--extra-index-url there",
        "-f wheels",
        "--find-links wheels",
        "--trusted-host there",
        "rich @ wheels/rich-15.0.0.whl",
        "rich==15.0.0  # as over://there",
    ],
)
def test_an_address_is_found(line: str) -> None:
    assert found(f"{line}\n{GOOD}", "rich") == [f"some.txt: holds an address: {line}"]


@pytest.mark.parametrize("pin", ["rich", "rich>=15", "rich==15.*", "rich==15.0.0,!=15.1"])
def test_a_pin_is_one_exact_version(pin: str) -> None:
    assert any("not one exact version" in line for line in found(f"{pin} --hash={HASH}\n"))


@pytest.mark.parametrize("end", ["", " --hash=md5:0123", f" --hash={HASH} --hash=sha256:12"])
def test_a_pin_without_a_sha256_is_found(end: str) -> None:
    assert any("no hash" in line for line in found(f"rich==15.0.0{end}\n", "rich"))


def test_a_version_out_of_range_is_found() -> None:
    assert found(GOOD, "rich<15") == ["some.txt: rich is 15.0.0, and <15 is asked for"]


def test_a_missing_package_is_found_for_each_place_that_asks_for_it() -> None:
    lines = found(GOOD, "colorama; sys_platform == 'win32'")
    assert [line.rpartition(" for ")[2] for line in lines] == [
        f"Python {version} on Windows, and has 0" for version in ["3.11", "3.12", "3.13"]
    ]


def test_a_package_pinned_for_some_pythons_only_is_found() -> None:
    lines = found(f"rich==15.0.0 ; python_version < '3.13' --hash={HASH}\n", "rich")
    assert len(lines) == 3
    assert all("Python 3.13" in line for line in lines)
