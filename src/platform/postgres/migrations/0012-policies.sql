-- Policies: the library with its versions and four eyes, coverage of parks, pilots, sandbox, simulations, layout of industries.

-- One policy over all its versions. Without owner: the zone's; with one: a park's own.
CREATE TABLE policy (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  code text NOT NULL UNIQUE CHECK (code <> ''),
  owner_id uuid REFERENCES organisation,
  shipped boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- The newest version that was published; null: none yet.
  current_version_id uuid
);

-- A PolicyDefinition and who made it what it is. Published ones never change; which of them holds on a day follows from `valid` in
-- the definition, superseded ones included.
CREATE TABLE policy_version (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  policy_id uuid NOT NULL REFERENCES policy ON DELETE CASCADE,
  number integer NOT NULL CHECK (number >= 1),
  state text NOT NULL CHECK (state IN ('draft', 'proposed', 'published', 'withdrawn', 'superseded')),
  definition jsonb NOT NULL CHECK (jsonb_typeof(definition) = 'object'),
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  -- Title, summary, issuer, clauses and themes in small letters, for finding it.
  words text NOT NULL,
  based_on uuid REFERENCES policy_version ON DELETE SET NULL,
  shipped boolean NOT NULL DEFAULT false,
  change_note text,
  row_version integer NOT NULL DEFAULT 1 CHECK (row_version >= 1),
  drafted_at timestamptz NOT NULL,
  drafted_by_id uuid REFERENCES user_account,
  drafted_by_name text NOT NULL,
  -- Everybody who changed a word of it.
  editors uuid[] NOT NULL DEFAULT '{}',
  changed_at timestamptz NOT NULL,
  changed_by_name text NOT NULL,
  proposed_at timestamptz,
  proposed_by_id uuid REFERENCES user_account,
  proposed_by_name text,
  -- Why it came back; stays until it is proposed again.
  returned_at timestamptz,
  returned_by_name text,
  return_reason text,
  published_at timestamptz,
  published_by_id uuid REFERENCES user_account,
  published_by_name text,
  withdrawn_at timestamptz,
  withdrawn_by_id uuid REFERENCES user_account,
  withdrawn_by_name text,
  withdrawal_reason text,
  UNIQUE (policy_id, number),
  CHECK ((state IN ('draft', 'proposed')) = (published_at IS NULL)),
  CHECK ((published_at IS NULL) = (published_by_name IS NULL)),
  CHECK (state <> 'proposed' OR (proposed_by_id IS NOT NULL AND proposed_at IS NOT NULL)),
  CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
  CHECK ((withdrawn_at IS NULL) = (withdrawal_reason IS NULL)),
  CHECK ((returned_at IS NULL) = (return_reason IS NULL)),
  -- Only what comes with the program has no people behind it.
  CHECK (shipped OR drafted_by_id IS NOT NULL),
  CHECK (shipped OR published_at IS NULL OR (published_by_id IS NOT NULL AND proposed_by_id IS NOT NULL)),
  -- Four eyes: who wrote or proposed it does not publish it.
  CONSTRAINT policy_version_four_eyes CHECK (published_by_id IS NULL OR (published_by_id IS DISTINCT FROM drafted_by_id
    AND published_by_id IS DISTINCT FROM proposed_by_id AND NOT published_by_id = ANY (editors)))
);
CREATE UNIQUE INDEX policy_version_in_work ON policy_version (policy_id) WHERE state IN ('draft', 'proposed');
CREATE INDEX policy_version_published ON policy_version (policy_id, number) WHERE state IN ('published', 'superseded');
ALTER TABLE policy ADD FOREIGN KEY (current_version_id) REFERENCES policy_version;

-- What happened to a version, in order.
CREATE TABLE policy_act (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  policy_id uuid NOT NULL REFERENCES policy ON DELETE CASCADE,
  version_id uuid REFERENCES policy_version ON DELETE CASCADE,
  number integer NOT NULL,
  act text NOT NULL CHECK (act IN ('draft', 'save', 'propose', 'return', 'publish', 'supersede', 'withdraw')),
  reason text,
  detail jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL
);
CREATE INDEX policy_act_of_policy ON policy_act (policy_id, id);

