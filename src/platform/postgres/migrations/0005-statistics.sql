-- Statistics: the register of enterprises, forms, periods, filings and their past, queries, warnings, publication.
-- `txid` is the transaction that wrote a row: the columnar store takes over what was committed since it last looked
-- (rows below pg_snapshot_xmin of the reader; nothing is skipped by a late commit).

ALTER TABLE job DROP CONSTRAINT job_kind_check;
ALTER TABLE job ADD CONSTRAINT job_kind_check CHECK (kind IN ('document-import', 'register-import', 'filings-import'));

-- Notices may tell of more than cases: an alert, a query on a cell, a filing that is owed.
ALTER TABLE notice ALTER COLUMN case_id DROP NOT NULL;
ALTER TABLE notice ALTER COLUMN event DROP NOT NULL;
ALTER TABLE notice ADD COLUMN subject_key text;
ALTER TABLE notice ADD COLUMN subject_path text CHECK (subject_path ~ '^/');
ALTER TABLE notice ADD CHECK ((case_id IS NULL) = (subject_key IS NOT NULL));
ALTER TABLE notice ADD CHECK ((case_id IS NULL) = (event IS NULL));
ALTER TABLE notice ADD CHECK ((subject_key IS NULL) = (subject_path IS NULL));
-- The same subject never gives the same party the same message twice.
CREATE UNIQUE INDEX notice_of_subject ON notice (subject_key, message, party) WHERE subject_key IS NOT NULL;

