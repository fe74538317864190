-- Cultivation: the ladder of enterprises and who stands where, the library, stewards and service packs, innovation points, consents.

-- Ladders as data (data/ladder); a version is fixed once it is there.
CREATE TABLE ladder_definition (
  code text NOT NULL CHECK (code ~ '^[a-z0-9][a-z0-9-]*$'),
  version integer NOT NULL CHECK (version >= 1),
  definition json NOT NULL,
  digest text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (code, version)
);
-- Conditions are shipped on or off by how far they may be believed; the office may decide otherwise and answers for it. The last
-- word on a condition counts; what was said before stays.
CREATE TABLE ladder_choice (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ladder text NOT NULL,
  rung text NOT NULL,
  condition text NOT NULL,
  off boolean NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  at timestamptz NOT NULL DEFAULT now(),
  by_id uuid NOT NULL REFERENCES user_account,
  by_name text NOT NULL
);

-- When all standings were worked out last, and from what.
CREATE TABLE ladder_round (
  ladder text PRIMARY KEY,
  on_day date NOT NULL,
  computed_at timestamptz NOT NULL,
  -- Of everything that it was worked out from: the same again is not worked out again.
  inputs text NOT NULL,
  enterprises integer NOT NULL CHECK (enterprises >= 0)
);
-- Where an enterprise stands. Parks and district as on the day of judgement, so that who reads it is told by the row.
CREATE TABLE ladder_standing (
  ladder text NOT NULL,
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  on_day date NOT NULL,
  held text,
  marks text[] NOT NULL DEFAULT '{}',
  attainable text,
  next text,
  answer text CHECK (answer IN ('yes', 'no', 'undetermined')),
  near boolean NOT NULL DEFAULT false,
  reminders text[] NOT NULL DEFAULT '{}',
  registration_park_id uuid REFERENCES organisation,
  operation_park_id uuid REFERENCES organisation,
  registration_district_id uuid REFERENCES organisation,
  industry text,
  field text,
  size_class text,
  PRIMARY KEY (ladder, enterprise_id),
  CHECK ((next IS NULL) = (answer IS NULL))
);
CREATE INDEX ladder_standing_of_park ON ladder_standing (registration_park_id, ladder, held);
CREATE INDEX ladder_standing_of_operation ON ladder_standing (operation_park_id, ladder);
-- What lies between it and the next rung: for the enterprise, its park, the office and the leader alone.
CREATE TABLE ladder_standing_detail (
  ladder text NOT NULL,
  enterprise_id uuid NOT NULL,
  -- Without unit; null: no change of numbers leads there.
  distance double precision CHECK (distance >= 0),
  lacking json NOT NULL,
  missing json NOT NULL,
  missing_more integer NOT NULL DEFAULT 0 CHECK (missing_more >= 0),
  missing_from text[] NOT NULL DEFAULT '{}',
  points json,
  points_low double precision,
  -- Of the rules, the day and the facts that it was worked out from; null: nothing was. The same again is not worked out again.
  made_from text,
  registration_park_id uuid REFERENCES organisation,
  operation_park_id uuid REFERENCES organisation,
  PRIMARY KEY (ladder, enterprise_id),
  FOREIGN KEY (ladder, enterprise_id) REFERENCES ladder_standing ON DELETE CASCADE
);
-- Where it stood at the end of a year.
CREATE TABLE ladder_year (
  ladder text NOT NULL,
  year integer NOT NULL CHECK (year BETWEEN 2000 AND 2100),
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  held text,
  registration_park_id uuid REFERENCES organisation,
  operation_park_id uuid REFERENCES organisation,
  registration_district_id uuid REFERENCES organisation,
  industry text,
  PRIMARY KEY (ladder, year, enterprise_id)
);
-- When qualifications end that are held now.
CREATE TABLE qualification_end (
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  qualification text NOT NULL,
  number text NOT NULL DEFAULT '',
  -- Last day on which it holds.
  until_on date NOT NULL,
  told_at timestamptz,
  -- The least days ahead at which people were told already.
  told_days integer,
  registration_park_id uuid REFERENCES organisation,
  operation_park_id uuid REFERENCES organisation,
  registration_district_id uuid REFERENCES organisation,
  PRIMARY KEY (enterprise_id, qualification, number, until_on),
  CHECK ((told_at IS NULL) = (told_days IS NULL))
);
CREATE INDEX qualification_end_by_day ON qualification_end (until_on);

