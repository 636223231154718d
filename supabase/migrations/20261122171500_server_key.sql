-- What the servers on this database talk to each other with: they seal what they say with a key that they share, so that
-- no other role can read or forge it.

create table portalchat.server_key (
  key bytea not null default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
  is_the_only_one boolean primary key default true check (is_the_only_one)
);
comment on table portalchat.server_key is 'The key that the servers on this database share. Nobody but its owner reads it.';
comment on column portalchat.server_key.key is '32 bytes that nobody can guess. To change it, replace it and restart the servers.';
revoke all on portalchat.server_key from public, anon, authenticated, service_role;
-- no grants, and so no policies: the servers log in as its owner

insert into portalchat.server_key default values;
