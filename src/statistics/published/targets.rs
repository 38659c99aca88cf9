//! Progress towards the targets of a perimeter's programmes, within the perimeter.

use chrono::NaiveDate;

use super::answer::Ask;
use super::model::{Hidden, TargetProgress};
use super::period::Period;
use super::scope::{Asked, of_perimeter};
use crate::funding::Perimeter;
use crate::platform::database::Conn;
use crate::platform::http::Problem;
use crate::programmes::{self, Measure, Target};
use crate::sharing::Question;
use crate::statistics::Engine;

/// A target, and the question that tells how far one has come.
pub struct Aim {
    target: Target,
    programme_name: String,
    /// None while no month of it has ended.
    pub asked: Option<(Period, Asked)>,
}

/// The targets of the perimeter's programmes.
pub fn aims(conn: &mut Conn, perimeter: &Perimeter, today: NaiveDate) -> Result<Vec<Aim>, Problem> {
    let targets = programmes::targets_of(conn, &perimeter.programmes)?;
    let mut aims = Vec::new();
    for target in targets {
        let programme = programmes::find(conn, target.programme_id)?;
        let period = Period { from: target.from, to: target.to }.ended(today);
        let asked = period.map(|period| {
            let question = Question::of_everything(period.from, period.to);
            (period, Asked::new(perimeter, &question).of_programme(target.programme_id))
        });
        let programme_name = programme.map(|found| found.name).unwrap_or_default();
        aims.push(Aim { target, programme_name, asked });
    }
    Ok(aims)
}

impl Aim {
    /// Counts how far one has come; `refused` hides it.
    pub fn progress(
        &self,
        conn: &mut Conn,
        engine: &Engine,
        perimeter: &Perimeter,
        refused: bool,
    ) -> Result<TargetProgress, Problem> {
        let (mut done, mut hidden) = (None, None);
        if refused {
            hidden = Some(Hidden::Complement);
        } else if let Some((period, asked)) = &self.asked {
            let ask = Ask {
                wanted: asked.wanted(conn)?,
                period: *period,
                dominance: of_perimeter(perimeter),
                k: perimeter.k,
            };
            let (counted, shields) = ask.shielded(conn, engine)?;
            let totals = shields.totals(&counted);
            let measure = self.target.measure;
            done = match measure {
                Measure::Sessions => totals.sessions,
                Measure::Workshops => totals.workshops,
                Measure::Participations => totals.participations,
                Measure::Followed => totals.followed,
                Measure::HoursDelivered => totals.minutes_delivered.map(|minutes| minutes / 60),
            };
            hidden = shields.hidden(measure == Measure::Followed, measure == Measure::Workshops);
        }
        let Target { id, programme_id, measure, value, from, to } = self.target;
        Ok(TargetProgress {
            programme_id,
            programme_name: self.programme_name.clone(),
            target_id: id,
            measure,
            value,
            from,
            to,
            counted_to: self.asked.as_ref().map(|(period, _)| period.to),
            done,
            hidden,
        })
    }
}
