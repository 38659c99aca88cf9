//! A series as people write it: its rule, its time by the wall clock, and what each session is.

use std::collections::BTreeSet;

use chrono::{Duration, NaiveTime};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Ends, Every, MOST_DAYS, Occurrence, Rule, Series, SeriesRefused, Weekday};
use crate::network::templates::NeedInput;
use crate::network::time::local;
use crate::network::workshops::{ApprovalPolicy, DeviceLoan, Session, Visibility, WorkshopInput};
use crate::platform::database::Id;
use crate::platform::day::{Day, TimeOfDay};
use crate::platform::http::{Checked, Faults, Said};
use crate::text_enum;
use crate::vocabulary::Theme;

text_enum! {
    /// How often.
    Frequency { Daily = "daily", Weekly = "weekly", Monthly = "monthly" }
}

/// On which days: a subset of RFC 5545.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SeriesRule)]
pub struct RuleInput {
    pub frequency: Frequency,
    /// Every so many days, weeks or months: 1–52, 1 when absent.
    #[serde(default = "one")]
    pub interval: u16,
    /// Every day: only on these, on all when there is none. Every week: at least one. Every month
    /// with `nth`: the one.
    #[serde(default)]
    pub weekdays: Vec<Weekday>,
    /// Every month: 1–31, or -1 for the last. Months without that day are left out.
    pub month_day: Option<i8>,
    /// Every month: the first to the fifth of that day of the week, or -1 for the last.
    pub nth: Option<i8>,
    /// After so many days of the rule, those left out too: 1–200. Either this or `until`.
    #[schema(example = 10)]
    pub count: Option<u32>,
    /// Not after that day. A rule gives at most 200 days.
    pub until: Option<Day>,
}

const fn one() -> u16 {
    1
}

impl RuleInput {
    /// Where what is wrong with its end is told.
    fn end(&self) -> &'static str {
        if self.until.is_some() { "/rule/until" } else { "/rule/count" }
    }

    fn every(&self) -> Option<Every> {
        Some(match self.frequency {
            Frequency::Daily => Every::Day { only: self.weekdays.clone() },
            Frequency::Weekly => Every::Week { on: self.weekdays.clone() },
            Frequency::Monthly => match (self.month_day, self.nth) {
                (Some(day), _) => Every::MonthDay { day },
                (None, Some(nth)) => Every::MonthWeekday { nth, weekday: *self.weekdays.first()? },
                (None, None) => return None,
            },
        })
    }

    fn rule(&self) -> Option<Rule> {
        let ends = match (self.count, self.until) {
            (Some(count), _) => Ends::Count(count),
            (None, until) => Ends::Until(until?.0),
        };
        Some(Rule { every: self.every()?, interval: self.interval, ends })
    }

    /// Its parts, each with its field.
    fn check(&self, faults: &mut Faults) {
        faults.range("/rule/interval", self.interval, 1, Rule::MOST_INTERVAL);
        if let Some(count) = self.count {
            faults.range("/rule/count", count, 1, MOST_DAYS);
        }
        match (self.count, self.until) {
            (None, None) => faults.required("/rule/count"),
            (Some(_), Some(_)) => faults.contradiction(
                "/rule/until",
                "Une série finit après un nombre de dates, ou à un jour\u{a0}: pas les deux.",
                "A series ends after so many dates, or on a day: not both.",
            ),
            _ => {}
        }
        let is_monthly = self.frequency == Frequency::Monthly;
        for (pointer, value) in [("/rule/month_day", self.month_day), ("/rule/nth", self.nth)] {
            if value.is_some() && !is_monthly {
                faults.contradiction(
                    pointer,
                    "Cela ne vaut que pour une série mensuelle.",
                    "This is for monthly series only.",
                );
            }
        }
        match (is_monthly, self.month_day, self.nth) {
            (false, ..) if self.frequency == Frequency::Weekly && self.weekdays.is_empty() => {
                faults.required("/rule/weekdays");
            }
            (false, ..) => {}
            (true, None, None) => faults.required("/rule/month_day"),
            (true, Some(_), Some(_)) => faults.contradiction(
                "/rule/nth",
                "Choisissez un jour du mois, ou un rang dans le mois.",
                "Choose a day of the month, or a rank in the month.",
            ),
            (true, Some(_), None) if !self.weekdays.is_empty() => faults.contradiction(
                "/rule/weekdays",
                "Un jour du mois n’a pas de jour de la semaine.",
                "A day of the month has no day of the week.",
            ),
            (true, None, Some(_)) if self.weekdays.len() != 1 => faults.add(
                "/rule/weekdays",
                "one_day",
                Said::new("Choisissez un seul jour de la semaine.", "Choose one day of the week."),
            ),
            _ => {}
        }
    }

    /// A rule as it is written.
    pub fn of(rule: &Rule) -> Self {
        let (frequency, weekdays, month_day, nth) = match &rule.every {
            Every::Day { only } => (Frequency::Daily, only.clone(), None, None),
            Every::Week { on } => (Frequency::Weekly, on.clone(), None, None),
            Every::MonthDay { day } => (Frequency::Monthly, Vec::new(), Some(*day), None),
            Every::MonthWeekday { nth, weekday } => {
                (Frequency::Monthly, vec![*weekday], None, Some(*nth))
            }
        };
        let (count, until) = match rule.ends {
            Ends::Count(count) => (Some(count), None),
            Ends::Until(day) => (None, Some(Day(day))),
        };
        let interval = rule.interval;
        Self { frequency, interval, weekdays, month_day, nth, count, until }
    }
}