-- 培育库
CREATE TABLE cultivation_entry (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  ladder text NOT NULL,
  target text NOT NULL CHECK (target <> ''),
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'promoted', 'left')),
  since date NOT NULL,
  ended_on date,
  reason text,
  steward_id uuid REFERENCES user_account,
  steward_name text,
  note text,
  synthetic boolean NOT NULL DEFAULT false,
  added_at timestamptz NOT NULL DEFAULT now(),
  added_by_id uuid REFERENCES user_account,
  added_by_name text NOT NULL,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  CHECK ((state = 'active') = (ended_on IS NULL)),
  CHECK (ended_on >= since),
  CHECK (state <> 'left' OR reason IS NOT NULL),
  CHECK ((steward_id IS NULL) = (steward_name IS NULL))
);
CREATE UNIQUE INDEX cultivation_entry_active ON cultivation_entry (enterprise_id, ladder) WHERE state = 'active';
CREATE INDEX cultivation_entry_of_enterprise ON cultivation_entry (enterprise_id);
CREATE TABLE cultivation_act (
  entry_id uuid NOT NULL REFERENCES cultivation_entry,
  no integer NOT NULL CHECK (no >= 1),
  act text NOT NULL CHECK (act IN ('add', 'change', 'promote', 'leave')),
  reason text,
  changes json NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  PRIMARY KEY (entry_id, no)
);

-- 双管家: at most one of a kind at a time.
CREATE TABLE steward_assignment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  kind text NOT NULL CHECK (kind IN ('government', 'enterprise')),
  user_id uuid REFERENCES user_account,
  name text NOT NULL CHECK (name <> ''),
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  reason text,
  synthetic boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL DEFAULT now(),
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  EXCLUDE USING gist (enterprise_id WITH =, kind WITH =, valid WITH &&)
);
CREATE INDEX steward_assignment_of_person ON steward_assignment (user_id);
-- Confidential: for the enterprise, its park, the office and the leader, and for the steward himself.
CREATE TABLE steward_telephone (
  assignment_id uuid PRIMARY KEY REFERENCES steward_assignment ON DELETE CASCADE,
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  telephone text NOT NULL CHECK (telephone <> '')
);

-- 服务包
CREATE TABLE service_pack (
  code text NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  definition json NOT NULL,
  digest text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (code, version)
);
CREATE TABLE pack_assignment (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  pack text NOT NULL,
  pack_version integer NOT NULL,
  valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  note text,
  reason text,
  synthetic boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL DEFAULT now(),
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  FOREIGN KEY (pack, pack_version) REFERENCES service_pack (code, version),
  EXCLUDE USING gist (enterprise_id WITH =, pack WITH =, valid WITH &&)
);
CREATE TABLE service_request (
  case_id uuid PRIMARY KEY REFERENCES procedure_case,
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  assignment_id uuid NOT NULL REFERENCES pack_assignment,
  item text NOT NULL CHECK (item <> ''),
  at timestamptz NOT NULL,
  by_id uuid NOT NULL REFERENCES user_account,
  by_name text NOT NULL
);
CREATE INDEX service_request_of_enterprise ON service_request (enterprise_id);
CREATE INDEX service_request_of_assignment ON service_request (assignment_id);
CREATE TABLE service_visit (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  on_day date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('visit', 'call', 'meeting', 'online')),
  result text NOT NULL CHECK (result IN ('solved', 'partly', 'unsolved', 'nothing-asked')),
  note text,
  case_id uuid REFERENCES procedure_case,
  next_on date,
  synthetic boolean NOT NULL DEFAULT false,
  at timestamptz NOT NULL DEFAULT now(),
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  CHECK (next_on > on_day)
);
CREATE INDEX service_visit_of_enterprise ON service_visit (enterprise_id, on_day);
CREATE INDEX service_visit_of_case ON service_visit (case_id) WHERE case_id IS NOT NULL;

