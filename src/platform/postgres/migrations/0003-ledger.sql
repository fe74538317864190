-- The ledger: duties with their history, targets with their actuals, coverage, annual items, inspections, views.
-- `duty` is what holds now; `duty_change` keeps the whole record after every act, so that any past day can be shown.

ALTER TABLE user_role DROP CONSTRAINT user_role_role_check;
ALTER TABLE user_role ADD CONSTRAINT user_role_role_check CHECK (role IN ('zone_office', 'leader', 'park_committee',
  'department', 'district', 'platform_company', 'enterprise', 'expert', 'evaluator', 'system_admin', 'security_admin',
  'audit_admin'));
ALTER TABLE job DROP CONSTRAINT job_kind_check;
ALTER TABLE job ADD CONSTRAINT job_kind_check CHECK (kind IN ('document-import', 'register-import'));
ALTER TABLE procedure_case DROP CONSTRAINT procedure_case_origin_kind_check;
ALTER TABLE procedure_case ADD CONSTRAINT procedure_case_origin_kind_check
  CHECK (origin_kind IN ('case', 'plan-item', 'duty', 'inspection', 'evaluation'));
CREATE INDEX procedure_case_by_origin ON procedure_case (origin_kind, origin_id) WHERE origin_id IS NOT NULL;

-- Lists that the zone's data give: kinds of action, kinds of carriers that every park must have.
CREATE TABLE ledger_code (
  list text NOT NULL CHECK (list IN ('action', 'carrier')),
  code text NOT NULL CHECK (code ~ '^[a-z][a-z0-9-]*$'),
  name_zh text NOT NULL,
  name_en text NOT NULL,
  position integer NOT NULL,
  source_zh text NOT NULL,
  source_en text NOT NULL,
  PRIMARY KEY (list, code)
);
-- What a document says of counts: 56 actions in all, 17 of one kind. Held against what is found.
CREATE TABLE ledger_claim (
  code text PRIMARY KEY,
  list text NOT NULL,
  -- Null: the total.
  column_code text,
  -- What the number counts: actions, or the parks that have any.
  counts text NOT NULL CHECK (counts IN ('items', 'rows')),
  declared integer NOT NULL,
  text_zh text NOT NULL,
  text_en text NOT NULL,
  source_zh text NOT NULL,
  source_en text NOT NULL
);

