-- Evaluation: schemes, the facts that no form has, yearly rounds, frozen data, runs, standings, objections, decisions.
-- What a run stood on is never changed: snapshots have no update at all, finished runs and published schemes none either.

ALTER TABLE job DROP CONSTRAINT job_kind_check;
ALTER TABLE job ADD CONSTRAINT job_kind_check
  CHECK (kind IN ('document-import', 'register-import', 'filings-import', 'evaluation-run'));

-- Schemes (评价方案), versioned. Without owner: the zone's; with one: variants of a third-party evaluator.
CREATE TABLE evaluation_scheme (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  code text NOT NULL CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  version integer NOT NULL CHECK (version >= 1),
  owner_id uuid REFERENCES organisation,
  state text NOT NULL CHECK (state IN ('draft', 'published')),
  unit_kind text NOT NULL CHECK (unit_kind <> ''),
  rhythm text NOT NULL CHECK (rhythm IN ('year', 'quarter', 'month')),
  standing text NOT NULL CHECK (standing IN ('official', 'assumed', 'own', 'incomplete')),
  definition json NOT NULL,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  shipped boolean NOT NULL DEFAULT false,
  based_on uuid REFERENCES evaluation_scheme,
  change_note text,
  row_version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  changed_by_name text NOT NULL,
  published_at timestamptz,
  published_by_id uuid REFERENCES user_account,
  published_by_name text,
  UNIQUE NULLS NOT DISTINCT (owner_id, code, version),
  CHECK ((state = 'draft') = (published_at IS NULL)),
  CHECK (owner_id IS NULL OR NOT shipped)
);
CREATE UNIQUE INDEX evaluation_scheme_draft ON evaluation_scheme (owner_id, code) NULLS NOT DISTINCT WHERE state = 'draft';

-- What is judged: parks by their code, incubators, clusters. Groupings (发展类型, 产业领域) for peers.
CREATE TABLE evaluation_unit (
  kind text NOT NULL CHECK (kind <> ''),
  code text NOT NULL CHECK (code <> ''),
  name_zh text NOT NULL CHECK (name_zh <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  -- The park that it is, or lies in.
  park_id uuid REFERENCES organisation,
  groups jsonb NOT NULL DEFAULT '{}',
  position integer NOT NULL DEFAULT 0,
  source text NOT NULL CHECK (source <> ''),
  synthetic boolean NOT NULL DEFAULT false,
  PRIMARY KEY (kind, code)
);

-- What groupings and groups are called: 发展类型, 产业领域.
CREATE TABLE evaluation_group (
  kind text NOT NULL,
  grouping_code text NOT NULL,
  -- '' for the grouping itself.
  code text NOT NULL,
  name_zh text NOT NULL CHECK (name_zh <> ''),
  name_en text NOT NULL CHECK (name_en <> ''),
  position integer NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, grouping_code, code)
);

-- Figures and panel scores that no form has. Known in time: a correction closes the old row and adds a new one.
CREATE TABLE evaluation_fact (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  unit text NOT NULL,
  column_code text NOT NULL CHECK (column_code <> ''),
  period text NOT NULL CHECK (period ~ '^\d{4}(-Q[1-4]|-\d{2})?$'),
  -- Of a panel: who gave the score; '' for a figure.
  member text NOT NULL DEFAULT '',
  member_name text,
  value double precision NOT NULL CHECK (value > '-Infinity' AND value < 'Infinity'),
  source text NOT NULL CHECK (source <> ''),
  standing text NOT NULL CHECK (standing IN ('reported', 'published', 'derived', 'assumed', 'synthetic', 'score')),
  known tstzrange NOT NULL DEFAULT tstzrange(now(), NULL) CHECK (NOT isempty(known)),
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  FOREIGN KEY (kind, unit) REFERENCES evaluation_unit (kind, code),
  CHECK ((member = '') = (member_name IS NULL)),
  EXCLUDE USING gist (kind WITH =, unit WITH =, column_code WITH =, period WITH =, member WITH =, known WITH &&)
);

