package users

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/google/uuid"

	"starter-gin/internal/platform"
)

// Repository is the users in the database.
type Repository struct{ db *platform.Database }

// NewRepository needs a migrated database.
func NewRepository(db *platform.Database) *Repository { return &Repository{db} }

const columns = "id, email, name, created_at, updated_at"

// create fails with a conflict when the email is taken.
func (r *Repository) create(ctx context.Context, email Email, name Name, passwordHash string) (User, error) {
	now := now()
	return r.one(ctx, "INSERT INTO users (id, email, name, password_hash, created_at, updated_at)"+
		" VALUES ($1, $2, $3, $4, $5, $6) RETURNING "+columns, uuid.NewString(), email, name, passwordHash, now, now)
}

func (r *Repository) find(ctx context.Context, id string) (User, error) {
	return r.known(ctx, id, "SELECT "+columns+" FROM users WHERE id = $1")
}

// update changes what is not nil; it fails with a conflict when the new email is taken.
func (r *Repository) update(ctx context.Context, id string, email *Email, name *Name) (User, error) {
	return r.known(ctx, id, "UPDATE users SET email = coalesce($2, email), name = coalesce($3, name), updated_at = $4"+
		" WHERE id = $1 RETURNING "+columns, email, name, now())
}

func (r *Repository) remove(ctx context.Context, id string) error {
	_, err := r.known(ctx, id, "DELETE FROM users WHERE id = $1 RETURNING "+columns)
	return err
}

// list is up to limit users from the oldest, those after a position only.
func (r *Repository) list(ctx context.Context, limit int, after *position) ([]User, error) {
	ctx, cancel := platform.Bounded(ctx)
	defer cancel()
	query, arguments := "SELECT "+columns+" FROM users ORDER BY created_at, id LIMIT $1", []any{limit}
	if after != nil {
		query = "SELECT " + columns + " FROM users WHERE (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT $1"
		arguments = append(arguments, after.createdAt, after.id)
	}
	rows, err := r.db.QueryContext(ctx, query, arguments...)
	if err != nil {
		return nil, platform.Trace(err)
	}
	defer rows.Close()
	found := []User{}
	for rows.Next() {
		user, err := scan(rows)
		if err != nil {
			return nil, platform.Trace(err)
		}
		found = append(found, user)
	}
	return found, platform.Trace(rows.Err())
}

// known is the one user with that id, which is the first parameter. What is no UUID is the id of nobody.
func (r *Repository) known(ctx context.Context, id, query string, arguments ...any) (User, error) {
	if len(id) != 36 || uuid.Validate(id) != nil {
		return User{}, platform.NotFound("User")
	}
	return r.one(ctx, query, append([]any{strings.ToLower(id)}, arguments...)...)
}

// one is the one user that a query finds or changes.
func (r *Repository) one(ctx context.Context, query string, arguments ...any) (User, error) {
	ctx, cancel := platform.Bounded(ctx)
	defer cancel()
	user, err := scan(r.db.QueryRowContext(ctx, query, arguments...))
	switch {
	case err == nil:
		return user, nil
	case errors.Is(err, sql.ErrNoRows):
		return User{}, platform.NotFound("User")
	case platform.IsTaken(err, "users", "email"):
		return User{}, platform.Conflict("This email is taken by another user")
	default:
		return User{}, platform.Trace(err)
	}
}

func scan(row interface{ Scan(...any) error }) (user User, err error) {
	err = row.Scan(&user.ID, &user.Email, &user.Name, &user.CreatedAt, &user.UpdatedAt)
	return user, err
}
