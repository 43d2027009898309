CREATE TABLE public.actions (
    stream_id text NOT NULL,
    number bigint NOT NULL,
    id text NOT NULL,
    at bigint NOT NULL,
    kind text NOT NULL,
    by_user_id text,
    by_nickname text,
    by_role text,
    user_id text,
    nickname text,
    avatar_url text,
    message_id text,
    message_text text,
    reason text,
    detail text,
    slot text,
    undo text,
    undone_by text,
    until bigint,
    log_seq bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.chat_sessions (
    id text NOT NULL,
    request text NOT NULL,
    origin text NOT NULL,
    person text NOT NULL,
    handle_hash text NOT NULL,
    previous_hash text,
    rotated_at bigint NOT NULL
);
CREATE TABLE public.entries (
    stream_id text NOT NULL,
    seq bigint NOT NULL,
    id text NOT NULL,
    kind text NOT NULL,
    at bigint NOT NULL,
    user_id text,
    client_id text,
    nickname text,
    avatar_url text,
    role text,
    body text,
    target_id text,
    target_seq bigint
);
CREATE TABLE public.held_messages (
    stream_id text NOT NULL,
    id text NOT NULL,
    at bigint NOT NULL,
    user_id text NOT NULL,
    why text NOT NULL,
    client_id text,
    rule text,
    nickname text,
    avatar_url text,
    role text,
    body text,
    reply_to text
);
CREATE TABLE public.kysely_migration (
    name character varying(255) NOT NULL,
    "timestamp" character varying(255) NOT NULL
);
CREATE TABLE public.kysely_migration_lock (
    id character varying(255) NOT NULL,
    is_locked integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.people (
    user_id text NOT NULL,
    first_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    address_hash text
);
CREATE TABLE public.recent_texts (
    stream_id text NOT NULL,
    fingerprint text NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE public.removed_texts (
    stream_id text NOT NULL,
    seq bigint NOT NULL,
    removal_seq bigint NOT NULL,
    removed_at bigint NOT NULL,
    user_id text NOT NULL,
    target_seq bigint,
    client_id text,
    nickname text,
    avatar_url text,
    role text,
    body text,
    target_id text
);
CREATE TABLE public.reports (
    stream_id text NOT NULL,
    message_id text NOT NULL,
    user_id text NOT NULL,
    reason text NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE public.sanctions (
    stream_id text NOT NULL,
    user_id text NOT NULL,
    nickname text,
    kind text NOT NULL,
    reason text,
    since bigint NOT NULL,
    until bigint,
    address_hash text,
    by_owner integer NOT NULL,
    action_id text NOT NULL,
    version bigint NOT NULL
);
CREATE TABLE public.secrets (
    name text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.slow_writers (
    stream_id text NOT NULL,
    user_id text NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE public.staff_names (
    skeleton text NOT NULL,
    user_id text NOT NULL
);
CREATE TABLE public.stream_staff (
    stream_id text NOT NULL,
    user_id text NOT NULL,
    role text NOT NULL
);
CREATE TABLE public.streams (
    id text NOT NULL,
    epoch text NOT NULL,
    first_seq bigint DEFAULT 1 NOT NULL,
    last_seq bigint DEFAULT 0 NOT NULL,
    last_at bigint DEFAULT 0 NOT NULL,
    mode text,
    pinned text,
    before_shield text,
    filters text,
    policy_version bigint DEFAULT 0 NOT NULL,
    actions bigint DEFAULT 0 NOT NULL,
    cleared_seq bigint DEFAULT 0 NOT NULL,
    cleared_at bigint DEFAULT 0 NOT NULL,
    buried_seq bigint DEFAULT 0 NOT NULL,
    listed integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.webhook_lanes (
    webhook_id text NOT NULL,
    stream_id text NOT NULL,
    seq bigint DEFAULT 0 NOT NULL,
    actions bigint DEFAULT 0 NOT NULL,
    attempts bigint DEFAULT 0 NOT NULL,
    next_at bigint DEFAULT 0 NOT NULL,
    lease_until bigint DEFAULT 0 NOT NULL,
    up_to_seq bigint,
    up_to_actions bigint,
    failing_since bigint,
    parked_at bigint,
    lease_by text,
    last_error text
);
CREATE TABLE public.webhooks (
    id text NOT NULL,
    url text NOT NULL,
    secret text NOT NULL,
    events text,
    streams text
);
INSERT INTO public.actions VALUES ('s1', 1, '1.ELfYhgtyUYQi', 1795914348774, 'remove', 'u-owner', 'Owner', 'owner', 'guest:troll', 'Troll', NULL, '2.dx6dEaY0LjlC', 'spam', NULL, NULL, NULL, '{"removal":4}', NULL, NULL, 4);
INSERT INTO public.actions VALUES ('s1', 2, '2.MK4rWSlS_p5z', 1795914348824, 'ban', 'u-owner', 'Owner', 'owner', 'guest:troll', 'Troll', NULL, NULL, NULL, NULL, '{"purged":true,"withAddress":true}', 'sanction guest:troll', '{"sanction":true,"removal":5}', NULL, NULL, 5);
INSERT INTO public.actions VALUES ('s1', 3, '3.ibwsn7cBi_nK', 1795914348868, 'appoint', 'u-owner', 'Owner', 'owner', 'u-helper', NULL, NULL, NULL, NULL, NULL, '{"role":"moderator"}', 'role u-helper', '{"role":{"before":"member"}}', NULL, NULL, 5);
INSERT INTO public.chat_sessions VALUES ('session-1', 'r1', 'https://shop.example', '{"kind":"member","userId":"u-minji","nickname":"민지","role":"member"}', 'h', NULL, 1795914348909);
INSERT INTO public.entries VALUES ('s1', 1, '1.c0zLYL-Ydl5g', 'message', 1795914348745, 'u-minji', 'c1', '민지', NULL, 'member', '안녕하세요', NULL, NULL);
INSERT INTO public.entries VALUES ('s1', 4, '4.OMcZJWJlGBQM', 'removal', 1795914348774, NULL, NULL, NULL, NULL, NULL, NULL, '2.dx6dEaY0LjlC', 2);
INSERT INTO public.entries VALUES ('s1', 5, '5.DUDV-tnngKf3', 'purge', 1795914348824, 'guest:troll', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entries VALUES ('s1', 2, '2.dx6dEaY0LjlC', 'tombstone', 1795914348745, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entries VALUES ('s1', 3, '3.EbB1wZQh72sh', 'tombstone', 1795914348745, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.entries VALUES ('s1', 6, '6.joIwvkGa2eh3', 'message', 1795914348897, 'u-minji', NULL, '민지', NULL, 'member', '조용해졌네요', NULL, NULL);
INSERT INTO public.kysely_migration VALUES ('0001-stream-log', '2026-11-29T01:05:48.153Z');
INSERT INTO public.kysely_migration VALUES ('0002-identity', '2026-11-29T01:05:48.252Z');
INSERT INTO public.kysely_migration VALUES ('0003-moderation', '2026-11-29T01:05:48.671Z');
INSERT INTO public.kysely_migration VALUES ('0004-webhooks', '2026-11-29T01:05:48.701Z');
INSERT INTO public.kysely_migration_lock VALUES ('migration_lock', 0);
INSERT INTO public.people VALUES ('guest:troll', 1795914348745, 1795914348745, 'old-hash');
INSERT INTO public.removed_texts VALUES ('s1', 2, 4, 1795914348774, 'guest:troll', NULL, NULL, 'Troll', NULL, 'guest', 'spam', NULL);
INSERT INTO public.removed_texts VALUES ('s1', 3, 5, 1795914348824, 'guest:troll', NULL, NULL, 'Troll', NULL, 'guest', 'more spam', NULL);
INSERT INTO public.sanctions VALUES ('s1', 'guest:troll', 'Troll', 'ban', NULL, 1795914348824, NULL, 'old-hash', 1, '2.MK4rWSlS_p5z', 1);
INSERT INTO public.secrets VALUES ('session', 'the-old-session-secret');
INSERT INTO public.secrets VALUES ('addresses', 'the-old-address-secret');
INSERT INTO public.stream_staff VALUES ('s1', 'u-helper', 'moderator');
INSERT INTO public.streams VALUES ('s1', 'GHv6EIkCrVwU', 1, 6, 1795914348897, NULL, NULL, NULL, NULL, 2, 3, 0, 0, 0, 0);
INSERT INTO public.webhook_lanes VALUES ('bot', 's1', 6, 3, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.webhooks VALUES ('bot', 'https://bot.example/hook', 'whsec_b2xkIHNlY3JldCBvbGQgc2VjcmV0IG9sZCBzZWNyZXQ=', NULL, NULL);
ALTER TABLE ONLY public.actions
    ADD CONSTRAINT actions_pk PRIMARY KEY (stream_id, number);
ALTER TABLE ONLY public.chat_sessions
    ADD CONSTRAINT chat_sessions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.chat_sessions
    ADD CONSTRAINT chat_sessions_request_key UNIQUE (request);
ALTER TABLE ONLY public.entries
    ADD CONSTRAINT entries_pk PRIMARY KEY (stream_id, seq);
ALTER TABLE ONLY public.held_messages
    ADD CONSTRAINT held_messages_pk PRIMARY KEY (stream_id, id);
ALTER TABLE ONLY public.kysely_migration_lock
    ADD CONSTRAINT kysely_migration_lock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.kysely_migration
    ADD CONSTRAINT kysely_migration_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.people
    ADD CONSTRAINT people_pkey PRIMARY KEY (user_id);
ALTER TABLE ONLY public.recent_texts
    ADD CONSTRAINT recent_texts_pk PRIMARY KEY (stream_id, fingerprint);
ALTER TABLE ONLY public.removed_texts
    ADD CONSTRAINT removed_texts_pk PRIMARY KEY (stream_id, seq);
ALTER TABLE ONLY public.reports
    ADD CONSTRAINT reports_pk PRIMARY KEY (stream_id, message_id, user_id);
ALTER TABLE ONLY public.sanctions
    ADD CONSTRAINT sanctions_pk PRIMARY KEY (stream_id, user_id);
ALTER TABLE ONLY public.secrets
    ADD CONSTRAINT secrets_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.slow_writers
    ADD CONSTRAINT slow_writers_pk PRIMARY KEY (stream_id, user_id);
ALTER TABLE ONLY public.staff_names
    ADD CONSTRAINT staff_names_pkey PRIMARY KEY (skeleton);
ALTER TABLE ONLY public.stream_staff
    ADD CONSTRAINT stream_staff_pk PRIMARY KEY (stream_id, user_id);
ALTER TABLE ONLY public.streams
    ADD CONSTRAINT streams_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.webhook_lanes
    ADD CONSTRAINT webhook_lanes_pk PRIMARY KEY (webhook_id, stream_id);
ALTER TABLE ONLY public.webhooks
    ADD CONSTRAINT webhooks_pkey PRIMARY KEY (id);
CREATE INDEX actions_by_person ON public.actions USING btree (stream_id, user_id, number);
CREATE INDEX actions_by_slot ON public.actions USING btree (stream_id, slot) WHERE (slot IS NOT NULL);
CREATE INDEX entries_by_author ON public.entries USING btree (user_id, stream_id, seq) WHERE (kind = 'message'::text);
CREATE UNIQUE INDEX entries_by_client_id ON public.entries USING btree (stream_id, client_id, user_id) WHERE (client_id IS NOT NULL);
CREATE INDEX held_messages_by_author ON public.held_messages USING btree (user_id, stream_id);
CREATE UNIQUE INDEX held_messages_by_client_id ON public.held_messages USING btree (stream_id, client_id, user_id) WHERE (client_id IS NOT NULL);
CREATE INDEX people_by_seen_at ON public.people USING btree (seen_at);
CREATE INDEX removed_texts_by_author ON public.removed_texts USING btree (user_id, stream_id);
CREATE INDEX removed_texts_by_removal ON public.removed_texts USING btree (stream_id, removal_seq);
CREATE INDEX sanctions_by_version ON public.sanctions USING btree (stream_id, version);
ALTER TABLE ONLY public.entries
    ADD CONSTRAINT entries_stream_id_fkey FOREIGN KEY (stream_id) REFERENCES public.streams(id);