-- Grade -> support or rectification, and how the pool is divided (data/evaluation/support-rules).
CREATE TABLE evaluation_support_rule (
  code text NOT NULL CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
  version integer NOT NULL CHECK (version >= 1),
  definition json NOT NULL,
  digest text NOT NULL,
  shipped boolean NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  by_name text NOT NULL,
  PRIMARY KEY (code, version)
);

-- One evaluation of one period (年度评价): calendar and where it stands.
CREATE TABLE evaluation_round (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  scheme_id uuid NOT NULL REFERENCES evaluation_scheme,
  scheme_code text NOT NULL,
  unit_kind text NOT NULL,
  period text NOT NULL CHECK (period ~ '^\d{4}(-Q[1-4]|-\d{2})?$'),
  title text NOT NULL CHECK (title <> ''),
  state text NOT NULL DEFAULT 'planned' CHECK (state IN
    ('planned', 'frozen', 'computed', 'review', 'reviewed', 'confirmed', 'published', 'abandoned')),
  -- The yearly calendar: until when data count, when parks look at their results, by when it is confirmed and published.
  freeze_on date NOT NULL,
  review_from date NOT NULL,
  review_to date NOT NULL,
  confirm_on date NOT NULL,
  publish_on date NOT NULL,
  snapshot_id uuid,
  run_id uuid,
  run_by_id uuid REFERENCES user_account,
  confirmed_by_id uuid REFERENCES user_account,
  confirmed_by_name text,
  confirmed_at timestamptz,
  published_at timestamptz,
  support_rule text,
  support_rule_version integer,
  pool_wan bigint CHECK (pool_wan >= 0),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  FOREIGN KEY (support_rule, support_rule_version) REFERENCES evaluation_support_rule (code, version),
  CHECK (freeze_on <= review_from AND review_from <= review_to AND review_to <= confirm_on AND confirm_on <= publish_on),
  -- Nothing skips a step.
  CHECK (state IN ('planned', 'abandoned') OR snapshot_id IS NOT NULL),
  CHECK (state IN ('planned', 'frozen', 'abandoned') OR run_id IS NOT NULL),
  CHECK ((state IN ('confirmed', 'published')) = (confirmed_at IS NOT NULL)),
  CHECK ((state = 'published') = (published_at IS NOT NULL)),
  -- Who computed it does not confirm it.
  CHECK (confirmed_by_id IS NULL OR run_by_id IS NULL OR confirmed_by_id <> run_by_id)
);
CREATE UNIQUE INDEX evaluation_round_once ON evaluation_round (scheme_code, unit_kind, period) WHERE state <> 'abandoned';

CREATE TABLE evaluation_round_act (
  round_id uuid NOT NULL REFERENCES evaluation_round,
  no integer NOT NULL,
  act text NOT NULL,
  reason text,
  detail jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  PRIMARY KEY (round_id, no)
);

-- Data as they were known at a moment, whole, with where each column (and cell) comes from.
CREATE TABLE evaluation_snapshot (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  round_id uuid REFERENCES evaluation_round,
  scheme_id uuid NOT NULL REFERENCES evaluation_scheme,
  period text NOT NULL,
  no integer NOT NULL CHECK (no >= 1),
  as_of timestamptz NOT NULL,
  data json NOT NULL,
  sources json NOT NULL,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  reason text,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  UNIQUE (round_id, no)
);

CREATE TABLE evaluation_run (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  serial bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  -- official: of a round; trial: of the office, without consequences; variant: of an evaluator, with his own scheme.
  kind text NOT NULL CHECK (kind IN ('official', 'trial', 'variant')),
  round_id uuid REFERENCES evaluation_round,
  scheme_id uuid NOT NULL REFERENCES evaluation_scheme,
  -- As it was computed: a draft may change afterwards.
  definition json NOT NULL,
  snapshot_id uuid NOT NULL REFERENCES evaluation_snapshot,
  owner_id uuid REFERENCES organisation,
  name text,
  options json NOT NULL,
  scheme_digest text NOT NULL,
  data_digest text NOT NULL,
  engine_version text NOT NULL,
  job_id uuid REFERENCES job,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  issues json,
  result json,
  uncertainty json,
  result_digest text CHECK (result_digest ~ '^[0-9a-f]{64}$'),
  milliseconds integer,
  at timestamptz NOT NULL,
  finished_at timestamptz,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  CHECK ((state = 'done') = (result_digest IS NOT NULL)),
  CHECK ((state = 'done') = (result IS NOT NULL)),
  CHECK ((kind = 'official') <= (round_id IS NOT NULL)),
  CHECK ((kind = 'variant') = (owner_id IS NOT NULL))
);
CREATE INDEX evaluation_run_of_round ON evaluation_run (round_id, serial DESC);
ALTER TABLE evaluation_round ADD FOREIGN KEY (snapshot_id) REFERENCES evaluation_snapshot;
ALTER TABLE evaluation_round ADD FOREIGN KEY (run_id) REFERENCES evaluation_run;

