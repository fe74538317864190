-- From a match to money: what was told to enterprises, lists for 免申即享, applications, payments, and what is noticed afterwards.

-- Which policies an enterprise may have, as of the last look of the system; so that only what is new is told.
CREATE TABLE enterprise_match (
  enterprise_id uuid PRIMARY KEY REFERENCES enterprise,
  judged_on date NOT NULL,
  judged_at timestamptz NOT NULL,
  -- Of what was judged: policies and parameters.
  rules_digest text NOT NULL,
  qualified uuid[] NOT NULL,
  near uuid[] NOT NULL,
  undetermined uuid[] NOT NULL
);

-- 免申即享: a list drawn on a day.
CREATE TABLE policy_direct_list (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  policy_id uuid NOT NULL REFERENCES policy,
  policy_version_id uuid NOT NULL REFERENCES policy_version,
  on_day date NOT NULL,
  year integer NOT NULL,
  count integer NOT NULL CHECK (count >= 0),
  amount double precision NOT NULL CHECK (amount >= 0),
  left_out json NOT NULL DEFAULT '[]',
  state text NOT NULL CHECK (state IN ('drawn', 'sent', 'dropped')),
  at timestamptz NOT NULL,
  by_id uuid NOT NULL REFERENCES user_account,
  by_name text NOT NULL,
  sent_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  CHECK ((state = 'sent') <= (sent_at IS NOT NULL))
);
CREATE INDEX policy_direct_list_of_policy ON policy_direct_list (policy_id, at);

CREATE TABLE policy_application (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  policy_id uuid NOT NULL REFERENCES policy,
  policy_version_id uuid NOT NULL REFERENCES policy_version,
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  -- Of the enterprise's registration on the day of application.
  park_id uuid REFERENCES organisation,
  procedure text NOT NULL CHECK (procedure IN ('direct', 'fast', 'ordinary')),
  list_id uuid REFERENCES policy_direct_list,
  state text NOT NULL CHECK (state IN ('listed', 'invited', 'submitted', 'approved', 'rejected', 'withdrawn', 'declined', 'paid')),
  -- The year whose budget it is paid from.
  year integer NOT NULL,
  on_day date NOT NULL,
  -- In 万元: worked out on that day, granted, paid and not taken back.
  worked double precision CHECK (worked >= 0),
  approved double precision CHECK (approved >= 0),
  paid double precision NOT NULL DEFAULT 0 CHECK (paid >= 0),
  -- Facts that the rule and the amount used, with their sources, and the verdict in short.
  facts json NOT NULL,
  verdict json NOT NULL,
  note text,
  case_id uuid REFERENCES procedure_case,
  case_number text,
  synthetic boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  -- The facts as they were last compared with those above.
  checked_mark text,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  CHECK (state <> 'paid' OR paid > 0),
  CHECK (paid <= coalesce(approved, 0) + 0.005)
);
-- One at a time that is not at its end; whether another may follow in the same year is the policy's.
CREATE UNIQUE INDEX policy_application_standing ON policy_application (enterprise_id, policy_id)
  WHERE state IN ('listed', 'invited', 'submitted', 'approved');
CREATE INDEX policy_application_of_policy ON policy_application (policy_id, year, state);
CREATE INDEX policy_application_of_park ON policy_application (park_id, at);
CREATE INDEX policy_application_of_list ON policy_application (list_id);
CREATE INDEX policy_application_of_case ON policy_application (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX policy_application_by_time ON policy_application (at);

CREATE TABLE policy_application_file (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  application_id uuid REFERENCES policy_application,
  -- Which piece of evidence of the policy it is.
  evidence text,
  digest text NOT NULL REFERENCES attachment,
  name text NOT NULL CHECK (name <> ''),
  size_bytes bigint NOT NULL CHECK (size_bytes >= 0),
  at timestamptz NOT NULL,
  by_id uuid NOT NULL REFERENCES user_account,
  by_name text NOT NULL
);
CREATE INDEX policy_application_file_of ON policy_application_file (application_id);

CREATE TABLE policy_payment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  application_id uuid NOT NULL REFERENCES policy_application,
  amount double precision NOT NULL CHECK (amount > 0),
  paid_on date NOT NULL,
  reference text NOT NULL CHECK (reference <> ''),
  -- Why it was paid although something was found.
  despite text,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  reversed_at timestamptz,
  reversed_by_id uuid REFERENCES user_account,
  reversed_by_name text,
  reversal_reason text,
  CHECK ((reversed_at IS NULL) = (reversal_reason IS NULL))
);
CREATE INDEX policy_payment_of_application ON policy_payment (application_id);
CREATE UNIQUE INDEX policy_payment_reference ON policy_payment (application_id, reference) WHERE reversed_at IS NULL;

CREATE TABLE policy_flag (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  application_id uuid NOT NULL REFERENCES policy_application,
  kind text NOT NULL CHECK (kind IN ('double-payment', 'exclusive', 'ceiling', 'once', 'facts-revised', 'over-budget')),
  detail json NOT NULL,
  -- The same thing is not noticed twice.
  key text NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'dismissed')),
  at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by_id uuid REFERENCES user_account,
  decided_by_name text,
  decision_reason text,
  UNIQUE (application_id, kind, key),
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decision_reason IS NULL))
);

