package users

import (
	// seaworthy:if database
	"database/sql/driver"
	// seaworthy:end
	"encoding/base64"
	// seaworthy:if database
	"fmt"
	// seaworthy:end
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"starter-gin/internal/platform"
)

// Validation, types and documentation come from the types in this file.

// NewUser is what a user is made of.
type NewUser struct {
	Email Email `json:"email"`
	Name  Name  `json:"name"`
	// The upper end is for the hash's sake: its cost grows with the length.
	Password string `json:"password" minLength:"12" maxLength:"256"`
}

// UserChanges is what may be changed, one or both.
type UserChanges struct {
	Email *Email `json:"email,omitempty"`
	Name  *Name  `json:"name,omitempty"`
}

// TransformSchema lets unknown members pass: they are dropped, so that clients may be newer than the service.
func (NewUser) TransformSchema(_ huma.Registry, schema *huma.Schema) *huma.Schema {
	return platform.Open(schema)
}

// TransformSchema lets unknown members pass, as for NewUser.
func (UserChanges) TransformSchema(_ huma.Registry, schema *huma.Schema) *huma.Schema {
	return platform.Open(schema)
}

// Email is an address in lower case.
type Email string

// Schema is what is taken.
func (Email) Schema(huma.Registry) *huma.Schema {
	longest := 254
	return &huma.Schema{
		Type: "string", Format: "email", MaxLength: &longest,
		Pattern:            `^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$`,
		PatternDescription: "Invalid email address",
	}
}

// UnmarshalText makes it lower case.
func (e *Email) UnmarshalText(text []byte) error {
	*e = Email(strings.ToLower(string(text)))
	return nil
}

// Name is one to a hundred characters without space around them.
type Name string

// Schema is what is taken.
func (Name) Schema(huma.Registry) *huma.Schema {
	shortest, longest := 1, 100
	return &huma.Schema{
		Type: "string", MinLength: &shortest, MaxLength: &longest,
		Pattern: `^\P{Cc}*$`, PatternDescription: "must not contain control characters",
	}
}

// Resolve takes the space around it away, and refuses what is nothing else: the schema has only seen that it is there.
func (n *Name) Resolve(huma.Context, *huma.PathBuffer) []error {
	trimmed := Name(strings.TrimSpace(string(*n)))
	if trimmed == "" && *n != "" {
		return []error{platform.FieldErrorAt("body", "name", "too_small", "Too small: expected string to have >=1 characters")}
	}
	*n = trimmed
	return nil
}

type createInput struct{ Body NewUser }

type updateInput struct {
	ID   string `path:"id" doc:"A UUID; anything else is the id of nobody."`
	Body UserChanges
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

// User is a user as everybody may see it: the hash of the password never leaves the database.
type User struct {
	ID        string `json:"id" format:"uuid"`
	Email     Email  `json:"email"`
	Name      Name   `json:"name"`
	CreatedAt Time   `json:"createdAt"`
	UpdatedAt Time   `json:"updatedAt"`
}

// Time is UTC with milliseconds: what databases keep exactly, and what answers show.
type Time struct{ time.Time }

func now() Time { return Time{time.Now().UTC().Truncate(time.Millisecond)} }

// seaworthy:if database

// Value and Scan are for database/sql; SQLite gives text.
func (t Time) Value() (driver.Value, error) { return t.UTC(), nil }

func (t *Time) Scan(value any) (err error) {
	switch value := value.(type) {
	case time.Time:
		t.Time = value.UTC()
	case string:
		t.Time, err = time.Parse("2006-01-02 15:04:05.999999999-07:00", value)
		t.Time = t.UTC()
	default:
		err = fmt.Errorf("expected a time, got %T", value)
	}
	return err
}

// seaworthy:end

// MarshalJSON and Schema are for answers and their documentation.
func (t Time) MarshalJSON() ([]byte, error) {
	return []byte(t.Format(`"` + platform.Timestamp + `"`)), nil
}

func (Time) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: "string", Format: "date-time"}
}

// position is where a page ends: users are listed from the oldest, and the id tells those of one millisecond apart.
type position struct {
	createdAt Time
	id        string
}

// cursorOf is the position of a user as text that clients pass back and need not understand.
func cursorOf(user User) string {
	return base64.RawURLEncoding.EncodeToString([]byte(user.CreatedAt.Format(platform.Timestamp) + " " + user.ID))
}

// positionOf reads a cursor; anything that cursorOf did not write is none.
func positionOf(cursor string) (position, bool) {
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	moment, id, _ := strings.Cut(string(text), " ")
	createdAt, notTime := time.Parse(platform.Timestamp, moment)
	if err != nil || notTime != nil || len(id) != 36 || uuid.Validate(id) != nil {
		return position{}, false
	}
	found := position{Time{createdAt}, id}
	return found, cursorOf(User{ID: id, CreatedAt: found.createdAt}) == cursor
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
