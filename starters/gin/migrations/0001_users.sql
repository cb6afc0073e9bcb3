-- +goose Up
-- Understood by PostgreSQL and by SQLite, which takes any name for a type.
CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL UNIQUE,
    name text NOT NULL,
    password_hash text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX users_by_age ON users (created_at, id);

-- +goose Down
DROP TABLE users;