-- Lists of codes that forms and cuts use: industries (GB/T 4754), technical fields, size classes, rungs, clusters.
CREATE TABLE classification_code (
  list text NOT NULL CHECK (list IN ('industry', 'field', 'size', 'rung', 'cluster')),
  code text NOT NULL CHECK (code <> ''),
  parent text,
  level text NOT NULL,
  name_zh text NOT NULL CHECK (name_zh <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  position integer NOT NULL,
  source text NOT NULL CHECK (source <> ''),
  PRIMARY KEY (list, code)
);

-- Enterprises (企业), one identity for life: the unified social credit code of GB 32100.
CREATE TABLE enterprise (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  credit_code text NOT NULL UNIQUE CHECK (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  -- Whose accounts file for it.
  organisation_id uuid UNIQUE REFERENCES organisation,
  synthetic boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- What is known of an enterprise: valid in time, and known in time, so that any past view of any past day can be had again.
-- A change closes `known` of the rows that it touches and adds new ones; nothing is overwritten.
CREATE TABLE enterprise_state (
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  valid daterange NOT NULL CHECK (NOT isempty(valid)),
  known tstzrange NOT NULL DEFAULT tstzrange(now(), NULL) CHECK (NOT isempty(known)),
  name text NOT NULL CHECK (name <> ''),
  name_en text,
  -- Pinyin initials, for search.
  initials text NOT NULL DEFAULT '',
  status text NOT NULL CHECK (status IN ('active', 'closed', 'merged')),
  successor_id uuid REFERENCES enterprise,
  -- 统计口径: where it is registered, and where it operates; null: outside of the zone.
  registration_park_id uuid REFERENCES organisation,
  operation_park_id uuid REFERENCES organisation,
  registration_district_id uuid REFERENCES organisation,
  operation_district_id uuid REFERENCES organisation,
  cluster text,
  address text,
  -- GB/T 4754 with its section: C3562.
  industry text,
  field text,
  size_class text,
  rung text,
  high_tech boolean NOT NULL DEFAULT false,
  above_scale boolean NOT NULL DEFAULT false,
  source text NOT NULL CHECK (source <> ''),
  reason text,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (enterprise_id, valid, known),
  CHECK ((status = 'merged') = (successor_id IS NOT NULL)),
  CHECK (successor_id <> enterprise_id),
  EXCLUDE USING gist (enterprise_id WITH =, valid WITH &&, known WITH &&)
);
CREATE INDEX enterprise_state_of_park ON enterprise_state (registration_park_id, enterprise_id) WHERE upper_inf(known);
CREATE INDEX enterprise_state_of_operation ON enterprise_state (operation_park_id, enterprise_id) WHERE upper_inf(known);
CREATE INDEX enterprise_state_by_name ON enterprise_state USING gin (name gin_trgm_ops);
CREATE INDEX enterprise_state_by_txid ON enterprise_state (txid);

-- Forms as data (data/statistics/forms) and derived indicators (data/statistics/indicators).
CREATE TABLE statistics_form (
  code text NOT NULL CHECK (code ~ '^[A-Z][A-Z0-9-]*$'),
  version integer NOT NULL CHECK (version >= 1),
  rhythm text NOT NULL CHECK (rhythm IN ('year', 'quarter', 'month')),
  unit text NOT NULL CHECK (unit IN ('enterprise', 'park')),
  valid_from text NOT NULL,
  definition json NOT NULL,
  digest text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (code, version)
);
CREATE TABLE statistics_indicator (
  code text PRIMARY KEY CHECK (code ~ '^[a-z0-9-]+$'),
  version integer NOT NULL DEFAULT 1,
  definition json NOT NULL,
  -- Shipped with the program, or made by the zone.
  shipped boolean NOT NULL,
  by_name text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);

-- One period of one form. Planned until it opens; locked after the zone has closed it.
CREATE TABLE statistics_period (
  form text NOT NULL,
  period text NOT NULL,
  form_version integer NOT NULL,
  from_on date NOT NULL,
  to_on date NOT NULL,
  opens_on date NOT NULL,
  due_on date NOT NULL,
  locked_at timestamptz,
  locked_by_name text,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (form, period),
  FOREIGN KEY (form, form_version) REFERENCES statistics_form (code, version),
  CHECK (from_on <= to_on AND opens_on <= due_on),
  CHECK ((locked_at IS NULL) = (locked_by_name IS NULL))
);
CREATE TABLE statistics_period_act (
  form text NOT NULL,
  period text NOT NULL,
  no integer NOT NULL,
  act text NOT NULL CHECK (act IN ('planned', 'due-changed', 'lock', 'reopen', 'end-reopening')),
  reason text,
  -- Of a reopening: what it stands on, for whom (null: all), until when.
  basis text,
  park_id uuid REFERENCES organisation,
  unit_id uuid,
  until_on date,
  ended_at timestamptz,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  PRIMARY KEY (form, period, no),
  FOREIGN KEY (form, period) REFERENCES statistics_period,
  CHECK (act NOT IN ('reopen', 'due-changed') OR reason IS NOT NULL),
  CHECK ((act = 'reopen') = (basis IS NOT NULL)),
  CHECK ((act = 'reopen') = (until_on IS NOT NULL))
);

-- A filing, whole: one row for unit, form and period. Figures and words in the order of the form version's fields; null: missing.
CREATE TABLE statistics_filing (
  unit_id uuid NOT NULL,
  form text NOT NULL,
  period text NOT NULL,
  enterprise_id uuid REFERENCES enterprise,
  park_unit_id uuid REFERENCES organisation,
  form_version integer NOT NULL,
  -- Who approves: the park where the unit was registered on the last day of the period; null: the zone's office itself.
  park_id uuid REFERENCES organisation,
  state text NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'accepted')),
  -- Approved as far as the form asks: counted, published, locked.
  final boolean NOT NULL DEFAULT false,
  figures double precision[] NOT NULL,
  words text[] NOT NULL,
  -- Cells that are estimates: code -> {method, donors}.
  imputed json NOT NULL DEFAULT '{}',
  -- Findings of severity error, and queries that nobody has explained.
  errors integer NOT NULL DEFAULT 0 CHECK (errors >= 0),
  unexplained integer NOT NULL DEFAULT 0 CHECK (unexplained >= 0),
  -- Rule -> why the figure is right all the same.
  explanations json NOT NULL DEFAULT '{}',
  -- Threads of queries that wait for an answer or for being closed.
  open_queries integer NOT NULL DEFAULT 0 CHECK (open_queries >= 0),
  submitted_at timestamptz,
  submitted_by_name text,
  late boolean,
  approved_at timestamptz,
  approved_by_name text,
  accepted_at timestamptz,
  accepted_by_name text,
  return_reason text,
  source text NOT NULL CHECK (source IN ('sheet', 'import', 'imputation', 'demo')),
  job_id uuid REFERENCES job,
  -- Since when these values stand as final.
  known_from timestamptz,
  synthetic boolean NOT NULL DEFAULT false,
  changed_at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (unit_id, form, period),
  FOREIGN KEY (form, period) REFERENCES statistics_period,
  FOREIGN KEY (form, form_version) REFERENCES statistics_form (code, version),
  CHECK (num_nonnulls(enterprise_id, park_unit_id) = 1 AND unit_id = coalesce(enterprise_id, park_unit_id)),
  CHECK (final = (known_from IS NOT NULL)),
  CHECK (NOT final OR (state IN ('approved', 'accepted') AND errors = 0 AND unexplained = 0)),
  CHECK ((state IN ('submitted', 'approved', 'accepted')) <= (submitted_at IS NOT NULL)),
  CHECK (state <> 'returned' OR return_reason IS NOT NULL)
);
CREATE INDEX statistics_filing_of_period ON statistics_filing (form, period, park_id, state);
CREATE INDEX statistics_filing_by_txid ON statistics_filing (txid);

-- Final states that were overtaken: by a correction or by taking an approval back.
CREATE TABLE statistics_filing_past (
  unit_id uuid NOT NULL,
  form text NOT NULL,
  period text NOT NULL,
  no integer NOT NULL,
  form_version integer NOT NULL,
  park_id uuid REFERENCES organisation,
  figures double precision[] NOT NULL,
  words text[] NOT NULL,
  imputed json NOT NULL DEFAULT '{}',
  known_from timestamptz NOT NULL,
  known_to timestamptz NOT NULL,
  txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (unit_id, form, period, no),
  FOREIGN KEY (unit_id, form, period) REFERENCES statistics_filing,
  CHECK (known_from < known_to)
);
CREATE INDEX statistics_filing_past_by_txid ON statistics_filing_past (txid);

-- Who did what to a filing, with before and after of each cell.
CREATE TABLE statistics_filing_act (
  unit_id uuid NOT NULL,
  form text NOT NULL,
  period text NOT NULL,
  no integer NOT NULL,
  park_id uuid REFERENCES organisation,
  act text NOT NULL CHECK (act IN ('save', 'submit', 'withdraw', 'return', 'approve', 'accept', 'unapprove', 'correct',
    'explain', 'import', 'impute')),
  reason text,
  changed json NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  PRIMARY KEY (unit_id, form, period, no),
  FOREIGN KEY (unit_id, form, period) REFERENCES statistics_filing,
  CHECK (act NOT IN ('return', 'unapprove', 'correct') OR reason IS NOT NULL)
);

-- A question on one cell (or on the filing), answered by who filed.
CREATE TABLE statistics_query (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  unit_id uuid NOT NULL,
  form text NOT NULL,
  period text NOT NULL,
  park_id uuid REFERENCES organisation,
  field text,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'closed')),
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  organisation_id uuid REFERENCES organisation,
  closed_at timestamptz,
  FOREIGN KEY (unit_id, form, period) REFERENCES statistics_filing,
  CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX statistics_query_of_filing ON statistics_query (unit_id, form, period);
