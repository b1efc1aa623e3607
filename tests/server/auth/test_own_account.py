"""What a person does with the own account."""

from tests.server.auth.conftest import Person

NEW = "une toute nouvelle phrase"


def test_changing_the_password_ends_every_other_session(person, signed_in):
    here, _ = signed_in(person)
    there, _ = signed_in(person)
    body = {"current_password": person.password, "new_password": NEW}
    assert here.post("/auth/password", json=body).status_code == 204
    assert here.get("/auth/me").status_code == 200
    assert there.get("/auth/me").status_code == 401
    assert person.login().status_code == 401
    assert person.login(NEW).status_code == 200


def test_the_present_password_is_due_and_cannot_be_guessed_at(person, signed_in):
    api, _ = signed_in(person)
    body = {"current_password": "un mauvais mot de passe", "new_password": NEW}
    answers = [api.post("/auth/password", json=body) for _ in range(6)]
    assert [one.status_code for one in answers] == [422] * 5 + [429]
    assert answers[0].json()["errors"][0]["field"] == "current_password"
    assert answers[5].headers["Retry-After"] == "30"


def test_a_new_password_keeps_the_rules(person, signed_in):
    api, _ = signed_in(person)
    for new, code in (
        ("court", "password_short"),
        ("motdepasse2026", "password_common"),
        ("Chickenwing101!", "password_leaked"),
        (person.password, "password_same"),
    ):
        answer = api.post("/auth/password", json={"current_password": person.password, "new_password": new})
        assert answer.status_code == 422
        assert answer.json()["errors"][0] | {"message": ""} == {"field": "new_password", "message": "", "code": code}


def test_my_sessions_are_mine_alone(server, person, signed_in):
    here, _ = signed_in(person)
    there, _ = signed_in(person)
    stranger, _ = signed_in(Person(server))
    items = here.get("/auth/sessions").json()["items"]
    assert [one["current"] for one in items].count(True) == 1
    assert len(items) == 2
    other = next(one["id"] for one in items if not one["current"])
    assert stranger.delete(f"/auth/sessions/{other}").status_code == 404
    assert here.delete(f"/auth/sessions/{other}").status_code == 204
    assert here.delete(f"/auth/sessions/{other}").status_code == 404
    assert there.get("/auth/me").status_code == 401
    assert here.get("/auth/me").status_code == 200


def test_all_my_other_sessions_end_at_once(person, signed_in):
    apis = [signed_in(person)[0] for _ in range(3)]
    assert apis[0].delete("/auth/sessions").status_code == 204
    assert [api.get("/auth/me").status_code for api in apis] == [200, 401, 401]


def test_my_account_needs_a_sign_in(stranger):
    for method, path in (
        ("GET", "me"), ("POST", "logout"), ("POST", "password"), ("GET", "sessions"), ("DELETE", "sessions"),
    ):  # fmt: skip
        answer = stranger.call(method, f"/auth/{path}")
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_language_and_preferences_are_mine_to_choose(person, signed_in, api):
    mine, _ = signed_in(person)
    before = api.read("auth.users", str(person.id))
    told = mine.patch("/auth/me", json={"language": "en", "preferences": {"theme": "sombre", "été": [1, None]}})
    assert told.status_code == 200
    assert mine.get("/auth/me").json()["preferences"] == {"theme": "sombre", "été": [1, None]}
    after = api.read("auth.users", str(person.id))
    assert (after["language"], after["version"]) == ("en", before["version"])
    for wrong in (
        {"language": "de"},
        {"username": "x"},
        {"preferences": {"x": "y" * 20_000}},
        {"preferences": {"x": "\x00"}},
    ):
        assert mine.patch("/auth/me", json=wrong).status_code == 422
    assert mine.get("/auth/me").json()["preferences"]["theme"] == "sombre"
