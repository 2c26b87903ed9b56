"""`./run`: what it sets up and when, tried with stand-ins for python, uv and apt-get.

The stand-ins note their calls and, but for the bot, swallow what is piped in: set-up must not let them.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = (
    "cat",
    "chmod",
    "cksum",
    "cp",
    "dirname",
    "grep",
    "id",
    "mkdir",
    "paste",
    "rm",
    "sed",
    "tail",
    "touch",
)
NOTE = '#!/bin/sh\nprintf "%s %s\\n" "${0##*/}" "$*" >>"$CALLS"\n'
PYTHON = (
    NOTE
    + r"""
case "$1 $2" in "-m bot") ;; *) cat >/dev/null ;; esac
case "$1 $2" in
    "-c "*version_info*11*) exit "${TOO_OLD:-0}" ;;
    "-c "*ensurepip*) [ -z "${NO_VENV-}" ] || [ -e "$NO_VENV" ] ; exit ;;
    "-c "*-venv*) echo python3.11-venv ;;
    "-c "*metadata*) [ -e .venv/torch ] ; exit ;;
    "-m venv")
        mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
        printf '#!/bin/sh\necho pip 26 from %s/.venv/lib\n' "$PWD" >"$3/bin/pip" && chmod +x "$3/bin/pip" ;;
    "-m pip")
        case $* in *torch==*) touch .venv/torch ;; esac
        [ -z "${CTRL_C-}" ] || kill -INT 0
        [ -z "${PIP_SAYS-}" ] || { echo "$PIP_SAYS" >&2 ; exit 1 ; } ;;
    "-m bot") shift 2 ; printf '[%s]' "$@" ; cat ; exit "${BOT_ENDS:-0}" ;;