-- The published rules of the colours; the last row of a setting holds, the shipped value where there is none.
CREATE TABLE ledger_setting (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  setting text NOT NULL,
  value jsonb NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  by_id uuid NOT NULL REFERENCES user_account,
  by_name text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX ledger_setting_latest ON ledger_setting (setting, id DESC);

CREATE TABLE duty (
  -- What the policy and common filters ask of every row comes first: PostgreSQL reads a row from its beginning.
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  serial bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  owner_id uuid NOT NULL REFERENCES organisation,
  for_evaluation boolean NOT NULL DEFAULT false,
  visibility text NOT NULL DEFAULT 'zone' CHECK (visibility IN ('organisation', 'zone', 'public')),
  state text NOT NULL DEFAULT 'unassigned' CHECK (state IN ('unassigned', 'assigned', 'returned', 'accepted', 'in-progress',
    'reported', 'verified', 'closed', 'suspended', 'merged', 'dropped')),
  -- The engine's assessment, kept for lists; `assess_again_on` is the day on which time alone changes it.
  light text NOT NULL DEFAULT 'grey' CHECK (light IN ('green', 'yellow', 'red', 'grey')),
  lead_id uuid REFERENCES organisation,
  -- The bodies of duty_support, sorted: lists and the policy ask each row for them.
  supporting uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(supporting) <= 100),
  park_id uuid REFERENCES organisation,
  due_on date,
  changed_at timestamptz NOT NULL,
  title text NOT NULL CHECK (title <> ''),
  kind text NOT NULL DEFAULT 'duty' CHECK (kind IN ('duty', 'measure', 'instance')),
  parent_id uuid REFERENCES duty,
  content text NOT NULL DEFAULT '',
  number text,
  -- Where it comes from; a gap is a duty that a coverage matrix asked for.
  source text NOT NULL CHECK (source IN ('plan', 'register', 'manual', 'gap', 'inspection')),
  plan_id uuid REFERENCES plan,
  item_id uuid REFERENCES plan_item,
  document_id uuid REFERENCES document,
  version_id uuid REFERENCES document_version,
  start_at integer,
  end_at integer,
  -- Kept here too: who may read the duty may read its sentence.
  quote text,
  document_title text,
  heading_path text[] NOT NULL DEFAULT '{}',
  categories text[] NOT NULL DEFAULT '{}',
  person_id uuid REFERENCES user_account,
  person_name text,
  starts_on date,
  due_precision text NOT NULL DEFAULT 'none'
    CHECK (due_precision IN ('day', 'month', 'quarter', 'half-year', 'year', 'plan-period', 'periodic', 'none')),
  due_text text,
  rhythm text CHECK (rhythm IN ('week', 'month', 'quarter', 'half-year', 'year')),
  period text,
  report_every text CHECK (report_every IN ('week', 'month', 'quarter', 'half-year', 'year')),
  weight double precision NOT NULL DEFAULT 1 CHECK (weight > 0),
  roll_up text NOT NULL DEFAULT 'own' CHECK (roll_up IN ('own', 'parts')),
  state_since timestamptz NOT NULL,
  suspended_from text,
  -- As the lead last reported.
  progress double precision NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
  -- Of its parts where it rolls up, else the same.
  rolled_progress double precision NOT NULL DEFAULT 0 CHECK (rolled_progress BETWEEN 0 AND 100),
  override_light text CHECK (override_light IN ('green', 'yellow', 'red')),
  override_reason text,
  merged_into uuid REFERENCES duty,
  flags text[] NOT NULL DEFAULT '{}',
  assessment json NOT NULL DEFAULT '{}',
  assess_again_on date,
  report_due_on date,
  assigned_on date,
  last_report_on date,
  completed_on date,
  evidence integer NOT NULL DEFAULT 0 CHECK (evidence >= 0),
  synthetic boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  CHECK (starts_on <= due_on),
  CHECK ((kind = 'duty') OR parent_id IS NOT NULL),
  CHECK ((kind = 'instance') = (period IS NOT NULL)),
  CHECK (kind <> 'instance' OR rhythm IS NULL),
  CHECK ((due_precision = 'none') = (due_on IS NULL) OR due_precision = 'periodic'),
  CHECK (due_precision <> 'periodic' OR rhythm IS NOT NULL),
  CHECK ((state = 'unassigned') = (lead_id IS NULL) OR state IN ('suspended', 'merged', 'dropped')),
  CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
  CHECK ((override_light IS NULL) = (override_reason IS NULL)),
  CHECK ((source = 'plan') = (item_id IS NOT NULL) OR kind <> 'duty'),
  CHECK (merged_into <> id AND parent_id <> id),
  UNIQUE (parent_id, period)
);
-- One duty of the ledger for one item of a plan, whichever publication of the document it came with.
CREATE UNIQUE INDEX duty_of_item ON duty (owner_id, item_id) WHERE kind = 'duty' AND item_id IS NOT NULL;
-- Holds all that common filters, the policy and the counts ask of a row, so that they need not fetch the row itself.
CREATE INDEX duty_due ON duty (due_on, id) INCLUDE (state, light, visibility, for_evaluation, owner_id, lead_id, supporting,
  park_id, kind, source, document_id, flags, rolled_progress);
-- An index alone answers for pages of the table that a vacuum has seen since they changed: not a fifth of it behind, but a fiftieth.
ALTER TABLE duty SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02,
  autovacuum_analyze_scale_factor = 0.02);