-- 企业创新积分: tables that the operator loads.
CREATE TABLE points_table (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  version integer GENERATED ALWAYS AS IDENTITY UNIQUE,
  definition json NOT NULL,
  digest text NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
  shipped boolean NOT NULL DEFAULT false,
  example boolean NOT NULL,
  valid_from date NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  published_at timestamptz,
  published_by_id uuid REFERENCES user_account,
  published_by_name text,
  row_version integer NOT NULL DEFAULT 1 CHECK (row_version >= 1),
  CHECK ((state = 'draft') = (published_at IS NULL)),
  CHECK ((published_at IS NULL) = (published_by_name IS NULL))
);
CREATE UNIQUE INDEX points_table_shipped ON points_table (digest) WHERE shipped;

-- 授权: what may go to whom, for what, until when.
CREATE TABLE consent (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  serial bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  enterprise_id uuid NOT NULL REFERENCES enterprise,
  receiver_name text NOT NULL CHECK (receiver_name <> ''),
  receiver_code text CHECK (receiver_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  parts text[] NOT NULL CHECK (parts <@ ARRAY['score', 'profile', 'facts'] AND cardinality(parts) > 0),
  facts text[] NOT NULL DEFAULT '{}',
  purpose text NOT NULL CHECK (purpose <> ''),
  from_on date NOT NULL,
  -- Last day.
  until_on date NOT NULL,
  given_at timestamptz NOT NULL,
  given_by_id uuid REFERENCES user_account,
  given_by_name text NOT NULL,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  withdrawn_by_id uuid REFERENCES user_account,
  synthetic boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
  CHECK (until_on >= from_on),
  CHECK (('facts' = ANY (parts)) = (cardinality(facts) > 0)),
  CHECK (withdrawn_at >= given_at),
  UNIQUE (id, enterprise_id)
);
CREATE INDEX consent_of_enterprise ON consent (enterprise_id, given_at);
CREATE TABLE consent_sharing (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  consent_id uuid NOT NULL,
  enterprise_id uuid NOT NULL,
  parts text[] NOT NULL CHECK (cardinality(parts) > 0),
  facts text[] NOT NULL DEFAULT '{}',
  on_day date NOT NULL,
  -- Word for word what went; the digest is of its bytes.
  package text NOT NULL,
  digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  at timestamptz NOT NULL,
  by_id uuid REFERENCES user_account,
  by_name text NOT NULL,
  by_organisation text,
  synthetic boolean NOT NULL DEFAULT false,
  FOREIGN KEY (consent_id, enterprise_id) REFERENCES consent (id, enterprise_id),
  CHECK (digest = encode(sha256(convert_to(package, 'UTF8')), 'hex'))
);
CREATE INDEX consent_sharing_of_consent ON consent_sharing (consent_id, at);

-- Nothing is shared without a consent that holds at that moment and covers it, whoever writes. The lock makes a withdrawal that
-- is being written wait or win, never pass by.
CREATE FUNCTION require_consent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE given consent;
BEGIN
  SELECT * INTO given FROM consent WHERE id = NEW.consent_id FOR SHARE;
  IF given.id IS NULL OR given.enterprise_id <> NEW.enterprise_id
     OR given.given_at > NEW.at OR (given.withdrawn_at IS NOT NULL AND given.withdrawn_at <= NEW.at)
     OR (NEW.at AT TIME ZONE 'Asia/Shanghai')::date NOT BETWEEN given.from_on AND given.until_on
     OR NOT NEW.parts <@ given.parts OR NOT NEW.facts <@ given.facts
     OR ('facts' = ANY (NEW.parts)) <> (cardinality(NEW.facts) > 0) THEN
    RAISE EXCEPTION 'no valid consent covers this sharing' USING ERRCODE = 'DY001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER require_consent BEFORE INSERT ON consent_sharing FOR EACH ROW EXECUTE FUNCTION require_consent();
-- What went stays, whoever asks.
CREATE FUNCTION keep_sharing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was shared is not changed' USING ERRCODE = 'DY002';
END $$;
CREATE TRIGGER keep_sharing BEFORE UPDATE OR DELETE ON consent_sharing FOR EACH ROW EXECUTE FUNCTION keep_sharing();

GRANT SELECT ON ladder_definition, service_pack TO duoyuan_app;
GRANT SELECT, INSERT ON ladder_choice, cultivation_act, service_request, consent_sharing, steward_telephone TO duoyuan_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ladder_round, ladder_standing, ladder_standing_detail, ladder_year, qualification_end TO duoyuan_app;
GRANT SELECT, INSERT ON cultivation_entry, steward_assignment, pack_assignment, points_table, consent TO duoyuan_app;
GRANT UPDATE (target, state, ended_on, reason, steward_id, steward_name, note, version) ON cultivation_entry TO duoyuan_app;
GRANT UPDATE (valid, reason, version), DELETE ON steward_assignment TO duoyuan_app;
GRANT UPDATE (valid, reason, version), DELETE ON pack_assignment TO duoyuan_app;
GRANT UPDATE (state, published_at, published_by_id, published_by_name, row_version), DELETE ON points_table TO duoyuan_app;
GRANT UPDATE (withdrawn_at, withdrawn_reason, withdrawn_by_id, version) ON consent TO duoyuan_app;
GRANT SELECT, INSERT, DELETE ON service_visit TO duoyuan_app;

ALTER TABLE ladder_definition ENABLE ROW LEVEL SECURITY;
ALTER TABLE ladder_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE ladder_round ENABLE ROW LEVEL SECURITY;
ALTER TABLE ladder_standing ENABLE ROW LEVEL SECURITY;
ALTER TABLE ladder_standing_detail ENABLE ROW LEVEL SECURITY;
ALTER TABLE ladder_year ENABLE ROW LEVEL SECURITY;
ALTER TABLE qualification_end ENABLE ROW LEVEL SECURITY;
ALTER TABLE cultivation_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE cultivation_act ENABLE ROW LEVEL SECURITY;
ALTER TABLE steward_assignment ENABLE ROW LEVEL SECURITY;
ALTER TABLE steward_telephone ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_pack ENABLE ROW LEVEL SECURITY;
ALTER TABLE pack_assignment ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE points_table ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent_sharing ENABLE ROW LEVEL SECURITY;

-- Whether an enterprise is registered in the caller's district: its government knows it, but not what is confidential of it.
CREATE FUNCTION governs_enterprise(of_enterprise uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT acting_as('district') AND EXISTS (
       SELECT FROM enterprise_state s WHERE s.enterprise_id = of_enterprise AND upper_inf(s.known)
          AND s.registration_district_id = acting_organisation()) $$;

CREATE POLICY read ON ladder_definition FOR SELECT TO duoyuan_app USING ((SELECT acting_organisation()) IS NOT NULL OR (SELECT acting_keeper()));
CREATE POLICY read ON service_pack FOR SELECT TO duoyuan_app USING ((SELECT acting_organisation()) IS NOT NULL OR (SELECT acting_keeper()));
CREATE POLICY read ON ladder_choice FOR SELECT TO duoyuan_app USING ((SELECT acting_organisation()) IS NOT NULL OR (SELECT acting_keeper()));
CREATE POLICY add ON ladder_choice FOR INSERT TO duoyuan_app WITH CHECK (acting_as('zone_office') AND by_id = acting_user());

CREATE POLICY read ON ladder_round FOR SELECT TO duoyuan_app USING ((SELECT acting_organisation()) IS NOT NULL OR (SELECT acting_keeper()));
CREATE POLICY write ON ladder_round FOR ALL TO duoyuan_app USING ((SELECT acting_keeper()));

CREATE POLICY read ON ladder_standing FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR enterprise_id = (SELECT acting_enterprise())
  OR ((SELECT acting_as('park_committee')) AND (registration_park_id = (SELECT acting_organisation()) OR operation_park_id = (SELECT acting_organisation())))
  OR ((SELECT acting_as('district')) AND registration_district_id = (SELECT acting_organisation())));
CREATE POLICY write ON ladder_standing FOR ALL TO duoyuan_app USING ((SELECT acting_keeper()));
CREATE POLICY read ON ladder_standing_detail FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR enterprise_id = (SELECT acting_enterprise())
  OR ((SELECT acting_as('park_committee')) AND (registration_park_id = (SELECT acting_organisation()) OR operation_park_id = (SELECT acting_organisation()))));
