"""Columns of secrets, and headers that give one away."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from planner.intake.secret.header import header_words
from tests.intake.factory import by, maps, read, read_text, report, values

WORDS = header_words(next(iter(maps().values())).words)

SECRET = [
    "Password", "Notes (password)", "Kommentar [Kennwort]", "SNMP community", "Community string", "Token", "API key", "API token", "WPA key", "WPA2 Key", "WLAN-Schlüssel", "Wi-Fi key",
    "Pre-shared key", "PSK", "CD key", "Product key", "License key", "Licence key(s)", "PUK", "PIN", "PIN code", "SIM PIN", "Door code", "Alarm code", "Backup codes", "Recovery codes",
    "Recovery key", "BitLocker key", "Passphrase", "Secret answer", "Security question answer", "Private key", "ms-Mcs-AdmPwd", "Local admin password", "LAPS password", "BIOS password",
    "Passwort", "Kennwort", "Mot de passe", "Contraseña", "Wachtwoord", "Lizenzschlüssel", "Wiederherstellungsschlüssel", "Türcode", "Clé Wi-Fi", "Clave wifi", "Code PIN", "Access key", "Client secret",
    "Connection string", "Credentials", "TOTP seed", "user_pwd", "Initial password [passwordProfile] Required", "Password (last set)",
]  # fmt: skip
KEPT = [
    "Password last set", "PasswordLastSet", "pwdLastSet", "Password never expires", "Password policy", "Password age (days)", "PIN required", "Key management", "Token type", "MFA token registered",
    "Product key type", "Product key channel", "Recovery key escrowed", "Password manager", "Passwordless capable", "Shared key changed", "Community Hospital", "Passed", "Compass", "Keyboard", "Pinned",
    "Secret expiry date", "access_key_1_active", "Access key age", "Notes", "Notes (from the visit)", "Serial number", "Backup codes generated", "Default password", "Block credential", "Kennwort läuft nie ab",
    "Code", "Post code", "Zip/PIN", "Key contact", "Bad password count",
]  # fmt: skip


@pytest.mark.parametrize("header", SECRET)
def test_headers_of_secrets(header: str) -> None:
    assert WORDS.is_secret(header)


@pytest.mark.parametrize("header", KEPT)
def test_headers_of_what_is_said_about_secrets(header: str) -> None:
    assert not WORDS.is_secret(header)


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ("Password (default: Welcome1)", "Password (…)"), ("Password (Welcome)", "Password (…)"), ("Password [Welcome1", "Password […]"), ("Password: Welcome1", "Password: …"),
        ("Password = Welcome", "Password: …"), ("Password Welcome1", "Password …"), ("License Key(s)", "License Key(s)"), ("Notes (password)", "Notes (password)"),
        ("Initial password [passwordProfile] Required", "Initial password [passwordProfile] Required"), ("WPA2 key", "WPA2 key"),
    ],
)  # fmt: skip
def test_a_header_gives_no_secret_away(header: str, shown: str) -> None:
    assert WORDS.shown(header) == shown
    assert WORDS.shown(shown) == shown


def test_a_brackets_word_wins_over_a_column_the_map_reads(tmp_path: Path) -> None:
    preview = read_text(
        tmp_path, "Device name,Serial number,Notes (password),OS\nPC-1,S1,Zq7Canary,Windows\n"
    )
    found = report(preview)
    assert found.dropped_secret_columns == ("Notes (password)",)
    assert found.unmapped_columns == ()
    assert "Zq7Canary" not in repr(preview)


def test_a_default_password_in_a_header_is_said_nowhere(tmp_path: Path) -> None:
    text = (
        "Device name,Serial number,Password (default: Zq7Canary),Password (default: Zq7Canary),Shelf pw=Zq7Canary,Encrypted\n"
        "PC-1,S1,a,b,top,perhaps\n"
    )
    preview = read_text(tmp_path, text)
    assert report(preview).dropped_secret_columns == ("Password (…)", "Password (…)")
    assert report(preview).unmapped_columns == ("Shelf pw=[removed: password]",)
    assert any("Password (…)" in w for w in report(preview).warnings), "columns that appear twice"
    assert "Zq7Canary" not in repr(preview)


def test_headers_of_a_file_that_is_refused_give_nothing_away(tmp_path: Path) -> None:
    preview = read_text(tmp_path, "Colour,Password (default: Zq7Canary),pw=Zq7Canary\nred,a,b\n")
    assert "Its columns are Colour, Password (…), pw=[removed: password]" in report(preview).error
    assert "Zq7Canary" not in repr(preview)


def test_a_column_of_nothing_but_secrets_is_a_secret_column(tmp_path: Path) -> None:
    rows = "".join(f"PC-{n},S{n},ZQ{n}CA-NARY2-ZQ7CA-NARY3-ZQ7CA,Windows\n" for n in range(1, 4))
    preview = read_text(
        tmp_path, "Device name,Serial number,Notes,OS\n" + rows + "PC-9,S9,by the door,Windows\n"
    )
    assert report(preview).dropped_secret_columns == ("Notes",)
    assert report(preview).masked_secrets == ()
    assert "NARY2" not in repr(preview)
    assert "notes" not in by(preview.plan, "devices", "name", "PC-9").facts


def test_texts_are_masked_counted_and_read_again_without_a_change(tmp_path: Path) -> None:
    text = (
        "Device name,Serial number,Notes,Encrypted,OS\n"
        "PC-1 pw=Zq7Canary,S1,by the door; PIN: 8264,pw=Zq7Canary,Windows\n"
        "PC-2,S2,pw: Zq7Canary and pw: Zq8Canary,Yes,Windows\n"
        "PC-3,S3,on the shelf,Yes,Windows\n"
        "PC-4,pw=Zq7Canary,spare,Yes,Windows\nPC-5,pw=Zq9Canary,spare,Yes,Windows\n"
    )
    preview = read_text(tmp_path, text)
    found = report(preview)
    assert {(r.what, r.texts) for r in found.masked_secrets} == {("PIN", 1), ("password", 5)}
    kept = values(by(preview.plan, "devices", "name", "PC-1 pw=[removed: password]"))
    assert kept["notes"] == "by the door; PIN: [removed: PIN]"
    assert found.created == 5, "serial numbers that were nothing but a secret make no two machines one"
    assert any("pw=[removed: password]" in w for w in found.warnings), "the value that was not understood"
    assert not {"Zq7Canary", "Zq8Canary", "Zq9Canary", "8264"} & set(repr(preview).replace("'", " ").split())
    assert "Canary" not in repr(preview)
    again = report(read_text(tmp_path, text, plan=preview.plan))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 5)


def test_names_of_files_and_sheets_are_masked_where_they_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "list pw=Zq7Canary .xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name in ("PCs pw=Zq8Canary", "More pw=Zq9Canary"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["Device name", "Serial number", "OS"])
        sheet.write_row(1, 0, [name[:4], name[:3], "Windows"])
    book.close()
    preview = read(path)
    assert [s.title for s in preview.plan.sources.values()] == [
        "list pw=[removed: password] .xlsx / PCs pw=[removed: password]",
        "list pw=[removed: password] .xlsx / More pw=[removed: password]",
    ]
    assert "Canary" not in repr(preview)


def test_json_keys_and_lists_are_masked(tmp_path: Path) -> None:
    text = '[{"Device name": "PC-1", "Serial number": "S1", "pw=Zq7Canary": "x", "MAC address": ["00:1A:2B:3C:4D:5E"], "OS": "Windows", "Notes": {"text": "pw=Zq8Canary"}}]'
    preview = read_text(tmp_path, text, name="list.json")
    assert "Canary" not in repr(preview)


def test_a_secret_at_the_end_of_what_is_looked_at_is_not_kept_in_half(tmp_path: Path) -> None:
    key = "482915-738204-561937-204815-739264-815037-264918-503728"
    block = "-----BEGIN PRIVATE KEY-----" + "Zq7Canary" * 2150 + "-----END PRIVATE KEY-----"
    # The block shrinks to a mark, so that the key comes to stand where texts are kept, cut in two.
    for pad in range(500, 640, 10):
        cell = f"{block}{'x' * pad}{key} {'y' * 5000}"
        preview = read_text(tmp_path, f"Device name,Serial number,Notes,OS\nPC-1,S1,{cell},Windows\n")
        assert "482915" not in repr(preview)
        assert "Zq7Canary" not in repr(preview)