CREATE INDEX duty_changed ON duty (changed_at DESC, id);
CREATE INDEX duty_of_owner ON duty (owner_id, state, due_on, id);
CREATE INDEX duty_of_lead ON duty (lead_id, due_on, id);
CREATE INDEX duty_of_park ON duty (park_id, due_on, id) WHERE park_id IS NOT NULL;
CREATE INDEX duty_of_person ON duty (person_id, due_on, id) WHERE person_id IS NOT NULL;
CREATE INDEX duty_of_light ON duty (light, due_on, id);
CREATE INDEX duty_of_plan ON duty (plan_id, due_on, id) WHERE plan_id IS NOT NULL;
CREATE INDEX duty_by_document ON duty (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX duty_by_parent ON duty (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX duty_to_assess ON duty (assess_again_on) WHERE assess_again_on IS NOT NULL;
-- Two characters are a word in Chinese; trigrams find words of three and more.
CREATE FUNCTION pairs_of(said text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
  $$ SELECT coalesce(array_agg(DISTINCT substr(small, n, 2)), '{}')
       FROM lower(said) small, generate_series(1, length(small) - 1) n $$;
CREATE INDEX duty_by_title ON duty USING gin (pairs_of(title));
CREATE INDEX duty_public ON duty (document_id) WHERE visibility = 'public';

CREATE TABLE duty_support (
  duty_id uuid NOT NULL REFERENCES duty,
  organisation_id uuid NOT NULL REFERENCES organisation,
  PRIMARY KEY (duty_id, organisation_id)
);
CREATE INDEX duty_support_of_organisation ON duty_support (organisation_id, duty_id);
-- Keeps `duty.supporting` the same. Who adds a duty gives both at once, and nothing is left to do here.
CREATE FUNCTION note_supporting() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE duty d SET supporting = s.bodies
    FROM (SELECT t.duty_id, array(SELECT u.organisation_id FROM duty_support u WHERE u.duty_id = t.duty_id ORDER BY 1) AS bodies
            FROM touched t GROUP BY 1) s
   WHERE d.id = s.duty_id AND d.supporting <> s.bodies;
  RETURN NULL;
END $$;
CREATE TRIGGER note_supporting_added AFTER INSERT ON duty_support
  REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_supporting();
CREATE TRIGGER note_supporting_removed AFTER DELETE ON duty_support
  REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_supporting();

-- takes-up: a park's duty answers a duty of the zone (一园一策); depends-on: `from` can be done only when `to` is.
CREATE TABLE duty_link (
  from_id uuid NOT NULL REFERENCES duty,
  to_id uuid NOT NULL REFERENCES duty,
  kind text NOT NULL CHECK (kind IN ('takes-up', 'depends-on')),
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  PRIMARY KEY (from_id, to_id, kind),
  CHECK (from_id <> to_id)
);
CREATE INDEX duty_link_back ON duty_link (to_id, kind);

-- The zone's duties that every park must take up, so that a gap can be named.
CREATE TABLE duty_addressee (
  duty_id uuid NOT NULL REFERENCES duty,
  park_id uuid NOT NULL REFERENCES organisation,
  PRIMARY KEY (duty_id, park_id)
);

CREATE TABLE duty_change (
  duty_id uuid NOT NULL REFERENCES duty,
  -- The duty's version after it.
  version integer NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  by_organisation_id uuid REFERENCES organisation,
  act text NOT NULL,
  reason text,
  decision_reference text,
  decision_on date,
  -- Field -> [before, after].
  changed jsonb NOT NULL,
  -- The engine's whole record after it, with rolled-up progress and colour.
  record jsonb NOT NULL,
  PRIMARY KEY (duty_id, version)
);
CREATE INDEX duty_change_at ON duty_change (at);

CREATE TABLE duty_report (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  duty_id uuid NOT NULL REFERENCES duty,
  version integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('progress', 'contribution', 'completion')),
  period text,
  percent double precision CHECK (percent BETWEEN 0 AND 100),
  text text NOT NULL CHECK (text <> ''),
  -- [{name, value, unit}]
  figures json NOT NULL DEFAULT '[]',
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  organisation_id uuid NOT NULL REFERENCES organisation
);
CREATE INDEX duty_report_of_duty ON duty_report (duty_id, at DESC);

CREATE TABLE duty_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  duty_id uuid NOT NULL REFERENCES duty,
  -- Null until the report that it proves is sent.
  report_id uuid REFERENCES duty_report,
  digest text NOT NULL REFERENCES attachment,
  name text NOT NULL CHECK (name <> ''),
  size_bytes bigint NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL
);
CREATE INDEX duty_file_of_duty ON duty_file (duty_id);
-- One of a sort and not two: the same file sent twice before the report is one.
CREATE UNIQUE INDEX duty_file_waiting ON duty_file (duty_id, digest, by_id) WHERE report_id IS NULL;

CREATE TABLE target (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  serial bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  owner_id uuid NOT NULL REFERENCES organisation,
  plan_id uuid REFERENCES plan,
  item_id uuid REFERENCES plan_item,
  document_id uuid REFERENCES document,
  version_id uuid REFERENCES document_version,
  start_at integer,
  end_at integer,
  quote text,
  document_title text,
  indicator text NOT NULL CHECK (indicator <> ''),
  scope text,
  kind text NOT NULL DEFAULT 'level' CHECK (kind IN ('level', 'growth')),
  comparator text NOT NULL CHECK (comparator IN ('gt', 'ge', 'lt', 'le', 'approx', 'between', 'eq')),
  value double precision NOT NULL,
  value2 double precision,
  unit text NOT NULL,
  year integer CHECK (year BETWEEN 1900 AND 2200),
  base_year integer CHECK (base_year BETWEEN 1900 AND 2200),
  base_value double precision,
  -- Of base and actuals; for a level the same as `unit`.
  level_unit text NOT NULL,
  path text NOT NULL DEFAULT 'linear' CHECK (path IN ('linear', 'compound')),
  lead_id uuid REFERENCES organisation,
  standing text NOT NULL DEFAULT 'unknown'
    CHECK (standing IN ('met', 'missed', 'on-track', 'at-risk', 'off-track', 'unknown')),
  visibility text NOT NULL DEFAULT 'zone' CHECK (visibility IN ('organisation', 'zone', 'public')),
  for_evaluation boolean NOT NULL DEFAULT false,
  synthetic boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  CHECK ((base_year IS NULL) = (base_value IS NULL)),
  CHECK ((comparator = 'between') = (value2 IS NOT NULL)),
  CHECK (base_year < year)
);
CREATE UNIQUE INDEX target_of_item ON target (owner_id, item_id) WHERE item_id IS NOT NULL;
CREATE INDEX target_by_document ON target (document_id);

-- Yearly values; one that was wrong is withdrawn with a reason, never overwritten.
CREATE TABLE target_actual (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  target_id uuid NOT NULL REFERENCES target,
  year integer NOT NULL CHECK (year BETWEEN 1900 AND 2200),
  value double precision NOT NULL,
  low double precision NOT NULL,
  high double precision NOT NULL,
  source_kind text NOT NULL CHECK (source_kind IN ('entered', 'document', 'implied', 'indicator')),
  -- Document figures: item, document, quote, arithmetic; entered: where the number comes from.
  source json NOT NULL,
  note text,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  withdrawn_at timestamptz,
  withdrawn_by_name text,
  withdrawn_reason text,
  CHECK (low <= value AND value <= high),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
);
CREATE UNIQUE INDEX target_actual_of_year ON target_actual (target_id, year) WHERE withdrawn_at IS NULL;

CREATE TABLE target_change (
  target_id uuid NOT NULL REFERENCES target,
  version integer NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  act text NOT NULL,
  reason text,
  changed jsonb NOT NULL,
  PRIMARY KEY (target_id, version)
);

-- What a park has: a characteristic park, an incubator, a platform company. Ended, never deleted.
CREATE TABLE coverage_entry (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  park_id uuid NOT NULL REFERENCES organisation,
  carrier text NOT NULL,
  name text NOT NULL CHECK (name <> ''),
  since date,
  ended_on date,
  source text NOT NULL CHECK (source <> ''),
  synthetic boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CHECK (since <= ended_on)
);
CREATE UNIQUE INDEX coverage_entry_standing ON coverage_entry (park_id, carrier, name) WHERE ended_on IS NULL;
CREATE INDEX coverage_entry_of_park ON coverage_entry (park_id, carrier);

-- 年度重点事项: what a body does in a year, made from the plan, confirmed by the body.
CREATE TABLE annual_list (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisation,
  year integer NOT NULL CHECK (year BETWEEN 2000 AND 2200),
  state text NOT NULL CHECK (state IN ('draft', 'sent', 'confirmed', 'returned')),
  note text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  answered_at timestamptz,
  answered_by_name text,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (organisation_id, year),
  CHECK ((state IN ('confirmed', 'returned')) = (answered_at IS NOT NULL))
);
CREATE TABLE annual_item (
  list_id uuid NOT NULL REFERENCES annual_list,
  position integer NOT NULL CHECK (position >= 1),
  duty_id uuid REFERENCES duty,
  title text NOT NULL CHECK (title <> ''),
  -- What is to be reached this year.
  milestone text NOT NULL DEFAULT '',
  due_on date,
  part text NOT NULL CHECK (part IN ('lead', 'support', 'own')),
  struck_reason text,
  PRIMARY KEY (list_id, position)
);
CREATE UNIQUE INDEX annual_item_of_duty ON annual_item (list_id, duty_id) WHERE duty_id IS NOT NULL;
CREATE INDEX annual_item_by_duty ON annual_item (duty_id) WHERE duty_id IS NOT NULL;
CREATE TABLE annual_change (
  list_id uuid NOT NULL REFERENCES annual_list,
  version integer NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  act text NOT NULL,
  reason text,
  changed jsonb NOT NULL,
  PRIMARY KEY (list_id, version)
);

-- 专项督查, 综合督查 with their items and the circular of results.
CREATE TABLE inspection (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  serial bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  owner_id uuid NOT NULL REFERENCES organisation,
  kind text NOT NULL CHECK (kind IN ('special', 'comprehensive')),
  title text NOT NULL CHECK (title <> ''),
  subject text NOT NULL DEFAULT '',
  from_on date NOT NULL,
  to_on date NOT NULL,
  state text NOT NULL CHECK (state IN ('planned', 'running', 'found', 'announced')),
  announced_at timestamptz,
  synthetic boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  created_by uuid REFERENCES user_account,
  created_by_name text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CHECK (from_on <= to_on),
  CHECK ((state = 'announced') = (announced_at IS NOT NULL))
);
CREATE TABLE inspection_item (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  inspection_id uuid NOT NULL REFERENCES inspection,
  position integer NOT NULL,
  organisation_id uuid NOT NULL REFERENCES organisation,
  duty_id uuid REFERENCES duty,
  text text NOT NULL CHECK (text <> ''),
  method text NOT NULL CHECK (method IN ('site', 'paper')),
  result text CHECK (result IN ('good', 'adequate', 'slow', 'poor')),
  finding text NOT NULL DEFAULT '',
  demand text NOT NULL DEFAULT '',
  demand_by date,
  found_at timestamptz,
  found_by_name text,
  case_id uuid REFERENCES procedure_case,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (inspection_id, position),
  CHECK ((result IS NULL) = (found_at IS NULL))
);
CREATE INDEX inspection_item_of_organisation ON inspection_item (organisation_id);
CREATE INDEX inspection_item_of_duty ON inspection_item (duty_id) WHERE duty_id IS NOT NULL;

-- The system proposes supervision; the office decides. One open proposal for a duty and cause.
CREATE TABLE supervision_proposal (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  duty_id uuid NOT NULL REFERENCES duty,
  cause text NOT NULL CHECK (cause IN ('late', 'stale', 'off-track', 'unanswered')),
  params jsonb NOT NULL DEFAULT '{}',
  raised_on date NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'confirmed', 'dismissed', 'passed')),
  case_id uuid REFERENCES procedure_case,
  reason text,
  decided_at timestamptz,
  decided_by_name text,
  CHECK ((state = 'confirmed') = (case_id IS NOT NULL)),
  CHECK (state <> 'dismissed' OR reason IS NOT NULL)
);
CREATE UNIQUE INDEX supervision_proposal_open ON supervision_proposal (duty_id, cause) WHERE state = 'open';
CREATE INDEX supervision_proposal_of_duty ON supervision_proposal (duty_id);

