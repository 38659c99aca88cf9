//! Frameworks in the database.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::Integer;

use super::model::{Competence, CompetenceItem, Framework};
use crate::competences::levels::{Level, Reachable};
use crate::platform::database::schema::{competences, framework_maxima};
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Problem, upsert};
use crate::platform::kept::Kept;

/// Every competence of the network, with what can be reached in each.
pub struct Catalogue {
    competences: Vec<Competence>,
    by_id: HashMap<Id, usize>,
    reachable: HashMap<Framework, Reachable>,
}

impl Catalogue {
    /// In the order of their codes, local ones last.
    pub fn all(&self) -> &[Competence] {
        &self.competences
    }

    pub fn find(&self, id: Id) -> Option<&Competence> {
        self.by_id.get(&id).map(|at| &self.competences[*at])
    }

    pub fn by_code(&self, code: &str) -> Option<&Competence> {
        self.competences.iter().find(|competence| competence.code == code)
    }

    /// The dense number of a competence, for packed levels.
    pub fn number(&self, id: Id) -> Option<u16> {
        self.find(id).and_then(|competence| u16::try_from(competence.number).ok())
    }

    /// What can be reached in a competence, by day.
    pub fn reachable(&self, competence: &Competence) -> &Reachable {
        self.reachable_of(competence.framework)
    }

    /// What can be reached in the competences of a framework, by day.
    pub fn reachable_of(&self, framework: Framework) -> &Reachable {
        const ALL: &Reachable = &Reachable::always(Level::TOP);
        self.reachable.get(&framework).unwrap_or(ALL)
    }

    /// As they are shown.
    pub fn items(&self, today: NaiveDate) -> Vec<CompetenceItem> {
        let item = |competence: &Competence| {
            CompetenceItem::new(competence, self.reachable(competence).on(today))
        };
        self.competences.iter().map(item).collect()
    }
}

/// Everything that shows a level needs it, so it is read at once: each competence beside each maximum
/// of its framework.
pub fn catalogue(conn: &mut Conn) -> QueryResult<Catalogue> {
    Ok(marked(conn)?.1)
}

/// [`catalogue`] from memory, if it is still of `mark`.
pub fn kept_catalogue(
    conn: &mut Conn,
    kept: &Kept,
    mark: Option<CatalogueMark>,
) -> QueryResult<Arc<Catalogue>> {
    if let Some(catalogue) = mark.and_then(|mark| kept.get(mark.number())) {
        return Ok(catalogue);
    }
    let (mark, catalogue) = marked(conn)?;
    let catalogue = Arc::new(catalogue);
    kept.keep(mark.number(), Arc::clone(&catalogue));
    Ok(catalogue)
}

/// What grows with every change of the catalogue: competences only gain versions, and competences
/// and maxima are only added.
#[derive(Clone, Copy, Debug, Queryable)]
pub struct CatalogueMark {
    versions: Option<i64>,
    maxima: Option<i64>,
}

impl CatalogueMark {
    fn number(self) -> i64 {
        self.versions.unwrap_or(0) + self.maxima.unwrap_or(0)
    }
}

#[diesel::declare_sql_function]
extern "SQL" {
    #[aggregate]
    #[sql_name = "sum"]
    fn total(of: Integer) -> Nullable<BigInt>;
}

/// A [`CatalogueMark`], to be selected beside something else.
#[diesel::dsl::auto_type(no_type_alias)]
pub fn mark() -> _ {
    let versions = competences::table.select(total(competences::version));
    let maxima = framework_maxima::table.select(diesel::dsl::count_star());
    (versions.single_value(), maxima.single_value())
}

type CatalogueRow = ((Framework, NaiveDate, Level), Option<Competence>);

fn marked(conn: &mut Conn) -> QueryResult<(CatalogueMark, Catalogue)> {
    // Each framework has a maximum from the first.
    let of_it = competences::framework.eq(framework_maxima::framework);
    let rows: Vec<CatalogueRow> = framework_maxima::table
        .left_join(competences::table.on(of_it))
        .order(competences::number)
        .select((
            (framework_maxima::framework, framework_maxima::from_on, framework_maxima::level),
            Option::<Competence>::as_select(),
        ))
        .load(conn)?;
    let mut competences: Vec<Competence> = Vec::new();
    let mut maxima = BTreeSet::new();
    for (maximum, competence) in rows {
        maxima.insert(maximum);
        // A competence comes once for each maximum.
        let is_new = |own: &Competence| competences.last().is_none_or(|last| last.id != own.id);
        competences.extend(competence.filter(is_new));
    }
    let mark = CatalogueMark {
        versions: Some(competences.iter().map(|own| i64::from(own.version)).sum()),
        maxima: i64::try_from(maxima.len()).ok(),
    };
    let mut reachable = HashMap::new();
    for framework in Framework::ALL {
        let mut of_it: Vec<(NaiveDate, Level)> = maxima
            .iter()
            .filter(|(code, ..)| code == framework)
            .map(|(_, from, level)| (*from, *level))
            .collect();
        of_it.sort_unstable();
        let first = of_it.first().map_or(Level::TOP, |(_, level)| *level);
        reachable.insert(*framework, Reachable::by_day(first, of_it));
    }
    let by_id = competences.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
    Ok((mark, Catalogue { competences, by_id, reachable }))
}

pub fn find(conn: &mut Conn, id: Id) -> QueryResult<Option<Competence>> {
    competences::table.find(id).select(Competence::as_select()).first(conn).optional()
}

/// The next dense number, and how many local competences there were.
pub fn next_numbers(conn: &mut Conn) -> QueryResult<(i32, i64)> {
    let last: Option<i32> =
        competences::table.select(diesel::dsl::max(competences::number)).first(conn)?;
    let local = competences::table
        .filter(competences::framework.eq(Framework::Local))
        .count()
        .get_result(conn)?;
    Ok((last.unwrap_or(0) + 1, local))
}

pub fn insert(conn: &mut Conn, row: &Competence) -> QueryResult<()> {
    diesel::insert_into(competences::table).values(row.clone()).execute(conn)?;
    Ok(())
}

/// # Errors
/// 412 when somebody else was faster.
pub fn update(conn: &mut Conn, row: &Competence) -> Result<(), Problem> {
    let seen = row.version - 1;
    let changed = diesel::update(competences::table)
        .filter(competences::id.eq(row.id))
        .filter(competences::version.eq(seen))
        .set(row.clone())
        .execute(conn)?;
    upsert::one(changed, seen)
}

/// The last maximum noted for a framework.
pub fn last_maximum(conn: &mut Conn, framework: Framework) -> QueryResult<Option<NaiveDate>> {
    framework_maxima::table
        .filter(framework_maxima::framework.eq(framework))
        .select(diesel::dsl::max(framework_maxima::from_on))
        .first(conn)
}

pub fn insert_maximum(
    conn: &mut Conn,
    framework: Framework,
    from_on: NaiveDate,
    level: Level,
) -> QueryResult<()> {
    diesel::insert_into(framework_maxima::table)
        .values((
            framework_maxima::framework.eq(framework),
            framework_maxima::from_on.eq(from_on),
            framework_maxima::level.eq(level),
        ))
        .execute(conn)?;
    Ok(())
}