CREATE POLICY write ON ladder_standing_detail FOR ALL TO duoyuan_app USING ((SELECT acting_keeper()));
CREATE POLICY read ON ladder_year FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR enterprise_id = (SELECT acting_enterprise())
  OR ((SELECT acting_as('park_committee')) AND (registration_park_id = (SELECT acting_organisation()) OR operation_park_id = (SELECT acting_organisation())))
  OR ((SELECT acting_as('district')) AND registration_district_id = (SELECT acting_organisation())));
CREATE POLICY write ON ladder_year FOR ALL TO duoyuan_app USING ((SELECT acting_keeper()));
CREATE POLICY read ON qualification_end FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR enterprise_id = (SELECT acting_enterprise())
  OR ((SELECT acting_as('park_committee')) AND (registration_park_id = (SELECT acting_organisation()) OR operation_park_id = (SELECT acting_organisation())))
  OR ((SELECT acting_as('district')) AND registration_district_id = (SELECT acting_organisation())));
CREATE POLICY write ON qualification_end FOR ALL TO duoyuan_app USING ((SELECT acting_keeper()));

CREATE POLICY read ON cultivation_entry FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR keeps_enterprise(enterprise_id) OR governs_enterprise(enterprise_id));
CREATE POLICY add ON cultivation_entry FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('zone_office', 'park_committee') AND state = 'active' AND added_by_id = acting_user() AND keeps_enterprise(enterprise_id));
CREATE POLICY change ON cultivation_entry FOR UPDATE TO duoyuan_app USING (
  state = 'active' AND (acting_keeper() OR (acting_as('zone_office', 'park_committee') AND keeps_enterprise(enterprise_id))))
  WITH CHECK (state <> 'promoted' OR acting_keeper());
