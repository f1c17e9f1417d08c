-- The role of applications. It may log in once somebody gives it a password or the server trusts it otherwise; other
-- roles become like it by GRANT talab_app.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'talab_app') THEN
        RETURN;
    END IF;
    CREATE ROLE talab_app LOGIN;
    -- Whoever holds the head's lock keeps all others waiting: nobody may do so idly, or wait for ever.
    ALTER ROLE talab_app SET lock_timeout = '5s';
    ALTER ROLE talab_app SET idle_in_transaction_session_timeout = '30s';
EXCEPTION
    -- Somebody made it at the same moment, for another database of this server.
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'the role talab_app is missing and this role may not make it: have it made with CREATE ROLE talab_app LOGIN'
            USING ERRCODE = 'insufficient_privilege';
END $$;