esac
"""
)
UV = (
    NOTE + 'cat >/dev/null\n[ -z "${UV_FAILS-}" ] || exit 2\ncase $1 in venv) python3 -m venv .venv ;; esac\n'
)
APT = NOTE + 'touch "$NO_VENV"\n'
PIP = "python -m pip install -q --disable-pip-version-check --retries 2 -c requirements.lock -e "


def _hears_ctrl_c() -> None:
    """Whatever runs the tests may have told its children to ignore it, as shells do in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with the script and the files it looks at, and a PATH with nothing but what is put there."""

    folder: Path
    home: Path

    def put(self, name: str, script: str) -> None:
        """Puts a stand-in on the PATH."""
        (self.home / name).unlink(missing_ok=True)
        (self.home / name).write_text(script, encoding="utf-8")
        (self.home / name).chmod(0o755)

    def run(self, *arguments: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        """Runs the script with `given` piped in, and without speech unless `more` says otherwise."""
        return subprocess.run(
            [str(self.folder / "run"), *arguments],
            env={"PATH": str(self.home), "CALLS": str(self.home / "calls"), "GREENROOM_SPEECH": "off"} | more,
            input=given,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
            start_new_session=True,
            preexec_fn=_hears_ctrl_c,
        )

    def calls(self) -> list[str]:
        """What the stand-ins were asked since the last look, questions about themselves left out."""
        file = self.home / "calls"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return [line for line in lines if " -c " not in line or " pip " in line]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path / "green room", tmp_path / "bin")
    place.folder.mkdir()
    place.home.mkdir()
    for name in ("run", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, place.folder)
    for name in TOOLS:
        (place.home / name).symlink_to(shutil.which(name) or name)
    place.put("python3", PYTHON)
    return place


def test_help_is_told_without_setting_anything_up(place: Place) -> None:
    done = place.run("--help")
    assert done.returncode == 0
    assert "./run check" in done.stdout
    assert (place.calls(), (place.folder / ".venv").exists()) == ([], False)


def test_the_first_start_sets_up_and_the_interview_gets_the_piped_input(place: Place) -> None:
    done = place.run(given="an answer")
    assert done.stdout == "[serve]an answer"
    assert done.stderr.splitlines() == [
        "Setting up Greenroom in .venv: about 85 MB to fetch, once; a minute or two on most lines.",
        "Ready.",
    ]
    assert place.calls() == ["python3 -m venv .venv", PIP + ".", "python -m bot serve"]


def test_the_second_start_only_starts(place: Place) -> None:
    place.run()
    place.calls()
    done = place.run()
    assert done.stderr == ""
    assert (place.home / "calls").read_text(encoding="utf-8") == "python -m bot serve\n"


def test_any_other_word_is_a_command_with_its_arguments_and_its_exit_code(place: Place) -> None:
    done = place.run("domains", "two words", "*", BOT_ENDS="3")
    assert (done.stdout, done.returncode) == ("[domains][two words][*]", 3)


@pytest.mark.parametrize(
    ("line", "extra"),
    [
        ("TELEGRAM_TOKEN=12:ab", ".[telegram]"),
        ("export DISCORD_TOKEN = 'x' # mine", ".[discord]"),
        ('GREENROOM_DATABASE="postgresql://host/db"\r', ".[postgres]"),
        ("GREENROOM_DATABASE=sqlite:///postgres.db", "."),
        ("TELEGRAM_TOKEN=\r", "."),
        ("TELEGRAM_TOKEN= # none yet", "."),
        ("#TELEGRAM_TOKEN=12:ab", "."),
    ],
)
def test_the_env_file_brings_what_its_settings_need(place: Place, line: str, extra: str) -> None:
    (place.folder / ".env").write_text(f"# settings\n{line}\n", encoding="utf-8")
    place.run()
    assert PIP + extra in place.calls()


def test_speech_comes_with_a_plain_start(place: Place) -> None:
    done = place.run(GREENROOM_SPEECH="")
    assert "about 215 MB to fetch" in done.stderr
    assert PIP + ".[speech]" in place.calls()


def test_speech_that_is_turned_off_is_not_fetched(place: Place) -> None:
    (place.folder / ".env").write_text("GREENROOM_SPEECH=Off\n", encoding="utf-8")
    place.run(GREENROOM_SPEECH="")
    assert PIP + "." in place.calls()


def test_a_token_in_the_environment_adds_to_what_is_there(place: Place) -> None:
    place.run(TELEGRAM_TOKEN="12:ab")
    place.calls()
    done = place.run(DISCORD_TOKEN="x")
    assert done.stderr == "Adding discord: about 3 MB to fetch.\nReady.\n"
    assert place.calls() == [PIP + ".[telegram,discord]", "python -m bot serve"]
    place.run()
    assert place.calls() == ["python -m bot serve"]


def test_a_changed_pyproject_is_followed_with_what_was_there(place: Place) -> None:
    place.run(TELEGRAM_TOKEN="12:ab")
    place.calls()
    with (place.folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    done = place.run()
    assert done.stderr.startswith("Bringing .venv up to date with pyproject.toml and requirements.lock.")
    assert place.calls() == [PIP + ".[telegram]", "python -m bot serve"]


def test_a_set_up_that_broke_off_goes_on_with_the_next_start(place: Place) -> None:
    done = place.run(PIP_SAYS="No space left on device")
    assert (done.returncode, done.stdout) == (1, "")
    assert "No space left on device" in done.stderr
    assert "Running the same\ncommand again goes on from here." in done.stderr
    place.calls()
    assert place.run().returncode == 0
    assert place.calls() == [PIP + ".", "python -m bot serve"]


def test_ctrl_c_stops_the_set_up_with_a_word(place: Place) -> None:
    done = place.run(CTRL_C="1")
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.splitlines()[1:] == ["Stopped. The same command goes on from here."]
    assert place.run().returncode == 0


def test_a_half_made_environment_is_made_anew(place: Place) -> None:
    (place.folder / ".venv/bin").mkdir(parents=True)
    (place.folder / ".venv/bin/python").touch(mode=0o755)
    done = place.run()
    assert "The environment in .venv cannot be used here: making it anew." in done.stderr
    assert place.calls() == ["python3 -m venv .venv", PIP + ".", "python -m bot serve"]


def test_a_moved_folder_gets_a_new_environment(place: Place) -> None:
    place.run()
    place.calls()
    moved = Place(place.folder.rename(place.folder.with_name("moved")), place.home)
    assert moved.run().returncode == 0
    assert moved.calls() == ["python3 -m venv .venv", PIP + ".", "python -m bot serve"]


def test_an_index_out_of_reach_is_told_in_a_sentence(place: Place) -> None:
    done = place.run(PIP_SAYS="Failed to establish a new connection: Temporary failure in name resolution")
    assert done.returncode == 1
    assert "the package index cannot be reached from here. Check the\nnetwork" in done.stderr
    assert "Temporary failure" not in done.stderr


def test_a_missing_venv_module_is_told_with_the_command_that_brings_it(place: Place) -> None:
    place.put("id", "#!/bin/sh\necho 1000\n")
    done = place.run(NO_VENV="/nowhere/there")
    assert done.returncode == 1
    assert "\n    sudo apt install python3.11-venv\n" in done.stderr
    assert not (place.folder / ".venv").exists()


def test_root_gets_the_missing_venv_module_installed(place: Place) -> None:
    place.put("id", "#!/bin/sh\necho 0\n")
    place.put("apt-get", APT)
    done = place.run(NO_VENV=str(place.home / "brought"))
    assert done.returncode == 0
    assert "installing the system package python3.11-venv" in done.stderr
    assert place.calls()[0] == "apt-get install -y --no-install-recommends python3.11-venv"


def test_a_python_that_is_too_old_is_not_taken(place: Place) -> None:
    done = place.run(TOO_OLD="1")
    assert done.returncode == 1
    assert done.stderr.splitlines()[1].startswith(
        "Greenroom needs Python 3.11 or newer, and there is none here."
    )


def test_uv_is_used_where_it_is(place: Place) -> None:
    place.put("uv", UV)
    place.run()
    assert place.calls() == [
        "uv venv -q --seed --python python3 .venv",
        "python3 -m venv .venv",
        "uv pip install -q --python .venv/bin/python -c requirements.lock -e .",
        "python -m bot serve",
    ]


def test_where_uv_fails_pip_is_asked(place: Place) -> None:
    place.put("uv", UV)
    assert place.run(UV_FAILS="1").returncode == 0
    assert place.calls() == [
        "uv venv -q --seed --python python3 .venv",
        "python3 -m venv .venv",
        "uv pip install -q --python .venv/bin/python -c requirements.lock -e .",
        PIP + ".",
        "python -m bot serve",
    ]


def test_torch_comes_first_by_pip_and_its_size_is_told_before(place: Place) -> None:
    place.put("uv", UV)
    done = place.run("install", "mistral")
    assert "Fetching torch==2.13.0: about 190 MB for the build without GPU, about 3 GB where" in done.stderr
    assert place.calls()[2:] == [
        "python -m pip install --disable-pip-version-check -c requirements.lock torch==2.13.0",
        "uv pip install -q --python .venv/bin/python -c requirements.lock -e .[mistral]",
    ]
    place.run("install", "training")
    assert place.calls() == [
        "uv pip install -q --python .venv/bin/python -c requirements.lock -e .[mistral,training]"
    ]


def test_the_extras_are_listed_and_an_unknown_one_is_refused(place: Place) -> None:
    assert "discord: about 3 MB" in place.run("install").stdout.splitlines()
    done = place.run("install", "telegramm")
    extras = "speech telegram discord postgres openai mistral training dev"
    assert (done.returncode, done.stderr) == (
        1,
        f'There is no extra "telegramm". There are: {extras}.\n',
    )
    assert place.calls() == []


def test_tests_bring_what_they_need(place: Place) -> None:
    place.run("test", "-k", "one or two")
    assert place.calls()[1:] == [
        "python -m pip install --disable-pip-version-check -c requirements.lock torch==2.13.0",
        PIP + ".[dev]",
        "python -m pytest -k one or two",
    ]


def test_a_whole_test_run_says_which_browser_it_needs(place: Place) -> None:
    place.put("id", "#!/bin/sh\necho 1000\n")
    done = place.run("test")
    assert done.returncode == 1
    assert "\n    sudo apt install chromium\n" in done.stderr
    place.put("google-chrome", "#!/bin/sh\n")
    place.calls()
    assert place.run("test").returncode == 0
    assert place.calls() == ["python -m pytest -n logical --maxprocesses 4"]


def test_root_gets_the_browser_installed(place: Place) -> None:
    place.put("id", "#!/bin/sh\necho 0\n")
    place.put("apt-get", NOTE + 'printf "#!/bin/sh\\n" >"$BIN/chromium"; chmod +x "$BIN/chromium"\n')
    assert place.run("test", BIN=str(place.home)).returncode == 0
    assert "apt-get install -y --no-install-recommends chromium" in place.calls()