CREATE POLICY read ON cultivation_act FOR SELECT TO duoyuan_app USING (EXISTS (SELECT FROM cultivation_entry e WHERE e.id = entry_id));
CREATE POLICY add ON cultivation_act FOR INSERT TO duoyuan_app WITH CHECK (
  acting_keeper() OR (acting_as('zone_office', 'park_committee') AND by_id = acting_user()
    AND EXISTS (SELECT FROM cultivation_entry e WHERE e.id = entry_id)));

CREATE POLICY read ON steward_assignment FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR user_id = (SELECT acting_user()) OR keeps_enterprise(enterprise_id) OR governs_enterprise(enterprise_id));
CREATE POLICY add ON steward_assignment FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND keeps_enterprise(enterprise_id)
  AND (acting_as('zone_office', 'park_committee') OR (kind = 'enterprise' AND enterprise_id = acting_enterprise())));
CREATE POLICY change ON steward_assignment FOR UPDATE TO duoyuan_app USING (
  keeps_enterprise(enterprise_id)
  AND (acting_as('zone_office', 'park_committee') OR (kind = 'enterprise' AND enterprise_id = acting_enterprise())));
-- Who has not served a day yet may be taken away: what was stays.
CREATE POLICY remove ON steward_assignment FOR DELETE TO duoyuan_app USING (
  lower(valid) >= (now() AT TIME ZONE 'Asia/Shanghai')::date AND keeps_enterprise(enterprise_id)
  AND (acting_as('zone_office', 'park_committee') OR (kind = 'enterprise' AND enterprise_id = acting_enterprise())));
CREATE POLICY read ON steward_telephone FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR keeps_enterprise(enterprise_id)
  OR EXISTS (SELECT FROM steward_assignment a WHERE a.id = assignment_id AND a.user_id = (SELECT acting_user())));
CREATE POLICY add ON steward_telephone FOR INSERT TO duoyuan_app WITH CHECK (
  EXISTS (SELECT FROM steward_assignment a WHERE a.id = assignment_id AND a.enterprise_id = steward_telephone.enterprise_id AND a.by_id = acting_user()));