CREATE INDEX statistics_query_waiting ON statistics_query (park_id, state) WHERE state <> 'closed';
CREATE TABLE statistics_query_message (
  query_id uuid NOT NULL REFERENCES statistics_query,
  no integer NOT NULL,
  side text NOT NULL CHECK (side IN ('asker', 'filer')),
  text text NOT NULL CHECK (text <> ''),
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  PRIMARY KEY (query_id, no)
);

-- 催报: who was asked for a filing that is owed.
CREATE TABLE statistics_chase (
  form text NOT NULL,
  period text NOT NULL,
  unit_id uuid NOT NULL,
  no integer NOT NULL,
  park_id uuid REFERENCES organisation,
  note text NOT NULL DEFAULT '',
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  PRIMARY KEY (unit_id, form, period, no),
  FOREIGN KEY (form, period) REFERENCES statistics_period
);

-- Outlier rules and warning rules: data with a version; switched on after their rates on history were seen.
CREATE TABLE statistics_watch (
  code text PRIMARY KEY CHECK (code ~ '^[a-z0-9-]+$'),
  kind text NOT NULL CHECK (kind IN ('outlier', 'warning')),
  definition json NOT NULL,
  enabled boolean NOT NULL DEFAULT false,
  -- What the last back-test said, and of which version.
  tested json,
  tested_version integer,
  by_name text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1,
  -- Nothing is switched on unseen.
  CHECK (NOT enabled OR tested_version = version)
);
CREATE TABLE statistics_watch_change (
  code text NOT NULL REFERENCES statistics_watch,
  no integer NOT NULL,
  act text NOT NULL CHECK (act IN ('add', 'change', 'test', 'enable', 'disable')),
  definition json NOT NULL,
  at timestamptz NOT NULL,
  by_name text NOT NULL,
  PRIMARY KEY (code, no)
);

