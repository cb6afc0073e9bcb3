-- For PostgreSQL and for H2 in its PostgreSQL mode. Never change a migration that has run anywhere: add the next one.
create table users (
  id uuid primary key,
  email varchar(254) not null,
  name varchar(100) not null,
  password_hash varchar(200) not null,
  -- Milliseconds, as in the cursor of a page: a rounded time would skip or repeat rows.
  created_at timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint users_email_key unique (email)
);

create index users_by_age on users (created_at, id);
