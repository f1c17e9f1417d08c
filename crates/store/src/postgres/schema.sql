-- The log in PostgreSQL, schema format 1. One transaction; run by the owner, never by the application.
-- docs/formats.md explains every column to a stranger.

CREATE SCHEMA talab;
COMMENT ON SCHEMA talab IS 'The log of talab: what belongs to it beside public.events';

-- The first seven columns are postgres-es's, with its names and meanings; a database of it already has the table.
CREATE TABLE IF NOT EXISTS public.events (
    aggregate_type text   NOT NULL,
    aggregate_id   text   NOT NULL,
    sequence       bigint NOT NULL,
    event_type     text   NOT NULL,
    event_version  text   NOT NULL,
    payload        json   NOT NULL,
    metadata       json   NOT NULL,
    PRIMARY KEY (aggregate_type, aggregate_id, sequence)
);

-- Streams are listed in the order of their bytes, whatever language the database sorts by.
ALTER TABLE public.events
    ALTER COLUMN aggregate_type TYPE text COLLATE "C",
    ALTER COLUMN aggregate_id   TYPE text COLLATE "C",
    ADD COLUMN position    bigint,
    ADD COLUMN occurred_at timestamptz,
    ADD COLUMN recorded_at timestamptz,
    ADD COLUMN leaf        bytea,
    -- The hashes of the subtrees that this event's leaf completes, from the bottom up, 32 bytes each.
    ADD COLUMN nodes       bytea,
    -- The command behind the events from this one to that at `command_last`; only on the first one, whose leaf vouches
    -- for the record. A row of its own would cost an append twice as much.
    ADD COLUMN command_id     text COLLATE "C",
    ADD COLUMN command_digest bytea,
    ADD COLUMN command_record json,
    ADD COLUMN command_last   bigint;

CREATE UNIQUE INDEX events_command ON public.events (command_id) WHERE command_id IS NOT NULL;

CREATE VIEW talab.commands AS
    SELECT command_id AS id, command_digest AS digest, command_record AS record,
           position AS first_position, command_last AS last_position
    FROM public.events WHERE command_id IS NOT NULL;

CREATE TABLE talab.meta (
    key   text PRIMARY KEY,
    value text NOT NULL
);