-- One unit's part of a run: a park reads its own before all is published.
CREATE TABLE evaluation_standing (
  run_id uuid NOT NULL REFERENCES evaluation_run,
  unit text NOT NULL,
  name text NOT NULL,
  park_id uuid REFERENCES organisation,
  score double precision,
  rank double precision,
  group_rank double precision,
  grade text,
  rank_low double precision,
  rank_high double precision,
  grade_shares jsonb NOT NULL DEFAULT '{}',
  -- Its own column of every step table, with where each figure comes from.
  own json NOT NULL,
  PRIMARY KEY (run_id, unit)
);
CREATE INDEX evaluation_standing_of_park ON evaluation_standing (park_id);

-- A park doubts a figure of its own (对数据的异议).
CREATE TABLE evaluation_objection (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  serial bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  round_id uuid NOT NULL REFERENCES evaluation_round,
  run_id uuid NOT NULL REFERENCES evaluation_run,
  unit text NOT NULL,
  park_id uuid NOT NULL REFERENCES organisation,
  column_code text NOT NULL,
  period text NOT NULL,
  current_value double precision,
  claimed_value double precision,
  reason text NOT NULL CHECK (reason <> ''),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected', 'withdrawn')),
  -- Of an accepted one: what counts from now on; it may differ from what was claimed.
  new_value double precision,
  answer text,
  answered_at timestamptz,
  answered_by_id uuid REFERENCES user_account,
  answered_by_name text,
  -- The frozen data that took it in.
  snapshot_id uuid REFERENCES evaluation_snapshot,
  version integer NOT NULL DEFAULT 1,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  CHECK ((state IN ('accepted', 'rejected')) = (answer IS NOT NULL AND answered_at IS NOT NULL)),
  CHECK (state = 'accepted' OR (new_value IS NULL AND snapshot_id IS NULL))
);
CREATE INDEX evaluation_objection_of_round ON evaluation_objection (round_id, serial);
-- One open doubt on one cell.
CREATE UNIQUE INDEX evaluation_objection_open ON evaluation_objection (round_id, unit, column_code, period) WHERE state = 'open';

CREATE TABLE evaluation_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  round_id uuid NOT NULL REFERENCES evaluation_round,
  park_id uuid NOT NULL REFERENCES organisation,
  -- Null until the objection that it proves is sent.
  objection_id uuid REFERENCES evaluation_objection,
  digest text NOT NULL REFERENCES attachment,
  name text NOT NULL CHECK (name <> ''),
  size_bytes bigint NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL
);
CREATE UNIQUE INDEX evaluation_file_waiting ON evaluation_file (round_id, digest, by_id) WHERE objection_id IS NULL;