-- Steps of a version, one after another; what was published stays as it was.
CREATE FUNCTION policy_version_takes_each_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.policy_id <> OLD.policy_id OR NEW.number <> OLD.number OR NEW.shipped <> OLD.shipped
     OR NEW.drafted_by_id IS DISTINCT FROM OLD.drafted_by_id OR NOT NEW.editors @> OLD.editors THEN
    RAISE EXCEPTION 'Who wrote a version of a policy is not changed' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state <> 'draft' AND (NEW.definition <> OLD.definition OR NEW.digest <> OLD.digest OR NEW.words <> OLD.words) THEN
    RAISE EXCEPTION 'Only a draft of a policy is changed; make a new version' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.published_at IS NOT NULL AND (NEW.published_at IS DISTINCT FROM OLD.published_at
     OR NEW.published_by_id IS DISTINCT FROM OLD.published_by_id OR NEW.proposed_by_id IS DISTINCT FROM OLD.proposed_by_id) THEN
    RAISE EXCEPTION 'Who published a policy is not changed' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state = ANY (
    '{draft>proposed,proposed>draft,proposed>published,published>superseded,published>withdrawn,superseded>withdrawn}'::text[])) THEN
    RAISE EXCEPTION 'A version of a policy does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_version_takes_each_step BEFORE UPDATE ON policy_version
  FOR EACH ROW EXECUTE FUNCTION policy_version_takes_each_step();

-- Coverage (M32): how far a policy has come in a park. Valid in time and known in time.
CREATE TABLE policy_coverage (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  policy_id uuid NOT NULL REFERENCES policy,
  park_id uuid NOT NULL REFERENCES organisation,
  state text NOT NULL CHECK (state IN ('proposed', 'pilot', 'assessed', 'spreading', 'covered', 'not-applicable')),
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  known tstzrange NOT NULL DEFAULT tstzrange(now(), NULL) CHECK (NOT isempty(known)),
  basis text NOT NULL CHECK (basis <> ''),
  note text,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  synthetic boolean NOT NULL DEFAULT false,
  EXCLUDE USING gist (policy_id WITH =, park_id WITH =, valid WITH &&, known WITH &&)
);

-- Pilots (先行先试): from proposal over evaluation to wider use.
CREATE TABLE policy_pilot (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  policy_id uuid NOT NULL REFERENCES policy,
  title text NOT NULL CHECK (title <> ''),
  goals text NOT NULL CHECK (goals <> ''),
  basis text NOT NULL CHECK (basis <> ''),
  from_day date NOT NULL,
  -- The first day after it.
  to_day date NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'running', 'evaluated', 'extended', 'adjusted', 'stopped', 'dropped')),
  findings json,
  evaluated_at timestamptz,
  evaluated_by_name text,
  evaluated_by_id uuid REFERENCES user_account,
  decided_at timestamptz,
  decided_by_name text,
  decided_by_id uuid REFERENCES user_account,
  decision_reason text,
  synthetic boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  CHECK (from_day < to_day),
  CHECK ((findings IS NULL) = (evaluated_at IS NULL)),
  CHECK (state NOT IN ('evaluated', 'extended', 'adjusted', 'stopped') OR findings IS NOT NULL),
  CHECK ((state IN ('extended', 'adjusted', 'stopped', 'dropped')) = (decided_at IS NOT NULL)),
  CHECK ((decided_at IS NULL) = (decision_reason IS NULL)),
  -- Who evaluated it does not decide on it.
  CHECK (decided_by_id IS NULL OR evaluated_by_id IS NULL OR decided_by_id <> evaluated_by_id)
);
CREATE TABLE policy_pilot_park (
  pilot_id uuid NOT NULL REFERENCES policy_pilot,
  park_id uuid NOT NULL REFERENCES organisation,
  PRIMARY KEY (pilot_id, park_id)
);
CREATE INDEX policy_pilot_of_park ON policy_pilot_park (park_id);
CREATE TABLE policy_pilot_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  pilot_id uuid NOT NULL REFERENCES policy_pilot,
  digest text NOT NULL REFERENCES attachment,
  name text NOT NULL CHECK (name <> ''),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  at timestamptz NOT NULL,
  by_id uuid NOT NULL REFERENCES user_account,
  by_name text NOT NULL
);
CREATE INDEX policy_pilot_file_of ON policy_pilot_file (pilot_id);