CREATE TABLE saved_view (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES user_account,
  -- Set: everybody of the body sees it.
  organisation_id uuid REFERENCES organisation,
  page text NOT NULL CHECK (page ~ '^/[a-z/-]*$'),
  name text NOT NULL CHECK (name <> ''),
  -- The part of the address after the question mark.
  address text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, page, name)
);
CREATE INDEX saved_view_of_organisation ON saved_view (organisation_id) WHERE organisation_id IS NOT NULL;

GRANT SELECT ON ledger_code, ledger_claim TO duoyuan_app;
GRANT SELECT, INSERT ON ledger_setting, duty_change, duty_report, target_change, annual_change TO duoyuan_app;
GRANT SELECT, INSERT, UPDATE ON duty, duty_file, target, target_actual, coverage_entry, annual_list, inspection,
  inspection_item, supervision_proposal TO duoyuan_app;
GRANT SELECT, INSERT, DELETE ON duty_support, duty_link, duty_addressee, saved_view TO duoyuan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON annual_item TO duoyuan_app;
GRANT DELETE ON duty_file, inspection_item TO duoyuan_app;

ALTER TABLE ledger_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_claim ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_support ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_addressee ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_report ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE target ENABLE ROW LEVEL SECURITY;
ALTER TABLE target_actual ENABLE ROW LEVEL SECURITY;
ALTER TABLE target_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE coverage_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE annual_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE annual_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE annual_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE inspection ENABLE ROW LEVEL SECURITY;
ALTER TABLE inspection_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE supervision_proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY;

