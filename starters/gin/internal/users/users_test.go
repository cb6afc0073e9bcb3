package users_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"starter-gin/internal/platform"
	"starter-gin/internal/users"
)

const nobody = "/users/00000000-0000-4000-8000-000000000000"

type answer struct {
	Status int
	Header http.Header
	Text   string
	Body   map[string]any
}

// serve is the whole service but for its socket.
func serve(t *testing.T) func(method, path, body string) answer {
	t.Helper()
	router, api, err := platform.NewRouter("Users", "1.0.0", nil)
	if err != nil {
		t.Fatal(err)
	}
	users.Routes(api, open(t))
	return asker(t, platform.Edge(router, platform.NewMetrics(), func() bool { return false }))
}

func asker(t *testing.T, handler http.Handler) func(method, path, body string) answer {
	return func(method, path, body string) answer {
		t.Helper()
		request := httptest.NewRequest(method, path, strings.NewReader(body))
		if body != "" {
			request.Header.Set("Content-Type", "application/json")
		}
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		got := answer{recorder.Code, recorder.Header(), recorder.Body.String(), nil}
		if got.Text != "" {
			if err := json.Unmarshal([]byte(got.Text), &got.Body); err != nil {
				t.Fatalf("%s %s: %v in %s", method, path, err, got.Text)
			}
		}
		return got
	}
}

func ada(more string) string {
	return `{"email":"Ada@Example.com","name":" Ada ","password":"correct horse battery"` + more + `}`
}

func (a answer) want(t *testing.T, status int, code string) answer {
	t.Helper()
	found, _ := a.Body["code"].(string)
	if a.Status != status || found != code {
		t.Errorf("expected %d %s, got %d %s", status, code, a.Status, a.Text)
	}
	return a
}

// fields of the problem, with their codes.
func (a answer) fields() (all []string) {
	list, _ := a.Body["errors"].([]any)
	for _, one := range list {
		field := one.(map[string]any)
		all = append(all, fmt.Sprint(field["in"], " ", field["pointer"], " ", field["code"]))
	}
	slices.Sort(all)
	return all
}

func TestPostUsers(t *testing.T) {
	t.Run("answers 201 with the user and where it is, without the password", func(t *testing.T) {
		ask := serve(t)
		created := ask("POST", "/users", ada(`,"admin":true`)).want(t, 201, "")
		if created.Header.Get("Location") != fmt.Sprint("/users/", created.Body["id"]) {
			t.Errorf("got Location %s", created.Header.Get("Location"))
		}
		shape := regexp.MustCompile(`^\{"id":"[0-9a-f-]{36}","email":"ada@example\.com","name":"Ada","createdAt":"\S{24}","updatedAt":"\S{24}"\}$`)
		if !shape.MatchString(created.Text) {
			t.Errorf("got %s", created.Text)
		}
		if found := ask("GET", created.Header.Get("Location"), ""); found.Text != created.Text {
			t.Errorf("expected the same user, got %s", found.Text)
		}
	})

	t.Run("answers 409 when the email is taken, in whatever case", func(t *testing.T) {
		ask := serve(t)
		ask("POST", "/users", ada("")).want(t, 201, "")
		ask("POST", "/users", strings.ToUpper(ada(""))).want(t, 409, "CONFLICT")
	})

	for what, test := range map[string]struct {
		body   string
		fields []string
	}{
		"every bad field":  {`{"email":"ada","name":" ","password":"short"}`, []string{"body #/email format", "body #/name too_small", "body #/password too_small"}},
		"missing fields":   {`{}`, []string{"body #/email required", "body #/name required", "body #/password required"}},
		"wrong types":      {`{"email":1,"name":{},"password":null}`, []string{"body #/email type", "body #/name type", "body #/password type"}},
		"control codes":    {`{"email":"a@b.co","name":"A\u0000","password":"correct horse battery"}`, []string{"body #/name format"}},
		"no object":        {`[]`, []string{"body # type"}},
		"nothing":          {``, []string{"body # required"}},
		"null":             {`null`, []string{"body # required"}},
		"too deep":         {`{"email":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`, []string{"body # too_deep"}},
		"ambiguous names":  {ada(`,"EMAIL":"other"`), []string{"body # invalid"}},
		"an address alone": {strings.Replace(ada(""), "Ada@Example.com", "Ada <ada@example.com>", 1), []string{"body #/email format"}},
	} {
		t.Run("names "+what+" and repeats nothing", func(t *testing.T) {
			refused := serve(t)("POST", "/users", test.body).want(t, 400, "VALIDATION_ERROR")
			if !slices.Equal(refused.fields(), test.fields) {
				t.Errorf("expected %v, got %s", test.fields, refused.Text)
			}
			if strings.Contains(refused.Text, "short\"") || strings.Contains(refused.Text, "horse") {
				t.Errorf("expected no submitted value, got %s", refused.Text)
			}
		})
	}

	t.Run("answers 400 to what is no JSON", func(t *testing.T) {
		ask := serve(t)
		for _, body := range []string{"{", `{"a":1,}`, "nope", ada("") + " x", "\"\xff\""} {
			ask("POST", "/users", body).want(t, 400, "MALFORMED_JSON")
		}
	})
}