-- An alert keeps the numbers that made it fire.
CREATE TABLE statistics_alert (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  serial bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  watch text NOT NULL REFERENCES statistics_watch,
  watch_version integer NOT NULL,
  watch_definition json NOT NULL,
  indicator text NOT NULL,
  dimension text NOT NULL,
  group_code text NOT NULL,
  period text NOT NULL,
  level text NOT NULL CHECK (level IN ('notice', 'warning', 'alarm')),
  numbers json NOT NULL,
  -- Who must answer.
  owner_id uuid NOT NULL REFERENCES organisation,
  -- held: over the owner's budget, shown as a count until there is room.
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('held', 'open', 'acknowledged', 'task', 'case', 'closed')),
  duty_id uuid REFERENCES duty,
  case_id uuid REFERENCES procedure_case,
  close_reason text,
  raised_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (watch, group_code, period),
  CHECK ((state = 'task') = (duty_id IS NOT NULL)),
  CHECK ((state = 'case') = (case_id IS NOT NULL)),
  CHECK ((state = 'closed') = (close_reason IS NOT NULL))
);
CREATE INDEX statistics_alert_of_owner ON statistics_alert (owner_id, state);
CREATE TABLE statistics_alert_act (
  alert_id uuid NOT NULL REFERENCES statistics_alert,
  no integer NOT NULL,
  act text NOT NULL CHECK (act IN ('raise', 'release', 'acknowledge', 'task', 'case', 'close')),
  reason text,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  PRIMARY KEY (alert_id, no)
);

-- A bulletin (统计公报) with its frozen numbers; what is published is never changed, a later release overtakes it.
CREATE TABLE statistics_release (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  serial bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  title_zh text NOT NULL CHECK (title_zh <> ''),
  title_en text NOT NULL CHECK (title_en <> ''),
  rhythm text NOT NULL CHECK (rhythm IN ('year', 'quarter', 'month')),
  period text NOT NULL,
  -- Of which state of the filings the numbers are.
  data_as_of timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published')),
  -- Contents: chapters, tables, numbers, suppressed cells.
  content json NOT NULL,
  note text NOT NULL DEFAULT '',
  synthetic boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  published_at timestamptz,
  published_by_name text,
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'published') = (published_at IS NOT NULL))
);
CREATE TABLE published_observation (
  indicator text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('registration', 'operation')),
  dimension text NOT NULL,
  group_code text NOT NULL,
  period text NOT NULL,
  known_from timestamptz NOT NULL,
  known_to timestamptz,
  value double precision,
  unit text NOT NULL,
  entities integer,
  -- A normal, C suppressed for confidentiality, E contains estimates (SDMX CL_OBS_STATUS / CL_CONF_STATUS).
  status text NOT NULL CHECK (status IN ('A', 'C', 'E')),
  release_id uuid NOT NULL REFERENCES statistics_release,
  PRIMARY KEY (indicator, scope, dimension, group_code, period, known_from),
  CHECK (known_from < known_to),
  CHECK (status <> 'C' OR (value IS NULL AND entities IS NULL))
);
CREATE INDEX published_observation_now ON published_observation (indicator, period) WHERE known_to IS NULL;

