//! A question about to be answered: who asks, what, and when.

use std::sync::Arc;

use chrono::NaiveDate;

use super::engine::Engine;
use super::keys::{Wanted, day};
use super::model::{
    DEFINITIONS_VERSION, EarlierView, FamilyView, LongFamily, Scope, StatisticsView,
};
use super::named::NamedCounts;
use super::question::{Question, earlier};
use super::{figures, queries};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id, Needed, Reading};
use crate::platform::http::Problem;
use crate::policy::Actor;

/// What an answer is made from.
pub struct Asked {
    ctx: Context,
    engine: Arc<Engine>,
    actor: Actor,
    needed: Needed,
    pub question: Question,
    pub scope: Scope,
    /// First and last day.
    pub period: (NaiveDate, NaiveDate),
    wanted: Wanted,
}

impl Asked {
    /// # Errors
    /// 400 for a period or a filter that cannot be.
    pub fn new(
        ctx: &Context,
        engine: &Arc<Engine>,
        actor: Actor,
        needed: Needed,
        question: Question,
    ) -> Result<Self, Problem> {
        let (from, to) = question.period(ctx.clock.today())?;
        Ok(Self {
            ctx: ctx.clone(),
            engine: Arc::clone(engine),
            wanted: question.wanted(from, to)?,
            scope: question.scope(&actor),
            period: (from, to),
            actor,
            needed,
            question,
        })
    }

    pub fn account_id(&self) -> Id {
        self.actor.account_id
    }

    fn count(&self, conn: &mut Conn) -> Result<Reading<NamedCounts>, Problem> {
        self.engine.count(&self.ctx.db, conn, self.needed, &self.wanted)
    }

    /// Every figure, with `most` lines of long families. Figures that a lagging replica counted are
    /// calculated as of then.
    ///
    /// # Errors
    /// 403 when the scope is not for this reader; 400 for a team that is not theirs.
    pub fn view(
        mut self,
        conn: &mut Conn,
        most: usize,
    ) -> Result<Reading<StatisticsView>, Problem> {
        let now = self.ctx.clock.now();
        queries::narrow(conn, &self.actor, &self.question, &mut self.wanted)?;
        let Reading { value: counts, mut source } = self.count(conn)?;
        let mut figures = figures::present(&counts, self.scope, self.period, most);
        queries::name(conn, &mut figures)?;
        let mut before = Vec::new();
        if self.question.compare == Some(true) {
            for (from, to) in earlier(self.period.0, self.period.1) {
                (self.wanted.rest.from, self.wanted.rest.to) = (day(from), day(to));
                let counts = self.count(conn)?;
                source = source.or(counts.source);
                let totals = figures::totals(&counts.value.counts);
                before.push(EarlierView { from, to, totals });
            }
        }
        let value = StatisticsView {
            definitions_version: DEFINITIONS_VERSION,
            scope: self.scope,
            from: self.period.0,
            to: self.period.1,
            calculated_at: source.as_of().unwrap_or(now),
            figures,
            earlier: before,
        };
        Ok(Reading { value, source })
    }

    /// Every line of one family.
    ///
    /// # Errors
    /// As [`Asked::view`].
    pub fn family(
        mut self,
        conn: &mut Conn,
        family: LongFamily,
    ) -> Result<Reading<FamilyView>, Problem> {
        let now = self.ctx.clock.now();
        queries::narrow(conn, &self.actor, &self.question, &mut self.wanted)?;
        let Reading { value: counts, source } = self.count(conn)?;
        let mut lines = figures::family(&counts, self.scope, family);
        queries::name_family(conn, family, &mut lines)?;
        let value = FamilyView {
            definitions_version: DEFINITIONS_VERSION,
            scope: self.scope,
            from: self.period.0,
            to: self.period.1,
            calculated_at: source.as_of().unwrap_or(now),
            family,
            lines,
        };
        Ok(Reading { value, source })
    }
}
