//! Two facilitators, their coordinator and an administrator, driven through HTTP; every deed is
//! also done to the plain list that the recount reads.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, NaiveDate};
use coopair::vocabulary::Theme;
use serde_json::{Map, Value, json};

use super::Dice;
use super::draft::{COMMUNES, Draft, day};
use crate::statistics::recount::{Held, Question, figures};
use crate::support::{Installation, Person, TODAY, TestApp, place};

/// A facilitator, and who employed them from which day on.
pub struct Actor {
    pub person: Person,
    employers: Vec<(NaiveDate, String, &'static str)>,
}

impl Actor {
    fn employer_on(&self, date: NaiveDate) -> (String, &'static str) {
        let at = self.employers.iter().rposition(|(from, ..)| *from <= date).unwrap_or_default();
        let (_, id, commune) = &self.employers[at];
        (id.clone(), commune)
    }
}

/// A followed person as their record says now.
#[derive(Clone, Debug)]
pub struct Learner {
    pub id: String,
    pub facilitator: usize,
    pub birth_year: Option<i32>,
    pub band: Option<&'static str>,
    pub gender: Option<&'static str>,
    pub status: Option<&'static str>,
    pub commune: Option<&'static str>,
    /// Anonymised, or merged into another.
    pub gone: bool,
}

pub struct World {
    app: TestApp,
    facilitators: Vec<Actor>,
    hugo: Person,
    admin: Person,
    /// (id, commune)
    pub places: Vec<(String, &'static str)>,
    pub tags: Vec<String>,
    pub programmes: Vec<String>,
    learners: Vec<Learner>,
    held: Vec<Held>,
    bodies: Vec<Map<String, Value>>,
    names: BTreeMap<String, String>,
    /// Who was in Hugo's team from when to when.
    stays: Vec<(usize, &'static str, Option<&'static str>)>,
    pub log: Vec<String>,
}

/// Families that may be asked alone.
const LONG: [&str; 8] = [
    "by_tag",
    "by_place",
    "by_commune",
    "by_epci",
    "by_residence_commune",
    "by_facilitator",
    "by_organization",
    "by_programme",
];

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

impl World {
    pub async fn new() -> Self {
        let app = TestApp::new().await;
        let admin = app.admin("Inès").await;
        let hugo = app.coordinator("Hugo").await;
        let (ada, bob) = (app.facilitator("Ada").await, app.facilitator("Bob").await);
        let mut names = BTreeMap::new();
        let mut organizations = Vec::new();
        for (name, commune) in [("Nord", "44109"), ("Sud", "97411")] {
            let body = json!({ "name": name, "commune_code": commune });
            let id = admin.create("/api/organizations", body).await;
            names.insert(id.clone(), name.to_owned());
            organizations.push((id, commune));
        }
        let mut facilitators = Vec::new();
        for (name, person, career) in [
            ("Ada", ada, vec![("2025-01-01", 0), ("2026-06-01", 1)]),
            ("Bob", bob, vec![("2026-02-01", 1)]),
        ] {
            names.insert(person.id().to_string(), format!("{name} Essai"));
            let mut employers = Vec::new();
            for (from, at) in career {
                let (id, commune) = &organizations[at];
                app.employ(&person, id, from);
                employers.push((date(from), id.clone(), *commune));
            }
            facilitators.push(Actor { person, employers });
        }
        let mut places = Vec::new();
        for (name, commune, postcode) in
            [("Aubier", "44109", "44000"), ("Bourg", "97411", "97400"), ("Cime", "97209", "97200")]
        {
            let ada = &facilitators[0].person;
            let id = ada.create("/api/places", place(name, commune, postcode)).await;
            let attachment = format!("/api/places/{id}/attachment");
            facilitators[1].person.post(&attachment, json!({})).await.is(204);
            names.insert(id.clone(), name.to_owned());
            places.push((id, commune));
        }
        let (mut tags, mut programmes) = (Vec::new(), Vec::new());
        for name in ["Permanence", "Bus", "Rentrée"] {
            let body = json!({ "name": name, "scope": "network" });
            tags.push(admin.create("/api/tags", body).await);
            programmes.push(admin.create("/api/programmes", json!({ "name": name })).await);
            names.extend(
                [&tags, &programmes]
                    .map(|ids| (ids.last().cloned().unwrap_or_default(), name.to_owned())),
            );
        }
        let body = json!({ "name": "Équipe", "coordinator_account_id": hugo.account_id });
        let team = admin.create("/api/teams", body).await;
        // Days on which sessions fall, so that the bounds themselves are tried.
        let stays = vec![
            (0, "2025-11-03", Some("2026-02-13")),
            (0, "2026-06-29", None),
            (1, "2026-01-10", Some("2026-10-09")),
        ];
        for (member, joined, left) in &stays {
            let path = format!("/api/teams/{team}/members/{}", facilitators[*member].person.id());
            admin.put(&path, json!({ "joined_on": joined, "left_on": left })).await.is(204);
        }
        let (learners, held, bodies, log) = Default::default();
        let mut world = Self {
            app,
            facilitators,
            hugo,
            admin,
            places,
            tags,
            programmes,
            learners,
            held,
            bodies,
            names,
            stays,
            log,
        };
        for seed in 0..6 {
            let bytes = [seed, seed * 3 + 1, 2, seed, 1, seed];
            world.follow(&mut Dice::new(&bytes)).await.expect("learners to begin with");
        }
        world
    }