/// A series to plan: its days and hours, and the workshop that comes back. What is absent of the
/// workshop is taken from the template, where there is one.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WorkshopSeriesInput)]
pub struct SeriesInput {
    pub rule: RuleInput,
    /// A day of the rule, to come.
    pub first_on: Day,
    /// By the wall clock of the network's time zone, on a quarter of an hour; the same on both
    /// sides of a clock change.
    pub start_time: TimeOfDay,
    /// 15–720, in quarters of an hour, until midnight at the latest.
    #[schema(example = 120)]
    pub duration_min: i32,
    /// French public holidays are left out.
    #[serde(default)]
    pub skips_holidays: bool,
    /// Days that are left out: at most 200.
    #[serde(default)]
    pub except_on: Vec<Day>,
    pub template_id: Option<Id>,
    /// 1–200 characters.
    #[schema(example = "Reconnaître un message piégé")]
    pub title: Option<String>,
    /// What people can do afterwards: at most 4,000 characters.
    pub objectives: Option<String>,
    /// Minutes that who facilitates needs before: 0–120, in quarters of an hour.
    #[serde(default)]
    pub setup_min: i32,
    /// And after.
    #[serde(default)]
    pub teardown_min: i32,
    pub place_id: Option<Id>,
    /// Of that place.
    pub room_id: Option<Id>,
    /// Of workshops at a distance: where people meet on the web.
    pub remote_url: Option<String>,
    pub programme_id: Option<Id>,
    /// At least one, unless the template has some.
    #[serde(default)]
    pub themes: Vec<Theme>,
    /// What it brings people to: at most 8.
    #[serde(default)]
    pub competences: Vec<NeedInput>,
    /// 0–1,000.
    #[schema(example = 12)]
    pub capacity: Option<i32>,
    /// Below that a session is not worth while; 1 when absent.
    pub min_people: Option<i32>,
    #[serde(default)]
    pub devices: Vec<DeviceLoan>,
    /// 0–10.
    pub devices_per_learner: Option<i32>,
    /// Whether every learner needs a wired port.
    pub needs_wires: Option<bool>,
    pub visibility: Visibility,
    /// `none` when absent.
    pub approval: Option<ApprovalPolicy>,
}

impl SeriesInput {
    /// Its days and hours; `None` when its rule has not all its parts.
    pub fn series(&self, zone: Tz) -> Option<Series> {
        Some(Series {
            first: self.first_on.0,
            at: NaiveTime::parse_from_str(&self.start_time.0, "%H:%M").ok()?,
            minutes: u32::try_from(self.duration_min).ok()?,
            zone,
            rule: self.rule.rule()?,
            skips_holidays: self.skips_holidays,
            except: self.except_on.iter().map(|day| day.0).collect::<BTreeSet<_>>(),
        })
    }

    /// The same with other days and hours.
    pub fn with(self, series: &Series) -> Self {
        Self {
            rule: RuleInput::of(&series.rule),
            first_on: Day(series.first),
            start_time: TimeOfDay(series.at.format("%H:%M").to_string()),
            duration_min: i32::try_from(series.minutes).unwrap_or(i32::MAX),
            skips_holidays: series.skips_holidays,
            except_on: series.except.iter().map(|day| Day(*day)).collect(),
            ..self
        }
    }

    /// The session of one of its dates.
    pub fn session(&self, zone: Tz, date: Occurrence) -> Session {
        let (from, to) = (local(zone, date.span.start), local(zone, date.span.end));
        let time = |at: chrono::NaiveDateTime| TimeOfDay(at.format("%H:%M").to_string());
        let input = self.workshop(Day(from.date()), time(from), time(to));
        Session { day: date.day, span: date.span, input }
    }

    /// What each session is, at a time.
    pub fn workshop(&self, date: Day, start_time: TimeOfDay, end_time: TimeOfDay) -> WorkshopInput {
        WorkshopInput {
            template_id: self.template_id,
            title: self.title.clone(),
            objectives: self.objectives.clone(),
            date,
            start_time,
            end_time,
            setup_min: self.setup_min,
            teardown_min: self.teardown_min,
            place_id: self.place_id,
            room_id: self.room_id,
            remote_url: self.remote_url.clone(),
            programme_id: self.programme_id,
            themes: self.themes.clone(),
            competences: self.competences.clone(),
            capacity: self.capacity,
            min_people: self.min_people,
            devices: self.devices.clone(),
            devices_per_learner: self.devices_per_learner,
            needs_wires: self.needs_wires,
            visibility: self.visibility,
            approval: self.approval,
        }
    }