-- What follows from a grade (支持、整改), each citing run, rule version and evidence. What becomes of a rectification is read from
-- its case; `outcome` keeps how that ended.
CREATE TABLE evaluation_decision (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  serial bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  round_id uuid NOT NULL REFERENCES evaluation_round,
  run_id uuid NOT NULL REFERENCES evaluation_run,
  unit text NOT NULL,
  -- Null: a unit of several parks or none, which cannot be put under rectification.
  park_id uuid REFERENCES organisation,
  grade text,
  tier text NOT NULL,
  consequence text NOT NULL CHECK (consequence IN ('support', 'none', 'rectification')),
  amount_wan bigint CHECK (amount_wan >= 0),
  rule_code text NOT NULL,
  rule_version integer NOT NULL,
  evidence json NOT NULL,
  note text,
  state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'decided')),
  decided_at timestamptz,
  decided_by_id uuid REFERENCES user_account,
  decided_by_name text,
  case_id uuid REFERENCES procedure_case,
  case_number text,
  outcome text CHECK (outcome IN ('lifted', 'revoked', 'support-withdrawn', 'exited', 'notice-withdrawn', 'discarded', 'terminated')),
  outcome_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  UNIQUE (round_id, unit),
  FOREIGN KEY (rule_code, rule_version) REFERENCES evaluation_support_rule (code, version),
  CHECK ((state = 'decided') = (decided_at IS NOT NULL)),
  -- Rectification is a case with its clock; nothing is withdrawn here, only at the end of that case.
  CHECK ((consequence = 'rectification' AND state = 'decided') = (case_id IS NOT NULL)),
  CHECK (case_id IS NULL OR park_id IS NOT NULL),
  CHECK (outcome IS NULL OR case_id IS NOT NULL),
  CHECK ((outcome IS NULL) = (outcome_at IS NULL))
);
CREATE INDEX evaluation_decision_of_park ON evaluation_decision (park_id, at);

-- A round whose run, data and doubts are not settled gives no decision, and each reads its own run.
CREATE FUNCTION decision_after_confirmation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM evaluation_round r WHERE r.id = NEW.round_id AND r.run_id = NEW.run_id AND r.state = 'confirmed')
     OR NOT EXISTS (SELECT FROM evaluation_standing s WHERE s.run_id = NEW.run_id AND s.unit = NEW.unit
                      AND s.grade IS NOT DISTINCT FROM NEW.grade AND s.park_id IS NOT DISTINCT FROM NEW.park_id) THEN
    RAISE EXCEPTION 'A decision needs the confirmed run of its round' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_after_confirmation BEFORE INSERT ON evaluation_decision
  FOR EACH ROW EXECUTE FUNCTION decision_after_confirmation();

-- What is decided stays decided; how its rectification ended is added once.
CREATE FUNCTION decision_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.round_id <> OLD.round_id OR NEW.unit <> OLD.unit OR NEW.run_id <> OLD.run_id
     OR NEW.grade IS DISTINCT FROM OLD.grade OR NEW.park_id IS DISTINCT FROM OLD.park_id
     OR (OLD.state = 'decided' AND (OLD.outcome IS NOT NULL
         OR (NEW.tier, NEW.consequence, NEW.rule_code, NEW.rule_version, NEW.state, NEW.decided_at, NEW.decided_by_name)
            IS DISTINCT FROM (OLD.tier, OLD.consequence, OLD.rule_code, OLD.rule_version, OLD.state, OLD.decided_at, OLD.decided_by_name)
         OR NEW.amount_wan IS DISTINCT FROM OLD.amount_wan OR NEW.decided_by_id IS DISTINCT FROM OLD.decided_by_id
         OR NEW.case_id IS DISTINCT FROM OLD.case_id OR NEW.evidence::text <> OLD.evidence::text
         OR NEW.note IS DISTINCT FROM OLD.note)) THEN
    RAISE EXCEPTION 'A decision is not changed afterwards' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'proposed' AND round_state(NEW.round_id) <> 'confirmed' THEN
    RAISE EXCEPTION 'Consequences are decided between confirmation and publication' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_stays BEFORE UPDATE ON evaluation_decision FOR EACH ROW EXECUTE FUNCTION decision_stays();

-- Nothing skips a step: each state is reached from the one before it, with what that step needs.
CREATE FUNCTION round_takes_each_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  moves boolean := NEW.state <> OLD.state;
  problem text;
