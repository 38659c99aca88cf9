//! Counts, protects and presents one question.

use chrono::NaiveDate;

use super::count::{Counted, marks};
use super::coverage::Reach;
use super::model::{
    CompetenceFigures, CoverageFigures, LEVELS_VERSION, LevelFigures, ProtectedFigure,
};
use super::present::Shielded;
use super::proofs::Proofs;
use super::shield::{TOTAL, shield};
use super::{queries, table};
use crate::competences::levels::Level;
use crate::competences::{self, Catalogue, Competence};
use crate::platform::clock::Clock;
use crate::platform::database::{Conn, Id};
use crate::platform::http::Problem;
use crate::statistics::Engine;
use crate::statistics::index::Presence;
use crate::statistics::keys::{Wanted, day};
use crate::statistics::protection::{Rule, Table};
use crate::statistics::published::period::Period;
use crate::statistics::texts;

/// What is counted and how it is protected.
pub struct Ask {
    /// Whose sessions; without its period.
    pub wanted: Wanted,
    pub period: Period,
    /// The level that is to be taught.
    pub level: Level,
    pub k: i32,
}

/// The same sessions of a period.
pub fn over(wanted: &Wanted, period: Period) -> Wanted {
    let mut wanted = wanted.clone();
    (wanted.rest.from, wanted.rest.to) = (day(period.from), day(period.to));
    wanted
}

/// What is known before anything is protected.
struct Known {
    counted: Counted,
    /// Places where sessions were held in the last twelve months.
    places: Vec<Id>,
    /// Participants there, each person and each anonymous participation once.
    participants: i64,
}

impl Known {
    fn read(
        conn: &mut Conn,
        engine: &Engine,
        ask: &Ask,
        today: NaiveDate,
    ) -> Result<Self, Problem> {
        let rows = queries::proofs(conn)?;
        let year = Period::asked(None, None, today)?;
        let (proofs, presence, lately, places) = engine.look(conn, |index, keys| {
            let proofs = Proofs::new(rows, |learner| keys.find_person(learner.into()));
            let over = |period| index.presence(&keys.selection(&over(&ask.wanted, period)));
            let presence: Presence = over(ask.period);
            let lately = if ask.period == year { presence.clone() } else { over(year) };
            let places = lately.places.iter().filter_map(|key| keys.place(*key)).map(Id::from);
            let places: Vec<Id> = places.collect();
            (proofs, presence, lately, places)
        })?;
        let (mut people, mut came) = (presence.people, lately.people);
        proofs.unite(&mut people);
        proofs.unite(&mut came);
        let marked = proofs.of(&people).map(|proofs| marks(proofs, ask.period));
        Ok(Self {
            counted: Counted::new(people.count(), marked),
            places,
            participants: came.count() + lately.anonymous,
        })
    }
}

/// Answers `ask`.
pub fn view(
    conn: &mut Conn,
    clock: &Clock,
    engine: &Engine,
    ask: &Ask,
) -> Result<LevelFigures, Problem> {
    let (calculated_at, today) = (clock.now(), clock.today());
    let known = Known::read(conn, engine, ask, today)?;
    let catalogue = competences::catalogue(conn)?;
    let teachers = queries::teachers(conn, &known.places, today)?;
    let reach = Reach::read(conn, &catalogue, &teachers, today)?;
    let shields = Shields { rule: Rule::new(i64::from(ask.k), 100), known: &known, reach: &reach };
    Ok(LevelFigures {
        definitions_version: LEVELS_VERSION,
        calculated_at,
        from: ask.period.from,
        to: ask.period.to,
        k: ask.k,
        level: ask.level,
        population: shields.population()?,
        items: shields.items(&catalogue, ask.level)?,
        definitions: texts::LEVELS.iter().map(Into::into).collect(),
    })
}

struct Shields<'a> {
    rule: Rule,
    known: &'a Known,
    reach: &'a Reach,
}

impl Shields<'_> {
    fn shielded(&self, table: Table) -> Result<Shielded, Problem> {
        let shown = shield(table.clone(), self.rule)?;
        Ok(Shielded { table, shown })
    }

    /// Number 0 is no competence's: a table in which everybody is unknown.
    fn population(&self) -> Result<ProtectedFigure, Problem> {
        Ok(self.people(0)?.figure(TOTAL, None))
    }

    fn people(&self, number: u16) -> Result<Shielded, Problem> {
        let counted = &self.known.counted;
        self.shielded(table::table(counted.population, &counted.of(number)))
    }

    /// Where a few people were helped is not told, whoever works there.
    fn coverage(&self, competence: Id, level: Level) -> Result<CoverageFigures, Problem> {
        let table = self.reach.table(competence);
        let all = i64::try_from(self.known.places.len()).unwrap_or(i64::MAX);
        let few = (1..self.rule.k()).contains(&self.known.participants);
        let shielded = if few { Shielded::few(table) } else { self.shielded(table)? };
        Ok(shielded.coverage(level, all))
    }

    fn items(
        &self,
        catalogue: &Catalogue,
        level: Level,
    ) -> Result<Vec<CompetenceFigures>, Problem> {
        let offered = catalogue.all().iter().filter(|competence| !competence.is_retired);
        let figures = offered.map(|competence| {
            let number = catalogue.number(competence.id).unwrap_or_default();
            self.item(competence, number, level)
        });
        figures.collect()
    }

    fn item(
        &self,
        competence: &Competence,
        number: u16,
        level: Level,
    ) -> Result<CompetenceFigures, Problem> {
        let people = self.people(number)?;
        Ok(CompetenceFigures {
            competence_id: competence.id,
            code: competence.code.clone(),
            title_fr: competence.title_fr.clone(),
            title_en: competence.title_en.clone(),
            levels: people.levels(),
            progress: people.progress(),
            coverage: self.coverage(competence.id, level)?,
        })
    }
}
