//! What figures are counted from: narrow facts about sessions and the people in them.

use chrono::NaiveDate;

use crate::platform::database::Id;
use crate::vocabulary::{
    AgeBand, Autonomy, EquipmentSet, Gender, PlaceType, Redirection, SessionKind, SocialStatus,
    ThemeSet, WorkshopLevel,
};

/// One held session.
#[derive(Clone, Debug)]
pub struct SessionFact {
    pub id: Id,
    pub facilitator_id: Id,
    pub organization_id: Option<Id>,
    pub programme_id: Option<Id>,
    pub kind: SessionKind,
    pub date: NaiveDate,
    pub duration_min: i32,
    pub place_type: PlaceType,
    pub place_id: Option<Id>,
    pub commune_code: Option<String>,
    pub departement_code: Option<String>,
    pub themes: ThemeSet,
    pub equipment: EquipmentSet,
    pub level: Option<WorkshopLevel>,
    pub autonomy: Option<Autonomy>,
    pub redirected: bool,
    pub redirection: Option<Redirection>,
    /// Named and anonymous people together.
    pub participants: i32,
    pub anonymous: i32,
    pub anonymous_supported: i32,
}

/// One followed person in one session, as they were on that day.
#[derive(Clone, Debug)]
pub struct PersonFact {
    pub session_id: Id,
    pub learner_id: Id,
    pub first_time: bool,
    pub gender: Option<Gender>,
    pub age_band: Option<AgeBand>,
    pub status: Option<SocialStatus>,
    pub commune_code: Option<String>,
}

/// Anonymous people of one session by one value.
#[derive(Clone, Debug)]
pub struct CountFact {
    pub session_id: Id,
    pub dimension: String,
    pub value: String,
    pub people: i32,
}

/// All facts of a question.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub sessions: Vec<SessionFact>,
    pub people: Vec<PersonFact>,
    pub counts: Vec<CountFact>,
    /// (session, tag)
    pub tags: Vec<(Id, Id)>,
}

/// What a question asks of sessions; values of one filter are alternatives, filters add up.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub kind: Option<SessionKind>,
    pub places: Vec<Id>,
    pub themes: Vec<crate::vocabulary::Theme>,
    pub equipment: Vec<crate::vocabulary::Equipment>,
    pub place_types: Vec<PlaceType>,
    pub tags: Vec<Id>,
    pub communes: Vec<String>,
    pub departements: Vec<String>,
    pub programmes: Vec<Id>,
}

impl Filter {
    fn keeps(&self, session: &SessionFact, tags: &[Id]) -> bool {
        fn any<T: PartialEq>(wanted: &[T], has: Option<&T>) -> bool {
            wanted.is_empty() || has.is_some_and(|has| wanted.contains(has))
        }
        let themes = &self.themes;
        let equipment = &self.equipment;
        self.kind.is_none_or(|kind| kind == session.kind)
            && any(&self.places, session.place_id.as_ref())
            && any(&self.place_types, Some(&session.place_type))
            && any(&self.communes, session.commune_code.as_ref())
            && any(&self.departements, session.departement_code.as_ref())
            && any(&self.programmes, session.programme_id.as_ref())
            && (themes.is_empty() || themes.iter().any(|theme| session.themes.contains(*theme)))
            && (equipment.is_empty()
                || equipment.iter().any(|item| session.equipment.contains(*item)))
            && (self.tags.is_empty() || tags.iter().any(|tag| self.tags.contains(tag)))
    }
}

impl Facts {
    /// The facts of the sessions that `filter` keeps.
    pub fn filtered(mut self, filter: &Filter) -> Self {
        use std::collections::{HashMap, HashSet};
        let mut tags: HashMap<Id, Vec<Id>> = HashMap::new();
        for (session_id, tag_id) in &self.tags {
            tags.entry(*session_id).or_default().push(*tag_id);
        }
        let none = Vec::new();
        self.sessions
            .retain(|session| filter.keeps(session, tags.get(&session.id).unwrap_or(&none)));
        let kept: HashSet<Id> = self.sessions.iter().map(|session| session.id).collect();
        self.people.retain(|person| kept.contains(&person.session_id));
        self.counts.retain(|count| kept.contains(&count.session_id));
        self.tags.retain(|(session_id, _)| kept.contains(session_id));
        self
    }
}
