"""The screens: what a consultant sees and points at.

What belongs here: the app, its screens, widgets, dialogs, styles, help, and the one declaration of
each command. What does not: any rule of the business, any file of a client; screens ask the
workspace and the session and show what they answer.

How to add an area ``gaps``
---------------------------
1. ``screens/gaps/command.py`` declares ``COMMANDS``: from each `Command` come the key, the footer
   entry, the palette's row and the help's row. ``gaps.accept`` runs ``action_accept``.
2. ``screens/gaps/screen.py`` has ``class GapsScreen(AreaScreen)``: ``compose_body`` yields widgets,
   ``refresh_view`` fills them from ``self.session``; it is called after every change of the plan and
   when the client view is switched (``self.client_view``: then render nothing internal).
3. ``styles/gaps.tcss`` is its ``CSS_PATH``, ``help/gaps.md`` its help topic; `planner.tui.area.AREAS`
   names it::

    COMMANDS = (
        Command(id="gaps.accept", keys="a", title="Accept the risk", footer="Accept", group="Gaps",
                help="Record who lives with this risk, and why."),
    )

    class GapsScreen(AreaScreen):
        AREA = "gaps"
        CSS_PATH = STYLES / "gaps.tcss"
        BINDINGS = bindings(COMMANDS)

        def compose_body(self) -> Iterable[Widget]:
            yield Table(
                (
                    Column(id="risk", title="Risk", width=6, right=True, text=lambda r: f"{r.risk:.1f}",
                           sort=lambda r: r.risk),
                    Column(id="title", title="Standard", text=self._title),
                ),
                key=lambda r: r.standard, empty="No gaps.", id="gaps",
            )

        def refresh_view(self) -> None:
            self.query_one("#gaps", Table).set_rows(self.session.assessment.findings())

        @on(Table.Selected, "#gaps")
        def _chosen(self, message: Table.Selected[Result]) -> None:
            self.action_accept()

        @task("accept a risk")
        async def action_accept(self) -> None:
            row = self.query_one("#gaps", Table).current
            told = await self.ask(Form("Accept the risk", (
                Field(id="by", label="Who", required=True), Field(id="why", label="Why", required=True))))
            if row is not None and told is not None:
                self.session.accept(row.standard, by=told["by"], why=told["why"])

A `PlannerError` in any handler, action or task becomes a notice with its own words. Slow work:
``await self.busy("Reading the files", self.session.preview, paths)`` in a `task`. All text of a
client goes through `planner.tui.text` (tables and dialogs do it themselves).
"""