    /// When a session ends that begins on time, as long as clocks do not change; `None` beyond
    /// midnight.
    fn end_time(&self) -> Option<TimeOfDay> {
        let start = NaiveTime::parse_from_str(&self.start_time.0, "%H:%M").ok()?;
        let (end, days) =
            start.overflowing_add_signed(Duration::minutes(i64::from(self.duration_min)));
        (days == 0).then(|| TimeOfDay(end.format("%H:%M").to_string()))
    }

    /// Where a refusal of the rules is told.
    pub fn pointer(&self, refused: SeriesRefused) -> &'static str {
        match refused {
            SeriesRefused::NoDay => match (self.rule.month_day, self.rule.nth) {
                (Some(_), _) => "/rule/month_day",
                (None, Some(_)) => "/rule/nth",
                (None, None) => "/rule/weekdays",
            },
            SeriesRefused::Interval => "/rule/interval",
            SeriesRefused::Count => "/rule/count",
            SeriesRefused::Ends | SeriesRefused::TooMany => self.rule.end(),
            SeriesRefused::Duration => "/duration_min",
            SeriesRefused::FirstDay(_) => "/first_on",
            SeriesRefused::NothingToChange => "/session_id",
        }
    }

    fn check_dates(&self, faults: &mut Faults) {
        // Which days they are does not hang on the zone.
        let Some(series) = self.series(Tz::UTC) else { return };
        match series.dates() {
            Err(refused) => {
                faults.keep::<()>(self.pointer(refused), Err(refused.reason()));
            }
            Ok(dates) if dates.occurrences.is_empty() => faults.add(
                "/except_on",
                "no_session",
                Said::new("Il ne reste aucune séance.", "No session is left."),
            ),
            Ok(_) => {}
        }
    }
}

impl Checked for SeriesInput {
    fn check(&self, faults: &mut Faults) {
        faults.range("/duration_min", self.duration_min, 15, 720);
        if self.duration_min % 15 != 0 {
            let said = Said::new(
                "La durée se compte en quarts d’heure.",
                "The length is counted in quarters of an hour.",
            );
            faults.add("/duration_min", "not_a_quarter", said);
        }
        let end_time = self.end_time();
        if end_time.is_none() {
            faults.contradiction(
                "/duration_min",
                "Une séance finit le jour où elle commence.",
                "A session ends on the day it begins.",
            );
        }
        faults.range("/except_on", self.except_on.len(), 0, MOST_DAYS as usize);
        // The workshop alone says what is wrong with the rest; its end is not written here.
        let end_time = end_time.unwrap_or_else(|| TimeOfDay("23:45".to_owned()));
        let workshop = self.workshop(self.first_on, self.start_time.clone(), end_time);
        let mut own = Faults::new();
        workshop.check(&mut own);
        for fault in own.into_vec().into_iter().filter(|fault| fault.pointer != "/end_time") {
            faults.add(fault.pointer, fault.code, fault.said);
        }
        let mut rule = Faults::new();
        self.rule.check(&mut rule);
        let rule = rule.into_vec();
        if rule.is_empty() && faults.is_empty() {
            self.check_dates(faults);
        }
        for fault in rule {
            faults.add(fault.pointer, fault.code, fault.said);
        }
    }
}

text_enum! {
    /// From which sessions on a series takes another course.
    Onward { Following = "following", All = "all" }
}

/// Another course of a series, from a session on.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WorkshopSeriesChangeInput)]
pub struct ChangeInput {
    /// Of the series that takes over, chosen by the caller.
    pub successor_id: Id,
    /// From this one on, or one of those concerned. Not held, not begun.
    pub session_id: Id,
    #[schema(inline)]
    pub scope: Onward,
    /// Needed when sessions have no date any more and are cancelled: everybody concerned reads it,
    /// at most 500 characters.
    pub reason: Option<String>,
    /// Begins after the sessions that stay.
    pub series: SeriesInput,
}

impl Checked for ChangeInput {
    fn check(&self, faults: &mut Faults) {
        faults.line("/reason", self.reason.as_deref(), 500);
        let mut own = Faults::new();
        self.series.check(&mut own);
        for fault in own.into_vec() {
            faults.add(format!("/series{}", fault.pointer), fault.code, fault.said);
        }
    }
}

/// Which sessions to cancel, and why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WorkshopSeriesCancelInput)]
pub struct CancelInput {
    pub session_id: Id,
    #[schema(inline)]
    pub scope: super::Scope,
    /// Everybody concerned reads it: 1–500 characters.
    pub reason: String,
}

impl Checked for CancelInput {
    fn check(&self, faults: &mut Faults) {
        faults.name("/reason", &self.reason, 500);
    }
}