GRANT SELECT, INSERT, UPDATE, DELETE ON enterprise_match TO duoyuan_app;
GRANT SELECT, INSERT ON policy_direct_list, policy_application, policy_application_file, policy_payment, policy_flag TO duoyuan_app;
GRANT UPDATE (state, sent_at, version) ON policy_direct_list TO duoyuan_app;
GRANT UPDATE (state, approved, paid, facts, verdict, worked, case_id, case_number, note, at, on_day, by_id, by_name, checked_mark, version)
  ON policy_application TO duoyuan_app;
GRANT UPDATE (application_id, evidence), DELETE ON policy_application_file TO duoyuan_app;
GRANT UPDATE (reversed_at, reversed_by_id, reversed_by_name, reversal_reason) ON policy_payment TO duoyuan_app;
GRANT UPDATE (state, decided_at, decided_by_id, decided_by_name, decision_reason) ON policy_flag TO duoyuan_app;

ALTER TABLE enterprise_match ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_direct_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_application ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_application_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_payment ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_flag ENABLE ROW LEVEL SECURITY;

CREATE POLICY read ON enterprise_match FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR enterprise_id = (SELECT acting_enterprise())
  OR ((SELECT acting_as('park_committee')) AND enterprise_id IN (
    SELECT s.enterprise_id FROM enterprise_state s WHERE upper_inf(s.known) AND s.valid @> china_today())));
CREATE POLICY write ON enterprise_match FOR ALL TO duoyuan_app USING (acting_keeper()) WITH CHECK (acting_keeper());

CREATE POLICY read ON policy_direct_list FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR ((SELECT acting_as('park_committee')) AND state = 'sent'));
CREATE POLICY add ON policy_direct_list FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND by_id = acting_user());
CREATE POLICY change ON policy_direct_list FOR UPDATE TO duoyuan_app USING (acting_as('zone_office'));

-- An application is read by its enterprise, by the park where it was registered then, by the office and the leader. What is only on
-- a list that was not sent is the office's.
CREATE POLICY read ON policy_application FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR (state <> 'listed' AND (enterprise_id = (SELECT acting_enterprise())
    OR ((SELECT acting_as('park_committee')) AND park_id = (SELECT acting_organisation())))));
CREATE POLICY add ON policy_application FOR INSERT TO duoyuan_app WITH CHECK (
  (state = 'submitted' AND by_id = acting_user()
    AND (enterprise_id = acting_enterprise() OR (acting_as('park_committee') AND park_id = acting_organisation())))
  OR (state = 'listed' AND acting_as('zone_office') AND list_id IS NOT NULL AND by_id = acting_user()));
CREATE POLICY change ON policy_application FOR UPDATE TO duoyuan_app USING (
  acting_as('zone_office', 'timekeeper') OR enterprise_id = acting_enterprise()
  OR (acting_as('park_committee') AND park_id = acting_organisation()))
  WITH CHECK (
    acting_as('zone_office', 'timekeeper')
    OR (state IN ('submitted', 'declined', 'withdrawn') AND paid = 0
        AND (enterprise_id = acting_enterprise() OR (acting_as('park_committee') AND park_id = acting_organisation()))));

CREATE POLICY read ON policy_application_file FOR SELECT TO duoyuan_app USING (
  by_id = (SELECT acting_user()) OR EXISTS (SELECT FROM policy_application a WHERE a.id = application_id));
CREATE POLICY write ON policy_application_file FOR ALL TO duoyuan_app USING (by_id = acting_user() AND application_id IS NULL)
  WITH CHECK (by_id = acting_user() AND keeps_enterprise(enterprise_id));

CREATE POLICY read ON policy_payment FOR SELECT TO duoyuan_app USING (EXISTS (SELECT FROM policy_application a WHERE a.id = application_id));
CREATE POLICY add ON policy_payment FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND by_id = acting_user());
CREATE POLICY change ON policy_payment FOR UPDATE TO duoyuan_app USING (acting_as('zone_office') AND reversed_at IS NULL)
  WITH CHECK (reversed_by_id = acting_user());
-- What was noticed about a payment is the office's and the park's business until somebody decided.
CREATE POLICY read ON policy_flag FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR ((SELECT acting_as('park_committee')) AND EXISTS (SELECT FROM policy_application a WHERE a.id = application_id)));
CREATE POLICY add ON policy_flag FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office', 'timekeeper'));
CREATE POLICY change ON policy_flag FOR UPDATE TO duoyuan_app USING (acting_as('zone_office') AND state = 'open')
  WITH CHECK (decided_by_id = acting_user());

-- A case may come from an application for a policy.
ALTER TABLE procedure_case DROP CONSTRAINT procedure_case_origin_kind_check;
ALTER TABLE procedure_case ADD CONSTRAINT procedure_case_origin_kind_check
  CHECK (origin_kind IN ('case', 'plan-item', 'duty', 'inspection', 'evaluation', 'alert', 'application', 'service'));