CREATE FUNCTION policy_pilot_takes_each_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state = ANY (
    '{proposed>running,proposed>dropped,running>evaluated,evaluated>running,evaluated>extended,evaluated>adjusted,evaluated>stopped}'::text[])) THEN
    RAISE EXCEPTION 'A pilot does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.decided_at IS NOT NULL THEN
    RAISE EXCEPTION 'A pilot that was decided on stays' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_pilot_takes_each_step BEFORE UPDATE ON policy_pilot
  FOR EACH ROW EXECUTE FUNCTION policy_pilot_takes_each_step();

-- Sandbox (M34, 监管沙箱): application, admission, observation, exit or termination.
CREATE TABLE sandbox_entry (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  -- Of its registration on the day of application.
  park_id uuid REFERENCES organisation,
  product text NOT NULL CHECK (product <> ''),
  scope text NOT NULL CHECK (scope <> ''),
  risk_limits text NOT NULL CHECK (risk_limits <> ''),
  from_day date NOT NULL,
  to_day date NOT NULL,
  state text NOT NULL CHECK (state IN ('applied', 'admitted', 'refused', 'exited', 'terminated', 'withdrawn')),
  conclusion text,
  synthetic boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  decided_at timestamptz,
  decided_by_name text,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  CHECK (from_day < to_day),
  CHECK ((state IN ('applied')) = (decided_at IS NULL)),
  CHECK (state NOT IN ('refused', 'exited', 'terminated') OR conclusion IS NOT NULL)
);
CREATE INDEX sandbox_entry_of_enterprise ON sandbox_entry (enterprise_id);
CREATE TABLE sandbox_observation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  entry_id uuid NOT NULL REFERENCES sandbox_entry,
  on_day date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('observation', 'incident', 'limit-exceeded', 'report')),
  words text NOT NULL CHECK (words <> ''),
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL
);
CREATE INDEX sandbox_observation_of_entry ON sandbox_observation (entry_id, on_day);
CREATE FUNCTION sandbox_takes_each_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND NOT (OLD.state || '>' || NEW.state = ANY (
    '{applied>admitted,applied>refused,applied>withdrawn,admitted>exited,admitted>terminated}'::text[])) THEN
    RAISE EXCEPTION 'A sandbox entry does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state NOT IN ('applied', 'admitted') OR NEW.enterprise_id <> OLD.enterprise_id THEN
    RAISE EXCEPTION 'A sandbox entry that ended stays' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sandbox_takes_each_step BEFORE UPDATE ON sandbox_entry
  FOR EACH ROW EXECUTE FUNCTION sandbox_takes_each_step();
CREATE FUNCTION sandbox_observed_inside() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM sandbox_entry e WHERE e.id = NEW.entry_id AND e.state = 'admitted') THEN
    RAISE EXCEPTION 'Only what is in the sandbox is observed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sandbox_observed_inside BEFORE INSERT ON sandbox_observation
  FOR EACH ROW EXECUTE FUNCTION sandbox_observed_inside();

-- Simulations before issue: what was asked, what came out, and what it stood on. Never changed.
CREATE TABLE policy_simulation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  policy_id uuid REFERENCES policy,
  title text NOT NULL CHECK (title <> ''),
  on_day date NOT NULL,
  -- Whose enterprises: null for the whole zone.
  park_id uuid REFERENCES organisation,
  request jsonb NOT NULL,
  result jsonb NOT NULL,
  base_digest text NOT NULL CHECK (base_digest ~ '^[0-9a-f]{64}$'),
  changed_digest text NOT NULL CHECK (changed_digest ~ '^[0-9a-f]{64}$'),
  rules_digest text NOT NULL CHECK (rules_digest ~ '^[0-9a-f]{64}$'),
  facts_at timestamptz NOT NULL,
  enterprises integer NOT NULL CHECK (enterprises >= 0),
  at timestamptz NOT NULL,
  by_id uuid NOT NULL REFERENCES user_account,
  by_name text NOT NULL
);
CREATE INDEX policy_simulation_of_policy ON policy_simulation (policy_id, at);
CREATE INDEX policy_simulation_by_time ON policy_simulation (at);

