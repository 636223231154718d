-- The roles that a Supabase project has, with the same attributes and memberships.
-- Passwords are set by the server, which alone knows them.

create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;

-- What requests log in as: owns nothing, may take on the three request roles and, by itself, see nothing.
create role authenticator login noinherit;
grant anon, authenticated, service_role to authenticator;

-- What migrations run as. Not a superuser, as on Supabase, so that a migration which needs one fails here too.
create role postgres login createdb createrole replication bypassrls;
grant anon, authenticated, service_role to postgres;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;

create role supabase_auth_admin login noinherit createrole;
create role supabase_realtime_admin nologin noinherit;
grant supabase_realtime_admin to postgres;

alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role authenticator set lock_timeout = '8s';
