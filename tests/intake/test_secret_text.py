"""Secrets inside texts: what has to go, what has to stay, and at what price."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.intake.cell.mark import MARK, is_telling
from planner.intake.cell.system_text import items
from planner.intake.secret import Mask
from planner.intake.settle.identity import keys_of
from planner.model.secret import SecretPattern
from tests.intake.factory import secrets

MASK = Mask(secrets())

# Each text with its secret; everything else in it has to stay. All values are invented.
SECRET = [
    ("Spare in drawer 3, pw=Zq7Canary, ask Jo", "Zq7Canary", "password"),
    ("pw: Zq7Canary", "Zq7Canary", "password"),
    ("admin pwd = Zq7Canary", "Zq7Canary", "password"),
    ("Pass: Zq7Canary", "Zq7Canary", "password"),
    ("The password is Zq7Canary", "Zq7Canary", "password"),
    ("password is nightingale", "nightingale", "password"),
    ("AdminPassword:Zq7Canary", "Zq7Canary", "password"),
    ("Passwort: Zq7Canary", "Zq7Canary", "password"),
    ("Kennwort lautet Zq7Canary.", "Zq7Canary", "password"),
    ("mot de passe: Zq7Canary", "Zq7Canary", "password"),
    ("contraseña: Zq7Canary", "Zq7Canary", "password"),
    ("Wachtwoord: Zq7Canary", "Zq7Canary", "password"),
    ("Default password Zq7Canary", "Zq7Canary", "password"),
    ('{"password": "Zq7 Canary"}', '"Zq7 Canary"', "password"),
    ("Server=a;Password=Zq7 Canary;Encrypt=yes", "Zq7 Canary", "password"),
    ("Uid=app;Pwd=Zq7Canary;", "Zq7Canary", "password"),
    ("https://svc:Zq7Canary@host.example/x", "Zq7Canary", "password"),
    ("postgres://app:Zq7%40Canary@db1/erp", "Zq7%40Canary", "password"),
    ("ftp://ann:Zq7@Canary@files.example", "Zq7@Canary", "password"),
    (r"smb://ann:Zq7Canary@nas/share", "Zq7Canary", "password"),
    (r"net use Z: \\nas\d /user:ann Zq7Canary", "Zq7Canary", "password"),
    ("PIN: 8264", "8264", "PIN"),
    ("SIM PIN 8264", "8264", "PIN"),
    ("PUK=82645173", "82645173", "PIN"),
    ("Door code 8264", "8264", "door or alarm code"),
    ("Alarm code is 8264#", "8264#", "door or alarm code"),
    ("key 482915-738204-561937-204815-739264-815037-264918-503728", "482915-738204-561937-204815-739264-815037-264918-503728", "recovery key"),
    ("Wiederherstellungscode: 82645173", "82645173", "recovery code"),
    ("Backup codes: 8264-5173 9182-7364", "8264-5173 9182-7364", "recovery code"),
    ("otpauth://totp/x?secret=ZQ7CANARY2", "totp/x?secret=ZQ7CANARY2", "second factor seed"),
    ("TOTP seed: ZQCANARY27ZQCANA", "ZQCANARY27ZQCANA", "second factor seed"),
    ("-----BEGIN PRIVATE KEY-----\nZq7Canary\n-----END PRIVATE KEY-----", "\nZq7Canary\n", "private key"),
    ("-----BEGIN RSA PRIVATE KEY----- Zq7Canary -----END RSA PRIVATE KEY-----", " Zq7Canary ", "private key"),
    (r"-----BEGIN PRIVATE KEY-----\nZq7Canary", r"\nZq7Canary", "private key"),
    ("id AKIAZQ7CANARYZQ7CANA", "AKIAZQ7CANARYZQ7CANA", "cloud key"),
    ("aws_secret_access_key=Zq7Canary/Zq7Canary+Zq7Canary00", "Zq7Canary/Zq7Canary+Zq7Canary00", "access key"),
    ("AccountName=x;AccountKey=Zq7CanaryZq7Canary==;E=y", "Zq7CanaryZq7Canary==", "access key"),
    ("https://x.example/?sv=1&sig=Zq7CanaryZq%3D", "Zq7CanaryZq%3D", "cloud key"),
    ("Client secret: Zq7~Canary", "Zq7~Canary", "access key"),
    ("AIzaZq7CanaryZq7CanaryZq7Canary", "AIzaZq7CanaryZq7CanaryZq7Canary", "access token"),
    ("CI uses ghp_Zq7CanaryZq7CanaryZq7", "ghp_Zq7CanaryZq7CanaryZq7", "access token"),
    ("github_pat_Zq7CanaryZq7Canary", "github_pat_Zq7CanaryZq7Canary", "access token"),
    ("glpat-Zq7CanaryZq7Canary", "glpat-Zq7CanaryZq7Canary", "access token"),
    ("xoxb-82645-Zq7Canary", "xoxb-82645-Zq7Canary", "access token"),
    ("sk_live_Zq7CanaryZq7", "sk_live_Zq7CanaryZq7", "access token"),
    ("npm_Zq7CanaryZq7CanaryZ", "npm_Zq7CanaryZq7CanaryZ", "access token"),
    ("sk-Zq7CanaryZq7CanaryZq7", "sk-Zq7CanaryZq7CanaryZq7", "access token"),
    ("sk-ant-Zq7CanaryZq7CanaryZq7", "sk-ant-Zq7CanaryZq7CanaryZq7", "access token"),
    ("eyJZq7Canary.eyJZq7Canary.Zq7Canary", "eyJZq7Canary.eyJZq7Canary.Zq7Canary", "access token"),
    ("snmp-server community Zq7Canary RO", "Zq7Canary", "SNMP community"),
    ("community: public", "public", "SNMP community"),
    ("WPA2 key: Zq7Canary", "Zq7Canary", "Wi-Fi key"),
    ("WLAN-Schlüssel: Zq7Canary", "Zq7Canary", "Wi-Fi key"),
    ("Guest PSK Zq7Canary", "Zq7Canary", "Wi-Fi key"),
    ("Windows ZQ7CA-NARY2-ZQ7CA-NARY3-ZQ7CA", "ZQ7CA-NARY2-ZQ7CA-NARY3-ZQ7CA", "product key"),
    ("Licence key: ZQ7-CANARY-9", "ZQ7-CANARY-9", "product key"),
    ("username ann password 7 08264A5C1D", "08264A5C1D", "password"),
    ("enable secret 9 $9$Zq7Canary$Zq7Canary", "$9$Zq7Canary$Zq7Canary", "password"),
    ("security question: pet? answer: Zq7Canary", "Zq7Canary", "security answer"),
]  # fmt: skip

HARMLESS = [
    "password manager", "Password policy: 12 characters", "Pass", "PIN code lock: yes", "Community Hospital", "key account manager", "Keyboard", "Compass: north", "Encompass 4",
    "No password is required.", "The password was changed in May 2026", "Password: see vault", "Passwort: siehe Tresor", "Password is stored in 1Password", "passwordless sign-in: 40 of 60",
    "5CG1234ABC", "PF2Z8264", "VMware-42 1a 2b 3c 4d 5e 6f 70-81 92 a3 b4 c5 d6 e7 f8", "01234567-89ab-cdef-0123-456789abcdef", "AA:BB:CC:DD:EE:FF", "AA-BB-CC-DD-EE-FF", "001A2B3C4D5E",
    "d41d8cd98f00b204e9800998ecf8427e", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "10.0.19045.5011", "Microsoft Windows 11 Pro 10.0.26100", "2026-11-21 14:05:49",
    "21.11.2026", "+49 30 123456-78", "+1 (555) 010-4477", "(030) 123456 789012", "https://portal.example:8443/a?b=c", "mailto:ann@x.example", "ann@acme.example", "S-1-5-21-1004336348-1177238915-682003330-512",
    "CN=PC-01,OU=Laptops,DC=acme,DC=example", "Dell Latitude 5420", "Cisco Catalyst C9300-48P", "Room 4711, desk 12", "Code review", "QR code on the back", "Area code 0815", "ticket 482915-738204",
    "WPA2 Enterprise", "WPA3-SAE", "snmp v3 only", "SNMP community string changed", "Token ring, retired", "API version 2.0", "Key: brass, on the ring", "monkey 12345678", "pinned to 1.2.3",
    "Backup codes printed and in the safe", "Recovery key escrowed", "MFA registered", "secret santa party", "Licence key: see portal", "Enable secret scanning", "$25,000 a year", "SKU AB123-CD456-EF789",
    "Order 12345-67890", "bus pass 12", "IBAN DE00 1234 5678 9012 3456 78", "GPS 52.520008, 13.404954", "task-force", "risk-averse", "", " ", "\u0000", "🔑 in the drawer", "pass/fail",
]  # fmt: skip


@pytest.mark.parametrize(("text", "secret", "what"), SECRET)
def test_only_the_secret_goes(text: str, secret: str, what: str) -> None:
    found = MASK.mask(text)
    assert found.text == text.replace(secret, f"{MARK}{what}]")
    assert what in found.what


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_secret_stays(text: str) -> None:
    assert MASK.mask(text).text == text


@pytest.mark.parametrize("pattern", secrets(), ids=lambda p: p.id)
def test_every_shipped_pattern_masks_its_own_examples_together_with_the_others(pattern: object) -> None:
    (chosen,) = (p for p in secrets() if p is pattern)
    for text, secret in chosen.examples.items():
        assert secret not in MASK.mask(text).text
    for text in chosen.counterexamples:
        assert not list(chosen.spans(text))


PIECES = [text for text, _, _ in SECRET] + HARMLESS
WORDS = [
    MARK,
    "]",
    "pw",
    "=",
    ":",
    " ",
    "\n",
    "password",
    "PIN",
    "1234",
    "[removed: password]",
    "is",
    "key",
    "://",
    "@",
    "-",
    "Zq7Canary",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(WORDS), st.text(max_size=8)), max_size=8))
def test_a_masked_text_holds_nothing_more(parts: list[str]) -> None:
    once = MASK.mask("".join(parts))
    assert MASK.mask(once.text).text == once.text
    assert not MASK.mask(once.text).what


@given(st.text(max_size=60))
def test_any_text_can_be_masked_alone_or_among_others(text: str) -> None:
    alone = MASK.mask(text)
    among = MASK.mask_all({text, "PC-01", "pw=Zq7Canary"})
    assert among.get(text, None) == (alone if alone.what else among.get(text))
    assert among["pw=Zq7Canary"].what == ("password",)


def test_many_texts_are_masked_as_one_is() -> None:
    texts = {text for text, _, _ in SECRET} | set(HARMLESS)
    together = MASK.mask_all(texts)
    assert set(together) == {text for text, _, _ in SECRET}
    for text in together:
        assert together[text] == MASK.mask(text)


def test_a_mark_in_a_text_hides_no_secret_beside_it() -> None:
    assert "Zq7Canary" not in MASK.mask("[removed: password] pw=Zq7Canary").text


@pytest.mark.parametrize(
    ("text", "telling"),
    [("[removed: password]", False), ("pw=[removed: password]", False), ("PIN: [removed: PIN].", False),
     ("SRV-01 pw=[removed: password]", True), ("PC-1", True)],
)  # fmt: skip
def test_a_text_of_which_a_secret_was_all_tells_nothing(text: str, telling: bool) -> None:
    assert is_telling(text) is telling


ADVERSARIES = [
    "pw=", "password ", "password is ", "-----BEGIN PRIVATE KEY-----", "-", "123456-", "111111-222222-", "a:b/", "https://a:", "net use /user:x ", "PIN 1 ", "backup code 1a2b,",
    "eyJaaaaaaaa.", "sk-aaaa", "snmp community ", "wifi key: ", "key 7 ", " ", "\n", "password for a ", "security question ", "ab12-", "$6$a", "TOTP ABCD ", "radius-server a", "  ,",
    ";password=a", "pw=[removed: password]", "\u017f", "\u0130", '"', "pw='", "pw=,",
]  # fmt: skip


@pytest.mark.parametrize("unit", ADVERSARIES)
def test_repeats_that_make_expressions_run_for_ever_end(unit: str) -> None:
    """Each took a fraction of a second; an expression that backtracks over all of it would never end."""
    once = MASK.mask(unit * (100_000 // len(unit)))
    assert MASK.mask(once.text).text == once.text


def test_what_stands_in_a_secrets_place_is_never_looked_into() -> None:
    greedy = SecretPattern(id="x", title="word", regex=r"(?:removed: |pw=)(\w+)", hints=("removed", "pw="))
    once = Mask((greedy,)).mask("pw=Zq7Canary")
    assert once.text == "pw=[removed: word]"
    assert Mask((greedy,)).mask(once.text).text == once.text


def test_a_mark_names_nothing_and_is_no_list() -> None:
    mark = "[removed: password]"
    assert keys_of("sites", lambda field: (f"pw={mark}",) if field == "name" else (), (), ("name",)) == ()
    assert keys_of("sites", lambda field: (f"Hut pw={mark}",) if field == "name" else (), (), ("name",)) != ()
    assert items(mark) == (mark,)
    assert items(f"{mark};{mark} x") == (mark, f"{mark} x")
    assert items("[a, b]") == ("a", "b")