BEGIN
  problem := CASE
    WHEN OLD.state IN ('published', 'abandoned') THEN 'it is over'
    WHEN NEW.scheme_id <> OLD.scheme_id OR NEW.scheme_code <> OLD.scheme_code OR NEW.unit_kind <> OLD.unit_kind
         OR NEW.period <> OLD.period THEN 'scheme and period stay'
    WHEN moves AND NEW.state <> 'abandoned' AND (OLD.state, NEW.state) NOT IN (
           ('planned', 'frozen'), ('frozen', 'computed'), ('computed', 'frozen'), ('computed', 'review'),
           ('review', 'reviewed'), ('reviewed', 'confirmed'), ('confirmed', 'published'))
      THEN format('%s does not lead to %s', OLD.state, NEW.state)
    WHEN NEW.snapshot_id IS DISTINCT FROM OLD.snapshot_id
         AND (OLD.state NOT IN ('planned', 'frozen', 'computed', 'review')
              OR NOT EXISTS (SELECT FROM evaluation_snapshot s WHERE s.id = NEW.snapshot_id AND s.round_id = NEW.id
                               AND s.scheme_id = NEW.scheme_id AND s.period = NEW.period))
      THEN 'its data are its own, and frozen before the review ends'
    WHEN NEW.run_id IS DISTINCT FROM OLD.run_id AND NOT (NEW.run_id IS NULL AND NEW.state IN ('frozen', 'abandoned'))
         AND (OLD.state NOT IN ('frozen', 'computed', 'review') OR NEW.run_by_id IS NULL
              OR NEW.run_by_id <> coalesce(acting_user(), NEW.run_by_id)
              OR NOT EXISTS (SELECT FROM evaluation_run n WHERE n.id = NEW.run_id AND n.round_id = NEW.id
                               AND n.snapshot_id = NEW.snapshot_id AND n.state = 'done' AND n.kind = 'official'))
      THEN 'its run is a finished official one of its newest data'
    WHEN NEW.run_id IS NOT DISTINCT FROM OLD.run_id AND NEW.run_by_id IS DISTINCT FROM OLD.run_by_id
      THEN 'who adopted the run stays'
    WHEN moves AND NEW.state IN ('review', 'reviewed', 'confirmed') AND NOT EXISTS (
           SELECT FROM evaluation_run n WHERE n.id = NEW.run_id AND n.snapshot_id = NEW.snapshot_id)
      THEN 'its run is of its newest data'
    WHEN moves AND NEW.state IN ('reviewed', 'confirmed') AND EXISTS (
           SELECT FROM evaluation_objection o WHERE o.round_id = NEW.id
              AND (o.state = 'open' OR (o.state = 'accepted' AND NOT EXISTS (
                     SELECT FROM evaluation_snapshot s WHERE s.id = o.snapshot_id AND s.round_id = NEW.id))))
      THEN 'all doubts are answered and computed first'
    WHEN NEW.confirmed_by_id IS DISTINCT FROM OLD.confirmed_by_id AND NEW.state <> 'abandoned'
         AND (NEW.state <> 'confirmed' OR OLD.state <> 'reviewed' OR NEW.run_by_id IS NULL
              OR NEW.confirmed_by_id <> coalesce(acting_user(), NEW.confirmed_by_id))
      THEN 'who confirms says so himself'
    WHEN moves AND NEW.state = 'confirmed' AND NEW.confirmed_by_id IS NULL THEN 'somebody confirms it'
    WHEN moves AND NEW.state = 'published' AND (
           EXISTS (SELECT FROM evaluation_decision d WHERE d.round_id = NEW.id AND d.state = 'proposed')
           OR (NEW.support_rule IS NOT NULL AND EXISTS (
                 SELECT FROM evaluation_standing s WHERE s.run_id = NEW.run_id AND NOT EXISTS (
                   SELECT FROM evaluation_decision d WHERE d.round_id = NEW.id AND d.unit = s.unit AND d.state = 'decided'))))
      THEN 'all consequences are decided first'
    WHEN moves AND NEW.state = 'abandoned' AND EXISTS (
           SELECT FROM evaluation_decision d WHERE d.round_id = NEW.id AND d.state = 'decided')
      THEN 'a consequence was decided'
    WHEN (NEW.support_rule, NEW.support_rule_version, NEW.pool_wan)
           IS DISTINCT FROM (OLD.support_rule, OLD.support_rule_version, OLD.pool_wan) AND EXISTS (
           SELECT FROM evaluation_decision d WHERE d.round_id = NEW.id AND d.state = 'decided')
      THEN 'a consequence was decided by its rule'
    WHEN OLD.state NOT IN ('planned', 'frozen', 'computed') AND (NEW.review_from <> OLD.review_from OR NEW.review_to < OLD.review_to)
      THEN 'a review that parks were told of is not shortened'
  END;
  IF problem IS NOT NULL THEN
    RAISE EXCEPTION 'Nothing skips a step of a round: %', problem USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER round_takes_each_step BEFORE UPDATE ON evaluation_round
  FOR EACH ROW EXECUTE FUNCTION round_takes_each_step();

