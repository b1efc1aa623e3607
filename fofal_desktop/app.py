"""The desktop, composed once: preferences, session, client, window."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from fofal_desktop import commands, jobs
from fofal_desktop.api.errors import Unreachable
from fofal_desktop.api.session import Session
from fofal_desktop.dialogs.about import About
from fofal_desktop.dialogs.own_factor import OwnFactor
from fofal_desktop.dialogs.own_sessions import OwnSessions
from fofal_desktop.dialogs.own_wishes import OwnWishes
from fofal_desktop.drafts.desk import Desk
from fofal_desktop.gate import gate, message_of
from fofal_desktop.jobs import Job
from fofal_desktop.language import speak
from fofal_desktop.line import line
from fofal_desktop.machine import machine
from fofal_desktop.machine_words import fixed_words
from fofal_desktop.models.finder import Finder
from fofal_desktop.models.layouts import Layouts
from fofal_desktop.models.recents import Recents
from fofal_desktop.models.setup import count_records, missing
from fofal_desktop.notices import Notice
from fofal_desktop.opened import forget_opened
from fofal_desktop.outbox.outbox import Outbox
from fofal_desktop.preferences import LANGUAGES, ZOOMS, Preferences
from fofal_desktop.resources import about
from fofal_desktop.seen.client import RememberingClient
from fofal_desktop.shell.alarm import Alarm
from fofal_desktop.shell.entrance import Entrance
from fofal_desktop.shell.farewell import Farewell
from fofal_desktop.shell.feed import Feed
from fofal_desktop.shell.first_keys import FirstKeys
from fofal_desktop.shell.found_drafts import FoundDrafts
from fofal_desktop.shell.greeter import Greeter
from fofal_desktop.shell.guard import Guard
from fofal_desktop.shell.in_sight import InSight
from fofal_desktop.shell.interpreter import Interpreter
from fofal_desktop.shell.placing import come_forward
from fofal_desktop.shell.postbox import Postbox
from fofal_desktop.shell.replaced import Replaced
from fofal_desktop.shell.statusbar import SLOW_MS
from fofal_desktop.shell.tidings import Tidings
from fofal_desktop.shell.updating import Updating
from fofal_desktop.shell.warming import Warming
from fofal_desktop.shell.window import MainWindow
from fofal_desktop.shell.wrong_clock import WrongClock
from fofal_desktop.theme import style
from fofal_desktop.updates import here
from fofal_desktop.updates.versions import Versions, own_folder
from fofal_desktop.views.hand_made import SETUP
from fofal_desktop.views.page import Page, Place
from fofal_server.contract.links import read_link
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import MaintenanceNotice, Tokens


class Desktop(QObject):
    """One person at one server; everything else is handed what it needs from here."""

    def __init__(self, app: QApplication, preferences: Preferences, server: str) -> None:
        super().__init__(app)
        self.app, self.preferences = app, preferences
        self.client = RememberingClient(Session(server, preferences.username), preferences.language)
        self._translators = speak(app, preferences.language, [])
        style.dress(app, preferences.theme, preferences.zoom)
        self.metas: dict[str, ResourceMeta] = {}
        self.desk = Desk(self.client.session, self)
        self.found = FoundDrafts(self.desk, self.metas, lambda: self.window, self)
        self.outbox = Outbox(self.client, self.desk, self.metas, self)
        self.postbox = Postbox(self.outbox, lambda: self.window, self)
        self._link = ""
        self.guard = Guard(app, self.client, preferences, self)
        self.entrance = Entrance(self.client, preferences, self.desk, self)
        self.interpreter = Interpreter(self.client, lambda: self.window, self)
        self.tidings = Tidings(self.client, self)
        self.alarm = Alarm(self.client, self.metas, self)
        self.warming = Warming(self)
        self.wrong_clock = WrongClock(self.client.clock, self)
        self.replaced = Replaced(about(), self)
        self.layouts = Layouts(self.client, preferences, self)
        self.greeter = Greeter(self.client, preferences, lambda: self.window.introduce(asked=False), self)
        self.finder, self.recents = Finder(self.client, self), Recents(self.client, preferences, self)
        self.updating = Updating(self.client, preferences, Versions(own_folder()), here.standing(), self)
        self.window = self._make_window()
        FirstKeys(app, self)
        self.farewell = Farewell(app, self.desk, lambda: self.window, self)
        InSight(app, self)
        self.feed = Feed(self.client, self)
        self._hear_the_server()
        self._hear_the_person()

    def _hear_the_server(self) -> None:
        """The line comes and goes, and what comes over it unasked."""
        feed = self.feed
        feed.answered.connect(self._show_connection)
        feed.late.connect(lambda: self.window.status.show_connection("late"))
        feed.lost.connect(lambda: self.window.status.show_connection("offline"))
        feed.answered.connect(lambda _delay: self.outbox.answered())
        feed.answered.connect(lambda _delay: self.wrong_clock.look())
        feed.lost.connect(self.outbox.lost)
        feed.told.connect(self._show_maintenance)
        feed.sent_away.connect(self._sent_away)
        feed.begun.connect(self.alarm.look)
        feed.let_in.connect(self._read_anew)
        line.back.connect(self._read_anew)
        gate.expired.connect(self._sign_in_again)

    def _hear_the_person(self) -> None:
        """Coming in, going, locking, another language, a new version."""
        self.entrance.asked.connect(self.updating.ask_before)
        self.updating.wanted.connect(lambda: self.updating.show_server(self.window))
        self.entrance.entered.connect(self._show_session)
        self.entrance.entered.connect(self.updating.painted)
        self.entrance.furnished.connect(self._furnish)
        self.entrance.undone.connect(self._signed_out)
        self.entrance.given_up.connect(self.sign_out)
        self.interpreter.understood.connect(self._speak)
        self.guard.closed.connect(self.feed.stop)
        self.guard.closed.connect(self.desk.hurried)
        self.guard.opened.connect(self._unlocked)
        self.guard.left.connect(self._leave_locked)

    # -- coming in

    def start(self, ticket: str | None = None, *, first: bool = False) -> None:
        """Show the window, then come in: by ticket, by the session kept in the keyring, else by password.

        ``first`` goes to the set-up of an empty installation instead.
        """
        forget_opened()
        self.window.show()
        self.updating.start()
        self.entrance.begin(ticket, first=first)
        self.warming.begin()

    def _furnish(self, metas: dict[str, ResourceMeta]) -> None:
        user = self.client.session.user
        if user is None:
            return
        self.preferences.take_over(self.client.session.account, self.client.session.username)
        self.warming.finish()
        self.metas.clear()
        self.metas.update(metas)
        self.window.furnish(user, self.metas)
        self.feed.start()
        self.alarm.begin()
        self.layouts.begin()
        self.recents.refresh()
        self.guard.begin()
        self.found.begin()
        self.postbox.begin()
        self.updating.begin()
        self.replaced.begin()
        if not self.entrance.setting_up:
            self.greeter.begin()
        self.tidings.begin()
        self._look_for_setup()
        self._follow_link()

    def follow(self, link: str) -> None:
        """Open the record of a link as soon as somebody is there to see it; of two links the later one counts."""
        self._link = link
        come_forward(self.window)
        self._follow_link()

    def _follow_link(self) -> None:
        if not self._link or not self.window.furnished or self.guard.on:
            return
        linked, self._link = read_link(self._link), ""
        if linked is None:
            self.window.tell(Notice(self.tr("This link leads to no record."), "warning"))
        else:
            self.window.go(Place("record", linked.resource, linked.key))

    def _look_for_setup(self) -> None:
        """Offer to go on with a set-up that is not finished."""
        Job(self, lambda: count_records(self.client, self.metas), self._offer_setup, self._warn).start()

    def _offer_setup(self, counts: dict[str, int]) -> None:
        if missing(counts):
            self.window.offer_setup()
            if self.entrance.setting_up:
                self.window.go(Place("page", SETUP.name))
        self.entrance.setting_up = False

    def _warn(self, error: Exception) -> None:
        if isinstance(error, Unreachable):  # the foot of the window says so
            return
        self.window.tell(Notice(message_of(error), "warning"))

    def _sign_in_again(self) -> None:
        if not self.guard.on:  # unlocking begins a session; what waits goes again then
            self.entrance.sign_in_again()

    def _unlocked(self, tokens: Tokens) -> None:
        self.entrance.come_back(tokens)
        self.feed.start()
        self.guard.begin()
        self._follow_link()

    def _leave_locked(self) -> None:
        """Somebody else wants to come in: nothing of the person before stays."""
        self.desk.hurried.emit()
        self.window.workspace.drop_all()
        self.entrance.forget()
        gate.give_up()
        self._signed_out()

    # -- going out

    def sign_out(self) -> None:
        self.postbox.before_leaving(lambda: self.window.leave(self._signed_out))

    def _signed_out(self) -> None:
        self.feed.stop()
        self.alarm.end()
        self.layouts.end()
        self.recents.end()
        self.guard.end()
        self.desk.leave()
        ask = self.entrance.ask_sign_in
        Job(self, self.client.sign_out, lambda _none: ask(), lambda error: ask(message_of(error))).start()

    def stop(self) -> None:
        """End all threads and write what is to be kept."""
        self.feed.stop()
        self.layouts.end()
        self.guard.end()
        self.desk.leave()
        self.window.workspace.blockSignals(True)  # tabs that are destroyed tell nobody which one is on top
        self.preferences.geometry = self.window.saveGeometry()
        self.preferences.save()
        jobs.shutdown()
        self.client.memory.finish()
        self.client.close()

    def forget_language(self) -> None:
        """Take the texts of this desktop out of the application."""
        for translator in self._translators:
            self.app.removeTranslator(translator)
        self._translators = []

    # -- what a person likes

    def _asked(self, name: str) -> None:
        deeds: dict[str, Callable[[], Any]] = {
            "sign-out": self.sign_out,
            "theme": self.switch_theme,
            "language": self.switch_language,
            "larger": lambda: self.resize_text(1),
            "smaller": lambda: self.resize_text(-1),
            "setup": lambda: self.window.go(Place("page", SETUP.name)),
            "lock": self.guard.close,
            "locking": lambda: self.guard.choose(self.window),
            "password": lambda: self.entrance.new_password().open(),
            "drafts": self.found.show,
            "factor": lambda: OwnFactor(self.client, self.window).open(),
            "sessions": lambda: OwnSessions(self.client, self.window).open(),
            "about": lambda: About(self.client, self.window).open(),
            "wishes": lambda: OwnWishes(self.client, self.window).open(),
            "update": lambda: self.updating.choose_folder(self.window),
        }
        deeds[name]()

    def switch_theme(self) -> None:
        self.preferences.theme = "dark" if self.preferences.theme == "light" else "light"
        self._dress()

    def resize_text(self, steps: int) -> None:
        place = ZOOMS.index(self.preferences.zoom) + steps
        self.preferences.zoom = ZOOMS[min(max(place, 0), len(ZOOMS) - 1)]
        self._dress()

    def _dress(self) -> None:
        style.dress(self.app, self.preferences.theme, self.preferences.zoom)

    def switch_language(self) -> None:
        """Speak the other language; what is open and typed stays."""
        if machine().language is not None:
            self.window.tell(Notice(fixed_words(), "info"))
            return
        first, second = LANGUAGES
        self.interpreter.turn_to(second if self.preferences.language == first else first)

    def _speak(self, language: str, metas: dict[str, ResourceMeta]) -> None:
        """A window of the other language takes over what stands in this one."""
        from fofal_desktop.shell.succession import take_over

        self.preferences.language = language
        self._translators = speak(self.app, language, self._translators)
        old, self.window = self.window, self._make_window()
        self.metas.clear()
        self.metas.update(metas)
        if (user := self.client.session.user) is not None and metas:
            self.window.furnish(user, self.metas)
            self._show_session()
            self._look_for_setup()
        told = [notice.about for notice in old.notices.notices()]
        take_over(self.window, old)
        self.alarm.tell_again(told)
        self.wrong_clock.tell_again(told)
        self.replaced.tell_again(told)
        self.postbox.tell_again(told)

    # -- put together

    def _make_window(self) -> MainWindow:
        clock, kept = self.client.clock, self.preferences
        without = () if self.updating.standing is not None else (commands.UPDATE,)
        window = MainWindow(self._make_page, self.finder, self.recents, clock, kept, without)
        window.asked.connect(self._asked)
        window.closed.connect(self.app.quit)
        window.restoreGeometry(self.preferences.geometry)
        self.tidings.told.connect(window.tell)
        for teller in (self.alarm, self.wrong_clock, self.updating, self.replaced):
            teller.told.connect(window.tell)
            teller.over.connect(window.notices.withdraw)
        self.alarm.counted.connect(window.status.show_alerts)
        self.alarm.wanted.connect(window.go)
        self.guard.guard(window)
        self.entrance.lead_into(window)
        return window

    def _make_page(self, place: Place, parent: QWidget) -> Page | None:
        """What makes pages is loaded by the time that somebody is in (decision 0045)."""
        from fofal_desktop.shell.pages import Pages

        return Pages(self.client, self.metas, self.layouts, self.desk, self.outbox).make(place, parent)

    def _show_session(self) -> None:
        session = self.client.session
        if session.user is not None:
            self.window.status.show_session(session.base_url, session.user.company, session.user.full_name)
            self.window.status.show_connection("online" if line.is_there else "offline")

    def _show_connection(self, delay_ms: int) -> None:
        self.window.status.show_connection("slow" if delay_ms > SLOW_MS else "online", delay_ms)

    def _read_anew(self) -> None:
        """What could not be read can be now."""
        jobs.changes.happened.emit(set(self.metas))

    def _show_maintenance(self, notice: MaintenanceNotice | None) -> None:
        self.window.maintenance.tell(notice, self.client.clock.now())

    def _sent_away(self, words: str) -> None:
        self.window.maintenance.send_away(words)
        self.window.status.show_connection("maintenance")
