package users_test

import (
	"testing"

	"starter-gin/internal/users"
)

// open is a repository of its own for each test.
func open(t *testing.T) *users.Repository {
	t.Helper()
	return users.NewRepository()
}