-- 'public' is whoever reads the public pages without log-in. He sees what is marked public and the names of bodies, no more.
DROP POLICY read ON organisation;
DROP POLICY read ON organisation_name;
DROP POLICY read ON organisation_parent;
CREATE POLICY read ON organisation FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public')));
CREATE POLICY read ON organisation_name FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public')));
CREATE POLICY read ON organisation_parent FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public')));
CREATE POLICY read_public ON plan FOR SELECT TO duoyuan_app USING (visibility = 'public' AND (SELECT acting_as('public')));
CREATE POLICY read_public ON document FOR SELECT TO duoyuan_app USING
  ((SELECT acting_as('public')) AND EXISTS (SELECT FROM plan WHERE plan.document_id = document.id));

CREATE POLICY read ON ledger_code FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public')));
CREATE POLICY read ON ledger_claim FOR SELECT TO duoyuan_app USING ((SELECT is_known()));
CREATE POLICY read ON ledger_setting FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public')));
CREATE POLICY add ON ledger_setting FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND by_id = acting_user());

-- Who works on the ledger. A leader reads.
CREATE FUNCTION works_on_ledger() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT acting_as('zone_office', 'park_committee', 'department', 'district', 'platform_company') $$;

CREATE POLICY own ON duty_support FOR SELECT TO duoyuan_app USING (
  (SELECT acting_sees_all()) OR organisation_id = (SELECT acting_organisation())
  OR EXISTS (SELECT FROM duty d WHERE d.id = duty_support.duty_id));

