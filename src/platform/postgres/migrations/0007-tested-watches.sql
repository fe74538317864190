-- Never tested is not tested either: a comparison with nothing let such a rule pass.
ALTER TABLE statistics_watch ADD CONSTRAINT statistics_watch_tested CHECK (NOT enabled OR tested_version IS NOT NULL);
