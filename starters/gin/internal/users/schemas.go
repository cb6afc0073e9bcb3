package users

import (
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"starter-gin/internal/platform"
)

// Validation, types and documentation come from the tags in this file.

// NewUser is what a user is made of.
type NewUser struct {
	Email string `json:"email" format:"email" maxLength:"254" pattern:"^(?:[A-Za-z0-9_'+\\-]+\\.)*[A-Za-z0-9_'+\\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$" patternDescription:"Invalid email address"`
	Name  string `json:"name" minLength:"1" maxLength:"100" pattern:"^\\P{Cc}*$" patternDescription:"must not contain control characters"`
	// The upper end is for the hash's sake: its cost grows with the length.
	Password string `json:"password" minLength:"12" maxLength:"256"`
}

// UserChanges is what may be changed, one or both.
type UserChanges struct {
	Email *string `json:"email,omitempty" nullable:"false" format:"email" maxLength:"254" pattern:"^(?:[A-Za-z0-9_'+\\-]+\\.)*[A-Za-z0-9_'+\\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$" patternDescription:"Invalid email address"`
	Name  *string `json:"name,omitempty" nullable:"false" minLength:"1" maxLength:"100" pattern:"^\\P{Cc}*$" patternDescription:"must not contain control characters"`
}

// TransformSchema lets unknown members pass: they are dropped, so that clients may be newer than the service.
func (NewUser) TransformSchema(_ huma.Registry, schema *huma.Schema) *huma.Schema {
	return platform.Open(schema)
}

// TransformSchema lets unknown members pass, as for NewUser.
func (UserChanges) TransformSchema(_ huma.Registry, schema *huma.Schema) *huma.Schema {
	return platform.Open(schema)
}

type createInput struct{ Body NewUser }

// Resolve runs after the schema has been looked at.
func (in *createInput) Resolve(huma.Context) []error {
	in.Body.Email = strings.ToLower(in.Body.Email)
	return trimName(&in.Body.Name)
}

type updateInput struct {
	ID   string `path:"id" doc:"A UUID; anything else is the id of nobody."`
	Body UserChanges
}

// Resolve runs after the schema has been looked at.
func (in *updateInput) Resolve(huma.Context) []error {
	if in.Body.Email != nil {
		*in.Body.Email = strings.ToLower(*in.Body.Email)
	}
	if in.Body.Name == nil {
		return nil
	}
	return trimName(in.Body.Name)
}

func trimName(name *string) []error {
	trimmed := strings.TrimSpace(*name)
	if trimmed == "" && *name != "" {
		return []error{platform.FieldErrorAt("body", "name", "too_small", "Too small: expected string to have >=1 characters")}
	}
	*name = trimmed
	return nil
}

type idInput struct {
	ID string `path:"id" doc:"A UUID; anything else is the id of nobody."`
}

type listInput struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
	Cursor string `query:"cursor" doc:"The nextCursor of another page."`
	after  *position
}

// Resolve reads the cursor, and refuses what huma would overlook: an empty limit, and a parameter given twice.
func (in *listInput) Resolve(ctx huma.Context) (findings []error) {
	url := ctx.URL()
	query := url.Query()
	if limits, given := query["limit"]; given && (len(limits) > 1 || limits[0] == "") {
		findings = append(findings, platform.FieldErrorAt("query", "limit", "type", "Invalid input: expected number"))
	}
	cursors, given := query["cursor"]
	if !given {
		return findings
	}
	if position, ok := positionOf(in.Cursor); ok && len(cursors) == 1 {
		in.after = &position
		return findings
	}
	return append(findings, platform.FieldErrorAt("query", "cursor", "invalid", "expected the nextCursor of another page"))
}

type userOutput struct{ Body User }

type createdOutput struct {
	Location string `header:"Location"`
	Body     User
}

type pageOutput struct {
	Body struct {
		Data       []User  `json:"data" nullable:"false"`
		NextCursor *string `json:"nextCursor" doc:"The cursor of the next page; null on the last one."`
	}
}