-- Figures that others published of the zone and its parks, with their scope and source.
CREATE TABLE published_series (
  position integer PRIMARY KEY,
  organisation_id uuid REFERENCES organisation,
  subject_zh text NOT NULL,
  subject_en text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  -- The indicator of ours that measures the same, where there is one.
  indicator text,
  period text NOT NULL,
  accumulated boolean NOT NULL,
  value double precision NOT NULL,
  unit text NOT NULL,
  -- As printed: about, more than.
  qualifier text,
  change_value double precision,
  change_unit text,
  population_zh text,
  population_en text,
  scope text,
  source text NOT NULL CHECK (source <> ''),
  source_url text,
  status text NOT NULL
);

-- A target that follows an indicator: {indicator, scope, dimension, group}.
ALTER TABLE target ADD COLUMN follows json;

GRANT SELECT ON classification_code, statistics_form, published_series TO duoyuan_app;
GRANT SELECT, INSERT ON enterprise, statistics_filing_past, statistics_filing_act, statistics_query_message, statistics_chase,
  statistics_watch_change, statistics_alert_act TO duoyuan_app;
GRANT SELECT, INSERT, UPDATE ON statistics_indicator, statistics_period, statistics_period_act, statistics_filing,
  statistics_query, statistics_watch, statistics_alert, statistics_release, published_observation TO duoyuan_app;
GRANT SELECT, INSERT ON enterprise_state TO duoyuan_app;
GRANT UPDATE (known, txid) ON enterprise_state TO duoyuan_app;
GRANT UPDATE (organisation_id) ON enterprise TO duoyuan_app;

ALTER TABLE classification_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise ENABLE ROW LEVEL SECURITY;
ALTER TABLE enterprise_state ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_form ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_indicator ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_period ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_period_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_filing ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_filing_past ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_filing_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_query ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_query_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_chase ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_watch ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_watch_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_alert_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE statistics_release ENABLE ROW LEVEL SECURITY;
ALTER TABLE published_observation ENABLE ROW LEVEL SECURITY;
ALTER TABLE published_series ENABLE ROW LEVEL SECURITY;

-- The enterprise that the caller's body is; null for every other body.
CREATE FUNCTION acting_enterprise() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT id FROM enterprise WHERE organisation_id = acting_organisation() $$;
-- The system's own hand: feeds the columnar store, judges warnings, plans periods.
CREATE FUNCTION acting_keeper() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT acting_as('timekeeper') $$;
-- Reads every filing: the office, the leader, the system's own hand.
CREATE FUNCTION sees_filings() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT acting_sees_all() OR acting_keeper() $$;
-- Open for filing and not yet locked, or reopened for this unit.
CREATE FUNCTION filing_is_open(in_form text, in_period text, of_park uuid, of_unit uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT EXISTS (SELECT FROM statistics_period p WHERE p.form = in_form AND p.period = in_period AND p.locked_at IS NULL)
       OR EXISTS (SELECT FROM statistics_period_act a WHERE a.form = in_form AND a.period = in_period AND a.act = 'reopen'
            AND a.ended_at IS NULL AND (a.park_id IS NULL OR a.park_id = of_park)
            AND (a.unit_id IS NULL OR a.unit_id = of_unit)) $$;

CREATE POLICY read ON classification_code FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public')));
CREATE POLICY read ON statistics_form FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public', 'timekeeper')));
CREATE POLICY read ON statistics_indicator FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public', 'timekeeper')));
CREATE POLICY add ON statistics_indicator FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND NOT shipped);
CREATE POLICY change ON statistics_indicator FOR UPDATE TO duoyuan_app USING (acting_as('zone_office') AND NOT shipped);
CREATE POLICY read ON published_series FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public')));

