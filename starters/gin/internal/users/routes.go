// Package users is what the service is about.
package users

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"starter-gin/internal/platform"
)

// Routes adds the routes of the users to the API.
func Routes(api huma.API, users *Repository) {
	create := platform.Operation(http.MethodPost, "/users", "createUser", 400, 409, 413, 415)
	create.DefaultStatus = http.StatusCreated
	huma.Register(api, create, func(ctx context.Context, in *createInput) (*createdOutput, error) {
		hash, err := hashPassword(ctx, in.Body.Password)
		if err != nil {
			return nil, err
		}
		user, err := users.create(ctx, in.Body.Email, in.Body.Name, hash)
		if err != nil {
			return nil, err
		}
		return &createdOutput{Location: "/users/" + user.ID, Body: user}, nil
	})

	list := platform.Operation(http.MethodGet, "/users", "listUsers", 400)
	huma.Register(api, list, func(ctx context.Context, in *listInput) (*pageOutput, error) {
		// One more than asked for tells whether there is a next page.
		found, err := users.list(ctx, in.Limit+1, in.after)
		if err != nil {
			return nil, err
		}
		var page pageOutput
		page.Body.Data = found[:min(in.Limit, len(found))]
		if len(found) > in.Limit {
			next := cursorOf(found[in.Limit-1])
			page.Body.NextCursor = &next
		}
		return &page, nil
	})

	find := platform.Operation(http.MethodGet, "/users/{id}", "getUser", 404)
	huma.Register(api, find, func(ctx context.Context, in *idInput) (*userOutput, error) {
		user, err := users.find(ctx, in.ID)
		return &userOutput{user}, err
	})

	update := platform.Operation(http.MethodPatch, "/users/{id}", "updateUser", 400, 404, 409, 413, 415)
	huma.Register(api, update, func(ctx context.Context, in *updateInput) (*userOutput, error) {
		if in.Body.Email == nil && in.Body.Name == nil {
			return nil, platform.Invalid(platform.FieldErrorAt("body", "", "invalid", "expected an email, a name or both"))
		}
		user, err := users.update(ctx, in.ID, in.Body.Email, in.Body.Name)
		return &userOutput{user}, err
	})

	remove := platform.Operation(http.MethodDelete, "/users/{id}", "deleteUser", 404)
	remove.DefaultStatus = http.StatusNoContent
	huma.Register(api, remove, func(ctx context.Context, in *idInput) (*struct{}, error) {
		return nil, users.remove(ctx, in.ID)
	})
}
