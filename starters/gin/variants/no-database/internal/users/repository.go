package users

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/google/uuid"

	"starter-gin/internal/platform"
)

// stored is a user with what nobody may see.
type stored struct {
	User
	passwordHash string
}

// Repository is the users in memory, gone with the process: put your database here.
type Repository struct {
	mutex sync.Mutex
	// By their age.
	users []stored
}

// NewRepository is empty.
func NewRepository() *Repository { return &Repository{} }

// create fails with a conflict when the email is taken.
func (r *Repository) create(_ context.Context, email Email, name Name, passwordHash string) (User, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.isTaken(email, "") {
		return User{}, emailTaken()
	}
	moment := now()
	user := User{ID: uuid.NewString(), Email: email, Name: name, CreatedAt: moment, UpdatedAt: moment}
	at, _ := slices.BinarySearchFunc(r.users, user, byAge)
	r.users = slices.Insert(r.users, at, stored{user, passwordHash})
	return user, nil
}

func (r *Repository) find(_ context.Context, id string) (User, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	at, err := r.at(id)
	if err != nil {
		return User{}, err
	}
	return r.users[at].User, nil
}

// update changes what is not nil; it fails with a conflict when the new email is taken.
func (r *Repository) update(_ context.Context, id string, email *Email, name *Name) (User, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	at, err := r.at(id)
	if err != nil {
		return User{}, err
	}
	if email != nil && r.isTaken(*email, r.users[at].ID) {
		return User{}, emailTaken()
	}
	user := &r.users[at].User
	if email != nil {
		user.Email = *email
	}
	if name != nil {
		user.Name = *name
	}
	user.UpdatedAt = now()
	return *user, nil
}

func (r *Repository) remove(_ context.Context, id string) error {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	at, err := r.at(id)
	if err != nil {
		return err
	}
	r.users = slices.Delete(r.users, at, at+1)
	return nil
}

// list is up to limit users from the oldest, those after a position only.
func (r *Repository) list(_ context.Context, limit int, after *position) ([]User, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	from := 0
	if after != nil {
		found := false
		if from, found = slices.BinarySearchFunc(r.users, User{ID: after.id, CreatedAt: after.createdAt}, byAge); found {
			from++
		}
	}
	page := []User{}
	for _, user := range r.users[from:min(from+limit, len(r.users))] {
		page = append(page, user.User)
	}
	return page, nil
}

func (r *Repository) at(id string) (int, error) {
	at := slices.IndexFunc(r.users, func(user stored) bool { return user.ID == strings.ToLower(id) })
	if at < 0 {
		return 0, platform.NotFound("User")
	}
	return at, nil
}

func (r *Repository) isTaken(email Email, except string) bool {
	return slices.ContainsFunc(r.users, func(user stored) bool { return user.Email == email && user.ID != except })
}

func emailTaken() error { return platform.Conflict("This email is taken by another user") }

func byAge(a stored, b User) int {
	return cmp.Or(a.CreatedAt.Compare(b.CreatedAt.Time), strings.Compare(a.ID, b.ID))
}
