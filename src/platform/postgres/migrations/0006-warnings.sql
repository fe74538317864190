-- Alerts become duties and cases, which say so; figures of indicators flow into the targets that follow them.
ALTER TABLE duty DROP CONSTRAINT duty_source_check;
ALTER TABLE duty ADD CONSTRAINT duty_source_check
  CHECK (source IN ('plan', 'register', 'manual', 'gap', 'inspection', 'alert'));
ALTER TABLE procedure_case DROP CONSTRAINT procedure_case_origin_kind_check;
ALTER TABLE procedure_case ADD CONSTRAINT procedure_case_origin_kind_check
  CHECK (origin_kind IN ('case', 'plan-item', 'duty', 'inspection', 'evaluation', 'alert'));

-- The system's own hand brings figures of indicators, and takes back those that were corrected since.
CREATE POLICY add_followed ON target_actual FOR INSERT TO duoyuan_app
  WITH CHECK (acting_keeper() AND source_kind = 'indicator');
CREATE POLICY change_followed ON target_actual FOR UPDATE TO duoyuan_app
  USING (acting_keeper() AND source_kind = 'indicator');
CREATE POLICY add_followed ON target_change FOR INSERT TO duoyuan_app WITH CHECK (acting_keeper());
CREATE INDEX target_that_follows ON target (id) WHERE follows IS NOT NULL;
CREATE INDEX statistics_alert_by_state ON statistics_alert (state, serial DESC);
