//! Random sessions and learners: what is sent, and what the recount knows of it.

use chrono::{Datelike, Duration, NaiveDate};
use coopair::vocabulary::{Autonomy, Redirection, Theme, WorkshopLevel};
use serde_json::{Map, Value, json};

use super::Dice;
use super::world::{Actor, Learner, World};
use crate::statistics::recount::{Attendee, Held};
use crate::support::TODAY;

/// Towns of five départements, two of them overseas, one Corsican.
pub const COMMUNES: [&str; 5] = ["44109", "97411", "97209", "75056", "2A004"];
const GENDERS: [&str; 3] = ["feminin", "masculin", "non_communique"];
const BANDS: [&str; 4] =
    ["douze_dix_huit", "vingt_cinq_trente_neuf", "soixante_dix_plus", "non_communique"];
const STATUSES: [&str; 3] = ["en_emploi", "retraite", "non_communique"];
const EQUIPMENT: [&str; 3] = ["ordinateur", "telephone", "tablette"];
const MINUTES: [i64; 8] = [30, 1, 29, 59, 60, 119, 120, 1440];

/// One of 25 days over fourteen months: few enough for sessions of one day to meet.
pub fn day(dice: &mut Dice) -> NaiveDate {
    let today: NaiveDate = TODAY.parse().expect("a day");
    today - Duration::days(17 * dice.below(25) as i64)
}

/// What was told, as it is kept: *non communiqué* is nothing told.
fn told(value: Option<&'static str>) -> Option<&'static str> {
    value.filter(|value| *value != "non_communique")
}

/// The band of a birth year in a year; only years are known.
pub fn band_in(birth_year: i32, year: i32) -> &'static str {
    match year - birth_year {
        ..=11 => "moins_de_douze",
        12..=17 => "douze_dix_huit",
        18..=24 => "dix_huit_vingt_quatre",
        25..=39 => "vingt_cinq_trente_neuf",
        40..=59 => "quarante_cinquante_neuf",
        60..=69 => "soixante_soixante_neuf",
        _ => "soixante_dix_plus",
    }
}

impl Learner {
    /// A random description of a person: the body, and the person.
    pub fn draft(dice: &mut Dice, facilitator: usize, name: usize) -> (Value, Self) {
        let birth_year = dice.some(&[1950, 1986, 2001, 2008, 2014]);
        let band = dice.some(&BANDS).filter(|_| birth_year.is_none());
        let (gender, status) = (dice.some(&GENDERS), dice.some(&STATUSES));
        let commune = dice.some(&COMMUNES);
        let body = json!({
            "first_name": format!("Prénom{name}"), "last_name": format!("Nom{name}"),
            "birth_year": birth_year, "age_band": band, "gender": gender, "status": status,
            "commune_code": commune,
        });
        let person = Self {
            id: String::new(),
            facilitator,
            birth_year,
            band: told(band),
            gender: told(gender),
            status: told(status),
            commune,
            gone: false,
        };
        (body, person)
    }

    pub fn band_on(&self, date: NaiveDate) -> Option<&'static str> {
        self.birth_year.map(|year| band_in(year, date.year())).or(self.band)
    }

    /// The person as a session of `date` remembers them.
    pub fn on(&self, date: NaiveDate) -> Attendee {
        Attendee {
            learner: self.id.clone(),
            gender: self.gender,
            age_band: self.band_on(date),
            status: self.status,
            commune: self.commune,
        }
    }
}

/// A session to record: what is sent, and what it says. Its attendees are named by
/// `learner_ids`; the world knows how they are remembered.
pub struct Draft {
    pub body: Map<String, Value>,
    pub held: Held,
    pub learner_ids: Vec<String>,
}

