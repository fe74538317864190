-- Rules: dated parameters, and what enterprises say of themselves where no filing and no record does.

-- Thresholds, lists and rates (data/rules/parameters.json, or the office). The definition is a RuleParameter without its values.
CREATE TABLE rule_parameter (
  code text PRIMARY KEY CHECK (code <> ''),
  definition json NOT NULL,
  shipped boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL DEFAULT now()
);
-- Valid in time and known in time: a rule judged for 2023 takes what held then; a corrected value stays traceable.
CREATE TABLE rule_parameter_value (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  parameter text NOT NULL REFERENCES rule_parameter,
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  known tstzrange NOT NULL DEFAULT tstzrange(now(), NULL) CHECK (NOT isempty(known)),
  value json NOT NULL,
  clause json NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  EXCLUDE USING gist (parameter WITH =, valid WITH &&, known WITH &&)
);

-- A fact that an enterprise, its park or the office states, with what shows it. One that is confirmed and one that waits may stand
-- at a time; what they replaced stays.
CREATE TABLE fact_declaration (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  fact text NOT NULL CHECK (fact <> ''),
  value json NOT NULL,
  -- From the day it speaks of until it must be said anew.
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT upper_inf(valid)),
  state text NOT NULL CHECK (state IN ('declared', 'confirmed', 'refused', 'withdrawn', 'replaced')),
  note text,
  at timestamptz NOT NULL DEFAULT now(),
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  decided_at timestamptz,
  decided_by_id uuid REFERENCES user_account,
  decided_by_name text,
  decision_reason text,
  synthetic boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  txid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CHECK ((state IN ('confirmed', 'refused')) <= (decided_at IS NOT NULL AND decided_by_name IS NOT NULL)),
  CHECK (state <> 'refused' OR decision_reason IS NOT NULL),
  -- Nobody confirms his own word.
  CHECK (state <> 'confirmed' OR by_id IS NULL OR decided_by_id IS DISTINCT FROM by_id)
);
CREATE UNIQUE INDEX fact_declaration_standing ON fact_declaration (enterprise_id, fact, state) WHERE state IN ('declared', 'confirmed');
CREATE INDEX fact_declaration_of_enterprise ON fact_declaration (enterprise_id, at);
CREATE INDEX fact_declaration_waiting ON fact_declaration (at) WHERE state = 'declared';
CREATE INDEX fact_declaration_by_txid ON fact_declaration (txid);

CREATE TABLE fact_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  declaration_id uuid REFERENCES fact_declaration,
  digest text NOT NULL REFERENCES attachment,
  name text NOT NULL CHECK (name <> ''),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  at timestamptz NOT NULL DEFAULT now(),
  by_id uuid NOT NULL REFERENCES user_account,
  by_name text NOT NULL
);
CREATE INDEX fact_file_of_declaration ON fact_file (declaration_id);
CREATE INDEX fact_file_of_enterprise ON fact_file (enterprise_id);

GRANT SELECT, INSERT ON rule_parameter, rule_parameter_value, fact_declaration, fact_file TO duoyuan_app;
GRANT UPDATE (known) ON rule_parameter_value TO duoyuan_app;
GRANT UPDATE (state, decided_at, decided_by_id, decided_by_name, decision_reason, version, txid) ON fact_declaration TO duoyuan_app;
GRANT UPDATE (declaration_id), DELETE ON fact_file TO duoyuan_app;

ALTER TABLE rule_parameter ENABLE ROW LEVEL SECURITY;
ALTER TABLE rule_parameter_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE fact_declaration ENABLE ROW LEVEL SECURITY;
ALTER TABLE fact_file ENABLE ROW LEVEL SECURITY;

-- Whether an enterprise is the caller's own, or is in the caller's park today by registration or operation, or anybody's for who sees
-- all. What rules know of an enterprise, and what is confidential of it, is read by these alone.
CREATE FUNCTION keeps_enterprise(of_enterprise uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT sees_filings() OR of_enterprise = acting_enterprise()
       OR (acting_as('park_committee') AND EXISTS (
            SELECT FROM enterprise_state s WHERE s.enterprise_id = of_enterprise AND upper_inf(s.known) AND s.valid @> china_today()
               AND (s.registration_park_id = acting_organisation() OR s.operation_park_id = acting_organisation()))) $$;

CREATE POLICY read ON rule_parameter FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public', 'timekeeper')));
CREATE POLICY add ON rule_parameter FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND NOT shipped);
CREATE POLICY read ON rule_parameter_value FOR SELECT TO duoyuan_app USING ((SELECT is_known()) OR (SELECT acting_as('public', 'timekeeper')));
CREATE POLICY add ON rule_parameter_value FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND by_id = acting_user());
CREATE POLICY change ON rule_parameter_value FOR UPDATE TO duoyuan_app USING (acting_as('zone_office'));

-- The same as keeps_enterprise, asked once for all rows of a list. A park's own rows of the register are what it sees of it.
CREATE POLICY read ON fact_declaration FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR enterprise_id = (SELECT acting_enterprise())
  OR ((SELECT acting_as('park_committee')) AND enterprise_id IN (
    SELECT s.enterprise_id FROM enterprise_state s WHERE upper_inf(s.known) AND s.valid @> china_today())));
CREATE POLICY add ON fact_declaration FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND state = 'declared' AND acting_as('enterprise', 'park_committee', 'zone_office')
  AND keeps_enterprise(enterprise_id));
-- The enterprise takes back or replaces its word; the park and the office confirm and refuse.
CREATE POLICY change ON fact_declaration FOR UPDATE TO duoyuan_app USING (
  state IN ('declared', 'confirmed') AND keeps_enterprise(enterprise_id)
  AND acting_as('enterprise', 'park_committee', 'zone_office'))
  WITH CHECK (
    (acting_as('park_committee', 'zone_office') AND (decided_by_id = acting_user() OR state IN ('withdrawn', 'replaced')))
    OR (enterprise_id = acting_enterprise() AND state IN ('withdrawn', 'replaced')));

CREATE POLICY read ON fact_file FOR SELECT TO duoyuan_app USING (
  by_id = (SELECT acting_user()) OR (declaration_id IS NOT NULL AND keeps_enterprise(enterprise_id)));
CREATE POLICY write ON fact_file FOR ALL TO duoyuan_app USING (by_id = acting_user() AND declaration_id IS NULL)
  WITH CHECK (by_id = acting_user() AND keeps_enterprise(enterprise_id));
