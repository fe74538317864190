-- Procedures, cases, clocks, notices. A case's events are the record; `state` and the tables beside it are what the engine
-- made of them, kept so that lists and timers are fast (`duoyuan case replay` compares).

CREATE FUNCTION acting_roles() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT string_to_array(coalesce(current_setting('duoyuan.roles', true), ''), ',') $$;

-- Time itself works with the same calendars, definitions and names as people do.
CREATE OR REPLACE FUNCTION is_known() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT acting_user() IS NOT NULL OR acting_as('authenticator', 'timekeeper') $$;

CREATE TABLE work_calendar (
  code text NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  calendar jsonb NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (code, version)
);

CREATE TABLE procedure_definition (
  code text NOT NULL CHECK (code ~ '^[a-z][a-z0-9-]*$'),
  version integer NOT NULL CHECK (version >= 1),
  -- json, not jsonb: the order of fields, actions and assignments has meaning.
  definition json NOT NULL,
  digest text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (code, version)
);

-- Time limits and thresholds as the zone changed them; the last row of a setting holds.
CREATE TABLE procedure_setting (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  procedure text NOT NULL,
  setting text NOT NULL,
  value jsonb NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  by_id uuid NOT NULL REFERENCES user_account,
  by_name text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX procedure_setting_latest ON procedure_setting (procedure, setting, id DESC);

-- 年份+序号: drawn in the transaction that submits, so that no number is lost or given twice.
CREATE TABLE case_numbering (
  procedure text NOT NULL,
  year integer NOT NULL,
  last integer NOT NULL CHECK (last >= 1),
  PRIMARY KEY (procedure, year)
);

CREATE TABLE procedure_case (
  id uuid PRIMARY KEY,
  procedure text NOT NULL,
  definition_version integer NOT NULL,
  number text,
  title text NOT NULL,
  -- What it is about, for bars and relations between cases, e.g. a project's code.
  subject text,
  stage text NOT NULL CHECK (stage IN ('draft', 'open', 'closed')),
  outcome text,
  outcome_tone text CHECK (outcome_tone IN ('good', 'bad', 'plain')),
  initiator_id uuid NOT NULL REFERENCES user_account,
  initiator_name text NOT NULL,
  initiator_organisation_id uuid NOT NULL REFERENCES organisation,
  origin_kind text CHECK (origin_kind IN ('case', 'plan-item', 'evaluation')),
  origin_id text,
  -- The case that opened it, by which of its events, waiting at which activation.
  parent_id uuid REFERENCES procedure_case,
  parent_event integer,
  parent_item integer,
  parent_activation text,
  opened_at timestamptz NOT NULL,
  submitted_at timestamptz,
  closed_at timestamptz,
  -- The last event's number: the version that a command must name.
  sequence integer NOT NULL CHECK (sequence >= 1),
  state jsonb NOT NULL,
  active_nodes text[] NOT NULL,
  measures jsonb NOT NULL DEFAULT '{}',
  dimensions jsonb NOT NULL DEFAULT '{}',
  -- When the engine wants to be asked again; null: never by itself.
  next_timer_at timestamptz,
  -- The running clock that ends first.
  due_at timestamptz,
  synthetic boolean NOT NULL DEFAULT false,
  FOREIGN KEY (procedure, definition_version) REFERENCES procedure_definition (code, version),
  UNIQUE (procedure, number),
  UNIQUE (parent_id, parent_event, parent_item),
  CHECK ((stage = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((stage = 'closed') = (outcome IS NOT NULL)),
  CHECK (stage = 'draft' OR submitted_at IS NOT NULL OR closed_at IS NOT NULL)
);
CREATE INDEX procedure_case_timer ON procedure_case (next_timer_at) WHERE next_timer_at IS NOT NULL;
CREATE INDEX procedure_case_newest ON procedure_case (stage, submitted_at DESC);
CREATE INDEX procedure_case_by_procedure ON procedure_case (procedure, stage, due_at);
CREATE INDEX procedure_case_by_initiator ON procedure_case (initiator_organisation_id, stage, due_at, submitted_at, id);
CREATE INDEX procedure_case_by_subject ON procedure_case (subject) WHERE subject IS NOT NULL;
CREATE INDEX procedure_case_by_parent ON procedure_case (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX procedure_case_by_title ON procedure_case USING gin (title gin_trgm_ops);
CREATE INDEX procedure_case_by_number ON procedure_case USING gin (number gin_trgm_ops);
-- In the order of lists, so that their first page is read and no more.
CREATE INDEX procedure_case_due ON procedure_case (due_at, submitted_at, id) WHERE stage <> 'draft';

CREATE TABLE case_event (
  case_id uuid NOT NULL REFERENCES procedure_case,
  sequence integer NOT NULL CHECK (sequence >= 1),
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  kind text NOT NULL,
  event jsonb NOT NULL,
  PRIMARY KEY (case_id, sequence)
);

-- Everybody who has or had a part in it may read it.
CREATE TABLE case_party (
  case_id uuid NOT NULL REFERENCES procedure_case,
  party text NOT NULL CHECK (party ~ '^(org|user|role):'),
  organisation_id uuid REFERENCES organisation,
  user_id uuid REFERENCES user_account,
  role text,
  copied_at timestamptz,
  -- The open case's own, repeated: what is overdue for one body is found among its parts, not among all cases.
  due_at timestamptz,
  PRIMARY KEY (case_id, party)
);
CREATE INDEX case_party_by_organisation ON case_party (organisation_id, case_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX case_party_by_user ON case_party (user_id, case_id) WHERE user_id IS NOT NULL;
CREATE INDEX case_party_by_role ON case_party (role, case_id) WHERE role IS NOT NULL;
CREATE INDEX case_party_due_of_organisation ON case_party (organisation_id, due_at, case_id) WHERE due_at IS NOT NULL;
CREATE INDEX case_party_due_of_user ON case_party (user_id, due_at, case_id) WHERE due_at IS NOT NULL AND user_id IS NOT NULL;
CREATE INDEX case_party_due_of_role ON case_party (role, due_at, case_id) WHERE due_at IS NOT NULL AND role IS NOT NULL;
CREATE INDEX case_party_copied_organisation ON case_party (organisation_id, case_id) WHERE copied_at IS NOT NULL;
CREATE INDEX case_party_copied_user ON case_party (user_id, case_id) WHERE copied_at IS NOT NULL AND user_id IS NOT NULL;
CREATE INDEX case_party_copied_role ON case_party (role, case_id) WHERE copied_at IS NOT NULL AND role IS NOT NULL;

-- Open seats: what waits for whom.
CREATE TABLE case_task (
  case_id uuid NOT NULL REFERENCES procedure_case,
  activation text NOT NULL,
  seat text NOT NULL,
  node text NOT NULL,
  organisation_id uuid REFERENCES organisation,
  user_id uuid REFERENCES user_account,
  role text,
  -- Account roles that may act for an organisation; empty: any.
  roles text[] NOT NULL DEFAULT '{}',
  since timestamptz NOT NULL,
  -- Of the clock that runs out first for this step, 'infinity' where none runs: so that one index gives the order.
  due_at timestamptz NOT NULL DEFAULT 'infinity',
  clock text,
  draft boolean NOT NULL DEFAULT false,
  PRIMARY KEY (case_id, activation, seat),
  CHECK (num_nonnulls(organisation_id, user_id, role) = 1)
);
-- With all that an in-tray asks, so that it is read from the index alone.
CREATE INDEX case_task_of_organisation ON case_task (organisation_id, due_at, since, case_id) INCLUDE (roles, draft, user_id, role)
  WHERE organisation_id IS NOT NULL;
CREATE INDEX case_task_of_user ON case_task (user_id, due_at, since, case_id) WHERE user_id IS NOT NULL;
CREATE INDEX case_task_of_role ON case_task (role, due_at, since, case_id) INCLUDE (draft, user_id, organisation_id)
  WHERE role IS NOT NULL;

CREATE TABLE case_clock (
  case_id uuid NOT NULL REFERENCES procedure_case,
  clock text NOT NULL,
  code text NOT NULL,
  procedure text NOT NULL,
  calendar text NOT NULL,
  calendar_version integer NOT NULL,
  -- The calendar on whose next working day a limit in natural days ends, which may be corrected too.
  roll_to text,
  roll_to_version integer,
  activation text,
  owner text NOT NULL,
  owner_organisation_id uuid REFERENCES organisation,
  state text NOT NULL CHECK (state IN ('running', 'paused', 'stopped')),
  started_at timestamptz NOT NULL,
  stopped_at timestamptz,
  due_at timestamptz,
  -- Of a stopped clock: working time used, and whether it was too much.
  used_ms bigint,
  late boolean,
  PRIMARY KEY (case_id, clock),
  CHECK ((state = 'stopped') = (stopped_at IS NOT NULL)),
  CHECK ((state = 'stopped') = (late IS NOT NULL)),
  CHECK ((roll_to IS NULL) = (roll_to_version IS NULL))
);
CREATE INDEX case_clock_due ON case_clock (due_at) WHERE state = 'running';
CREATE INDEX case_clock_of_owner ON case_clock (owner_organisation_id, due_at) WHERE state = 'running';
CREATE INDEX case_clock_by_procedure ON case_clock (procedure, code);

CREATE TABLE case_file (
  case_id uuid NOT NULL REFERENCES procedure_case,
  digest text NOT NULL REFERENCES attachment,
  name text NOT NULL CHECK (name <> ''),
  size_bytes bigint NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid NOT NULL REFERENCES user_account,
  by_name text NOT NULL,
  PRIMARY KEY (case_id, digest)
);

CREATE TABLE absence (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES user_account,
  substitute_id uuid NOT NULL REFERENCES user_account,
  during tstzrange NOT NULL CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
  reason text NOT NULL CHECK (reason <> ''),
  ended boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (user_id <> substitute_id),
  -- One at a time; one that was ended early counts no more.
  EXCLUDE USING gist (user_id WITH =, during WITH &&) WHERE (NOT ended)
);
CREATE INDEX absence_by_substitute ON absence (substitute_id);

-- Notices: one row per message and party; who has read it stands apart.

CREATE TABLE notice (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES procedure_case,
  event integer NOT NULL,
  message text NOT NULL,
  party text NOT NULL,
  organisation_id uuid REFERENCES organisation,
  user_id uuid REFERENCES user_account,
  role text,
  text_zh text NOT NULL,
  text_en text NOT NULL,
  at timestamptz NOT NULL,
  -- The same event never gives the same party the same message twice.
  UNIQUE (case_id, event, message, party),
  CHECK (num_nonnulls(organisation_id, user_id, role) = 1)
);
CREATE INDEX notice_of_organisation ON notice (organisation_id, id DESC) WHERE organisation_id IS NOT NULL;
CREATE INDEX notice_of_user ON notice (user_id, id DESC) WHERE user_id IS NOT NULL;
CREATE INDEX notice_of_role ON notice (role, id DESC) WHERE role IS NOT NULL;

CREATE TABLE notice_read (
  user_id uuid NOT NULL REFERENCES user_account,
  notice_id bigint NOT NULL REFERENCES notice,
  read_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, notice_id)
);

CREATE TABLE person_setting (
  user_id uuid PRIMARY KEY REFERENCES user_account,
  email text CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  email_notices boolean NOT NULL DEFAULT true,
  calendar_token text UNIQUE
);

CREATE TABLE webhook (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  url text NOT NULL,
  note text NOT NULL DEFAULT '',
  secret text NOT NULL,
  active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by uuid NOT NULL REFERENCES user_account
);

-- What leaves the system: written in the transaction that causes it, sent after commit, and marked when it was taken.
CREATE TABLE outbox_message (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  channel text NOT NULL CHECK (channel IN ('mail', 'webhook')),
  notice_id bigint REFERENCES notice,
  webhook_id uuid REFERENCES webhook,
  address text NOT NULL,
  payload jsonb NOT NULL,
  -- Cause and address: the same thing is never queued twice.
  key text NOT NULL UNIQUE,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz
);
CREATE INDEX outbox_message_waiting ON outbox_message (created_at) WHERE state = 'waiting';
CREATE INDEX outbox_message_by_webhook ON outbox_message (webhook_id, state) WHERE webhook_id IS NOT NULL;

-- People to whom work can be given: names, never more of the account. The view's owner reads the accounts for everybody.
CREATE VIEW person AS
  SELECT u.id, u.name, u.organisation_id, u.login,
         array(SELECT r.role FROM user_role r WHERE r.user_id = u.id ORDER BY r.role) AS roles
    FROM user_account u
   WHERE u.status = 'active' AND u.organisation_id IS NOT NULL AND is_known()
     AND NOT EXISTS (SELECT FROM user_role r WHERE r.user_id = u.id AND r.administrative = 1);

-- What is known of a subject in other cases, also of those that the asker may not read: a refused project is refused for all.
CREATE FUNCTION related_cases(subjects text[])
  RETURNS TABLE (subject text, id uuid, procedure text, number text, outcome text, closed boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT c.subject, c.id, c.procedure, c.number, c.outcome, c.stage = 'closed'
      FROM procedure_case c
     WHERE c.subject = ANY (subjects) AND c.stage <> 'draft' AND is_known()
     ORDER BY c.opened_at $$;

-- The numbers of notices just written: their writer may not read what he wrote to others.
CREATE FUNCTION notice_ids(cases uuid[], events integer[], messages text[], parties text[])
  RETURNS TABLE (id bigint, case_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT n.id, n.case_id
      FROM (SELECT DISTINCT * FROM unnest(cases, events, messages, parties)) AS w(case_id, event, message, party)
      JOIN notice n USING (case_id, event, message, party)
     WHERE is_known()
     ORDER BY n.id $$;

GRANT SELECT ON work_calendar, procedure_definition, person TO duoyuan_app;
GRANT SELECT, INSERT ON procedure_setting, case_event, case_file, notice, notice_read TO duoyuan_app;
GRANT SELECT, INSERT, UPDATE ON case_numbering, procedure_case, absence, person_setting, webhook, outbox_message
  TO duoyuan_app;
GRANT SELECT ON case_party TO duoyuan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON case_task, case_clock TO duoyuan_app;

ALTER TABLE work_calendar ENABLE ROW LEVEL SECURITY;
ALTER TABLE procedure_definition ENABLE ROW LEVEL SECURITY;
ALTER TABLE procedure_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_numbering ENABLE ROW LEVEL SECURITY;
ALTER TABLE procedure_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_party ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_task ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_clock ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE absence ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE notice_read ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_setting ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_message ENABLE ROW LEVEL SECURITY;

CREATE POLICY read ON work_calendar FOR SELECT TO duoyuan_app USING (is_known());
CREATE POLICY read ON procedure_definition FOR SELECT TO duoyuan_app USING (is_known());
CREATE POLICY read ON procedure_setting FOR SELECT TO duoyuan_app USING (is_known());
CREATE POLICY add ON procedure_setting FOR INSERT TO duoyuan_app
  WITH CHECK (acting_as('zone_office') AND by_id = acting_user());
CREATE POLICY draw ON case_numbering FOR ALL TO duoyuan_app
  USING (acting_organisation() IS NOT NULL OR acting_as('timekeeper'));

-- A draft is its author's body's, also one that was dropped; a case belongs to everybody who has a part in it, the office and the leader. One sees the
-- own parts only: so the policy of a case can ask here without going round in a circle, and a list asks once, not per row.
-- In brackets with SELECT the asker's rights are worked out once for a query and not once for every row. A part in a case is
-- looked up by its key (LIMIT keeps the planner from reading all parts of all cases into a hash instead).
CREATE POLICY own ON case_party FOR SELECT TO duoyuan_app USING (
  organisation_id = (SELECT acting_organisation()) OR user_id = (SELECT acting_user())
  OR role = ANY ((SELECT acting_roles())::text[])
  OR (SELECT acting_sees_all()) OR (SELECT acting_as('timekeeper'))
  OR user_id = ANY (ARRAY(SELECT a.user_id FROM absence a
                           WHERE a.substitute_id = acting_user() AND NOT a.ended AND a.during @> now())));

CREATE POLICY read ON procedure_case FOR SELECT TO duoyuan_app USING (
  initiator_organisation_id = (SELECT acting_organisation()) OR (SELECT acting_as('timekeeper'))
  OR (submitted_at IS NOT NULL
      AND ((SELECT acting_sees_all()) OR (SELECT true FROM case_party p WHERE p.case_id = procedure_case.id LIMIT 1))));
CREATE POLICY add ON procedure_case FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('timekeeper')
  OR (initiator_organisation_id = acting_organisation() AND initiator_id = acting_user()));
CREATE POLICY change ON procedure_case FOR UPDATE TO duoyuan_app USING (
  initiator_organisation_id = (SELECT acting_organisation()) OR (SELECT acting_as('timekeeper'))
  OR (submitted_at IS NOT NULL
      AND ((SELECT acting_sees_all()) OR (SELECT true FROM case_party p WHERE p.case_id = procedure_case.id LIMIT 1))));

-- Giving somebody a part is for whoever has one; the rows of others are not visible to him, hence the owner's rights.
CREATE FUNCTION note_case_party(wanted uuid, new_party text, of_organisation uuid, of_user uuid, of_role text,
                                copied timestamptz)
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    IF NOT EXISTS (
      SELECT FROM procedure_case c WHERE c.id = wanted
         AND (acting_as('timekeeper') OR acting_sees_all() OR c.initiator_organisation_id = acting_organisation()
              OR EXISTS (SELECT FROM case_party p WHERE p.case_id = wanted
                          AND (p.organisation_id = acting_organisation() OR p.user_id = acting_user()
                               OR p.role = ANY (acting_roles())
                               OR p.user_id IN (SELECT a.user_id FROM absence a
                                                 WHERE a.substitute_id = acting_user() AND NOT a.ended
                                                   AND a.during @> now())))))
    THEN RAISE insufficient_privilege USING MESSAGE = 'no part in this case'; END IF;
    INSERT INTO case_party (case_id, party, organisation_id, user_id, role, copied_at)
    VALUES (wanted, new_party, of_organisation, of_user, of_role, copied)
    ON CONFLICT (case_id, party) DO UPDATE SET copied_at = coalesce(case_party.copied_at, excluded.copied_at);
  END $$;

-- Says only what the cases themselves say, so anybody who writes may have it said.
CREATE FUNCTION repeat_deadlines(wanted uuid[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
    UPDATE case_party p SET due_at = c.due
      FROM (SELECT id, CASE WHEN stage = 'open' THEN due_at END AS due FROM procedure_case WHERE id = ANY (wanted)) AS c
     WHERE p.case_id = c.id AND p.due_at IS DISTINCT FROM c.due AND is_known() $$;

CREATE POLICY read ON case_event FOR SELECT TO duoyuan_app USING
  (EXISTS (SELECT FROM procedure_case c WHERE c.id = case_event.case_id));
CREATE POLICY add ON case_event FOR INSERT TO duoyuan_app WITH CHECK
  (EXISTS (SELECT FROM procedure_case c WHERE c.id = case_event.case_id)
   AND (by_id IS NULL OR by_id = acting_user() OR acting_as('timekeeper')));
-- What waits for me is mine to see without a look at the case: an in-tray is counted often.
CREATE POLICY follow ON case_task FOR ALL TO duoyuan_app USING
  (organisation_id = (SELECT acting_organisation()) OR user_id = (SELECT acting_user())
   OR (NOT draft AND (role = ANY ((SELECT acting_roles())::text[]) OR (SELECT acting_sees_all())))
   OR (SELECT acting_as('timekeeper'))
   OR EXISTS (SELECT FROM procedure_case c WHERE c.id = case_task.case_id));
CREATE POLICY follow ON case_clock FOR ALL TO duoyuan_app USING
  ((SELECT acting_sees_all()) OR (SELECT acting_as('timekeeper'))
   OR EXISTS (SELECT FROM procedure_case c WHERE c.id = case_clock.case_id));
CREATE POLICY read ON case_file FOR SELECT TO duoyuan_app USING
  (EXISTS (SELECT FROM procedure_case c WHERE c.id = case_file.case_id));
CREATE POLICY add ON case_file FOR INSERT TO duoyuan_app WITH CHECK
  (EXISTS (SELECT FROM procedure_case c WHERE c.id = case_file.case_id) AND by_id = acting_user());

CREATE POLICY read ON absence FOR SELECT TO duoyuan_app USING
  (user_id = acting_user() OR substitute_id = acting_user() OR acting_as('timekeeper'));
CREATE POLICY add ON absence FOR INSERT TO duoyuan_app WITH CHECK (user_id = acting_user());
CREATE POLICY change ON absence FOR UPDATE TO duoyuan_app USING (user_id = acting_user());

-- In brackets with SELECT they are worked out once for a query and not once for every row: a body has many notices.
CREATE POLICY read ON notice FOR SELECT TO duoyuan_app USING (
  organisation_id = (SELECT acting_organisation()) OR user_id = (SELECT acting_user())
  OR (role = ANY ((SELECT acting_roles())::text[]) AND (SELECT acting_user()) IS NOT NULL)
  OR (SELECT acting_as('timekeeper')));
CREATE POLICY add ON notice FOR INSERT TO duoyuan_app WITH CHECK
  (EXISTS (SELECT FROM procedure_case c WHERE c.id = notice.case_id));
CREATE POLICY own ON notice_read FOR ALL TO duoyuan_app USING (user_id = (SELECT acting_user()));
CREATE POLICY own ON person_setting FOR ALL TO duoyuan_app USING
  (user_id = acting_user() OR acting_as('timekeeper'));
CREATE POLICY manage ON webhook FOR ALL TO duoyuan_app USING (acting_as('system_admin', 'timekeeper'));
-- A mail says what a case is about, which is no administrator's business; a webhook's message says only that something happened.
CREATE POLICY manage ON outbox_message FOR ALL TO duoyuan_app USING
  (acting_as('timekeeper') OR (channel = 'webhook' AND acting_as('system_admin')));