-- What is seen for being marked so: by everybody with a body what is not kept to its bodies, by the public what is public.
CREATE FUNCTION acting_visibilities() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN acting_organisation() IS NOT NULL THEN '{zone,public}' WHEN acting_as('public') THEN '{public}'
       ELSE '{}' END::text[] $$;
-- Asks only columns of the row and what is worked out once for a statement (each subselect), in few parts: every statement is
-- planned with it for each mention of the table.
CREATE POLICY read ON duty FOR SELECT TO duoyuan_app USING (
  (SELECT acting_sees_all() OR acting_as('timekeeper')) OR visibility = ANY ((SELECT acting_visibilities())::text[])
  OR owner_id = (SELECT acting_organisation()) OR lead_id = (SELECT acting_organisation())
  OR (SELECT acting_organisation()) = ANY (supporting) OR (for_evaluation AND (SELECT acting_as('evaluator'))));
CREATE POLICY add ON duty FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('timekeeper') OR (owner_id = acting_organisation() AND works_on_ledger()));
CREATE POLICY change ON duty FOR UPDATE TO duoyuan_app USING (
  (SELECT acting_as('timekeeper'))
  OR ((SELECT works_on_ledger())
      AND (owner_id = (SELECT acting_organisation()) OR lead_id = (SELECT acting_organisation())
           OR (SELECT acting_organisation()) = ANY (supporting))))
  -- A lead that gives a duty back, and an owner that hands it on, may lose their part by the act itself.
  WITH CHECK (true);

-- Ids of duties with these words in the title, whoever may see them: row-level security keeps an index from being used for
-- words, since their comparison could tell of rows that it hides. To be joined with `duty`, whose policy decides.
-- With `most` null all; words of one character have no index.
CREATE FUNCTION duties_with_words(words text, pattern text, most integer) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public ROWS 1000 AS $$
BEGIN
  IF lower(words) = upper(words) THEN
    RETURN QUERY SELECT d.id FROM duty d WHERE pairs_of(d.title) @> pairs_of(words) AND d.title LIKE pattern LIMIT most;
  ELSE
    RETURN QUERY SELECT d.id FROM duty d WHERE pairs_of(d.title) @> pairs_of(words) AND d.title ILIKE pattern LIMIT most;
  END IF;
END $$;

CREATE POLICY add ON duty_support FOR INSERT TO duoyuan_app WITH CHECK (
  EXISTS (SELECT FROM duty d WHERE d.id = duty_id AND (d.owner_id = acting_organisation() OR acting_as('timekeeper'))));
CREATE POLICY remove ON duty_support FOR DELETE TO duoyuan_app USING (
  EXISTS (SELECT FROM duty d WHERE d.id = duty_id AND (d.owner_id = acting_organisation() OR acting_as('timekeeper'))));

CREATE POLICY read ON duty_link FOR SELECT TO duoyuan_app USING
  (EXISTS (SELECT FROM duty d WHERE d.id = from_id) AND EXISTS (SELECT FROM duty d WHERE d.id = to_id));
-- The link is made from the side that takes up, or depends.
CREATE POLICY add ON duty_link FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('timekeeper') OR (works_on_ledger()
    AND EXISTS (SELECT FROM duty d WHERE d.id = to_id)
    AND (acting_as('zone_office') OR EXISTS (SELECT FROM duty d WHERE d.id = from_id
           AND (d.owner_id = acting_organisation() OR d.lead_id = acting_organisation())))));
CREATE POLICY remove ON duty_link FOR DELETE TO duoyuan_app USING (
  works_on_ledger() AND (acting_as('zone_office') OR EXISTS (SELECT FROM duty d WHERE d.id = from_id
    AND (d.owner_id = acting_organisation() OR d.lead_id = acting_organisation()))));
CREATE POLICY follow ON duty_addressee FOR SELECT TO duoyuan_app USING (EXISTS (SELECT FROM duty d WHERE d.id = duty_id));
CREATE POLICY add ON duty_addressee FOR INSERT TO duoyuan_app WITH CHECK
  (EXISTS (SELECT FROM duty d WHERE d.id = duty_id AND d.owner_id = acting_organisation()) AND works_on_ledger());
CREATE POLICY remove ON duty_addressee FOR DELETE TO duoyuan_app USING
  (EXISTS (SELECT FROM duty d WHERE d.id = duty_id AND d.owner_id = acting_organisation()) AND works_on_ledger());