    /// One random deed; without a fitting object nothing happens.
    pub async fn step(&mut self, dice: &mut Dice<'_>) -> Result<(), String> {
        match dice.below(16) {
            0..5 => self.record(dice, false).await,
            5..8 => self.record(dice, true).await,
            8 => self.edit(dice).await,
            9 => self.move_date(dice).await,
            10 => self.withdraw(dice).await,
            11 => self.restore(dice).await,
            12 => self.follow(dice).await,
            13 => self.correct(dice).await,
            14 => self.anonymise(dice).await,
            _ => self.merge(dice).await,
        }
    }

    async fn send(
        &mut self,
        who: usize,
        (method, path): (&str, &str),
        version: Option<i64>,
        body: Option<Value>,
    ) -> Result<Value, String> {
        let told = body.as_ref().map(Value::to_string).unwrap_or_default();
        self.log.push(format!("{who} {method} {path} {told}"));
        let seen = version.map(|version| format!("\"{version}\""));
        let headers: Vec<_> = seen.iter().map(|seen| ("if-match", seen.as_str())).collect();
        let person = &self.facilitators[who].person;
        let reply = person.with_headers(method, path, &headers, body).await;
        match reply.status {
            200 | 201 => Ok(reply.json()),
            204 => Ok(Value::Null),
            status => Err(format!("{method} {path}: {status} {}", reply.text())),
        }
    }

    async fn version(&mut self, who: usize, path: &str) -> Result<i64, String> {
        let record = self.send(who, ("GET", path), None, None).await?;
        self.log.pop();
        record["version"].as_i64().ok_or_else(|| format!("{path} has no version"))
    }

    fn followed_by(&self, who: usize) -> Vec<String> {
        let own = self.learners.iter().filter(|one| one.facilitator == who && !one.gone);
        own.map(|one| one.id.clone()).collect()
    }

    fn learner(&self, id: &str) -> &Learner {
        self.learners.iter().find(|one| one.id == id).expect("a learner of this world")
    }

    fn author(&self, at: usize) -> usize {
        let is_author = |actor: &Actor| actor.person.id().to_string() == self.held[at].facilitator;
        self.facilitators.iter().position(is_author).expect("an author")
    }

