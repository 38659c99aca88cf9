mod attesting;
mod cases;
mod histories;
mod ledger;
mod naive;
mod world;
