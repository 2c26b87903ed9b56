"""Several people practise on a served page at once, and the server is killed again and again.

The rule: a guest is a browser without script. What it sent and got no answer to, it sends again, the same
form with the same update, as soon as a server is there; so in the end every answer was accepted, and has to
be kept exactly once, in its place, and stand on the page once.
"""

from __future__ import annotations

import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from tests.crash.answers import CANARY, answer, in_clear, number_of
from tests.crash.killing import Moment, Tally, backwards
from tests.crash.retelling import Kept, kept, report_pages
from tests.crash.terminal import LIMIT, Terminal

AT = re.compile(r" at (?P<address>http://127\.0\.0\.1:\d+)/\n")
HIDDEN = re.compile(r'<input type="hidden" name="(proof|update)" value="([^"]*)">')
OWN = re.compile(r'<article class="message own".*?</article>', re.DOTALL)
MESSAGE = re.compile(r'<article class="message (\w+)"')
REPORT = re.compile(r'href="/report/([0-9a-f]+)"')
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
DOMAINS = ("nurse", "data_scientist", "software_development_engineer")
APART = 10_000  # numbers of answers between two guests
STARTING_S = 2.0
ANSWERS_A_LIFE = 30  # at most
WORKING_S = 0.15
LOOK_AGAIN_S = 0.3


class Door:
    """Where the server is at the moment; whoever comes while there is none waits."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._address = ""
        self._inside = 0
        self.accepted = 0
        self.closing = False

    def opens(self, address: str) -> None:
        with self._news:
            self._address = address
            self._news.notify_all()

    def closes(self) -> None:
        """Lets nobody in any more; who is inside may stay."""
        self.opens("")

    def empties(self) -> None:
        """Waits until nobody is inside."""
        self._waits(lambda: not self._inside)

    def has_accepted(self, more: int, ended: Callable[[], bool]) -> None:
        """Waits for so many more answers, as long as one comes after the other."""
        wanted = self.accepted + more
        while self.accepted < wanted and not ended():
            self._waits(partial(self._went_on, self.accepted, ended))

    def counts(self) -> None:
        """One more answer was accepted."""
        with self._news:
            self.accepted += 1
            self._news.notify_all()

    def enters(self) -> str:
        with self._news:
            assert self._news.wait_for(lambda: self._address, LIMIT), "no server"
            self._inside += 1
            return self._address

    def leaves(self) -> None:
        with self._news:
            self._inside -= 1
            self._news.notify_all()

    def _went_on(self, before: int, ended: Callable[[], bool]) -> bool:
        return self.accepted > before or ended()

    def _waits(self, until: Callable[[], bool]) -> None:
        with self._news:
            assert self._news.wait_for(until, LIMIT), "nothing happens any more"


@dataclass
class Guest:
    """One browser. `typed` are the numbers of all answers, in order."""

    door: Door
    number: int
    length: str = "short"
    typed: list[int] = field(default_factory=list)
    sent_again: int = 0
    wrong_pages: int = 0
    reports: dict[str, str] = field(default_factory=dict)
    failure: BaseException | None = None
    _here: list[int] = field(default_factory=list)  # of the interview that is open

    def __post_init__(self) -> None:
        self._random = random.Random(self.number)
        self._http = httpx.Client(timeout=LIMIT)
        self._typed = self.number * APART
        self.thread = threading.Thread(target=self._practises, daemon=True)

    def exported(self) -> Kept:
        found = self._asks("GET", "/export")
        assert found.status_code == 200, (found.status_code, found.text)
        return kept(found.json())

    def closes(self) -> None:
        self._http.close()

    def _practises(self) -> None:
        try:
            while not self.door.closing:
                self._begins()
                while self._answers():
                    pass
        except BaseException as error:  # told by the test, which waits for the thread
            self.failure = error

    def _begins(self) -> None:
        form = self._form(self._asks("GET", "/").text)
        chosen = {"domain": self._random.choice(DOMAINS), "level": "mid", "scores": "show"}
        self._sends("/begin", form | chosen | {"length": self.length})
        self._here = []

    def _answers(self) -> bool:
        """Looks at the page and answers; False where the interview is over."""
        page = self._page_with_all()
        over = REPORT.search(page)
        if over:
            self.reports[over[1]] = _main(self._asks("GET", f"/report/{over[1]}").text)
            return False
        # A page may show what was said last and not yet that the interview is over by it.
        if MESSAGE.findall(page)[-1:] == ["question"]:
            number, self._typed = self._typed, self._typed + 1
            self._sends("/interview/act", self._form(page) | {"kind": "text", "text": answer(number)})
            self._here.append(number)
            self.typed.append(number)
            self.door.counts()
        else:
            threading.Event().wait(LOOK_AGAIN_S)
        return True

    def _page_with_all(self) -> str:
        """The page, once what was sent last stands on it; an answer to an older page would be an error."""
        deadline = time.monotonic() + LIMIT
        while True:
            page = self._page()
            shown = [number_of(own) for own in OWN.findall(page)]
            if shown == self._here:
                return page
            behind = shown == self._here[: len(shown)] and time.monotonic() < deadline
            if not behind:
                self.wrong_pages += 1
                self._here = [number for number in shown if number is not None]
                return page
            threading.Event().wait(LOOK_AGAIN_S)

    def _page(self) -> str:
        """The page of the interview, once it has begun; it may still be starting."""
        while (response := self._asks("GET", "/interview")).status_code != 200:
            assert response.status_code in (303, 503), (response.status_code, response.text)
        return response.text

    def _sends(self, path: str, form: dict[str, str]) -> None:
        """Sends a form until it is taken."""
        while (response := self._asks("POST", path, data=form)).status_code != 303:
            assert response.status_code == 503, (response.status_code, response.text)

    def _asks(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request, made again where the server died over it."""
        while True:
            address = self.door.enters()
            try:
                return self._http.request(method, address + path, **more)
            except httpx.TransportError:
                self.sent_again += method == "POST"
            finally:
                self.door.leaves()

    def _form(self, page: str) -> dict[str, str]:
        return dict(HIDDEN.findall(page))


