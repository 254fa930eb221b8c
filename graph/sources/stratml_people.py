"""Who has a part in a goal, as StratML names them: bodies and groups; single persons are not read."""

from dataclasses import dataclass, field

from graph.sources.plan_sheets import BEGREPP, KF_MAL, ORGAN
from graph.sources.rows import Remark
from graph.sources.stratml_elements import Place
from graph.sources.stratml_names import STRATEGIC, lines_and_text
from graph.sources.stratml_rows import Draft, Rows

_BODY_ROLES = ("Organ", "Förväntade organ", "Remitterat till")
_GROUPS = "Målgrupper"
_CONCEPT_LINES = ("IRI", "Benämning (engelska)", "Beskrivning", "Ordning")
_ASSUMED = "Nämnd"


@dataclass(slots=True)
class Stakeholders:
    """Reads stakeholders: of our own making by their lines, others' by their type, role and name."""

    rows: Rows
    _bodies: dict[str, str] = field(default_factory=dict)
    _groups: dict[str, str] = field(default_factory=dict)

    def add_body(self, draft: Draft) -> None:
        """Let stakeholders be found among the organizations by name."""
        self._bodies.setdefault(draft.value("Namn").casefold(), draft.value("Id"))
        if not draft.value("Typ"):
            self._assume(draft)

    def _assume(self, draft: Draft) -> None:
        draft.set("Typ", _ASSUMED)
        name = draft.value("Namn") or draft.value("Id")
        self.rows.remarks.append(Remark("L31", draft.place.origin, name, {"value": name}))

    def of(self, goal: Draft) -> None:
        """Read everybody with a part in one goal."""
        for place in goal.place.children("Stakeholder"):
            lines, description = lines_and_text(
                place.text("Description"), {*_BODY_ROLES, _GROUPS, *_CONCEPT_LINES}
            )
            if self.rows.ours and any(role in lines for role in (*_BODY_ROLES, _GROUPS)):
                self._ours(goal, place, lines)
            else:
                self._others(goal, place, description if self.rows.ours else place.text("Description"))

    def _ours(self, goal: Draft, place: Place, lines: dict[str, str]) -> None:
        for role in _BODY_ROLES:
            if role in lines:
                goal.add(role, lines[role], place.origin)
        reference = lines.pop(_GROUPS, "")
        if not reference:
            return
        goal.add(_GROUPS, reference, place.origin)
        if ("begrepp", reference.casefold()) not in self.rows.ids:
            draft = self.rows.draft(BEGREPP, place, reference, lines.pop("IRI", ""))
            draft.set("Typ", "Målgrupp")
            name = place.text("Name")
            draft.set("Benämning", name if name != lines.get("Benämning (engelska)") else "", "Name")
            draft.fill(lines, "Description")

    def _others(self, goal: Draft, place: Place, description: str) -> None:
        kind = place.attribute("StakeholderTypeType")
        name = place.text("Name") or description
        if kind == "Person":
            self.rows.remarks.append(Remark("L32", place.origin, "Stakeholder", {"heading": "Stakeholder"}))
            return
        if not name:
            return
        roles = {role.text("RoleType") for role in place.children("Role")}
        if kind != "Organization" and (kind == "Generic_Group" or "Performer" not in roles):
            goal.add(_GROUPS, self._group(place, name, description), place.origin)
            return
        body = self._body(place, name, description)
        if not goal.value("Organ"):
            goal.add("Organ", body, place.origin)
        elif goal.sheet is KF_MAL:
            goal.add("Förväntade organ", body, place.origin)
        else:
            iri = self.rows.iri_of(goal)
            self.rows.keep(iri, f"{STRATEGIC}Stakeholder", name, place.origin)

    def beside(self, organization: Place) -> None:
        """Read those with a part in an organization, who are tied to no goal."""
        for place in organization.children("Stakeholder"):
            kind = place.attribute("StakeholderTypeType")
            name, description = place.text("Name"), place.text("Description")
            if kind == "Person":
                self.rows.remarks.append(
                    Remark("L32", place.origin, "Stakeholder", {"heading": "Stakeholder"})
                )
            elif name and kind == "Organization":
                self._body(place, name, description)
            elif name:
                self._group(place, name, description)

    def _body(self, place: Place, name: str, description: str) -> str:
        known = self._bodies.get(name.casefold())
        if known is not None:
            return known
        draft = self.rows.draft(ORGAN, place, self.rows.free(ORGAN, _as_id(name)))
        draft.set("Namn", name, "Name")
        draft.set("Beskrivning", description if description != name else "", "Description")
        self.add_body(draft)
        return draft.value("Id")

    def _group(self, place: Place, name: str, description: str) -> str:
        known = self._groups.get(name.casefold())
        if known is not None:
            return known
        draft = self.rows.draft(BEGREPP, place, self.rows.free(BEGREPP, _as_id(name)))
        draft.set("Typ", "Målgrupp")
        draft.set("Benämning", name, "Name")
        draft.set("Beskrivning", description if description != name else "", "Description")
        reference = self._groups[name.casefold()] = draft.value("Id")
        return reference


def _as_id(name: str) -> str:
    """A name as an id: in one line, without what separates ids."""
    return " ".join(name.replace(";", ",").split())