CREATE POLICY read ON duty_change FOR SELECT TO duoyuan_app USING
  ((SELECT acting_sees_all()) OR (NOT (SELECT acting_as('public')) AND EXISTS (SELECT FROM duty d WHERE d.id = duty_id)));
-- Who just gave a duty away may still say so. What people wrote is nothing for the public.
CREATE POLICY add ON duty_change FOR INSERT TO duoyuan_app WITH CHECK
  (acting_as('timekeeper') OR (works_on_ledger() AND by_id = acting_user()));
CREATE POLICY read ON duty_report FOR SELECT TO duoyuan_app USING
  ((SELECT acting_sees_all()) OR (NOT (SELECT acting_as('public')) AND EXISTS (SELECT FROM duty d WHERE d.id = duty_id)));
CREATE POLICY add ON duty_report FOR INSERT TO duoyuan_app WITH CHECK
  (acting_as('timekeeper') OR (works_on_ledger() AND by_id = acting_user() AND organisation_id = acting_organisation()
    AND EXISTS (SELECT FROM duty d WHERE d.id = duty_id)));
-- Files that wait for their report are their sender's body's alone.
CREATE POLICY read ON duty_file FOR SELECT TO duoyuan_app USING
  (NOT (SELECT acting_as('public')) AND EXISTS (SELECT FROM duty d WHERE d.id = duty_id)
   AND (report_id IS NOT NULL OR by_id = (SELECT acting_user()) OR (SELECT acting_as('timekeeper'))));
CREATE POLICY add ON duty_file FOR INSERT TO duoyuan_app WITH CHECK
  (acting_as('timekeeper') OR (works_on_ledger() AND by_id = acting_user() AND EXISTS (SELECT FROM duty d WHERE d.id = duty_id)));
CREATE POLICY change ON duty_file FOR UPDATE TO duoyuan_app USING (report_id IS NULL AND by_id = (SELECT acting_user()))
  WITH CHECK (by_id = acting_user());
CREATE POLICY remove ON duty_file FOR DELETE TO duoyuan_app USING (report_id IS NULL AND by_id = (SELECT acting_user()));

CREATE POLICY read ON target FOR SELECT TO duoyuan_app USING (
  (SELECT acting_sees_all()) OR (SELECT acting_as('timekeeper'))
  OR (visibility <> 'organisation' AND (SELECT acting_organisation()) IS NOT NULL)
  OR owner_id = (SELECT acting_organisation()) OR lead_id = (SELECT acting_organisation())
  OR (for_evaluation AND (SELECT acting_as('evaluator')))
  OR (visibility = 'public' AND (SELECT acting_as('public'))));
CREATE POLICY add ON target FOR INSERT TO duoyuan_app WITH CHECK (owner_id = acting_organisation() AND works_on_ledger());
CREATE POLICY change ON target FOR UPDATE TO duoyuan_app USING (
  (SELECT acting_as('timekeeper')) OR ((SELECT works_on_ledger()) AND (owner_id = (SELECT acting_organisation()) OR lead_id = (SELECT acting_organisation()))));
CREATE POLICY read ON target_actual FOR SELECT TO duoyuan_app USING (EXISTS (SELECT FROM target t WHERE t.id = target_id));
CREATE POLICY add ON target_actual FOR INSERT TO duoyuan_app WITH CHECK (works_on_ledger() AND EXISTS (SELECT FROM target t
  WHERE t.id = target_id AND (t.owner_id = acting_organisation() OR t.lead_id = acting_organisation())));
CREATE POLICY change ON target_actual FOR UPDATE TO duoyuan_app USING (works_on_ledger() AND EXISTS (SELECT FROM target t
  WHERE t.id = target_id AND (t.owner_id = acting_organisation() OR t.lead_id = acting_organisation())));
CREATE POLICY read ON target_change FOR SELECT TO duoyuan_app USING
  (NOT (SELECT acting_as('public')) AND EXISTS (SELECT FROM target t WHERE t.id = target_id));
CREATE POLICY add ON target_change FOR INSERT TO duoyuan_app WITH CHECK (works_on_ledger() AND by_id = acting_user());

CREATE POLICY read ON coverage_entry FOR SELECT TO duoyuan_app USING ((SELECT acting_organisation()) IS NOT NULL);
CREATE POLICY add ON coverage_entry FOR INSERT TO duoyuan_app WITH CHECK
  (acting_as('zone_office') OR (park_id = acting_organisation() AND acting_as('park_committee')));
CREATE POLICY change ON coverage_entry FOR UPDATE TO duoyuan_app USING
  (acting_as('zone_office') OR (park_id = acting_organisation() AND acting_as('park_committee')));