-- Layout (M21): which industries a park leads (主导产业) or cultivates (培育产业). Valid in time and known in time.
CREATE TABLE park_industry (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  park_id uuid NOT NULL REFERENCES organisation,
  industry text NOT NULL CHECK (industry <> ''),
  role text NOT NULL CHECK (role IN ('leading', 'cultivated')),
  -- Order in which the park names them: 1 is its first.
  position integer NOT NULL DEFAULT 1 CHECK (position >= 1),
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  known tstzrange NOT NULL DEFAULT tstzrange(now(), NULL) CHECK (NOT isempty(known)),
  source text NOT NULL CHECK (source <> ''),
  reason text,
  synthetic boolean NOT NULL DEFAULT false,
  proposal_id uuid,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  EXCLUDE USING gist (park_id WITH =, industry WITH =, valid WITH &&, known WITH &&)
);
CREATE TABLE industry (
  code text PRIMARY KEY CHECK (code <> ''),
  name_zh text NOT NULL CHECK (name_zh <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  source text NOT NULL CHECK (source <> ''),
  shipped boolean NOT NULL DEFAULT false
);
CREATE TABLE layout_proposal (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  title text NOT NULL CHECK (title <> ''),
  on_day date NOT NULL,
  request jsonb NOT NULL,
  result jsonb NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid NOT NULL REFERENCES user_account,
  by_name text NOT NULL
);
-- Its changes, park by park; the office takes each up or not.
CREATE TABLE layout_proposal_park (
  proposal_id uuid NOT NULL REFERENCES layout_proposal,
  park_id uuid NOT NULL REFERENCES organisation,
  changes jsonb NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'adopted', 'declined')),
  from_day date,
  reason text,
  decided_at timestamptz,
  decided_by_id uuid REFERENCES user_account,
  decided_by_name text,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  PRIMARY KEY (proposal_id, park_id),
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK ((state = 'open') = (reason IS NULL)),
  CHECK ((state = 'adopted') = (from_day IS NOT NULL))
);
ALTER TABLE park_industry ADD FOREIGN KEY (proposal_id) REFERENCES layout_proposal;

GRANT SELECT, INSERT, UPDATE, DELETE ON policy, policy_version TO duoyuan_app;
GRANT SELECT, INSERT ON policy_act, policy_coverage, policy_pilot, policy_pilot_park, policy_pilot_file, sandbox_entry,
  sandbox_observation, policy_simulation, park_industry, industry, layout_proposal, layout_proposal_park TO duoyuan_app;
GRANT UPDATE (known) ON policy_coverage, park_industry TO duoyuan_app;
GRANT UPDATE ON policy_pilot, sandbox_entry TO duoyuan_app;
GRANT DELETE ON policy_pilot_park TO duoyuan_app;
GRANT UPDATE (state, from_day, reason, decided_at, decided_by_id, decided_by_name, version) ON layout_proposal_park TO duoyuan_app;

ALTER TABLE policy ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_coverage ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_pilot ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_pilot_park ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_pilot_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE sandbox_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE sandbox_observation ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_simulation ENABLE ROW LEVEL SECURITY;
ALTER TABLE park_industry ENABLE ROW LEVEL SECURITY;
ALTER TABLE industry ENABLE ROW LEVEL SECURITY;
ALTER TABLE layout_proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE layout_proposal_park ENABLE ROW LEVEL SECURITY;