-- A scheme that was published stays as it is.
CREATE FUNCTION published_scheme_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'A published scheme is not changed; make a new version' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER published_scheme_stays BEFORE UPDATE ON evaluation_scheme
  FOR EACH ROW EXECUTE FUNCTION published_scheme_stays();

GRANT SELECT, INSERT, UPDATE, DELETE ON evaluation_scheme TO duoyuan_app;
GRANT SELECT ON evaluation_group TO duoyuan_app;
GRANT SELECT, INSERT ON evaluation_unit, evaluation_support_rule, evaluation_round_act, evaluation_snapshot, evaluation_standing
  TO duoyuan_app;
GRANT UPDATE (groups, name_zh, name_en) ON evaluation_unit TO duoyuan_app;
GRANT SELECT, INSERT ON evaluation_fact TO duoyuan_app;
GRANT UPDATE (known) ON evaluation_fact TO duoyuan_app;
GRANT SELECT, INSERT, UPDATE ON evaluation_round, evaluation_run, evaluation_objection, evaluation_decision TO duoyuan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON evaluation_file TO duoyuan_app;

ALTER TABLE evaluation_scheme ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation_unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation_group ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation_fact ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation_support_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation_round ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation_round_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation_snapshot ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation_standing ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation_objection ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluation_decision ENABLE ROW LEVEL SECURITY;

