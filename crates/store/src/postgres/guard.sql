-- From here on every row has its place, and none is changed.
ALTER TABLE public.events
    ALTER COLUMN position    SET NOT NULL,
    ALTER COLUMN occurred_at SET NOT NULL,
    ALTER COLUMN recorded_at SET NOT NULL,
    ALTER COLUMN leaf        SET NOT NULL,
    ALTER COLUMN nodes       SET NOT NULL,
    ADD CONSTRAINT events_position UNIQUE (position),
    -- One check for all, since the server reads them anew for every statement.
    ADD CONSTRAINT events_leaf CHECK (
        position > 0 AND sequence > 0 AND length(leaf) = 32
        AND CASE WHEN command_id IS NULL
            THEN command_digest IS NULL AND command_record IS NULL AND command_last IS NULL
            ELSE length(command_digest) = 32 AND command_record IS NOT NULL AND command_last >= position END);

CREATE TRIGGER talab_place BEFORE INSERT ON public.events
    FOR EACH ROW WHEN (NEW.position IS NULL) EXECUTE FUNCTION talab.place();

-- ALWAYS: also where a session says that it only replicates.
CREATE TRIGGER talab_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON public.events
    FOR EACH STATEMENT EXECUTE FUNCTION talab.keep();
ALTER TABLE public.events ENABLE ALWAYS TRIGGER talab_keep, ENABLE ALWAYS TRIGGER talab_place;

CREATE TRIGGER talab_keep BEFORE DELETE OR TRUNCATE ON talab.head
    FOR EACH STATEMENT EXECUTE FUNCTION talab.keep();
ALTER TABLE talab.head ENABLE ALWAYS TRIGGER talab_keep;

-- Least privilege: the application reads, appends through the function, and inserts as postgres-es does. It has nothing
-- on the head and can't say which position an event takes.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA talab FROM PUBLIC;
REVOKE ALL ON public.events, talab.commands, talab.meta, talab.head FROM PUBLIC;
GRANT USAGE ON SCHEMA public, talab TO talab_app;
GRANT SELECT ON public.events, talab.commands, talab.meta, talab.head TO talab_app;
GRANT INSERT (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata)
    ON public.events TO talab_app;
GRANT EXECUTE ON FUNCTION talab.lock_head(), talab.append TO talab_app;

-- Views live apart from the log and are the application's own.
CREATE SCHEMA IF NOT EXISTS talab_views;
GRANT USAGE, CREATE ON SCHEMA talab_views TO talab_app;
