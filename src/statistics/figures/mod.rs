//! The definitions: from counts to the figures that are sent.

mod days;
mod lines;
mod spots;

use chrono::NaiveDate;
use uuid::Uuid;

use self::days::Days;
use self::lines::{Family, Line, first};
use super::counts::{Counts, People, Tally};
use super::keys::commune_of;
use super::model::{
    FamilyLines, Figures, LongFamily, MentionLine, NotSent, PeopleLine, Scope, ShareLine, Totals,
};
use super::named::NamedCounts;
use super::shares;
use crate::territories;
use crate::vocabulary::{
    AgeBand, Autonomy, Equipment, Gender, PlaceType, Redirection, SessionKind, SocialStatus, Theme,
    WorkshopLevel,
};

/// Not told, or not asked.
pub const NOT_TOLD: &str = "non_communique";
/// The lengths of a session, in minutes.
pub const DURATION_BANDS: [&str; 4] = ["0-29", "30-59", "60-119", "120+"];

/// The families that may be long, cut after `most` lines.
struct LongFamilies {
    tags: Family<Tally>,
    places: Family<Tally>,
    communes: Family<Tally>,
    epcis: Family<Tally>,
    residences: Family<People>,
    facilitators: Family<Tally>,
    organizations: Family<Tally>,
    programmes: Family<Tally>,
}

impl LongFamilies {
    fn new(named: &NamedCounts, scope: Scope, most: usize) -> Self {
        Self {
            tags: tags(named, most),
            places: spots::places(named, most),
            communes: spots::communes(&named.counts, most),
            epcis: spots::epcis(&named.counts, most),
            residences: residences(&named.counts, most),
            facilitators: facilitators(named, scope, most),
            organizations: organizations(named, scope, most),
            programmes: by_id(&named.programmes, most),
        }
    }