-- Reads every official figure before it is published: the office, the leader, the third-party evaluator, the system's own hand.
CREATE FUNCTION sees_evaluations() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT acting_sees_all() OR acting_as('evaluator', 'timekeeper') $$;
CREATE FUNCTION round_state(wanted uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT state FROM evaluation_round WHERE id = wanted $$;
-- The run that a published round stands on.
CREATE FUNCTION run_is_published(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT EXISTS (SELECT FROM evaluation_round r WHERE r.run_id = wanted AND r.state = 'published') $$;
-- Cancelling is asked of the job, which belongs to who started it; a colleague who may change the run may ask as well.
CREATE FUNCTION ask_run_to_stop(wanted uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS
  $$ UPDATE job SET cancel_requested = true WHERE id = (SELECT n.job_id FROM evaluation_run n
       WHERE n.id = wanted AND n.state IN ('queued', 'running')
         AND ((n.kind <> 'variant' AND acting_as('zone_office'))
           OR (n.kind = 'variant' AND acting_as('evaluator') AND n.owner_id = acting_organisation()))) $$;
-- The run that a round shows to its parks.
CREATE FUNCTION run_is_shown(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT EXISTS (SELECT FROM evaluation_round r WHERE r.run_id = wanted
       AND r.state IN ('review', 'reviewed', 'confirmed', 'published')) $$;

CREATE POLICY read ON evaluation_scheme FOR SELECT TO duoyuan_app USING (
  (state = 'published' AND owner_id IS NULL AND ((SELECT is_known()) OR (SELECT acting_as('public', 'timekeeper'))))
  OR (owner_id IS NULL AND (SELECT acting_sees_all()))
  -- Of a company others work too: who is no evaluator there sees none of its variants.
  OR (owner_id = (SELECT acting_organisation()) AND (SELECT acting_as('evaluator'))));
CREATE POLICY add ON evaluation_scheme FOR INSERT TO duoyuan_app WITH CHECK (
  NOT shipped AND state = 'draft' AND by_id = acting_user()
  AND ((owner_id IS NULL AND acting_as('zone_office')) OR (owner_id = acting_organisation() AND acting_as('evaluator'))));
CREATE POLICY change ON evaluation_scheme FOR UPDATE TO duoyuan_app USING (
  state = 'draft' AND ((owner_id IS NULL AND acting_as('zone_office')) OR (owner_id = acting_organisation() AND acting_as('evaluator'))))
  WITH CHECK (NOT shipped AND ((owner_id IS NULL AND acting_as('zone_office'))
    OR (owner_id = acting_organisation() AND acting_as('evaluator'))));
CREATE POLICY remove ON evaluation_scheme FOR DELETE TO duoyuan_app USING (
  state = 'draft' AND ((owner_id IS NULL AND acting_as('zone_office')) OR (owner_id = acting_organisation() AND acting_as('evaluator'))));

CREATE POLICY read ON evaluation_unit FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public', 'timekeeper')));
CREATE POLICY add ON evaluation_unit FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office'));
CREATE POLICY change ON evaluation_unit FOR UPDATE TO duoyuan_app USING (acting_as('zone_office'));

CREATE POLICY read ON evaluation_group FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public', 'timekeeper')));

CREATE POLICY read ON evaluation_fact FOR SELECT TO duoyuan_app USING (
  (SELECT sees_evaluations()) OR by_id = (SELECT acting_user())
  OR (member = '' AND EXISTS (SELECT FROM evaluation_unit u WHERE u.kind = evaluation_fact.kind AND u.code = evaluation_fact.unit
        AND u.park_id = (SELECT acting_organisation()))));
CREATE POLICY add ON evaluation_fact FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND (acting_as('zone_office')
    OR (acting_as('expert') AND standing = 'score' AND member = acting_user()::text)));
CREATE POLICY change ON evaluation_fact FOR UPDATE TO duoyuan_app USING (
  acting_as('zone_office') OR (acting_as('expert') AND member = acting_user()::text));

CREATE POLICY read ON evaluation_support_rule FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public', 'timekeeper')));
CREATE POLICY add ON evaluation_support_rule FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND NOT shipped);

CREATE POLICY read ON evaluation_round FOR SELECT TO duoyuan_app USING (
  (SELECT is_known()) OR (SELECT acting_as('timekeeper')) OR (state = 'published' AND (SELECT acting_as('public'))));
CREATE POLICY add ON evaluation_round FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('zone_office') AND state = 'planned' AND by_id = acting_user() AND snapshot_id IS NULL AND run_id IS NULL);
CREATE POLICY change ON evaluation_round FOR UPDATE TO duoyuan_app USING (acting_as('zone_office', 'leader'));
CREATE POLICY read ON evaluation_round_act FOR SELECT TO duoyuan_app USING (
  (SELECT is_known()) OR ((SELECT acting_as('public')) AND round_state(round_id) = 'published'));
CREATE POLICY add ON evaluation_round_act FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('zone_office', 'leader', 'timekeeper') AND by_id IS NOT DISTINCT FROM acting_user());

CREATE POLICY read ON evaluation_snapshot FOR SELECT TO duoyuan_app USING (
  (SELECT sees_evaluations())
  OR (round_id IS NOT NULL AND ((SELECT is_known()) OR (SELECT acting_as('public')))
      AND EXISTS (SELECT FROM evaluation_round r WHERE r.snapshot_id = evaluation_snapshot.id AND r.state = 'published')));
CREATE POLICY add ON evaluation_snapshot FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND by_id = acting_user());

CREATE POLICY read ON evaluation_run FOR SELECT TO duoyuan_app USING (
  (owner_id IS NULL AND (SELECT sees_evaluations()))
  OR (owner_id = (SELECT acting_organisation()) AND (SELECT acting_as('evaluator')))
  OR (kind = 'official' AND ((SELECT is_known()) OR (SELECT acting_as('public'))) AND run_is_published(id)));
CREATE POLICY add ON evaluation_run FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND state = 'queued'
  AND ((kind <> 'variant' AND acting_as('zone_office')) OR (kind = 'variant' AND acting_as('evaluator') AND owner_id = acting_organisation())));
