//! The attacker on random tables, judged by enumeration.

mod brute;
mod by_hand;
mod random;
mod tables;
