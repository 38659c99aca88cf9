//! Requests of a kind: one competence, one area, 60 days.

use std::collections::{BTreeMap, BTreeSet};

use super::life::{HelpRequest, HelpState};
use crate::competences::levels::Level;
use crate::platform::database::{Id, Moment};

/// How many people make a workshop.
pub const CLUSTER_SIZE: usize = 5;
/// How far back their requests lie at most.
pub const CLUSTER_DAYS: i64 = 60;

/// Enough requests for a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    pub competence_id: Id,
    pub area: String,
    /// The highest that one of them asks for; 1 when nobody says.
    pub target: Level,
    /// In the order of asking.
    pub request_ids: Vec<Id>,
    /// Each once, in the order of asking.
    pub person_ids: Vec<Id>,
}

/// The clusters of an instant, by competence and area.
pub fn clusters(requests: &[HelpRequest], at: Moment) -> Vec<Cluster> {
    let since = at.plus_seconds(-CLUSTER_DAYS * 86_400);
    let mut kinds: BTreeMap<(Id, &str), Vec<&HelpRequest>> = BTreeMap::new();
    for request in requests {
        let is_recent = since < request.asked_at && request.asked_at <= at;
        if let Some(competence_id) = request.competence_id
            && request.state == HelpState::Open
            && is_recent
        {
            kinds.entry((competence_id, &request.area)).or_default().push(request);
        }
    }
    kinds
        .into_iter()
        .filter_map(|((competence_id, area), of_kind)| cluster(competence_id, area, of_kind))
        .collect()
}

fn cluster(competence_id: Id, area: &str, mut requests: Vec<&HelpRequest>) -> Option<Cluster> {
    requests.sort_by_key(|request| (request.asked_at, request.id));
    let mut known = BTreeSet::new();
    let people = requests.iter().map(|request| request.person_id);
    let person_ids: Vec<Id> = people.filter(|person| known.insert(*person)).collect();
    let asked = requests.iter().filter_map(|request| request.target).max();
    (person_ids.len() >= CLUSTER_SIZE).then(|| Cluster {
        competence_id,
        area: area.to_owned(),
        target: asked.unwrap_or(Level::ZERO).max(Level::ZERO.next()),
        request_ids: requests.iter().map(|request| request.id).collect(),
        person_ids,
    })
}
