//! A look of a funder at a perimeter: everything that the page asks at once.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::answer::{Ask, view};
use super::guard::{Round, too_close};
use super::model::PublishedView;
use super::period::Period;
use super::scope::{Asked, of_perimeter, over, strictly};
use super::targets::{Aim, aims};
use crate::funding::{self, Perimeter};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::day::Day;
use crate::platform::http::Problem;
use crate::policy::{Actor, Role};
use crate::sharing::Question;
use crate::statistics::Engine;
use crate::statistics::question::YesNo;
use crate::vocabulary::SessionKind;

/// A question to a perimeter. Filters add up; the values of one filter, separated by commas, are
/// alternatives.
#[derive(Clone, Debug, Default, Deserialize, Serialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PerimeterQuestion {
    /// First day of a month; default: that of the last twelve that have ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Last day of a month that has ended; default: the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// With `true`, also the headline figures of as many months just before, and of the same months
    /// a year before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<SessionKind>,
    /// Organization ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    organizations: Option<String>,
    /// Insee codes of communes of activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    communes: Option<String>,
    /// SIREN of EPCI of activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    epcis: Option<String>,
    /// Codes of départements of activity; sessions at a distance count at the employer's.
    #[serde(skip_serializing_if = "Option::is_none")]
    departements: Option<String>,
    /// Codes of regions of activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    regions: Option<String>,
    /// Programme ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    programmes: Option<String>,
    /// Theme codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    themes: Option<String>,
    /// Whether the session carries an administrative theme.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    administrative: Option<YesNo>,
    /// Equipment codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    equipment: Option<String>,
    /// Place type codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    place_types: Option<String>,
    /// `0-29`, `30-59`, `60-119`, `120+` minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    durations: Option<String>,
}

impl PerimeterQuestion {
    /// The question in its one form.
    fn strictly(&self, period: Period) -> Result<Question, Problem> {
        let mut given = Self { from: None, to: None, compare: None, ..self.clone() };
        let all = [
            &mut given.organizations,
            &mut given.communes,
            &mut given.epcis,
            &mut given.departements,
            &mut given.regions,
            &mut given.programmes,
            &mut given.themes,
            &mut given.equipment,
            &mut given.place_types,
            &mut given.durations,
        ];
        // `themes=` asks for nothing, as in the exact statistics.
        all.into_iter().filter(|text| text.as_deref() == Some("")).for_each(|text| *text = None);
        let filters = serde_urlencoded::to_string(&given).map_err(Problem::internal)?;
        let (from, to) = (Day(period.from), Day(period.to));
        strictly(&format!("from={from}&to={to}&{filters}"))
    }
}

/// A look at a perimeter: every question that its page asks at once.
pub struct Look {
    pub perimeter: Perimeter,
    period: Period,
    pub question: Question,
    earlier: Vec<(Period, Asked)>,
    aims: Vec<Aim>,
    asked: Vec<Asked>,
}

impl Look {
    pub fn new(
        conn: &mut Conn,
        ctx: &Context,
        actor: &Actor,
        id: Id,
        asked: &PerimeterQuestion,
    ) -> Result<Self, Problem> {
        let perimeter = funding::get_for(conn, actor, id)?;
        let today = ctx.clock.today();
        let period = Period::asked(asked.from, asked.to, today)?;
        let question = asked.strictly(period)?;
        let compared = if asked.compare == Some(true) { period.earlier().to_vec() } else { vec![] };
        let earlier: Vec<(Period, Asked)> = compared
            .into_iter()
            .map(|period| (period, Asked::new(&perimeter, &over(&question, period))))
            .collect();
        let aims = aims(conn, &perimeter, today)?;
        let mut all = vec![Asked::new(&perimeter, &question)];
        all.extend(earlier.iter().map(|(_, asked)| asked.clone()));
        all.extend(aims.iter().filter_map(|aim| Some(aim.asked.as_ref()?.1.clone())));
        Ok(Self { perimeter, period, question, earlier, aims, asked: all })
    }

    /// Answers, with what is too close to earlier questions left out.
    pub fn view(
        &self,
        conn: &mut Conn,
        ctx: &Context,
        engine: &Engine,
        refused: &[String],
    ) -> Result<PublishedView, Problem> {
        let is_refused = |asked: &Asked| refused.contains(&asked.fingerprint());
        let main = Asked::new(&self.perimeter, &self.question);
        if is_refused(&main) {
            return Err(too_close(self.perimeter.k));
        }
        let ask = Ask {
            wanted: main.wanted(conn)?,
            period: self.period,
            dominance: of_perimeter(&self.perimeter),
            k: self.perimeter.k,
        };
        let earlier: Vec<(Period, bool)> =
            self.earlier.iter().map(|(period, asked)| (*period, is_refused(asked))).collect();
        let targets = self.aims.iter().map(|aim| {
            let refused = aim.asked.as_ref().is_some_and(|(_, asked)| is_refused(asked));
            aim.progress(conn, engine, &self.perimeter, refused)
        });
        let targets = targets.collect::<Result<Vec<_>, _>>()?;
        view(conn, &ctx.clock, engine, &ask, &earlier, targets)
    }
}

/// Notes what the reader asks, and says which of it is too close to what they asked before. Whoever
/// reads exact figures anyway is not watched.
pub async fn refused(
    ctx: &Context,
    engine: &Arc<Engine>,
    actor: &Actor,
    id: Id,
    question: &PerimeterQuestion,
) -> Result<Vec<String>, Problem> {
    let (reader, context, question) = (actor.clone(), ctx.clone(), question.clone());
    watch(ctx, engine, actor, move |conn| {
        let look = Look::new(conn, &context, &reader, id, &question)?;
        Ok((look.perimeter.k, look.asked))
    })
    .await
}

/// [`refused`] of any questions: `asked` reads them, and the k of their perimeter.
pub async fn watch(
    ctx: &Context,
    engine: &Arc<Engine>,
    actor: &Actor,
    asked: impl FnOnce(&mut Conn) -> Result<(i32, Vec<Asked>), Problem> + Send + 'static,
) -> Result<Vec<String>, Problem> {
    let (account_id, clock) = (actor.account_id, ctx.clock.clone());
    let watched = !actor.is(Role::Admin);
    let round = ctx
        .db
        .read(move |conn| {
            let (k, asked) = asked(conn)?;
            Round::begin(conn, &clock, account_id, k, &asked)
        })
        .await?;
    if !watched || round.is_known() {
        return Ok(Vec::new());
    }
    let clock = ctx.clock.clone();
    let round = ctx
        .db
        .write(move |conn| {
            round.keep(conn, &clock)?;
            Ok::<_, Problem>(round)
        })
        .await?;
    let engine = Arc::clone(engine);
    let (refused, ids) = ctx.db.read(move |conn| round.refused(conn, &engine)).await?;
    if !ids.is_empty() {
        ctx.db.write(move |conn| Ok::<_, Problem>(super::queries::delete(conn, &ids)?)).await?;
    }
    Ok(refused)
}