    async fn record(&mut self, dice: &mut Dice<'_>, workshop: bool) -> Result<(), String> {
        let who = dice.below(2);
        let by = &self.facilitators[who];
        let draft = Draft::random(dice, self, by, workshop, &self.followed_by(who));
        let mut held = draft.held;
        held.employer = by.employer_on(held.date);
        held.attendees =
            draft.learner_ids.iter().map(|id| self.learner(id).on(held.date)).collect();
        let path = if workshop { "/api/workshops" } else { "/api/individual-sessions" };
        let body = Value::Object(draft.body.clone());
        let view = self.send(who, ("POST", path), None, Some(body)).await?;
        held.id = view["id"].as_str().unwrap_or_default().to_owned();
        self.held.push(held);
        self.bodies.push(draft.body);
        Ok(())
    }

    fn some_held(&self, dice: &mut Dice<'_>, withdrawn: bool) -> Option<usize> {
        let fitting: Vec<usize> =
            (0..self.held.len()).filter(|at| self.held[*at].withdrawn == withdrawn).collect();
        (!fitting.is_empty()).then(|| dice.pick(&fitting))
    }

    /// Replaces what a session says; people who were in it already stay as they were remembered,
    /// but for an age band that follows from a birth year and another year.
    async fn revise(&mut self, at: usize, draft: Draft) -> Result<(), String> {
        let who = self.author(at);
        let before = self.held[at].clone();
        let mut held = draft.held;
        held.id = before.id.clone();
        held.employer = self.facilitators[who].employer_on(held.date);
        for id in &draft.learner_ids {
            let person = self.learner(id);
            let known = before.attendees.iter().find(|one| one.learner == *id);
            let mut attendee = known.cloned().unwrap_or_else(|| person.on(held.date));
            if held.date != before.date && !person.gone && person.birth_year.is_some() {
                attendee.age_band = person.band_on(held.date);
            }
            held.attendees.push(attendee);
        }
        let kind = if held.workshop { "workshops" } else { "individual-sessions" };
        let path = format!("/api/{kind}/{}", held.id);
        let version = self.version(who, &format!("/api/sessions/{}", held.id)).await?;
        let body = Value::Object(draft.body.clone());
        self.send(who, ("PUT", &path), Some(version), Some(body)).await?;
        self.held[at] = held;
        self.bodies[at] = draft.body;
        Ok(())
    }

    async fn edit(&mut self, dice: &mut Dice<'_>) -> Result<(), String> {
        let Some(at) = self.some_held(dice, false) else { return Ok(()) };
        let who = self.author(at);
        let held = &self.held[at];
        let attendees = held.attendees.iter().map(|one| one.learner.clone());
        let choice: BTreeSet<String> = attendees.chain(self.followed_by(who)).collect();
        let choice: Vec<String> = choice.into_iter().collect();
        let draft = Draft::random(dice, self, &self.facilitators[who], held.workshop, &choice);
        self.revise(at, draft).await
    }

    async fn move_date(&mut self, dice: &mut Dice<'_>) -> Result<(), String> {
        let Some(at) = self.some_held(dice, false) else { return Ok(()) };
        let (mut held, mut body) = (self.held[at].clone(), self.bodies[at].clone());
        held.date = day(dice);
        body.insert("date".into(), json!(held.date));
        let learner_ids: Vec<String> = held.attendees.drain(..).map(|one| one.learner).collect();
        // A merge may have given the participation to another record.
        if held.workshop {
            body.insert("learner_ids".into(), json!(learner_ids));
        } else if let Some(id) = learner_ids.first() {
            body.insert("learner_id".into(), json!(id));
        }
        self.revise(at, Draft { body, held, learner_ids }).await
    }

    async fn withdraw(&mut self, dice: &mut Dice<'_>) -> Result<(), String> {
        let Some(at) = self.some_held(dice, false) else { return Ok(()) };
        let who = self.author(at);
        let path = format!("/api/sessions/{}", self.held[at].id);
        let version = self.version(who, &path).await?;
        self.send(who, ("DELETE", &path), Some(version), None).await?;
        self.held[at].withdrawn = true;
        Ok(())
    }

