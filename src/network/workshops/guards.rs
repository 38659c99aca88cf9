//! What publishing a workshop needs, and how many seats it has.

use std::collections::BTreeMap;

use super::model::{DeviceLoan, Facilitating, Workshop};
use super::queries;
use crate::competences::levels::{Level, teaches_up_to};
use crate::competences::{grants_of, ledger_of};
use crate::facilitators::FacilitatorStatus;
use crate::network::enrolment::{DeviceNeed, RoomSeats, Seats};
use crate::network::matching::uncovered;
use crate::network::rooms;
use crate::network::templates::Need;
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Faults, Problem, Said};

/// A workshop as publishing looks at it.
pub struct Candidate<'a> {
    pub workshop: &'a Workshop,
    pub facilitators: &'a [Facilitating],
    pub needs: &'a [Need],
}

impl Candidate<'_> {
    /// Every guard but the conflicts: an accepted lead, competences covered, somewhere to meet, a
    /// seat, and time left.
    ///
    /// # Errors
    /// 422, each guard with the field it is about.
    pub fn check(&self, conn: &mut Conn, clock: &Clock) -> Result<(), Problem> {
        let mut faults = Faults::new();
        let workshop = self.workshop;
        if workshop.starts_at <= clock.now() {
            let said = Said::new("Cette heure est passée.", "That time has passed.");
            faults.add("/date", "in_the_past", said);
        }
        if workshop.place_id.is_none() && workshop.remote_url.is_none() {
            let said = Said::new(
                "Indiquez un lieu, ou une adresse pour se retrouver à distance.",
                "Say where: a place, or an address to meet at a distance.",
            );
            faults.add("/place_id", "no_place", said);
        }
        if workshop.capacity < 1 || workshop.seats < 1 {
            let said = Said::new(
                "Il ne reste aucune place pour apprendre : voyez la capacité, la salle, les \
                 appareils.",
                "There is no seat to learn: see the capacity, the room, the devices.",
            );
            faults.add("/capacity", "no_seat", said);
        }
        if !self.facilitators.iter().any(Facilitating::is_lead) {
            let said = Said::new(
                "Personne n’a encore accepté d’animer l’atelier.",
                "Nobody has agreed to lead the workshop yet.",
            );
            faults.add("/facilitators", "no_lead", said);
        }
        for (at, need) in self.needs.iter().enumerate() {
            if self.uncovered(conn)?.contains(&(need.competence_id, need.target_level)) {
                let said = Said::new(
                    "Personne, parmi qui anime, ne peut enseigner ce niveau.",
                    "Nobody who facilitates may teach that level.",
                );
                faults.add(format!("/competences/{at}"), "not_covered", said);
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
    }

    /// The competences that no accepted facilitator may teach on that day.
    pub fn uncovered(&self, conn: &mut Conn) -> Result<Vec<(Id, Level)>, Problem> {
        if self.needs.is_empty() {
            return Ok(Vec::new());
        }
        let accepted: Vec<&Facilitating> =
            self.facilitators.iter().filter(|one| one.is_accepted()).collect();
        let people: Vec<Id> = accepted.iter().map(|one| one.person_id).collect();
        let ids: Vec<Id> = accepted.iter().map(|one| one.facilitator_id).collect();
        let (ledger, grants) = (ledger_of(conn, &people)?, grants_of(conn, &people)?);
        let statuses = queries::statuses_of(conn, &ids)?;
        let day = self.workshop.date;
        let team: Vec<(FacilitatorStatus, BTreeMap<Id, Level>)> = accepted
            .iter()
            .map(|one| {
                let status = statuses.get(&one.facilitator_id).copied();
                let up_to = |need: &Need| {
                    let id = need.competence_id;
                    let level = teaches_up_to(&ledger, &grants, one.person_id, id, day)?;
                    Some((id, level))
                };
                let teaches = self.needs.iter().filter_map(up_to).collect();
                (status.unwrap_or(FacilitatorStatus::Retired), teaches)
            })
            .collect();
        let needs: Vec<(Id, Level)> =
            self.needs.iter().map(|need| (need.competence_id, need.target_level)).collect();
        Ok(uncovered(&needs, &team))
    }
}

/// How many seats a workshop has, with these facilitators and devices.
pub fn seats_of(
    conn: &mut Conn,
    workshop: &Workshop,
    facilitators: &[Facilitating],
    devices: &[DeviceLoan],
) -> Result<i32, Problem> {
    let count = |value: i32| u32::try_from(value).unwrap_or_default();
    let room = match workshop.room_id {
        Some(id) => rooms::find_room(conn, id)?,
        None => None,
    };
    let there = facilitators.iter().filter(|one| one.is_accepted()).count();
    let lent: i32 = devices.iter().map(|loan| loan.devices).sum();
    let seats = Seats {
        capacity: count(workshop.capacity),
        room: room.as_ref().map(|room| RoomSeats {
            seats: count(room.seats),
            facilitators: u32::try_from(there).unwrap_or(u32::MAX),
        }),
        devices: (!devices.is_empty()).then(|| DeviceNeed {
            free: count(lent),
            per_learner: count(workshop.devices_per_learner),
        }),
        ports: room.filter(|_| workshop.needs_wires).map(|room| count(room.wired_ports)),
    };
    Ok(i32::try_from(seats.count()).unwrap_or(i32::MAX))
}