def _main(page: str) -> str:
    """What is on a page, without what is new in its forms each time it is drawn."""
    found = MAIN.search(page)
    assert found, page
    return HIDDEN.sub("", found[0])


def tallied(guests: Sequence[Guest], kills: int) -> Tally:
    """Holds what is kept of the guests against what they sent and saw; they are gone afterwards."""
    tally = Tally(kills=kills)
    for guest in guests:
        found = guest.exported()
        numbers = [number_of(text) for one in found.interviews for text in one.answers]
        tally.answers += len(guest.typed)
        tally.accepted += len(guest.typed)
        tally.interviews += len(guest.reports)
        tally.lost += len(set(guest.typed) - set(numbers))
        tally.doubled += len(numbers) - len(set(numbers))
        tally.out_of_order += backwards(numbers)
        tally.given_up += found.given_up
        drawn = {id_: _main(page) for id_, page in report_pages(found).items()}
        tally.other_reports += sum(drawn.get(id_) != page for id_, page in guest.reports.items())
        tally.other_reports += len(drawn.keys() ^ guest.reports.keys()) + guest.wrong_pages
        guest.closes()
    return tally


@dataclass
class Party:
    """Guests and the server that is killed under them."""

    data: Path
    seed: int
    guests: int = 6
    length: str = "short"
    settings: dict[str, str] = field(default_factory=dict)
    moments: Counter[Moment] = field(default_factory=Counter)
    readable: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._door = Door()
        self.all = [Guest(self._door, number, self.length) for number in range(self.guests)]

    def goes_through(self, kills: int) -> Tally:
        """Practises through `kills` lives of the server, then in peace until everybody has a report."""
        for guest in self.all:
            guest.thread.start()
        while self.moments.total() < kills:
            moment = self._random.choice((Moment.STARTING, Moment.WORKING, Moment.WORKING, Moment.IDLE))
            with self._server() as server:
                self._until_killed(server, moment)
                server.kill()
                self._looks_around(server)
            self.moments[moment] += 1
        self._door.closing = True
        with self._server() as server:
            self._door.opens(server.until(AT)["address"])
            for guest in self.all:
                guest.thread.join(LIMIT * 5)
                assert guest.failure is None, guest.failure
            tally = tallied(self.all, self.moments.total())
            self._looks_around(server)
            tally.in_clear = self.readable
            server.interrupt()
            assert server.ended() == 0, server.errors
        return tally

    def _server(self) -> Terminal:
        return Terminal(
            self.data,
            "serve",
            GREENROOM_PORT="0",
            GREENROOM_NO_BROWSER="1",
            GREENROOM_LOG_LEVEL="debug",
            **self.settings,
        )

    def _until_killed(self, server: Terminal, moment: Moment) -> None:
        if moment is Moment.STARTING:
            server.wait_for(AT, self._random.uniform(0, STARTING_S))
            return
        self._door.opens(server.until(AT)["address"])
        self._door.has_accepted(self._random.randrange(ANSWERS_A_LIFE), lambda: self._failed)
        if moment is Moment.IDLE:
            self._door.closes()
            self._door.empties()
        else:
            threading.Event().wait(self._random.uniform(0, WORKING_S))
            self._door.closes()

    @property
    def _failed(self) -> bool:
        return any(guest.failure for guest in self.all)

    def _looks_around(self, server: Terminal) -> None:
        shown = server.errors + server.shown
        self.readable += len(in_clear(self.data)) + len(CANARY.findall(shown))

    @property
    def sent_again(self) -> int:
        """How many forms were sent more than once."""
        return sum(guest.sent_again for guest in self.all)