CREATE POLICY read ON pack_assignment FOR SELECT TO duoyuan_app USING (
  (SELECT sees_filings()) OR keeps_enterprise(enterprise_id) OR governs_enterprise(enterprise_id));
CREATE POLICY add ON pack_assignment FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('zone_office', 'park_committee') AND by_id = acting_user() AND keeps_enterprise(enterprise_id));
CREATE POLICY change ON pack_assignment FOR UPDATE TO duoyuan_app USING (
  acting_as('zone_office', 'park_committee') AND keeps_enterprise(enterprise_id));
CREATE POLICY remove ON pack_assignment FOR DELETE TO duoyuan_app USING (
  lower(valid) >= (now() AT TIME ZONE 'Asia/Shanghai')::date AND acting_as('zone_office', 'park_committee') AND keeps_enterprise(enterprise_id));
CREATE POLICY read ON service_request FOR SELECT TO duoyuan_app USING ((SELECT sees_filings()) OR keeps_enterprise(enterprise_id));
CREATE POLICY add ON service_request FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND acting_as('enterprise', 'park_committee') AND keeps_enterprise(enterprise_id)
  AND EXISTS (SELECT FROM pack_assignment p WHERE p.id = assignment_id AND p.enterprise_id = service_request.enterprise_id)
  AND EXISTS (SELECT FROM procedure_case c WHERE c.id = case_id));
CREATE POLICY read ON service_visit FOR SELECT TO duoyuan_app USING ((SELECT sees_filings()) OR keeps_enterprise(enterprise_id));
CREATE POLICY add ON service_visit FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('zone_office', 'park_committee') AND by_id = acting_user() AND keeps_enterprise(enterprise_id)
  AND (case_id IS NULL OR EXISTS (SELECT FROM procedure_case c WHERE c.id = case_id)));
CREATE POLICY remove ON service_visit FOR DELETE TO duoyuan_app USING (
  by_id = (SELECT acting_user()) AND at > now() - interval '1 day');

CREATE POLICY read ON points_table FOR SELECT TO duoyuan_app USING (
  (SELECT acting_as('zone_office', 'timekeeper')) OR (state <> 'draft' AND (SELECT acting_organisation()) IS NOT NULL));
CREATE POLICY add ON points_table FOR INSERT TO duoyuan_app WITH CHECK (
  acting_as('zone_office') AND state = 'draft' AND NOT shipped AND by_id = acting_user());
CREATE POLICY change ON points_table FOR UPDATE TO duoyuan_app USING (acting_as('zone_office') AND state <> 'withdrawn');
CREATE POLICY remove ON points_table FOR DELETE TO duoyuan_app USING (acting_as('zone_office') AND state = 'draft');

CREATE POLICY read ON consent FOR SELECT TO duoyuan_app USING ((SELECT sees_filings()) OR keeps_enterprise(enterprise_id));
-- The enterprise alone speaks for itself.
CREATE POLICY add ON consent FOR INSERT TO duoyuan_app WITH CHECK (
  enterprise_id = acting_enterprise() AND acting_as('enterprise') AND given_by_id = acting_user() AND withdrawn_at IS NULL
  AND given_at BETWEEN now() - interval '10 minutes' AND now() + interval '1 minute');
CREATE POLICY change ON consent FOR UPDATE TO duoyuan_app USING (
  enterprise_id = acting_enterprise() AND acting_as('enterprise') AND withdrawn_at IS NULL)
  WITH CHECK (enterprise_id = acting_enterprise() AND withdrawn_at BETWEEN now() - interval '10 minutes' AND now() + interval '1 minute');
CREATE POLICY read ON consent_sharing FOR SELECT TO duoyuan_app USING ((SELECT sees_filings()) OR keeps_enterprise(enterprise_id));
CREATE POLICY add ON consent_sharing FOR INSERT TO duoyuan_app WITH CHECK (
  by_id = acting_user() AND keeps_enterprise(enterprise_id) AND acting_as('zone_office', 'park_committee', 'enterprise')
  AND at BETWEEN now() - interval '10 minutes' AND now() + interval '1 minute');
