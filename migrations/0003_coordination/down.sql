DROP TABLE coordination_tags;
DROP TABLE coordination_departements;
DROP TABLE coordination_partners;
DROP TABLE coordination_activities;