-- Who may write a policy: the office the zone's, a park its own.
CREATE FUNCTION writes_policy(of_owner uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT (of_owner IS NULL AND acting_as('zone_office')) OR (of_owner = acting_organisation() AND acting_as('park_committee')) $$;
-- The owner of a policy, also for who does not see the row yet.
CREATE FUNCTION policy_owner(wanted uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT owner_id FROM policy WHERE id = wanted $$;

CREATE POLICY read ON policy FOR SELECT TO duoyuan_app USING (
  (current_version_id IS NOT NULL AND ((SELECT is_known()) OR (SELECT acting_as('public', 'timekeeper'))))
  OR (SELECT acting_sees_all()) OR (owner_id = (SELECT acting_organisation()) AND (SELECT acting_as('park_committee'))));
CREATE POLICY add ON policy FOR INSERT TO duoyuan_app WITH CHECK (
  NOT shipped AND current_version_id IS NULL AND writes_policy(owner_id));
-- Who publishes moves the policy to its new version: the office also for a park's own.
CREATE POLICY change ON policy FOR UPDATE TO duoyuan_app USING (acting_as('zone_office') OR writes_policy(owner_id));
CREATE POLICY remove ON policy FOR DELETE TO duoyuan_app USING (current_version_id IS NULL AND writes_policy(owner_id));

CREATE POLICY read ON policy_version FOR SELECT TO duoyuan_app USING (
  (state IN ('published', 'superseded', 'withdrawn') AND ((SELECT is_known()) OR (SELECT acting_as('public', 'timekeeper'))))
  OR (SELECT acting_sees_all())
  OR ((SELECT acting_as('park_committee')) AND policy_owner(policy_id) = (SELECT acting_organisation())));
CREATE POLICY add ON policy_version FOR INSERT TO duoyuan_app WITH CHECK (
  NOT shipped AND state = 'draft' AND drafted_by_id = acting_user() AND writes_policy(policy_owner(policy_id))
  AND (policy_owner(policy_id) IS NULL OR definition ->> 'level' = 'park'));
-- Drafts by who writes it; a proposal is published or returned by somebody else, of the same body or of the office.
CREATE POLICY change ON policy_version FOR UPDATE TO duoyuan_app USING (
  CASE WHEN state = 'draft' THEN writes_policy(policy_owner(policy_id))
       ELSE acting_as('zone_office') OR writes_policy(policy_owner(policy_id)) END)
  WITH CHECK (
    (policy_owner(policy_id) IS NULL OR definition ->> 'level' = 'park')
    AND CASE state
      WHEN 'draft' THEN acting_as('zone_office') OR writes_policy(policy_owner(policy_id))
      WHEN 'proposed' THEN proposed_by_id = acting_user() AND writes_policy(policy_owner(policy_id))
      WHEN 'published' THEN published_by_id = acting_user() AND published_by_id IS DISTINCT FROM proposed_by_id
        AND published_by_id IS DISTINCT FROM drafted_by_id AND NOT published_by_id = ANY (editors)
      WHEN 'withdrawn' THEN withdrawn_by_id = acting_user()
      ELSE true END);
CREATE POLICY remove ON policy_version FOR DELETE TO duoyuan_app USING (
  state = 'draft' AND published_at IS NULL AND writes_policy(policy_owner(policy_id)));

-- The acts on a version are read by who reads the version; those of drafts so stay with who writes.
CREATE POLICY read ON policy_act FOR SELECT TO duoyuan_app USING (
  EXISTS (SELECT FROM policy_version v WHERE v.id = version_id));
CREATE POLICY add ON policy_act FOR INSERT TO duoyuan_app WITH CHECK (by_id = acting_user()
  AND (acting_as('zone_office') OR writes_policy(policy_owner(policy_id))));

-- Coverage, pilots and layout are read by all bodies; enterprises and experts are none.
CREATE FUNCTION is_body() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT acting_sees_all() OR acting_as('park_committee', 'department', 'district', 'platform_company', 'evaluator', 'timekeeper') $$;
CREATE POLICY read ON policy_coverage FOR SELECT TO duoyuan_app USING ((SELECT is_body()));
-- What the leader decides on a pilot reaches the matrix in the same act.
CREATE POLICY add ON policy_coverage FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('zone_office', 'leader') AND by_id = acting_user());
CREATE POLICY change ON policy_coverage FOR UPDATE TO duoyuan_app USING (acting_as('zone_office', 'leader'));

CREATE POLICY read ON policy_pilot FOR SELECT TO duoyuan_app USING ((SELECT is_body()));
CREATE POLICY add ON policy_pilot FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND by_id = acting_user() AND state = 'proposed');
CREATE POLICY change ON policy_pilot FOR UPDATE TO duoyuan_app USING (acting_as('zone_office', 'leader'));
CREATE POLICY read ON policy_pilot_park FOR SELECT TO duoyuan_app USING ((SELECT is_body()));
CREATE POLICY write ON policy_pilot_park FOR ALL TO duoyuan_app USING (acting_as('zone_office')) WITH CHECK (acting_as('zone_office'));
CREATE POLICY read ON policy_pilot_file FOR SELECT TO duoyuan_app USING (
  (SELECT acting_sees_all()) OR by_id = (SELECT acting_user())
  OR ((SELECT acting_as('park_committee')) AND EXISTS (SELECT FROM policy_pilot_park p
        WHERE p.pilot_id = policy_pilot_file.pilot_id AND p.park_id = (SELECT acting_organisation()))));