-- A draft is the office's; the body sees its list once it is sent.
CREATE POLICY read ON annual_list FOR SELECT TO duoyuan_app USING
  ((SELECT acting_sees_all()) OR (organisation_id = (SELECT acting_organisation()) AND state <> 'draft'));
CREATE POLICY add ON annual_list FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office'));
-- A confirmed list is fixed for everybody.
CREATE POLICY change ON annual_list FOR UPDATE TO duoyuan_app
  USING (state <> 'confirmed' AND (acting_as('zone_office')
    OR (organisation_id = acting_organisation() AND state = 'sent' AND works_on_ledger())))
  WITH CHECK (acting_as('zone_office') OR (organisation_id = acting_organisation() AND state <> 'draft' AND works_on_ledger()));
CREATE FUNCTION writes_annual_list(wanted uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT FROM annual_list l WHERE l.id = wanted AND l.state <> 'confirmed'
       AND (acting_as('zone_office') OR (l.organisation_id = acting_organisation() AND l.state = 'sent' AND works_on_ledger()))) $$;
CREATE POLICY read ON annual_item FOR SELECT TO duoyuan_app USING (EXISTS (SELECT FROM annual_list l WHERE l.id = list_id));
CREATE POLICY add ON annual_item FOR INSERT TO duoyuan_app WITH CHECK (writes_annual_list(list_id));
CREATE POLICY change ON annual_item FOR UPDATE TO duoyuan_app USING (writes_annual_list(list_id));
CREATE POLICY remove ON annual_item FOR DELETE TO duoyuan_app USING (writes_annual_list(list_id));
CREATE POLICY read ON annual_change FOR SELECT TO duoyuan_app USING (EXISTS (SELECT FROM annual_list l WHERE l.id = list_id));
CREATE POLICY add ON annual_change FOR INSERT TO duoyuan_app WITH CHECK (works_on_ledger() AND by_id = acting_user());

-- An inspection is its owner's until it is announced; then whoever was inspected reads his own items.
CREATE FUNCTION was_inspected(wanted uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT EXISTS (SELECT FROM inspection_item i WHERE i.inspection_id = wanted AND i.organisation_id = acting_organisation()) $$;
CREATE POLICY read ON inspection FOR SELECT TO duoyuan_app USING (
  (SELECT acting_sees_all()) OR owner_id = (SELECT acting_organisation())
  OR (state = 'announced' AND was_inspected(id)));
CREATE POLICY add ON inspection FOR INSERT TO duoyuan_app WITH CHECK (owner_id = acting_organisation() AND acting_as('zone_office', 'district'));
CREATE POLICY change ON inspection FOR UPDATE TO duoyuan_app USING (owner_id = acting_organisation() AND acting_as('zone_office', 'district'));
CREATE POLICY read ON inspection_item FOR SELECT TO duoyuan_app USING (
  EXISTS (SELECT FROM inspection n WHERE n.id = inspection_id
    AND ((SELECT acting_sees_all()) OR n.owner_id = (SELECT acting_organisation())
         OR inspection_item.organisation_id = (SELECT acting_organisation()))));
CREATE POLICY write ON inspection_item FOR ALL TO duoyuan_app USING (
  acting_as('zone_office', 'district')
  AND EXISTS (SELECT FROM inspection n WHERE n.id = inspection_id AND n.owner_id = acting_organisation()));

CREATE POLICY read ON supervision_proposal FOR SELECT TO duoyuan_app USING (
  (SELECT acting_as('timekeeper')) OR (SELECT acting_sees_all())
  OR EXISTS (SELECT FROM duty d WHERE d.id = duty_id AND d.owner_id = acting_organisation()));
CREATE POLICY add ON supervision_proposal FOR INSERT TO duoyuan_app WITH CHECK (acting_as('timekeeper'));
CREATE POLICY change ON supervision_proposal FOR UPDATE TO duoyuan_app USING (
  acting_as('timekeeper', 'zone_office') OR (acting_as('district')
    AND EXISTS (SELECT FROM duty d WHERE d.id = duty_id AND d.owner_id = acting_organisation())));

CREATE POLICY read ON saved_view FOR SELECT TO duoyuan_app USING
  (user_id = (SELECT acting_user()) OR organisation_id = (SELECT acting_organisation()));
CREATE POLICY add ON saved_view FOR INSERT TO duoyuan_app WITH CHECK
  (user_id = acting_user() AND (organisation_id IS NULL OR organisation_id = acting_organisation()));
CREATE POLICY remove ON saved_view FOR DELETE TO duoyuan_app USING (user_id = acting_user());