-- A park reads the rows in which an enterprise is (or was) its own, by registration or by operation.
CREATE POLICY read ON enterprise_state FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR enterprise_id = (SELECT acting_enterprise())
  OR ((SELECT acting_as('park_committee')) AND (registration_park_id = (SELECT acting_organisation()) OR operation_park_id = (SELECT acting_organisation())))
  OR ((SELECT acting_as('district')) AND registration_district_id = (SELECT acting_organisation())));
CREATE POLICY add ON enterprise_state FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('zone_office') OR (acting_as('park_committee') AND registration_park_id = acting_organisation()));
-- A park may end what is known of its own; what it adds must be its own again.
CREATE POLICY change ON enterprise_state FOR UPDATE TO duoyuan_app USING (
  acting_as('zone_office') OR (acting_as('park_committee') AND registration_park_id = acting_organisation()));
CREATE POLICY read ON enterprise FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR id = (SELECT acting_enterprise())
  OR EXISTS (SELECT FROM enterprise_state s WHERE s.enterprise_id = enterprise.id));
CREATE POLICY add ON enterprise FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office', 'park_committee'));
CREATE POLICY change ON enterprise FOR UPDATE TO duoyuan_app USING (acting_as('zone_office'));

CREATE POLICY read ON statistics_period FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_keeper()));
CREATE POLICY add ON statistics_period FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office', 'timekeeper'));
CREATE POLICY change ON statistics_period FOR UPDATE TO duoyuan_app USING (acting_as('zone_office', 'timekeeper'));
CREATE POLICY read ON statistics_period_act FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_keeper()));
CREATE POLICY add ON statistics_period_act FOR INSERT TO duoyuan_app WITH CHECK (
  acting_keeper() OR (acting_as('zone_office') AND by_id = acting_user()));
CREATE POLICY change ON statistics_period_act FOR UPDATE TO duoyuan_app USING (acting_as('zone_office', 'timekeeper'));

-- A filing is read by who filed it, by the park that approves it, by the office and the leader.
CREATE POLICY read ON statistics_filing FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR unit_id = (SELECT acting_enterprise())
  OR ((SELECT acting_as('park_committee')) AND (park_id = (SELECT acting_organisation()) OR unit_id = (SELECT acting_organisation()))));
CREATE POLICY add ON statistics_filing FOR INSERT TO duoyuan_app WITH CHECK (
  NOT final AND filing_is_open(form, period, park_id, unit_id)
  AND (unit_id = acting_enterprise()
       OR (acting_as('park_committee') AND (park_id = acting_organisation() OR unit_id = acting_organisation()))
       OR acting_as('zone_office')));
-- Who filed changes what is not yet approved; the park and the office go on from there. Nothing moves in a locked period.
CREATE POLICY change ON statistics_filing FOR UPDATE TO duoyuan_app USING (
  filing_is_open(form, period, park_id, unit_id)
  AND ((unit_id = (SELECT acting_enterprise()) AND NOT final AND state <> 'approved')
       OR ((SELECT acting_as('park_committee')) AND (park_id = (SELECT acting_organisation()) OR unit_id = (SELECT acting_organisation())))
       OR (SELECT acting_as('zone_office'))))
  WITH CHECK (
    (unit_id = acting_enterprise() AND NOT final AND state <> 'approved')
    OR (acting_as('park_committee') AND (park_id = acting_organisation() OR unit_id = acting_organisation()) AND state <> 'accepted')
    OR acting_as('zone_office'));

