package users_test

import (
	"os"
	"path/filepath"
	"testing"

	"starter-gin/internal/platform"
	"starter-gin/internal/users"
)

// open is a repository of its own for each test.
func open(t *testing.T) *users.Repository {
	t.Helper()
	return users.NewRepository(migrated(t))
}

func migrated(t *testing.T) *platform.Database {
	t.Helper()
	migrations, err := filepath.Abs("../../migrations")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	database, err := platform.OpenDatabase("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	if err := database.Migrate(t.Context(), os.DirFS(migrations)); err != nil {
		t.Fatal(err)
	}
	return database
}