    async fn restore(&mut self, dice: &mut Dice<'_>) -> Result<(), String> {
        let Some(at) = self.some_held(dice, true) else { return Ok(()) };
        let path = format!("/api/sessions/{}/restore", self.held[at].id);
        self.send(self.author(at), ("POST", &path), None, None).await?;
        self.held[at].withdrawn = false;
        Ok(())
    }

    async fn follow(&mut self, dice: &mut Dice<'_>) -> Result<(), String> {
        let who = dice.below(2);
        let (body, mut person) = Learner::draft(dice, who, self.learners.len());
        let view = self.send(who, ("POST", "/api/learners"), None, Some(body)).await?;
        person.id = view["id"].as_str().unwrap_or_default().to_owned();
        self.learners.push(person);
        Ok(())
    }

    fn some_learner(&self, dice: &mut Dice<'_>) -> Option<usize> {
        let alive: Vec<usize> =
            (0..self.learners.len()).filter(|at| !self.learners[*at].gone).collect();
        (!alive.is_empty()).then(|| dice.pick(&alive))
    }

    async fn correct(&mut self, dice: &mut Dice<'_>) -> Result<(), String> {
        let Some(at) = self.some_learner(dice) else { return Ok(()) };
        let (id, who) = (self.learners[at].id.clone(), self.learners[at].facilitator);
        let (body, person) = Learner::draft(dice, who, at);
        let path = format!("/api/learners/{id}");
        let version = self.version(who, &path).await?;
        self.send(who, ("PUT", &path), Some(version), Some(body)).await?;
        self.learners[at] = Learner { id, ..person };
        Ok(())
    }

    async fn anonymise(&mut self, dice: &mut Dice<'_>) -> Result<(), String> {
        let Some(at) = self.some_learner(dice) else { return Ok(()) };
        let (id, who) = (self.learners[at].id.clone(), self.learners[at].facilitator);
        let version = self.version(who, &format!("/api/learners/{id}")).await?;
        let path = format!("/api/learners/{id}/anonymise");
        self.send(who, ("POST", &path), Some(version), None).await?;
        self.learners[at].gone = true;
        Ok(())
    }

    async fn merge(&mut self, dice: &mut Dice<'_>) -> Result<(), String> {
        let Some(at) = self.some_learner(dice) else { return Ok(()) };
        let (id, who) = (self.learners[at].id.clone(), self.learners[at].facilitator);
        let others: Vec<usize> = (0..self.learners.len())
            .filter(|other| *other != at && self.learners[*other].facilitator == who)
            .filter(|other| !self.learners[*other].gone)
            .collect();
        if others.is_empty() {
            return Ok(());
        }
        let source = self.learners[dice.pick(&others)].clone();
        let version = self.version(who, &format!("/api/learners/{id}")).await?;
        let body = json!({ "source_id": source.id });
        let path = format!("/api/learners/{id}/merge");
        self.send(who, ("POST", &path), Some(version), Some(body)).await?;
        for held in &mut self.held {
            let already = held.attendees.iter().any(|one| one.learner == id);
            held.attendees.retain(|one| !already || one.learner != source.id);
            let moved = held.attendees.iter_mut().filter(|one| one.learner == source.id);
            moved.for_each(|one| one.learner.clone_from(&id));
        }
        for person in &mut self.learners {
            if person.id == source.id {
                person.gone = true;
            } else if person.id == id {
                person.birth_year = person.birth_year.or(source.birth_year);
                person.band = person.band.or(source.band).filter(|_| person.birth_year.is_none());
                person.gender = person.gender.or(source.gender);
                person.status = person.status.or(source.status);
                person.commune = person.commune.or(source.commune);
            }
        }
        Ok(())
    }