impl Draft {
    /// A random session; `choice` are the learners who may take part.
    pub fn random(
        dice: &mut Dice,
        world: &World,
        by: &Actor,
        workshop: bool,
        choice: &[String],
    ) -> Self {
        let mut held =
            Held { workshop, facilitator: by.person.id().to_string(), ..Held::default() };
        let mut body = Map::new();
        held.date = day(dice);
        held.minutes = dice.pick(&MINUTES);
        held.place_type = dice.pick(&["domicile", "lieu_activite", "a_distance", "autre"]);
        match held.place_type {
            "lieu_activite" => {
                let (place, commune) = dice.pick(&world.places);
                body.insert("place_id".into(), json!(place));
                held.place = Some(place);
                held.commune = Some(commune);
            }
            "a_distance" => {}
            _ => {
                held.commune = Some(dice.pick(&COMMUNES));
                body.insert("commune_code".into(), json!(held.commune));
            }
        }
        held.themes = themes(dice);
        held.equipment = if dice.one_in(4) { vec!["aucun"] } else { dice.few(&EQUIPMENT) };
        held.tags = dice.few(&world.tags);
        held.programme = dice.some(&world.programmes);
        let mut draft = Self { body, held, learner_ids: Vec::new() };
        if workshop {
            draft.workshop(dice, choice)
        } else {
            draft.individual(dice, choice)
        }
        let Held { date, minutes, place_type, themes, equipment, tags, programme, .. } =
            &draft.held;
        let common = json!({
            "date": date, "duration_min": minutes, "place_type": place_type, "themes": themes,
            "equipment": equipment, "tag_ids": tags, "programme_id": programme,
        });
        draft.body.extend(common.as_object().cloned().unwrap_or_default());
        draft
    }

    fn individual(&mut self, dice: &mut Dice, choice: &[String]) {
        let autonomy: Vec<&str> = Autonomy::ALL.iter().map(|item| item.code()).collect();
        let bodies: Vec<&str> = Redirection::ALL.iter().map(|item| item.code()).collect();
        self.held.autonomy = dice.some(&autonomy);
        self.held.redirected = dice.one_in(3);
        self.held.redirection = dice.some(&bodies).filter(|_| self.held.redirected);
        self.body.insert("autonomy".into(), json!(self.held.autonomy));
        self.body.insert("redirected".into(), json!(self.held.redirected));
        self.body.insert("redirection".into(), json!(self.held.redirection));
        match dice.some(choice) {
            Some(id) => {
                self.body.insert("learner_id".into(), json!(id));
                self.learner_ids = vec![id];
            }
            None => self.anonymous_person(dice),
        }
    }

    fn anonymous_person(&mut self, dice: &mut Dice) {
        self.held.anonymous = 1;
        if dice.one_in(4) {
            return;
        }
        let (gender, band) = (dice.some(&GENDERS), dice.some(&BANDS));
        let (status, commune) = (dice.some(&STATUSES), dice.some(&COMMUNES));
        let supported = dice.one_in(2);
        self.held.supported = i64::from(supported);
        let values =
            [("gender", gender), ("age_band", band), ("status", status), ("commune", commune)];
        self.held.told.extend(
            values.into_iter().filter_map(|(dimension, value)| Some((dimension, told(value)?, 1))),
        );
        let person = json!({
            "gender": gender, "age_band": band, "status": status, "commune_code": commune,
            "already_supported": supported,
        });
        self.body.insert("anonymous".into(), person);
    }

    fn workshop(&mut self, dice: &mut Dice, choice: &[String]) {
        let levels: Vec<&str> = WorkshopLevel::ALL.iter().map(|item| item.code()).collect();
        self.held.level = dice.some(&levels);
        self.learner_ids = dice.few(choice);
        let total = dice.below(7) + usize::from(self.learner_ids.is_empty());
        let supported = dice.below(total + 1);
        self.held.anonymous = total as i64;
        self.held.supported = supported as i64;
        let mut group = json!({ "total": total, "already_supported": supported });
        let families: [(&str, &str, &[&'static str]); 3] = [
            ("gender", "genders", &GENDERS),
            ("age_band", "age_bands", &BANDS),
            ("status", "statuses", &STATUSES),
        ];
        for (dimension, family, values) in families {
            let mut left = total;
            for value in values {
                let count = dice.below(left + 1);
                left -= count;
                group[family][*value] = json!(count);
                if count > 0
                    && let Some(value) = told(Some(value))
                {
                    self.held.told.push((dimension, value, count as i64));
                }
            }
        }
        self.body.insert("level".into(), json!(self.held.level));
        self.body.insert("learner_ids".into(), json!(self.learner_ids));
        self.body.insert("anonymous".into(), group);
    }
}

/// One to three themes of mediation; with help in procedures also some of those.
fn themes(dice: &mut Dice) -> Vec<&'static str> {
    let list = |administrative: bool| -> Vec<&'static str> {
        let themes = Theme::ALL.iter().filter(|theme| theme.is_administrative() == administrative);
        themes.map(|theme| theme.code()).collect()
    };
    let mut themes = dice.few(&list(false)[..6]);
    if themes.is_empty() {
        themes.push("email");
    }
    if dice.one_in(3) {
        themes.push("aide_aux_demarches_administratives");
        themes.extend(dice.few(&list(true)));
    }
    themes
}
