"""Settings: what is read from where, and what is refused with which words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import FIELDS, Settings, read
from core.interview.errors import SettingsFault
from core.texts.catalog import texts

ROOT = Path(__file__).parents[2]
KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="  # the bytes 0 to 31


def refused(tmp_path: Path, environment: dict[str, str], file: str = "") -> list[str]:
    """The lines of the refusal, the first of the announcement left out."""
    (tmp_path / ".env").write_text(file, encoding="utf-8")
    with pytest.raises(SettingsFault) as caught:
        read(tmp_path / ".env", environment)
    return texts().say(caught.value.key, caught.value.values).splitlines()[1:]


def test_env_example_names_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = [match.groups() for line in lines if (match := re.fullmatch(r"#([A-Z_]+)=(.*)", line))]
    defaults = {
        name: Settings.model_fields[field].get_default(call_default_factory=False)
        for name, field in FIELDS.items()
    }
    plain = {None: "", False: "0", True: "1"}
    assert named == [(name, plain.get(value, str(value))) for name, value in defaults.items()]


def test_env_example_as_a_whole_is_accepted_and_changes_nothing(tmp_path: Path) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    (tmp_path / ".env").write_text(re.sub(r"(?m)^#(?=[A-Z_]+=)", "", example), encoding="utf-8")
    assert read(tmp_path / ".env", {}) == Settings()


def test_every_setting_has_a_remedy() -> None:
    keys = [f"settings-want-{field.replace('_', '-')}" for field in Settings.model_fields]
    assert [key for key in keys if not texts().has(key)] == []


def test_the_environment_goes_before_the_file_and_an_empty_value_is_none(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("GREENROOM_QUIET_SECONDS=5\nGREENROOM_LOG_LEVEL=info\n", encoding="utf-8")
    settings = read(tmp_path / ".env", {"GREENROOM_QUIET_SECONDS": "7", "GREENROOM_LOG_LEVEL": ""})
    assert (settings.quiet_seconds, settings.log_level) == (7.0, "info")


def test_making_settings_looks_at_nothing_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GREENROOM_QUIET_SECONDS", "9")
    assert Settings().quiet_seconds == 3


def test_a_file_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path / "none", {}).language == "en"


def test_quotes_comments_export_and_windows_line_ends_are_understood(tmp_path: Path) -> None:
    text = "\ufeff# mine\r\nexport TELEGRAM_TOKEN = '12:ab$c'  # from BotFather\r\nDISCORD_TOKEN=\r\n"
    (tmp_path / ".env").write_bytes(text.encode())
    settings = read(tmp_path / ".env", {})
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "12:ab$c"
    assert settings.discord_token is None


def test_an_unknown_name_is_refused_with_the_one_it_resembles(tmp_path: Path) -> None:
    assert refused(tmp_path, {"GREENROOM_LANGAGE": "en"}) == [
        "In the environment: there is no setting GREENROOM_LANGAGE. Did you mean GREENROOM_LANGUAGE?"
    ]


def test_an_unknown_name_of_ours_is_refused_even_when_it_resembles_none(tmp_path: Path) -> None:
    assert refused(tmp_path, {"GREENROOM_XYZZY_PLUGH": ""}) == [
        "In the environment: there is no setting GREENROOM_XYZZY_PLUGH. "
        ".env.example lists them all; take it out or correct it."
    ]


def test_a_slip_in_the_prefix_or_the_case_is_found(tmp_path: Path) -> None:
    assert refused(tmp_path, {"GREENROM_LANGUAGE": "en", "greenroom_domains": "."}) == [
        "In the environment: there is no setting GREENROM_LANGUAGE. Did you mean GREENROOM_LANGUAGE?",
        "In the environment: there is no setting greenroom_domains. Did you mean GREENROOM_DOMAINS?",
    ]


def test_names_of_other_programs_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("POSTGRES_PASSWORD=x\n", encoding="utf-8")
    environment = {"TELEGRAM_BOT_TOKEN": "x", "PATH": "/bin", "LANGUAGE": "de", "GREENROOM_SPECS": "a"}
    assert read(tmp_path / ".env", environment | {"GREENROOM_DATA": "b"}) == Settings()


def test_all_faults_are_told_at_once_each_with_its_place(tmp_path: Path) -> None:
    file = (
        "\n\nTELEGRAM_BOT_TOKEN=1\n\nnonsense\nGREENROOM_QUIET_SECONDS=nan # never\nGREENROOM_LANGUAGE=en\n"
    )
    path = tmp_path / ".env"
    assert refused(tmp_path, {"GREENROOM_LOG_LEVEL": "loud"}, file) == [
        f"{path}, line 3: there is no setting TELEGRAM_BOT_TOKEN. Did you mean TELEGRAM_TOKEN?",
        f"{path}, line 5: not a line like NAME=value. Write it so, or put a # before it.",
        f"{path}, line 6: GREENROOM_QUIET_SECONDS cannot be 'nan'. "
        "Give a number of seconds from 0.5 to 60, such as 3.",
        "In the environment: GREENROOM_LOG_LEVEL cannot be 'loud'. Give debug, info, warning or error.",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GREENROOM_DATA_DIR", "what?"),
        ("GREENROOM_LANGUAGE", "../en"),
        ("GREENROOM_LANGUAGE", "xx"),
        ("GREENROOM_DOMAINS", "no-such-folder"),
        ("GREENROOM_FLOW", "no-such.toml"),
        ("GREENROOM_TEXTS", "no-such-folder"),
        ("GREENROOM_COMPANY", "{subject}"),
        ("GREENROOM_NAME", "n" * 41),
        ("GREENROOM_ACCENT", "green"),
        ("GREENROOM_ACCENT", "#12345"),
        ("GREENROOM_LOGO", "no-such.svg"),
        ("GREENROOM_LOGO", ".env"),
        ("GREENROOM_QUIET_SECONDS", "0"),
        ("GREENROOM_QUIET_SECONDS", "61"),
        ("GREENROOM_QUIET_SECONDS", "inf"),
        ("GREENROOM_INTERVIEWER", "oracle"),
        ("GREENROOM_MODEL_URL", "localhost:8000"),
        ("GREENROOM_MODEL_URL", "http://models.example.com/v1"),
        ("GREENROOM_MODEL_URL", "http://8.8.8.8/v1"),
        ("GREENROOM_MODEL_URL", "https://me:word@here/v1"),
        ("GREENROOM_MODEL", "no-such-folder"),
        ("GREENROOM_MODEL", "/no/such/folder"),
        ("GREENROOM_MODEL_REVISION", "main"),
        ("GREENROOM_ADAPTER", "../no-such-folder"),
        ("GREENROOM_ADAPTER_REVISION", "v1.0"),
        ("GREENROOM_MODEL_BITS", "5"),
        ("GREENROOM_MODEL_BITS", "four"),
        ("GREENROOM_MODEL_DEVICE", "tpu"),
        ("GREENROOM_MODEL_INTERVIEWS", "0"),
        ("GREENROOM_MODEL_SAMPLES", "0"),
        ("GREENROOM_MODEL_SECONDS", "0.5"),
        ("GREENROOM_NO_BROWSER", "maybe"),
        ("GREENROOM_SPEECH", "perhaps"),
        ("GREENROOM_SPEECH_URL", "ftp://here"),
        ("GREENROOM_SPEECH_URL", "http://speech.example.com/v1"),
        ("GREENROOM_SPEECH_URL", "https://me:word@here/v1"),
        ("GREENROOM_SPEECH_MODEL", "bose"),
        ("GREENROOM_SPEECH_DEVICE", "gpu"),
        ("GREENROOM_SPEECH_COMPUTE", "int4"),
        ("GREENROOM_SPEECH_CONFIRM", "never"),
        ("GREENROOM_SPEECH_CONFIRM", "0"),
        ("GREENROOM_SPEECH_SECONDS", "9"),
        ("GREENROOM_SPEECH_BYTES", "99999"),
        ("GREENROOM_SPEECH_DAILY_MINUTES", "1441"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, name: str, value: str) -> None:
    (line,) = refused(tmp_path, {name: value})
    assert line.startswith(f"In the environment: {name} cannot be '{value}'. Give ")


def test_the_data_folder_cannot_be_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (line,) = refused(tmp_path, {"GREENROOM_DATA_DIR": str(tmp_path / "file")})
    assert "GREENROOM_DATA_DIR" in line


def test_a_wrong_secret_is_named_and_not_shown(tmp_path: Path) -> None:
    address, key = "mysql://me:hunter2@host/db", "hunter2"
    lines = refused(tmp_path, {"GREENROOM_DATABASE": address, "GREENROOM_MASTER_KEY": key})
    assert [line for line in lines if "hunter2" in line] == []
    assert lines[0].startswith(
        "In the environment: GREENROOM_DATABASE has a value it cannot have. Give postgresql"
    )
    assert lines[1].startswith(
        "In the environment: GREENROOM_MASTER_KEY has a value it cannot have. It is 32 random"
    )


def test_postgres_needs_a_master_key(tmp_path: Path) -> None:
    lines = refused(tmp_path, {"GREENROOM_DATABASE": "postgresql://host/db"})
    assert lines[0].startswith("GREENROOM_MASTER_KEY is not set. It is 32 random bytes in base64")
    environment = {"GREENROOM_DATABASE": "postgresql://host/db", "GREENROOM_MASTER_KEY": KEY}
    assert read(tmp_path / "none", environment).database_url == "postgresql://host/db"


def test_the_database_is_a_file_in_the_data_folder_by_default(tmp_path: Path) -> None:
    assert Settings(data_dir=tmp_path).database_url == f"sqlite:///{tmp_path}/greenroom.db"


def test_paths_are_absolute_from_where_it_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings().data_dir == tmp_path / "data"


def test_secrets_are_shown_nowhere(tmp_path: Path) -> None:
    environment = {"TELEGRAM_TOKEN": "12:secret", "GREENROOM_MASTER_KEY": KEY}
    settings = read(tmp_path / "none", environment)
    everything = f"{settings!r} {settings} {settings.shown()}"
    assert ("12:secret" in everything, KEY in everything) == (False, False)
    assert dict(settings.shown())["TELEGRAM_TOKEN"] == "********"
    assert dict(settings.shown())["GREENROOM_QUIET_SECONDS"] == "3"


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"GREENROOM_LANGUAGE=\xff\n")
    with pytest.raises(SettingsFault) as caught:
        read(tmp_path / ".env", {})
    assert caught.value.values["lines"] == (
        f"{tmp_path}/.env cannot be read (not UTF-8). "
        "Let the user who runs Greenroom read it, or move it away."
    )


def test_a_speech_model_is_a_known_name_a_folder_or_whatever_a_server_knows(tmp_path: Path) -> None:
    none = tmp_path / "none"
    assert read(none, {"GREENROOM_SPEECH_MODEL": "small"}).speech_model == "small"
    assert read(none, {"GREENROOM_SPEECH_MODEL": str(tmp_path)}).speech_model == str(tmp_path)
    served = {"GREENROOM_SPEECH_URL": "http://localhost:8000/v1/", "GREENROOM_SPEECH_MODEL": "whisper-1"}
    assert read(none, served).speech_model == "whisper-1"
    assert read(none, served).speech_url == "http://localhost:8000/v1"


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:11434/v1",
        "http://127.0.0.1:8000/v1",
        "http://[::1]:8000/v1",
        "http://192.168.1.20:8000/v1",
        "http://100.64.1.2:8000/v1",
        "http://vllm:8000/v1",
        "http://gpu.local:8000/v1",
        "https://models.example.com/v1",
    ],
)
def test_what_is_said_goes_in_the_clear_only_where_nobody_else_is(tmp_path: Path, address: str) -> None:
    assert read(tmp_path / "none", {"GREENROOM_MODEL_URL": address}).model_url == address


def test_a_model_server_needs_its_address_and_the_name_of_a_model(tmp_path: Path) -> None:
    lines = refused(tmp_path, {"GREENROOM_INTERVIEWER": "openai_compatible"})
    assert lines[0].startswith(
        "GREENROOM_MODEL_URL is not set. Give the model server's address such as http://"
    )
    assert lines[1].startswith("GREENROOM_MODEL is not set. Give the name the model server knows")
    served = {
        "GREENROOM_INTERVIEWER": "OpenAI_compatible",
        "GREENROOM_MODEL_URL": "http://localhost:8000/v1/",
    }
    settings = read(tmp_path / "none", served | {"GREENROOM_MODEL": "mistral:7b"})
    assert (settings.model_url, settings.model) == ("http://localhost:8000/v1", "mistral:7b")


def test_a_model_of_the_hub_needs_its_commit_and_a_folder_none(tmp_path: Path) -> None:
    here = {"GREENROOM_INTERVIEWER": "mistral"}
    hub = here | {"GREENROOM_MODEL": "some/model", "GREENROOM_ADAPTER": "some/adapter"}
    lines = refused(tmp_path, hub)
    assert [line.split(".")[0] for line in lines] == [
        "GREENROOM_MODEL_REVISION is not set",
        "GREENROOM_ADAPTER_REVISION is not set",
    ]
    pinned = {"GREENROOM_MODEL_REVISION": "0" * 40, "GREENROOM_ADAPTER_REVISION": "f" * 40}
    assert read(tmp_path / "none", hub | pinned).model == "some/model"
    assert read(tmp_path / "none", here | {"GREENROOM_MODEL": str(tmp_path)}).model == str(tmp_path)
    assert read(tmp_path / "none", here).model is None


def test_bits_are_numbers(tmp_path: Path) -> None:
    assert read(tmp_path / "none", {"GREENROOM_MODEL_BITS": "8"}).model_bits == 8


def test_a_transcript_is_confirmed_by_the_person_or_from_a_probability_on(tmp_path: Path) -> None:
    assert read(tmp_path / "none", {}).speech_confirm == "ask"
    assert read(tmp_path / "none", {"GREENROOM_SPEECH_CONFIRM": "Ask"}).speech_confirm == "ask"
    assert read(tmp_path / "none", {"GREENROOM_SPEECH_CONFIRM": "0.9"}).speech_confirm == 0.9