CREATE POLICY change ON evaluation_run FOR UPDATE TO duoyuan_app USING (
  state IN ('queued', 'running')
  AND ((kind <> 'variant' AND acting_as('zone_office')) OR (kind = 'variant' AND acting_as('evaluator') AND owner_id = acting_organisation())))
  WITH CHECK (true);

CREATE POLICY read ON evaluation_standing FOR SELECT TO duoyuan_app USING (
  -- Not of another evaluator's variant: the run's own row security says of which.
  ((SELECT sees_evaluations()) AND EXISTS (SELECT FROM evaluation_run n WHERE n.id = run_id))
  OR (park_id = (SELECT acting_organisation()) AND run_is_shown(run_id))
  OR (((SELECT is_known()) OR (SELECT acting_as('public'))) AND run_is_published(run_id)));
CREATE POLICY add ON evaluation_standing FOR INSERT TO duoyuan_app WITH CHECK (
  EXISTS (SELECT FROM evaluation_run n WHERE n.id = run_id AND n.by_id = acting_user()));

CREATE POLICY read ON evaluation_objection FOR SELECT TO duoyuan_app USING (
  (SELECT sees_evaluations()) OR park_id = (SELECT acting_organisation()));
CREATE POLICY add ON evaluation_objection FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND park_id = acting_organisation() AND acting_as('park_committee') AND state = 'open'
  AND round_state(round_id) = 'review'
  AND EXISTS (SELECT FROM evaluation_standing s JOIN evaluation_round r ON r.run_id = s.run_id
               WHERE r.id = round_id AND s.run_id = evaluation_objection.run_id AND s.unit = evaluation_objection.unit
                 AND s.park_id = evaluation_objection.park_id));
CREATE POLICY change ON evaluation_objection FOR UPDATE TO duoyuan_app USING (
  round_state(round_id) = 'review' AND ((acting_as('zone_office') AND state IN ('open', 'accepted'))
  OR (park_id = acting_organisation() AND acting_as('park_committee') AND state = 'open')))
  WITH CHECK (acting_as('zone_office') OR (state = 'withdrawn' AND park_id = acting_organisation()));

CREATE POLICY read ON evaluation_file FOR SELECT TO duoyuan_app USING (
  by_id = (SELECT acting_user()) OR (objection_id IS NOT NULL AND ((SELECT sees_evaluations()) OR park_id = (SELECT acting_organisation()))));
-- What an objection names as its evidence stays.
CREATE POLICY write ON evaluation_file FOR ALL TO duoyuan_app USING (
  by_id = acting_user() AND park_id = acting_organisation() AND objection_id IS NULL)
  WITH CHECK (by_id = acting_user() AND park_id = acting_organisation()
    AND (objection_id IS NULL OR EXISTS (SELECT FROM evaluation_objection o WHERE o.id = objection_id AND o.state = 'open'
                                            AND o.park_id = acting_organisation() AND o.round_id = evaluation_file.round_id)));

CREATE POLICY read ON evaluation_decision FOR SELECT TO duoyuan_app USING (
  (SELECT sees_evaluations())
  OR (state = 'decided' AND park_id = (SELECT acting_organisation()))
  OR (state = 'decided' AND ((SELECT is_known()) OR (SELECT acting_as('public'))) AND round_state(round_id) = 'published'));
CREATE POLICY add ON evaluation_decision FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('zone_office') AND by_id = acting_user() AND state = 'proposed');
CREATE POLICY change ON evaluation_decision FOR UPDATE TO duoyuan_app USING (
  (acting_as('zone_office', 'leader') AND state = 'proposed') OR (acting_keeper() AND state = 'decided' AND outcome IS NULL))
  WITH CHECK (acting_keeper() OR (acting_as('zone_office') AND state = 'proposed')
    OR (acting_as('zone_office', 'leader') AND decided_by_id = acting_user()));

-- The leader's hand tells too: of what he confirmed, decided and published.
DROP POLICY add_on_subject ON notice;
CREATE POLICY add_on_subject ON notice FOR INSERT TO duoyuan_app WITH CHECK (
  case_id IS NULL AND (acting_keeper() OR acting_as('zone_office', 'leader', 'park_committee', 'enterprise')));
