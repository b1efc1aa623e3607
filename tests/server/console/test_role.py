"""Roles from the console."""

from tests.server.console.typing_in import Terminal


def test_roles_are_listed_with_who_holds_them(typed: Terminal) -> None:
    found = {one["code"]: one for one in typed("role", "list", "--json").json}
    assert found["administrator"]["users"] >= 1
    assert found["administrator"]["system"] is True
    assert "Administrateur" in typed("role", "list").out


def test_a_role_shows_what_it_gives(typed: Terminal) -> None:
    told = typed("role", "show", "administrator", "--expanded", "--json").json
    assert "direction" in told["users"]
    assert "auth.*:*" in told["permissions"]
    assert "auth.users:create@all" in told["expanded"]


def test_rights_are_given_and_taken(typed: Terminal) -> None:
    right = "parties.parties:delete"
    assert right in typed("role", "grant", "consultant", right, "--json").json["permissions"]
    assert typed("role", "revoke", "consultant", right).code == 2
    assert right not in typed("role", "revoke", "consultant", right, "--yes", "--json").json["permissions"]
    assert typed("role", "revoke", "consultant", right, "--yes").code == 1


def test_refusals_are_words(typed: Terminal) -> None:
    assert "jardin" in typed("role", "show", "jardin").err
    said = typed("role", "grant", "consultant", "parties.parties:fly")
    assert (said.code, "parties.parties:fly" in said.err) == (1, True)
    kept = typed("role", "revoke", "administrator", "auth.*:*", "--yes")
    assert (kept.code, "auth.*:*" in kept.err) == (1, True)
