DROP TABLE derivations;
DROP TABLE session_facts;