-- Where the log stands: one row, which every append locks, so that positions have no gap and are visible in order.
CREATE TABLE talab.head (
    one         boolean PRIMARY KEY DEFAULT true,
    epoch       uuid        NOT NULL,
    counter     bigint      NOT NULL,
    position    bigint      NOT NULL,
    -- Null in an empty log.
    recorded_at timestamptz,
    -- The hashes of the complete subtrees that make up the tree, widest first, 32 bytes each.
    peaks       bytea       NOT NULL,
    CHECK (one AND counter > 0 AND position >= 0)
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The arithmetic of docs/formats.md, for whoever inserts without this library -------------------------------------

CREATE FUNCTION talab.field(bytes bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT pg_catalog.int4send(pg_catalog.length(bytes)) || bytes $$;

CREATE FUNCTION talab.micros(instant timestamptz) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT pg_catalog.int8send((extract(epoch FROM instant) * 1000000)::bigint) $$;

CREATE FUNCTION talab.leaf(
    kind text, id text, sequence bigint, event_type text, event_version text,
    occurred_at timestamptz, recorded_at timestamptz, previous bytea, payload json, metadata json, record json
) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pg_catalog.sha256('\x00'::bytea
        || talab.field(pg_catalog.int8send(1))
        || talab.field(pg_catalog.convert_to(kind, 'UTF8'))
        || talab.field(pg_catalog.convert_to(id, 'UTF8'))
        || talab.field(pg_catalog.int8send(sequence))
        || talab.field(pg_catalog.convert_to(event_type, 'UTF8'))
        || talab.field(pg_catalog.convert_to(event_version, 'UTF8'))
        || talab.field(talab.micros(occurred_at))
        || talab.field(talab.micros(recorded_at))
        || talab.field(coalesce(previous, ''::bytea))
        || talab.field(pg_catalog.sha256(pg_catalog.convert_to(payload::text, 'UTF8')))
        || talab.field(pg_catalog.sha256(pg_catalog.convert_to(metadata::text, 'UTF8')))
        || talab.field(coalesce(pg_catalog.sha256(pg_catalog.convert_to(record::text, 'UTF8')), ''::bytea)))
$$;

-- Adds a leaf to the tree of `size` leaves: as adding one carries in binary, it closes one subtree for each trailing
-- one bit of the size.
CREATE FUNCTION talab.grow(size bigint, INOUT peaks bytea, leaf bytea, OUT nodes bytea)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    hash bytea := leaf;
BEGIN
    nodes := '';
    WHILE size & 1 = 1 LOOP
        hash := sha256('\x01'::bytea || substr(peaks, length(peaks) - 31) || hash);
        peaks := substr(peaks, 1, length(peaks) - 32);
        nodes := nodes || hash;
        size := size >> 1;
    END LOOP;
    peaks := peaks || hash;
END $$;

-- Appending --------------------------------------------------------------------------------------------------------

-- Locks the head until the transaction ends, and tells it.
CREATE FUNCTION talab.lock_head() RETURNS talab.head
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT * FROM talab.head FOR UPDATE $$;

-- Appends what was laid out on the head (counter, position), all or nothing, and says whether it did. It doesn't if the
-- head is elsewhere by now. An id or a sequence that is taken is a unique violation: then nothing happened either.
CREATE FUNCTION talab.append(
    on_counter bigint, on_position bigint, new_peaks bytea,
    kinds text[], stream_ids text[], sequences bigint[], event_types text[], event_versions text[],
    payloads text[], metadatas text[], occurred timestamptz[], recorded timestamptz[], leaves bytea[], new_nodes bytea[],
    command_ids text[], digests bytea[], records text[], lasts bigint[]
) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    size int := cardinality(leaves);
BEGIN
    -- Waits for whoever has the head, and looks at it again then. recorded_at may not run backwards.
    UPDATE talab.head SET position = on_position + size, recorded_at = recorded[size], peaks = new_peaks
        WHERE counter = on_counter AND position = on_position AND recorded[1] >= coalesce(recorded_at, recorded[1]);
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO public.events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata,
                               position, occurred_at, recorded_at, leaf, nodes,
                               command_id, command_digest, command_record, command_last)
    SELECT e.kind, e.stream_id, e.sequence, e.event_type, e.event_version, e.payload::json, e.metadata::json,
           on_position + e.place, e.occurred, e.recorded, e.leaf, e.nodes, e.command, e.digest, e.record::json, e.last
    FROM unnest(kinds, stream_ids, sequences, event_types, event_versions, payloads, metadatas, occurred, recorded,
                leaves, new_nodes, command_ids, digests, records, lasts)
         WITH ORDINALITY
         AS e (kind, stream_id, sequence, event_type, event_version, payload, metadata, occurred, recorded,
               leaf, nodes, command, digest, record, last, place);
    RETURN true;
END $$;

-- Serves whoever inserts with the first seven columns only, as postgres-es does: fills in the others.
CREATE FUNCTION talab.place() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    head talab.head;
    last record;
    grown record;
BEGIN
    SELECT * INTO STRICT head FROM talab.head FOR UPDATE;
    SELECT e.sequence, e.leaf INTO last FROM public.events e
        WHERE e.aggregate_type = NEW.aggregate_type AND e.aggregate_id = NEW.aggregate_id
        ORDER BY e.sequence DESC LIMIT 1;
    -- Said here and not by the primary key: ON CONFLICT DO NOTHING would leave a hole where this row was to stand.
    IF NEW.sequence <= coalesce(last.sequence, 0) THEN
        RAISE EXCEPTION 'sequence % of %/% is taken: load the stream again and decide again',
            NEW.sequence, NEW.aggregate_type, NEW.aggregate_id USING ERRCODE = 'unique_violation';
    END IF;
    IF NEW.sequence > coalesce(last.sequence, 0) + 1 THEN
        RAISE EXCEPTION 'sequence % of %/% leaves a gap: the next one is %',
            NEW.sequence, NEW.aggregate_type, NEW.aggregate_id, coalesce(last.sequence, 0) + 1
            USING ERRCODE = 'check_violation';
    END IF;
    NEW.position := head.position + 1;
    NEW.recorded_at := greatest(clock_timestamp(), head.recorded_at);
    NEW.occurred_at := coalesce(NEW.occurred_at, NEW.recorded_at);
    NEW.leaf := talab.leaf(NEW.aggregate_type, NEW.aggregate_id, NEW.sequence, NEW.event_type, NEW.event_version,
                           NEW.occurred_at, NEW.recorded_at, last.leaf, NEW.payload, NEW.metadata, NULL);
    SELECT * INTO grown FROM talab.grow(head.position, head.peaks, NEW.leaf);
    NEW.nodes := grown.nodes;
    -- No command is behind it: the leaf was made without one.
    NEW.command_id := NULL;
    NEW.command_digest := NULL;
    NEW.command_record := NULL;
    NEW.command_last := NULL;
    UPDATE talab.head SET position = NEW.position, recorded_at = NEW.recorded_at, peaks = grown.peaks;
    RETURN NEW;
END $$;

-- What is written stays ----------------------------------------------------------------------------------------------

CREATE FUNCTION talab.keep() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%.% is append-only: % is refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