    /// A random question, asked of the program and of the recount.
    pub async fn ask(&mut self, dice: &mut Dice<'_>) -> Result<(), String> {
        let ever = (NaiveDate::MIN, NaiveDate::MAX);
        let always = |who: usize| (self.facilitators[who].person.id().to_string(), ever.0, ever.1);
        let (scope, asker, counted) = match dice.below(4) {
            0 => ("network", &self.admin, vec![always(0), always(1)]),
            1 => {
                let stays = self.stays.iter().map(|(who, joined, left)| {
                    (always(*who).0, date(joined), left.map_or(ever.1, date))
                });
                ("team", &self.hugo, stays.collect())
            }
            who => ("own", &self.facilitators[who - 2].person, vec![always(who - 2)]),
        };
        let today = date(TODAY);
        let (from, to) = match dice.one_in(2) {
            true => {
                let (one, other) = (day(dice), day(dice));
                (one.min(other), one.max(other))
            }
            false => (today - Duration::days(420), today),
        };
        let filters = self.filters(dice);
        let question = Question { scope, from, to, counted, filters };
        let reply = asker.get(&question.path()).await;
        if reply.status != 200 {
            return Err(format!("{}: {} {}", question.path(), reply.status, reply.text()));
        }
        let (told, expected) = (reply.json(), figures(&self.held, &self.names, &question));
        if let Some(found) = difference("", &expected, &told) {
            return Err(format!("{}\n{found}", question.path()));
        }
        // Asked alone, a family is the same.
        let family = dice.pick(&LONG);
        let path = question.path().replace("?", &format!("/families/{family}?"));
        let told = asker.get(&path).await.json();
        match difference("", &expected[family], &told["lines"]) {
            Some(found) => Err(format!("{path}\n{found}")),
            None => Ok(()),
        }
    }

    fn filters(&self, dice: &mut Dice<'_>) -> BTreeMap<&'static str, BTreeSet<String>> {
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        let choices: [(&'static str, Vec<String>); 9] = [
            ("kind", codes(&["individual", "workshop"])),
            ("places", self.places.iter().map(|(id, _)| id.clone()).collect()),
            ("themes", Theme::ALL.iter().map(|theme| theme.code().to_owned()).collect()),
            ("equipment", codes(&["ordinateur", "telephone", "aucun"])),
            ("place_types", codes(&["lieu_activite", "domicile", "a_distance"])),
            ("tags", self.tags.clone()),
            ("communes", codes(&COMMUNES)),
            ("departements", codes(&["44", "974", "972", "2A", "75", "971"])),
            ("programmes", self.programmes.clone()),
        ];
        let mut filters = BTreeMap::new();
        for (name, values) in choices {
            if dice.one_in(6) {
                let most = if name == "kind" { 1 } else { 3 };
                let wanted = (0..most).map(|_| dice.pick(&values)).collect();
                filters.insert(name, wanted);
            }
        }
        filters
    }

    /// `coopair check` finds nothing to correct.
    pub fn check(&self) -> Result<(), String> {
        let outcome = Installation::at(self.app.ctx.db.url()).run(&["check"]);
        if outcome.code == 0 { Ok(()) } else { Err(format!("coopair check: {outcome:?}")) }
    }
}

/// The first place where what is told is not what is expected; told may say more.
fn difference(path: &str, expected: &Value, told: &Value) -> Option<String> {
    match (expected, told) {
        (Value::Object(expected), Value::Object(told)) => expected.iter().find_map(|(key, one)| {
            difference(&format!("{path}/{key}"), one, told.get(key).unwrap_or(&Value::Null))
        }),
        (Value::Array(expected), Value::Array(told)) if expected.len() == told.len() => expected
            .iter()
            .zip(told)
            .find_map(|(one, other)| difference(&format!("{path}/{}", one["code"]), one, other)),
        (Value::Number(one), Value::Number(other)) => {
            let close = (one.as_f64()? - other.as_f64()?).abs() < 1e-9;
            (!close).then(|| format!("{path}: expected {one}, told {other}"))
        }
        _ => (expected != told).then(|| format!("{path}: expected {expected}, told {told}")),
    }
}
