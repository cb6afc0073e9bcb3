package users_test

import (
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"testing"

	"starter-gin/internal/platform"
	"starter-gin/internal/users"
)

func TestDatabase(t *testing.T) {
	t.Run("holds an argon2id hash instead of the password", func(t *testing.T) {
		ask := serve(t)
		ask("POST", "/users", ada("")).want(t, 201, "")
		// In the folder of this test.
		database, err := platform.OpenDatabase("")
		if err != nil {
			t.Fatal(err)
		}
		defer database.Close()
		var hash string
		if err := database.QueryRow("SELECT password_hash FROM users").Scan(&hash); err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`^\$argon2id\$v=19\$m=19456,t=2,p=1\$`).MatchString(hash) {
			t.Errorf("got %s", hash)
		}
	})

	t.Run("is migrated once by instances that start together", func(t *testing.T) {
		migrations, err := filepath.Abs("../../migrations")
		if err != nil {
			t.Fatal(err)
		}
		t.Chdir(t.TempDir())
		var together sync.WaitGroup
		for range 6 {
			together.Go(func() {
				database, err := platform.OpenDatabase("")
				if err != nil {
					t.Error(err)
					return
				}
				defer database.Close()
				if err := database.Migrate(t.Context(), os.DirFS(migrations)); err != nil {
					t.Error(err)
				}
			})
		}
		together.Wait()
	})

	t.Run("that is away makes a request 503, and is not told about", func(t *testing.T) {
		router, api, err := platform.NewRouter("Users", "1.0.0", nil)
		if err != nil {
			t.Fatal(err)
		}
		away, err := platform.OpenDatabase("postgres://user:hush@127.0.0.1:1/users")
		if err != nil {
			t.Fatal(err)
		}
		defer away.Close()
		users.Routes(api, users.NewRepository(away))
		got := asker(t, platform.Edge(router, platform.NewMetrics(), func() bool { return false }))("GET", "/users", "")
		got.want(t, 503, "SERVICE_UNAVAILABLE")
		if got.Header.Get("Retry-After") == "" || got.Body["detail"] != nil {
			t.Errorf("got %v %s", got.Header, got.Text)
		}
	})
}