    fn not_sent(&self) -> Vec<NotSent> {
        [
            self.tags.not_sent(LongFamily::Tag),
            self.places.not_sent(LongFamily::Place),
            self.communes.not_sent(LongFamily::Commune),
            self.epcis.not_sent(LongFamily::Epci),
            self.residences.not_sent(LongFamily::ResidenceCommune),
            self.facilitators.not_sent(LongFamily::Facilitator),
            self.organizations.not_sent(LongFamily::Organization),
            self.programmes.not_sent(LongFamily::Programme),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Every figure of a question, with `most` lines of long families (see [`first`]). What has an id
/// is not named yet.
pub fn present(
    named: &NamedCounts,
    scope: Scope,
    (from, to): (NaiveDate, NaiveDate),
    most: usize,
) -> Figures {
    let counts = &named.counts;
    let days = Days::new(from, to, &counts.days);
    let in_scope = in_scope(counts);
    let themes = |administrative: bool| {
        let themes = Theme::ALL.iter().enumerate();
        let of_kind = themes.filter(move |(_, theme)| theme.is_administrative() == administrative);
        mentions(of_kind.map(|(at, theme)| (theme.code(), counts.themes[at])), in_scope)
    };
    let long = LongFamilies::new(named, scope, most);
    Figures {
        totals: totals(counts),
        not_sent: long.not_sent(),
        by_month: days.by_month(),
        by_week: days.by_week(),
        by_day: days.by_day(),
        by_weekday: days.by_weekday(),
        by_theme: themes(false),
        by_administrative_theme: themes(true),
        by_equipment: mentions(coded(Equipment::ALL, Equipment::code, &counts.equipment), in_scope),
        by_tag: long.tags.mentions(in_scope),
        by_kind: single(coded(
            SessionKind::ALL,
            SessionKind::code,
            &[counts.individual, counts.workshop],
        )),
        by_place_type: single(coded(PlaceType::ALL, PlaceType::code, &counts.place_types)),
        by_duration: single(coded(&DURATION_BANDS, |code| code, &counts.durations)),
        by_autonomy: optional(Autonomy::ALL, Autonomy::code, &counts.autonomy),
        by_level: optional(WorkshopLevel::ALL, WorkshopLevel::code, &counts.levels),
        by_redirection: optional(Redirection::ALL, Redirection::code, &counts.redirections),
        by_place: spots::by_place(long.places),
        by_commune: spots::by_commune(long.communes),
        by_epci: spots::by_epci(long.epcis),
        by_departement: spots::by_departement(counts),
        by_region: spots::by_region(counts),
        by_gender: people(Gender::ALL, Gender::code, &counts.genders),
        by_age_band: people(AgeBand::ALL, AgeBand::code, &counts.age_bands),
        by_status: people(SocialStatus::ALL, SocialStatus::code, &counts.statuses),
        by_residence_commune: by_residence(long.residences),
        by_facilitator: long.facilitators.shares(),
        by_organization: long.organizations.shares(),
        by_programme: long.programmes.shares(),
    }
}

/// Every line of one family. What has an id is not named yet.
pub fn family(named: &NamedCounts, scope: Scope, family: LongFamily) -> FamilyLines {
    const ALL: usize = usize::MAX;
    let counts = &named.counts;
    match family {
        LongFamily::Tag => FamilyLines::Mentions(tags(named, ALL).mentions(in_scope(counts))),
        LongFamily::Place => FamilyLines::Territories(spots::by_place(spots::places(named, ALL))),
        LongFamily::Commune => {
            FamilyLines::Territories(spots::by_commune(spots::communes(counts, ALL)))
        }
        LongFamily::Epci => FamilyLines::Territories(spots::by_epci(spots::epcis(counts, ALL))),
        LongFamily::ResidenceCommune => FamilyLines::People(by_residence(residences(counts, ALL))),
        LongFamily::Facilitator => FamilyLines::Shares(facilitators(named, scope, ALL).shares()),
        LongFamily::Organization => FamilyLines::Shares(organizations(named, scope, ALL).shares()),
        LongFamily::Programme => FamilyLines::Shares(by_id(&named.programmes, ALL).shares()),
    }
}

/// All participations.
fn in_scope(counts: &Counts) -> i64 {
    counts.individual.participations + counts.workshop.participations
}

fn tags(named: &NamedCounts, most: usize) -> Family<Tally> {
    let mentions = named.tags.iter().map(|(_, tally)| tally.participations).sum();
    let lines = named.tags.iter().map(|(id, tally)| Line::new(Some(*id), *tally));
    first(lines.collect(), most, Some(mentions))
}

fn by_id(tallies: &[(Option<Uuid>, Tally)], most: usize) -> Family<Tally> {
    first(tallies.iter().map(|(id, tally)| Line::new(*id, *tally)).collect(), most, None)
}

/// Colleagues are for a team or the network.
fn facilitators(named: &NamedCounts, scope: Scope, most: usize) -> Family<Tally> {
    let all = if scope == Scope::Own { &[] } else { named.facilitators.as_slice() };
    first(all.iter().map(|(id, tally)| Line::new(Some(*id), *tally)).collect(), most, None)
}

fn organizations(named: &NamedCounts, scope: Scope, most: usize) -> Family<Tally> {
    by_id(if scope == Scope::Own { &[] } else { &named.organizations }, most)
}

/// The headline figures.
pub fn totals(counts: &Counts) -> Totals {
    let mean = |sum: i64, count: i64| (count > 0).then(|| sum as f64 / count as f64);
    let (individual, workshop) = (counts.individual, counts.workshop);
    Totals {
        sessions: individual.sessions + workshop.sessions,
        individual_sessions: individual.sessions,
        workshops: workshop.sessions,
        participations: individual.participations + workshop.participations,
        individual_participations: individual.participations,
        workshop_participations: workshop.participations,
        followed: counts.followed,
        new_followed: counts.new_followed,
        returning_followed: counts.returning_followed,
        anonymous: counts.anonymous,
        anonymous_first: counts.anonymous - counts.anonymous_supported,
        minutes_delivered: counts.individual_minutes + counts.workshop_minutes,
        minutes_received: counts.minutes_received,
        mean_individual_min: mean(counts.individual_minutes, individual.sessions),
        mean_workshop_min: mean(counts.workshop_minutes, workshop.sessions),
        mean_group: mean(workshop.participations, workshop.sessions),
        redirected: counts.redirected.participations,
    }
}

type Coded = (&'static str, Tally);

fn coded<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    tallies: &[Tally],
) -> impl Iterator<Item = Coded> {
    all.iter().zip(tallies).map(move |(item, tally)| (code(*item), *tally))
}

fn mentions(lines: impl Iterator<Item = Coded>, in_scope: i64) -> Vec<MentionLine> {
    let lines: Vec<Coded> = lines.collect();
    let all: i64 = lines.iter().map(|(_, tally)| tally.participations).sum();
    let line = |(code, Tally { sessions, participations }): Coded| MentionLine {
        code: code.to_owned(),
        label: None,
        sessions,
        participations,
        share_of_participations: shares::of(participations, in_scope),
        share_of_mentions: shares::of(participations, all),
    };
    lines.into_iter().map(line).collect()
}

/// A closed list of which each session carries one value, in the order of the list.
fn single(lines: impl Iterator<Item = Coded>) -> Vec<ShareLine> {
    let lines: Vec<Coded> = lines.collect();
    let weights: Vec<i64> = lines.iter().map(|(_, tally)| tally.participations).collect();
    let line = |((code, tally), share): (Coded, f64)| ShareLine {
        code: code.to_owned(),
        label: None,
        sessions: tally.sessions,
        participations: tally.participations,
        share,
    };
    lines.into_iter().zip(shares::adding_to_100(&weights)).map(line).collect()
}

/// A family that may be left out: *non communiqué* is a line, the last one, only when it counts.
fn optional<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    tallies: &[Tally],
) -> Vec<ShareLine> {
    let (none, told) = tallies.split_first().unwrap_or((&Tally::NONE, &[]));
    let none = (*none != Tally::NONE).then_some((NOT_TOLD, *none));
    single(coded(all, code, told).chain(none))
}

/// Followed and anonymous people by value; who did not tell counts as *non communiqué*.
fn people<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    counts: &[People],
) -> Vec<PeopleLine> {
    let (none, told) = counts.split_first().unwrap_or((&People::NONE, &[]));
    let lines: Vec<(&str, People)> = all
        .iter()
        .zip(told)
        .map(|(item, people)| {
            let code = code(*item);
            let rest = if code == NOT_TOLD { *none } else { People::NONE };
            (code, people.and(rest))
        })
        .collect();
    let sums: Vec<i64> =
        lines.iter().map(|(_, people)| people.followed + people.anonymous).collect();
    lines
        .into_iter()
        .zip(shares::adding_to_100(&sums))
        .map(|((code, People { followed, anonymous }), share_of_people)| PeopleLine {
            code: code.to_owned(),
            label: None,
            followed,
            anonymous,
            share_of_people,
        })
        .collect()
}

/// People by where they live; *non communiqué* is always a line, the last one.
fn residences(counts: &Counts, most: usize) -> Family<People> {
    let mut none = People::NONE;
    let mut lines: Vec<Line<People>> = Vec::with_capacity(counts.residences.len() + 1);
    for (key, people) in &counts.residences {
        match commune_of(*key) {
            Some(commune) => lines.push(Line::new(Some(commune.code), *people)),
            None => none = none.and(*people),
        }
    }
    lines.push(Line::new(None::<&str>, none));
    first(lines, most, None)
}

fn by_residence(residences: Family<People>) -> Vec<PeopleLine> {
    residences.people(|code| territories::commune(code).map(|commune| commune.name))
}

/// Every family of people, whole: code and lines.
pub fn everybody(counts: &Counts) -> [(&'static str, Vec<PeopleLine>); 4] {
    [
        ("by_gender", people(Gender::ALL, Gender::code, &counts.genders)),
        ("by_age_band", people(AgeBand::ALL, AgeBand::code, &counts.age_bands)),
        ("by_status", people(SocialStatus::ALL, SocialStatus::code, &counts.statuses)),
        ("by_residence_commune", by_residence(residences(counts, usize::MAX))),
    ]
}