func TestGetUsers(t *testing.T) {
	t.Run("lists every user once, oldest first, page by page", func(t *testing.T) {
		ask := serve(t)
		var made, seen []string
		for i := range 7 {
			body := fmt.Sprintf(`{"email":"user%d@example.com","name":"User","password":"correct horse battery"}`, i)
			made = append(made, ask("POST", "/users", body).Body["id"].(string))
		}
		for cursor := any(""); cursor != nil; {
			query := url.Values{"limit": {"3"}}
			if cursor != "" {
				query.Set("cursor", cursor.(string))
			}
			page := ask("GET", "/users?"+query.Encode(), "").want(t, 200, "")
			for _, user := range page.Body["data"].([]any) {
				seen = append(seen, user.(map[string]any)["id"].(string))
			}
			cursor = page.Body["nextCursor"]
		}
		// Those of one millisecond are listed by their ids.
		slices.Sort(made)
		slices.Sort(seen)
		if !slices.Equal(made, seen) {
			t.Errorf("expected %v, got %v", made, seen)
		}
	})

	t.Run("is an empty page without users", func(t *testing.T) {
		if empty := serve(t)("GET", "/users", ""); empty.Text != `{"data":[],"nextCursor":null}` {
			t.Errorf("got %s", empty.Text)
		}
	})

	t.Run("refuses what is no page", func(t *testing.T) {
		ask := serve(t)
		for query, field := range map[string]string{
			"limit=0": "too_small", "limit=101": "too_big", "limit=ten": "type", "limit=": "type", "limit=1&limit=2": "type",
			"cursor=nonsense": "invalid", "cursor=": "invalid", "cursor=%00": "invalid",
			"cursor=MjAyNi0wMS0wMVQwMDowMDowMFogbWU": "invalid",
		} {
			name, _, _ := strings.Cut(query, "=")
			refused := ask("GET", "/users?"+query, "").want(t, 400, "VALIDATION_ERROR")
			if !slices.Equal(refused.fields(), []string{"query #/" + name + " " + field}) {
				t.Errorf("%s: got %s", query, refused.Text)
			}
		}
	})
}

func TestOneUser(t *testing.T) {
	t.Run("is 404 for an id that nobody has, and for what is no id", func(t *testing.T) {
		ask := serve(t)
		for _, path := range []string{nobody, "/users/nobody", "/users/%00", "/users/a%2Fb", "/users/{00000000-0000-4000-8000-000000000000}"} {
			ask("GET", path, "").want(t, 404, "NOT_FOUND")
			ask("DELETE", path, "").want(t, 404, "NOT_FOUND")
			ask("PATCH", path, `{"name":"Nobody"}`).want(t, 404, "NOT_FOUND")
		}
	})

	t.Run("changes what is given and nothing else", func(t *testing.T) {
		ask := serve(t)
		before := ask("POST", "/users", ada(""))
		path := before.Header.Get("Location")
		after := ask("PATCH", path, `{"name":" Ada Lovelace "}`).want(t, 200, "")
		if after.Body["name"] != "Ada Lovelace" || after.Body["email"] != "ada@example.com" || after.Body["createdAt"] != before.Body["createdAt"] {
			t.Errorf("got %s", after.Text)
		}
		ask("POST", "/users", strings.Replace(ada(""), "Ada@", "Bob@", 1)).want(t, 201, "")
		ask("PATCH", path, `{"email":"BOB@example.com"}`).want(t, 409, "CONFLICT")
		ask("PATCH", path, `{"email":"ada@example.com"}`).want(t, 200, "")
	})

	t.Run("refuses a change of nothing, and a bad one", func(t *testing.T) {
		ask := serve(t)
		path := ask("POST", "/users", ada("")).Header.Get("Location")
		for body, fields := range map[string][]string{
			`{}`:                      {"body # invalid"},
			`{"name":null}`:           {"body # invalid"},
			`{"email":"a","name":""}`: {"body #/email format", "body #/name too_small"},
			`{"EMAIL":"no address"}`:  {"body #/email format"},
		} {
			if refused := ask("PATCH", path, body).want(t, 400, "VALIDATION_ERROR"); !slices.Equal(refused.fields(), fields) {
				t.Errorf("%s: got %s", body, refused.Text)
			}
		}
	})

	t.Run("is gone once it is deleted", func(t *testing.T) {
		ask := serve(t)
		path := ask("POST", "/users", ada("")).Header.Get("Location")
		if gone := ask("DELETE", path, ""); gone.Status != 204 || gone.Text != "" {
			t.Errorf("got %d %s", gone.Status, gone.Text)
		}
		ask("DELETE", path, "").want(t, 404, "NOT_FOUND")
		ask("GET", path, "").want(t, 404, "NOT_FOUND")
	})
}
