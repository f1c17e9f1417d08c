-- Events that were there before: each gets its place, in the order in which the table holds them, but never before an
-- event of its own stream with a smaller sequence. When they happened is not known; `adopted` says up to where.
DO $$
DECLARE
    event  record;
    tail   record;
    grown  record;
    log    talab.head;
    moment timestamptz := clock_timestamp();
    made   bytea;
BEGIN
    SELECT * INTO STRICT log FROM talab.head FOR UPDATE;
    FOR event IN
        SELECT aggregate_type, aggregate_id FROM public.events GROUP BY aggregate_type, aggregate_id
        HAVING min(sequence) <> 1 OR max(sequence) <> count(*) LIMIT 1
    LOOP
        RAISE EXCEPTION 'the sequences of stream %/% are not 1, 2, 3, …: mend them before the table is adopted',
            event.aggregate_type, event.aggregate_id USING ERRCODE = 'check_violation';
    END LOOP;
    CREATE TEMPORARY TABLE talab_adopting ON COMMIT DROP AS
        SELECT aggregate_type, aggregate_id, sequence,
               row_number() OVER (ORDER BY held, aggregate_type, aggregate_id, sequence) AS place
        FROM (SELECT aggregate_type, aggregate_id, sequence,
                     max(stored) OVER (PARTITION BY aggregate_type, aggregate_id ORDER BY sequence) AS held
              FROM (SELECT aggregate_type, aggregate_id, sequence, row_number() OVER (ORDER BY ctid) AS stored
                    FROM public.events) AS numbered) AS ordered;
    CREATE UNIQUE INDEX ON talab_adopting (place);
    ANALYZE talab_adopting;
    CREATE TEMPORARY TABLE talab_tails (kind text, id text, leaf bytea, PRIMARY KEY (kind, id)) ON COMMIT DROP;
    FOR event IN
        SELECT e.*, a.place FROM talab_adopting a JOIN public.events e USING (aggregate_type, aggregate_id, sequence)
        ORDER BY a.place
    LOOP
        SELECT t.leaf INTO tail FROM talab_tails t
            WHERE t.kind = event.aggregate_type AND t.id = event.aggregate_id;
        made := talab.leaf(event.aggregate_type, event.aggregate_id, event.sequence, event.event_type,
                           event.event_version, moment, moment, tail.leaf, event.payload, event.metadata, NULL);
        SELECT * INTO grown FROM talab.grow(log.position, log.peaks, made);
        log.position := log.position + 1;
        log.peaks := grown.peaks;
        UPDATE public.events e
            SET position = event.place, occurred_at = moment, recorded_at = moment, leaf = made, nodes = grown.nodes
            WHERE e.aggregate_type = event.aggregate_type AND e.aggregate_id = event.aggregate_id
              AND e.sequence = event.sequence;
        INSERT INTO talab_tails (kind, id, leaf) VALUES (event.aggregate_type, event.aggregate_id, made)
            ON CONFLICT (kind, id) DO UPDATE SET leaf = excluded.leaf;
    END LOOP;
    IF log.position > 0 THEN
        UPDATE talab.head SET position = log.position, recorded_at = moment, peaks = log.peaks;
    END IF;
    INSERT INTO talab.meta (key, value) VALUES ('adopted', log.position::text);
END $$;
