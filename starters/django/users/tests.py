import base64
import json
from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from users.models import Operator, User

ADA = {"email": "Ada@Example.com", "name": "Ada", "password": "correct horse battery"}
NOBODY = "00000000-0000-4000-8000-000000000000"


class Api(TestCase):
    def send(self, method, path, body=None):
        content = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.generic(method, path, **content)

    def created(self, **changes):
        response = self.send("POST", "/users", {**ADA, **changes})
        self.assertEqual(response.status_code, 201)
        return response.json()

    def assert_problem(self, response, status, code, *fields):
        self.assertEqual(response["Content-Type"], "application/problem+json")
        problem = response.json()
        self.assertEqual((response.status_code, problem["status"], problem["code"]), (status, status, code))
        self.assertEqual(problem["requestId"], response["X-Request-ID"])
        self.assertEqual([error["field"] for error in problem.get("errors", [])], list(fields))
        self.assertEqual(self.client.get(problem["type"]).status_code, 200)
        return problem


class CreateUser(Api):
    def test_answers_201_with_the_user_and_where_it_is_without_the_password(self):
        response = self.send("POST", "/users", ADA)
        self.assertEqual(response.status_code, 201)
        user = response.json()
        self.assertEqual(list(user), ["id", "email", "name", "createdAt", "updatedAt"])
        self.assertEqual((user["email"], user["name"]), ("ada@example.com", "Ada"))
        self.assertEqual(response["Location"], f"/users/{user['id']}")
        self.assertEqual(self.client.get(response["Location"]).json(), user)

    def test_stores_the_password_as_an_argon2id_hash(self):
        self.created()
        self.assertRegex(User.objects.get().password_hash, r"^argon2\$argon2id\$v=19\$m=19456,t=2,p=1\$")

    def test_answers_409_when_the_email_is_taken_in_whatever_case(self):
        self.created()
        self.assert_problem(self.send("POST", "/users", {**ADA, "email": "ADA@example.com"}), 409, "CONFLICT")

    def test_names_every_bad_field_at_once_and_no_value(self):
        body = {"email": "zebra", "name": " ", "password": "giraffe"}
        problem = self.assert_problem(
            self.send("POST", "/users", body), 400, "VALIDATION_ERROR", "email", "name", "password"
        )
        codes = [(error["code"], error["pointer"], error["in"]) for error in problem["errors"]]
        self.assertEqual(
            codes,
            [("format", "#/email", "body"), ("too_small", "#/name", "body"), ("too_small", "#/password", "body")],
        )
        self.assertNotRegex(json.dumps(problem), "zebra|giraffe")

    def test_refuses_what_is_no_object_what_is_missing_and_what_has_another_type(self):
        for body, fields in (
            ([], ["body"]),
            ("text", ["body"]),
            ({}, ["email", "name", "password"]),
            ({**ADA, "name": 7}, ["name"]),
            ({**ADA, "name": "A\0"}, ["name"]),
        ):
            with self.subTest(body=body):
                self.assert_problem(self.send("POST", "/users", body), 400, "VALIDATION_ERROR", *fields)

    def test_ignores_fields_that_nobody_asked_for(self):
        self.assertNotIn("is_superuser", self.created(is_superuser=True, id=NOBODY))

    def test_tells_malformed_json_from_other_media_types_and_no_body(self):
        def post(content, kind="application/json"):
            return self.client.generic("POST", "/users", content, kind)

        for text in ("{", '{"a":1}x', "NaN", '"\\ud800"', "[" * 100_000):
            self.assert_problem(post(text), 400, "MALFORMED_JSON")
        self.assert_problem(post("{}", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE")
        self.assert_problem(post("{}", ""), 415, "UNSUPPORTED_MEDIA_TYPE")
        self.assert_problem(post(""), 400, "VALIDATION_ERROR", "body")
        self.assert_problem(post(b" " * 1_100_000), 413, "PAYLOAD_TOO_LARGE")


class ReadUsers(Api):
    def test_answers_404_for_what_is_nobodys_id(self):
        for path in (f"/users/{NOBODY}", "/users/nobody", "/users/%00", f"/users/{NOBODY}x"):
            self.assert_problem(self.client.get(path), 404, "NOT_FOUND")

    def test_lists_every_user_once_page_by_page_even_those_of_one_moment(self):
        now = timezone.now()
        for number in range(7):
            time = now - timedelta(seconds=number // 3)
            User(name=f"user {number}", email=f"{number}@example.com", created_at=time).save()
        seen, cursor = [], ""
        while cursor is not None:
            page = self.client.get(f"/users?limit=3{cursor and f'&cursor={cursor}'}").json()
            seen += [user["name"] for user in page["data"]]
            cursor = page["nextCursor"]
        self.assertEqual(sorted(seen), [f"user {number}" for number in range(7)])
        self.assertEqual(seen[0], "user 6")

    def test_has_no_next_page_when_the_last_one_is_exactly_full(self):
        self.created()
        self.assertIsNone(self.client.get("/users?limit=1").json()["nextCursor"])

    def test_refuses_pages_and_cursors_that_are_none(self):
        nonsense = base64.urlsafe_b64encode(b"2026-01-01T00:00:00 me").decode()
        for query in ("limit=0", "limit=101", "limit=ten", "limit=1&limit=2", "cursor=x", f"cursor={nonsense}"):
            with self.subTest(query=query):
                response = self.client.get(f"/users?{query}")
                self.assert_problem(response, 400, "VALIDATION_ERROR", query.split("=")[0])


class ChangeUser(Api):
    def test_changes_what_is_given_and_nothing_else(self):
        before = self.created()
        response = self.send("PATCH", f"/users/{before['id']}", {"name": "Ada Lovelace"})
        after = response.json()
        self.assertEqual(after, {**before, "name": "Ada Lovelace", "updatedAt": after["updatedAt"]})
        self.assertGreaterEqual(after["updatedAt"], before["updatedAt"])

    def test_refuses_a_taken_email_nothing_at_all_null_and_nobody(self):
        self.created()
        path = f"/users/{self.created(email='bob@example.com')['id']}"
        self.assert_problem(self.send("PATCH", path, {"email": "Ada@example.com"}), 409, "CONFLICT")
        self.assert_problem(self.send("PATCH", path, {}), 400, "VALIDATION_ERROR", "body")
        self.assert_problem(self.send("PATCH", path, {"email": None}), 400, "VALIDATION_ERROR", "email")
        self.assert_problem(self.send("PATCH", f"/users/{NOBODY}", {"name": "x"}), 404, "NOT_FOUND")


class DeleteUser(Api):
    def test_answers_204_and_404_from_then_on(self):
        path = f"/users/{self.created()['id']}"
        self.assertEqual(self.send("DELETE", path).status_code, 204)
        self.assert_problem(self.send("DELETE", path), 404, "NOT_FOUND")
        self.assert_problem(self.client.get(path), 404, "NOT_FOUND")


class Admin(TestCase):
    def test_is_behind_its_login_which_customers_do_not_have(self):
        response = self.client.get("/admin/")
        self.assertRedirects(response, "/admin/login/?next=/admin/")
        self.assertContains(self.client.get(response["Location"]), "password")

    def test_lets_an_operator_see_and_change_customers(self):
        user = User.objects.create(name="Ada", email="ada@example.com")
        self.client.force_login(Operator.objects.create_superuser("root", password="long enough to be one"))
        self.assertContains(self.client.get("/admin/users/user/"), "ada@example.com")
        page = self.client.get(f"/admin/users/user/{user.id}/change/")
        self.assertNotContains(page, "password_hash")
        self.assertIn(
            "script-src" if "script-src" in page["Content-Security-Policy"] else "default-src 'self'",
            page["Content-Security-Policy"],
        )