CREATE FUNCTION reads_filing(of_unit uuid, of_park uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT sees_filings() OR of_unit = acting_enterprise()
       OR (acting_as('park_committee') AND (of_park = acting_organisation() OR of_unit = acting_organisation())) $$;
CREATE POLICY read ON statistics_filing_past FOR SELECT TO duoyuan_app USING ((SELECT sees_filings()) OR reads_filing(unit_id, park_id));
CREATE POLICY add ON statistics_filing_past FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('zone_office') OR (acting_as('park_committee') AND (park_id = acting_organisation() OR unit_id = acting_organisation())));
CREATE POLICY read ON statistics_filing_act FOR SELECT TO duoyuan_app USING ((SELECT sees_filings()) OR reads_filing(unit_id, park_id));
CREATE POLICY add ON statistics_filing_act FOR INSERT TO duoyuan_app WITH CHECK (reads_filing(unit_id, park_id) AND by_id = acting_user());
CREATE POLICY read ON statistics_query FOR SELECT TO duoyuan_app USING ((SELECT sees_filings()) OR reads_filing(unit_id, park_id));
CREATE POLICY add ON statistics_query FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND acting_as('zone_office', 'park_committee') AND reads_filing(unit_id, park_id));
CREATE POLICY change ON statistics_query FOR UPDATE TO duoyuan_app USING (
  reads_filing(unit_id, park_id) AND acting_as('zone_office', 'park_committee', 'enterprise'));
CREATE POLICY read ON statistics_query_message FOR SELECT TO duoyuan_app USING
  (EXISTS (SELECT FROM statistics_query q WHERE q.id = query_id));
CREATE POLICY add ON statistics_query_message FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND EXISTS (SELECT FROM statistics_query q WHERE q.id = query_id));
CREATE POLICY read ON statistics_chase FOR SELECT TO duoyuan_app USING ((SELECT sees_filings()) OR reads_filing(unit_id, park_id));
CREATE POLICY add ON statistics_chase FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND acting_as('zone_office', 'park_committee') AND reads_filing(unit_id, park_id));

CREATE POLICY read ON statistics_watch FOR SELECT TO duoyuan_app USING ((SELECT acting_organisation()) IS NOT NULL OR (SELECT acting_keeper()));
CREATE POLICY write ON statistics_watch FOR ALL TO duoyuan_app USING (acting_as('zone_office', 'timekeeper'));
CREATE POLICY read ON statistics_watch_change FOR SELECT TO duoyuan_app USING ((SELECT acting_organisation()) IS NOT NULL);
CREATE POLICY add ON statistics_watch_change FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office', 'timekeeper'));
CREATE POLICY read ON statistics_alert FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR owner_id = (SELECT acting_organisation()));
CREATE POLICY add ON statistics_alert FOR INSERT TO duoyuan_app WITH CHECK (acting_keeper());
CREATE POLICY change ON statistics_alert FOR UPDATE TO duoyuan_app USING (
  acting_keeper() OR acting_as('zone_office') OR (owner_id = (SELECT acting_organisation()) AND acting_as('park_committee')));
CREATE POLICY read ON statistics_alert_act FOR SELECT TO duoyuan_app USING
  (EXISTS (SELECT FROM statistics_alert a WHERE a.id = alert_id));
CREATE POLICY add ON statistics_alert_act FOR INSERT TO duoyuan_app WITH CHECK (
  acting_keeper() OR (by_id = acting_user() AND EXISTS (SELECT FROM statistics_alert a WHERE a.id = alert_id)));

CREATE POLICY read ON statistics_release FOR SELECT TO duoyuan_app USING (
  (SELECT acting_as('zone_office', 'leader')) OR (state = 'published' AND ((SELECT is_known()) OR (SELECT acting_as('public')))));
CREATE POLICY add ON statistics_release FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND state = 'draft');
-- What is published stays as it is.
CREATE POLICY change ON statistics_release FOR UPDATE TO duoyuan_app USING (acting_as('zone_office') AND state = 'draft')
  WITH CHECK (acting_as('zone_office'));
CREATE POLICY read ON published_observation FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public', 'timekeeper')));
CREATE POLICY add ON published_observation FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office'));
CREATE POLICY change ON published_observation FOR UPDATE TO duoyuan_app USING (acting_as('zone_office'));

-- A notice on anything but a case is written by who works on it, or by the system.
CREATE POLICY add_on_subject ON notice FOR INSERT TO duoyuan_app WITH CHECK (
  case_id IS NULL AND (acting_keeper() OR acting_as('zone_office', 'park_committee', 'enterprise')));