CREATE POLICY add ON policy_pilot_file FOR INSERT TO duoyuan_app WITH CHECK (by_id = acting_user() AND (acting_as('zone_office')
  OR (acting_as('park_committee') AND EXISTS (SELECT FROM policy_pilot_park p
        WHERE p.pilot_id = policy_pilot_file.pilot_id AND p.park_id = acting_organisation()))));

-- What is tried in the sandbox is a matter of the enterprise, its park, the office and the leader.
CREATE POLICY read ON sandbox_entry FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR enterprise_id = (SELECT acting_enterprise())
  OR ((SELECT acting_as('park_committee')) AND park_id = (SELECT acting_organisation())));
CREATE POLICY add ON sandbox_entry FOR INSERT TO duoyuan_app WITH CHECK (
  state = 'applied' AND by_id = acting_user()
  AND (acting_as('zone_office') OR (acting_as('enterprise') AND enterprise_id = acting_enterprise())));
CREATE POLICY change ON sandbox_entry FOR UPDATE TO duoyuan_app USING (
  acting_as('zone_office') OR (acting_as('enterprise') AND enterprise_id = acting_enterprise() AND state = 'applied'))
  WITH CHECK (acting_as('zone_office') OR (enterprise_id = acting_enterprise() AND state = 'withdrawn'));
CREATE POLICY read ON sandbox_observation FOR SELECT TO duoyuan_app USING (EXISTS (SELECT FROM sandbox_entry e WHERE e.id = entry_id));
CREATE POLICY add ON sandbox_observation FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND acting_as('zone_office', 'park_committee', 'enterprise')
  AND EXISTS (SELECT FROM sandbox_entry e WHERE e.id = entry_id));

CREATE POLICY read ON policy_simulation FOR SELECT TO duoyuan_app USING ((SELECT acting_sees_all()) OR by_id = (SELECT acting_user()));
CREATE POLICY add ON policy_simulation FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND ((acting_as('zone_office', 'leader') AND park_id IS NULL)
    OR (acting_as('park_committee') AND park_id = acting_organisation())));

CREATE POLICY read ON park_industry FOR SELECT TO duoyuan_app USING ((SELECT is_body()));
CREATE POLICY add ON park_industry FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND by_id = acting_user());
CREATE POLICY change ON park_industry FOR UPDATE TO duoyuan_app USING (acting_as('zone_office'));
CREATE POLICY read ON industry FOR SELECT TO duoyuan_app USING ((SELECT is_body()));
CREATE POLICY add ON industry FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND NOT shipped);
CREATE POLICY read ON layout_proposal FOR SELECT TO duoyuan_app USING ((SELECT acting_sees_all()));
CREATE POLICY add ON layout_proposal FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND by_id = acting_user());
CREATE POLICY read ON layout_proposal_park FOR SELECT TO duoyuan_app USING ((SELECT acting_sees_all()));
CREATE POLICY add ON layout_proposal_park FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND state = 'open');
CREATE POLICY change ON layout_proposal_park FOR UPDATE TO duoyuan_app USING (acting_as('zone_office') AND state = 'open')
  WITH CHECK (decided_by_id = acting_user());
