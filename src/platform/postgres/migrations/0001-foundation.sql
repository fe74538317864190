-- Who asks is set per transaction (SET LOCAL duoyuan.*); a missing setting means: sees nothing.
-- SQL stays within what PostgreSQL 15 and Citus know (docs/operations/scale-out.md).

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE FUNCTION acting_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('duoyuan.user_id', true), '')::uuid $$;
CREATE FUNCTION acting_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('duoyuan.organisation_id', true), '')::uuid $$;
CREATE FUNCTION acting_sees_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('duoyuan.sees_all', true), 'off') = 'on' $$;
CREATE FUNCTION acting_as(VARIADIC wanted text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT string_to_array(coalesce(current_setting('duoyuan.roles', true), ''), ',') && wanted $$;

-- Organisations: reference data, valid in time. Everybody who is logged in may read it.

CREATE TABLE organisation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9._-]+$'),
  kind text NOT NULL CHECK (kind IN ('zone', 'office', 'park', 'district', 'department', 'company', 'area')),
  adcode text CHECK (adcode ~ '^[0-9]{6}$'),
  longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  outline jsonb,
  source text NOT NULL
);

CREATE TABLE organisation_name (
  organisation_id uuid NOT NULL REFERENCES organisation,
  name text NOT NULL CHECK (name <> ''),
  short_name text NOT NULL CHECK (short_name <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  initials text NOT NULL,
  valid daterange NOT NULL DEFAULT daterange(NULL, NULL),
  source text NOT NULL,
  EXCLUDE USING gist (organisation_id WITH =, valid WITH &&)
);

CREATE TABLE organisation_parent (
  organisation_id uuid NOT NULL REFERENCES organisation,
  parent_id uuid NOT NULL REFERENCES organisation,
  valid daterange NOT NULL DEFAULT daterange(NULL, NULL),
  source text NOT NULL,
  CHECK (organisation_id <> parent_id),
  EXCLUDE USING gist (organisation_id WITH =, valid WITH &&)
);

CREATE TABLE organisation_fact (
  organisation_id uuid NOT NULL REFERENCES organisation,
  code text NOT NULL,
  value text NOT NULL,
  as_of text,
  source text NOT NULL CHECK (source <> ''),
  PRIMARY KEY (organisation_id, code, value)
);

-- Accounts.

CREATE TABLE user_account (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  login text NOT NULL UNIQUE CHECK (login ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
  name text NOT NULL CHECK (name <> ''),
  organisation_id uuid REFERENCES organisation,
  password_hash text NOT NULL,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
  failed_sign_ins integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  must_change_password boolean NOT NULL DEFAULT true,
  demo boolean NOT NULL DEFAULT false,
  last_sign_in_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1
);

CREATE TABLE user_role (
  user_id uuid NOT NULL REFERENCES user_account,
  role text NOT NULL CHECK (role IN ('zone_office', 'leader', 'park_committee', 'department', 'district',
    'platform_company', 'enterprise', 'expert', 'system_admin', 'security_admin', 'audit_admin')),
  granted_at timestamptz NOT NULL DEFAULT now(),
  granted_by uuid REFERENCES user_account,
  administrative integer NOT NULL GENERATED ALWAYS AS
    (CASE WHEN role IN ('system_admin', 'security_admin', 'audit_admin') THEN 1 ELSE 0 END) STORED,
  PRIMARY KEY (user_id, role),
  -- 三员分设: an administrator holds no business role …
  CONSTRAINT administrators_apart EXCLUDE USING gist (user_id WITH =, administrative WITH <>)
);
-- … and never two of the three.
CREATE UNIQUE INDEX one_administrator_role ON user_role (user_id)
  WHERE role IN ('system_admin', 'security_admin', 'audit_admin');

CREATE TABLE user_session (
  token_digest text PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES user_account,
  csrf_token text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX user_session_by_user ON user_session (user_id);

-- Audit: an append-only keyed hash chain; src/platform/audit writes and verifies it.

CREATE TABLE audit_entry (
  sequence bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  actor_id uuid,
  actor_name text NOT NULL,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  detail jsonb NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL
);
CREATE TABLE audit_head (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  sequence bigint NOT NULL,
  hash text NOT NULL
);
INSERT INTO audit_head (sequence, hash) VALUES (0, '');

-- Jobs as people see them; the queue itself is pg-boss.

CREATE TABLE job (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL CHECK (kind IN ('document-import')),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  done integer NOT NULL DEFAULT 0 CHECK (done >= 0),
  total integer NOT NULL DEFAULT 0 CHECK (total >= 0),
  note text,
  input jsonb NOT NULL,
  result jsonb NOT NULL DEFAULT '{}',
  cancel_requested boolean NOT NULL DEFAULT false,
  created_by uuid NOT NULL REFERENCES user_account,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz
);
CREATE INDEX job_by_user ON job (created_by, created_at DESC);

-- Documents, their versions, the items read from them, and published plans.

CREATE TABLE attachment (
  digest text PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
  size_bytes bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE document (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  owner_id uuid NOT NULL REFERENCES organisation,
  title text NOT NULL CHECK (title <> ''),
  -- The title as the engine compares it, to find a changed edition.
  title_key text NOT NULL,
  issuer text,
  document_number text,
  issued_on date,
  horizon_from integer,
  horizon_to integer,
  visibility text NOT NULL DEFAULT 'zone' CHECK (visibility IN ('organisation', 'zone', 'public')),
  synthetic boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX document_by_title ON document USING gin (title gin_trgm_ops);
CREATE UNIQUE INDEX document_edition ON document (owner_id, title_key);

CREATE TABLE document_version (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  document_id uuid NOT NULL REFERENCES document,
  owner_id uuid NOT NULL REFERENCES organisation,
  no integer NOT NULL CHECK (no >= 1),
  digest text NOT NULL REFERENCES attachment,
  file_name text NOT NULL,
  media_type text NOT NULL,
  encoding text NOT NULL,
  text text NOT NULL,
  characters integer NOT NULL,
  extraction jsonb NOT NULL,
  engine text NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  imported_by uuid REFERENCES user_account,
  imported_by_name text NOT NULL,
  -- The last change of an item in review.
  changed_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (document_id, no),
  UNIQUE (owner_id, digest)
);

CREATE TABLE plan_item (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  version_id uuid NOT NULL REFERENCES document_version,
  owner_id uuid NOT NULL REFERENCES organisation,
  kind text NOT NULL CHECK (kind IN ('heading', 'task', 'target', 'baseline', 'constraint', 'body', 'citation')),
  start_at integer NOT NULL CHECK (start_at >= 0),
  end_at integer NOT NULL,
  mentions jsonb NOT NULL DEFAULT '[]',
  data jsonb NOT NULL,
  -- What the engine suggested first: data, start and end; null for items that a person added.
  suggested jsonb,
  status text NOT NULL DEFAULT 'suggested'
    CHECK (status IN ('suggested', 'accepted', 'edited', 'added', 'rejected', 'superseded')),
  version integer NOT NULL DEFAULT 1,
  changed_at timestamptz,
  changed_by uuid REFERENCES user_account,
  changed_by_name text,
  CHECK (end_at > start_at)
);
CREATE INDEX plan_item_by_version ON plan_item (version_id, start_at);

CREATE TABLE plan_item_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  version_id uuid NOT NULL REFERENCES document_version,
  owner_id uuid NOT NULL REFERENCES organisation,
  -- One act of a person may change several items; undo takes back the whole act.
  act_id uuid NOT NULL,
  item_id uuid NOT NULL REFERENCES plan_item,
  action text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  before jsonb,
  after jsonb,
  undone boolean NOT NULL DEFAULT false
);
CREATE INDEX plan_item_change_by_item ON plan_item_change (item_id, id);
CREATE INDEX plan_item_change_by_version ON plan_item_change (version_id, by_id, id DESC);

CREATE TABLE plan (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  document_id uuid NOT NULL REFERENCES document,
  version_id uuid NOT NULL REFERENCES document_version,
  owner_id uuid NOT NULL REFERENCES organisation,
  no integer NOT NULL CHECK (no >= 1),
  title text NOT NULL,
  note text,
  visibility text NOT NULL CHECK (visibility IN ('organisation', 'zone', 'public')),
  published_at timestamptz NOT NULL DEFAULT now(),
  published_by uuid REFERENCES user_account,
  published_by_name text NOT NULL,
  UNIQUE (document_id, no)
);
CREATE INDEX plan_by_version ON plan (version_id);

CREATE TABLE published_item (
  plan_id uuid NOT NULL REFERENCES plan,
  item_id uuid NOT NULL REFERENCES plan_item,
  kind text NOT NULL,
  start_at integer NOT NULL,
  end_at integer NOT NULL,
  mentions jsonb NOT NULL,
  data jsonb NOT NULL,
  quote text NOT NULL,
  title text NOT NULL,
  PRIMARY KEY (plan_id, item_id)
);
CREATE INDEX published_item_by_title ON published_item USING gin (title gin_trgm_ops);

-- The application's role: no ownership, so row-level security applies to it.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'duoyuan_app') THEN CREATE ROLE duoyuan_app; END IF;
END $$;
GRANT USAGE ON SCHEMA public TO duoyuan_app;
GRANT SELECT ON organisation, organisation_name, organisation_parent, organisation_fact TO duoyuan_app;
GRANT SELECT, INSERT, UPDATE ON user_account, job, document, document_version, plan_item, plan_item_change TO duoyuan_app;
GRANT SELECT, INSERT, DELETE ON user_role TO duoyuan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON user_session TO duoyuan_app;
GRANT SELECT, INSERT ON attachment, audit_entry, plan, published_item TO duoyuan_app;
GRANT SELECT, UPDATE ON audit_head TO duoyuan_app;

ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation_name ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation_parent ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_role ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE job ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE document ENABLE ROW LEVEL SECURITY;
ALTER TABLE document_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan_item_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE published_item ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION is_known() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT acting_user() IS NOT NULL OR acting_as('authenticator') $$;

CREATE POLICY read ON organisation FOR SELECT TO duoyuan_app USING (is_known());
CREATE POLICY read ON organisation_name FOR SELECT TO duoyuan_app USING (is_known());
CREATE POLICY read ON organisation_parent FOR SELECT TO duoyuan_app USING (is_known());
CREATE POLICY read ON organisation_fact FOR SELECT TO duoyuan_app USING (is_known());

CREATE POLICY read ON user_account FOR SELECT TO duoyuan_app USING
  (id = acting_user() OR acting_as('authenticator', 'system_admin', 'security_admin', 'audit_admin'));
CREATE POLICY add ON user_account FOR INSERT TO duoyuan_app WITH CHECK (acting_as('system_admin'));
CREATE POLICY change ON user_account FOR UPDATE TO duoyuan_app
  USING (id = acting_user() OR acting_as('authenticator', 'system_admin', 'security_admin'));

CREATE POLICY read ON user_role FOR SELECT TO duoyuan_app USING
  (user_id = acting_user() OR acting_as('authenticator', 'system_admin', 'security_admin', 'audit_admin'));
-- Nobody grants to himself: the database refuses too.
CREATE POLICY add ON user_role FOR INSERT TO duoyuan_app
  WITH CHECK (acting_as('security_admin') AND user_id <> acting_user());
CREATE POLICY remove ON user_role FOR DELETE TO duoyuan_app
  USING (acting_as('security_admin') AND user_id <> acting_user());

CREATE POLICY own ON user_session FOR ALL TO duoyuan_app
  USING (user_id = acting_user() OR acting_as('authenticator', 'system_admin', 'security_admin'));

CREATE POLICY read ON audit_entry FOR SELECT TO duoyuan_app USING (acting_as('audit_admin', 'verifier'));
CREATE POLICY add ON audit_entry FOR INSERT TO duoyuan_app WITH CHECK (is_known());
CREATE POLICY head ON audit_head FOR ALL TO duoyuan_app USING (is_known() OR acting_as('verifier'));

CREATE POLICY own ON job FOR ALL TO duoyuan_app USING (created_by = acting_user());

CREATE POLICY read ON attachment FOR SELECT TO duoyuan_app USING (is_known());
CREATE POLICY add ON attachment FOR INSERT TO duoyuan_app WITH CHECK (acting_organisation() IS NOT NULL);

CREATE POLICY read ON plan FOR SELECT TO duoyuan_app USING (
  acting_sees_all() OR owner_id = acting_organisation()
  OR (visibility IN ('zone', 'public') AND acting_organisation() IS NOT NULL));
CREATE POLICY add ON plan FOR INSERT TO duoyuan_app WITH CHECK (owner_id = acting_organisation());

CREATE POLICY read ON published_item FOR SELECT TO duoyuan_app USING
  (EXISTS (SELECT FROM plan WHERE plan.id = published_item.plan_id));
CREATE POLICY add ON published_item FOR INSERT TO duoyuan_app WITH CHECK
  (EXISTS (SELECT FROM plan WHERE plan.id = published_item.plan_id AND plan.owner_id = acting_organisation()));

-- Others see a document once a plan of it that they may see is published.
CREATE POLICY read ON document FOR SELECT TO duoyuan_app USING (
  acting_sees_all() OR owner_id = acting_organisation()
  OR EXISTS (SELECT FROM plan WHERE plan.document_id = document.id));
CREATE POLICY add ON document FOR INSERT TO duoyuan_app WITH CHECK (owner_id = acting_organisation());
CREATE POLICY change ON document FOR UPDATE TO duoyuan_app USING (owner_id = acting_organisation());

CREATE POLICY read ON document_version FOR SELECT TO duoyuan_app USING (
  acting_sees_all() OR owner_id = acting_organisation()
  OR EXISTS (SELECT FROM plan WHERE plan.version_id = document_version.id));
CREATE POLICY add ON document_version FOR INSERT TO duoyuan_app WITH CHECK (owner_id = acting_organisation());
CREATE POLICY change ON document_version FOR UPDATE TO duoyuan_app USING (owner_id = acting_organisation());

-- Items under review are the owner's business (and the office's); others read the published ones.
CREATE POLICY read ON plan_item FOR SELECT TO duoyuan_app USING
  (acting_sees_all() OR owner_id = acting_organisation());
CREATE POLICY add ON plan_item FOR INSERT TO duoyuan_app WITH CHECK (owner_id = acting_organisation());
CREATE POLICY change ON plan_item FOR UPDATE TO duoyuan_app USING (owner_id = acting_organisation());

CREATE POLICY read ON plan_item_change FOR SELECT TO duoyuan_app USING
  (acting_sees_all() OR owner_id = acting_organisation());
CREATE POLICY add ON plan_item_change FOR INSERT TO duoyuan_app WITH CHECK (owner_id = acting_organisation());
CREATE POLICY change ON plan_item_change FOR UPDATE TO duoyuan_app USING (owner_id = acting_organisation());
