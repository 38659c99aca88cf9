//! Five of a kind become a draft workshop, by themselves: in the name of who coordinates the
//! facilitator, who is asked to lead it, and nobody is promised anything.
//!
//! The draft stands among the workshops of its author, with the first of the two windows; the
//! second is kept beside it. Its requests stay open, and may still be taken on one by one. Once it
//! is published, those still open are scheduled with it, and who asked is invited and told. A draft
//! that comes to nothing gives its requests back to the next one.
//!
//! Chosen where the rules are silent: who said no weekly hours is asked for working days between 9
//! and 18 o'clock, since nobody plans a workshop at night; public holidays are left out.

mod queries;
mod views;

use chrono::NaiveTime;
use chrono_tz::Tz;

use self::queries::NewDraft;
pub use self::queries::{drafted, published_draft};
pub use self::views::{HelpDraft, HelpDrafts};
use super::queries::HelpRow;
use super::{Cluster, Draft, DraftTerms, Facilitator, HelpRequest, Requester, clusters, draft};
use crate::competences;
use crate::facilitators;
use crate::network::facilitators::{Absence, Availability, Hours, availability_of, booked_of};
use crate::network::matching::{Found, Need, Where, Wish, find};
use crate::network::series::Weekday;
use crate::network::telling::{self, Telling, tell};
use crate::network::time::{Span, holidays_of, local};
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::http::{Problem, Said};
use crate::platform::text::normalise;
use crate::policy::{Actor, Role};
use crate::territories;
use crate::vocabulary::{Theme, ThemeSet};

/// How many of the ranking are looked at.
const LOOKED_AT: usize = 10;
/// Seats of a draft, unless more people asked.
const SEATS: usize = 8;

/// The clusters of now, of requests that no draft is for yet.
pub fn due(conn: &mut Conn, ctx: &Context) -> Result<Vec<Cluster>, Problem> {
    let taken = queries::taken(conn)?;
    let rows = super::queries::running(conn)?;
    let free: Vec<HelpRequest> =
        rows.iter().filter(|row| !taken.contains(&row.id)).map(HelpRow::rules).collect();
    Ok(clusters(&free, ctx.clock.now()))
}

/// Drafts a workshop for a cluster, if somebody and two windows are found; whether it did.
///
/// # Errors
/// 412 when one of the requests changed meanwhile.
pub fn make(conn: &mut Conn, ctx: &Context, cluster: &Cluster) -> Result<bool, Problem> {
    // What was seen may have changed.
    let Some(cluster) = due(conn, ctx)?.into_iter().find(|now| now == cluster) else {
        return Ok(false);
    };
    let ranking = ranking(conn, ctx, &cluster)?;
    let requesters = requesters(conn, ctx, &cluster)?;
    let terms = DraftTerms::of(ctx.clock.zone());
    let facilitators: Vec<Facilitator> = ranking.iter().map(|(_, own)| own.clone()).collect();
    let Some(found) = draft(&cluster, &facilitators, &requesters, &terms, ctx.clock.now()) else {
        return Ok(false);
    };
    let lead = ranking.iter().find(|(_, own)| own.ranked.person_id == found.facilitator_id);
    let Some((facilitator_id, _)) = lead else { return Ok(false) };
    write(conn, ctx, &cluster, &found, *facilitator_id)?;
    Ok(true)
}

/// The days that drafts look at.
fn horizon(ctx: &Context) -> Span {
    let now = ctx.clock.now();
    Span { start: now, end: now.plus_seconds(60 * 86_400) }
}

fn ranking(
    conn: &mut Conn,
    ctx: &Context,
    cluster: &Cluster,
) -> Result<Vec<(Id, Facilitator)>, Problem> {
    let wish = Wish {
        competence_id: cluster.competence_id,
        need: Need::of_workshop(cluster.target),
        at: Where { place_id: None, commune_code: Some(cluster.area.clone()) },
        except: cluster.person_ids.clone(),
        most: LOOKED_AT,
    };
    let found = find(conn, &ctx.clock, &wish)?;
    let people: Vec<Id> = found.iter().map(|one| one.ranked.person_id).collect();
    let mut known = availability_of(conn, &people)?;
    let mut booked = booked_of(conn, &people, horizon(ctx))?;
    let one = |Found { facilitator_id, ranked }| {
        let person = ranked.person_id;
        let availability = by_day(ctx, known.remove(&person).unwrap_or_default());
        let booked = booked.remove(&person).unwrap_or_default();
        (facilitator_id, Facilitator { ranked, availability, booked })
    };
    Ok(found.into_iter().map(one).collect())
}

fn requesters(
    conn: &mut Conn,
    ctx: &Context,
    cluster: &Cluster,
) -> Result<Vec<Requester>, Problem> {
    let mut known = availability_of(conn, &cluster.person_ids)?;
    let mut booked = booked_of(conn, &cluster.person_ids, horizon(ctx))?;
    let one = |person: &Id| Requester {
        availability: known.remove(person).unwrap_or_default(),
        booked: booked.remove(person).unwrap_or_default(),
    };
    Ok(cluster.person_ids.iter().map(one).collect())
}

/// Hours of the day for who named none, and never on a public holiday.
fn by_day(ctx: &Context, mut availability: Availability) -> Availability {
    if availability.weekly.is_empty() {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        let days = Weekday::ALL.iter().take(5);
        availability.weekly =
            days.map(|day| Hours { weekday: *day, from: hour(9), until: hour(18) }).collect();
    }
    let year = chrono::Datelike::year(&ctx.clock.today());
    let holidays = [year, year + 1].into_iter().flat_map(holidays_of);
    availability.absences.extend(holidays.map(|(day, _)| Absence { first: day, last: day }));
    availability
}

fn write(
    conn: &mut Conn,
    ctx: &Context,
    cluster: &Cluster,
    found: &Draft,
    facilitator_id: Id,
) -> Result<(), Problem> {
    let (zone, now): (Tz, _) = (ctx.clock.zone(), ctx.clock.now());
    let rows = super::queries::running(conn)?;
    let taken: Vec<&HelpRow> =
        rows.iter().filter(|row| cluster.request_ids.contains(&row.id)).collect();
    queries::take(conn, &taken, now)?;
    let catalogue = competences::catalogue(conn)?;
    let title = catalogue.find(found.competence_id).map(|own| own.title_fr.clone());
    let title = title.unwrap_or_default();
    let [first, second] = found.windows;
    let (starts, ends) = (local(zone, first.start), local(zone, first.end));
    let author_id = queries::author_for(conn, facilitator_id, ctx.clock.today())?;
    let capacity = i32::try_from(cluster.person_ids.len().max(SEATS)).unwrap_or(i32::MAX);
    let new = NewDraft {
        id: ctx.clock.new_id(),
        author_id,
        search: normalise(&title),
        title,
        zone: zone.name().to_owned(),
        date: starts.date(),
        start_time: starts.format("%H:%M").to_string(),
        end_time: ends.format("%H:%M").to_string(),
        windows: [first, second],
        place: queries::place_in(conn, facilitator_id, &cluster.area)?,
        area: cluster.area.clone(),
        // Said of every competence; who leads says it better before it is published.
        themes: ThemeSet::from_iter([Theme::CultureNumerique]),
        capacity,
        competence: (found.competence_id, found.target),
        facilitator: (facilitator_id, found.facilitator_id),
        request_ids: cluster.request_ids.clone(),
        now,
    };
    queries::insert(conn, &new)?;
    tell_of(conn, ctx, &new)
}

/// Asks the facilitator, and tells who coordinates them.
fn tell_of(conn: &mut Conn, ctx: &Context, new: &NewDraft) -> Result<(), Problem> {
    let count = new.request_ids.len();
    let place = territories::commune(&new.area).map_or("", |commune| commune.name);
    let telling = |kind, subject, text| Telling {
        kind,
        object_id: new.id,
        time: new.now,
        subject,
        text,
        path: format!("/ateliers/{}", new.id),
    };
    let ask = telling(
        "help_draft_lead",
        Said::new("Un atelier à animer ?", "A workshop to lead?"),
        Said::new(
            format!(
                "À {place}, {count} personnes demandent la même aide. Un brouillon d’atelier vous \
                 est proposé, avec un créneau qui convient à cinq d’entre elles. Acceptez-le, \
                 changez-le ou refusez-le."
            ),
            format!(
                "In {place}, {count} people ask for the same help. A draft of a workshop is \
                 proposed to you, at a time that suits five of them. Accept it, change it or \
                 decline it."
            ),
        ),
    );
    for reader in telling::readers(conn, &[new.facilitator.1])? {
        tell(conn, ctx, &reader, &ask)?;
    }
    let note = telling(
        "help_draft",
        Said::new("Un brouillon d’atelier est né", "A draft of a workshop was made"),
        Said::new(
            format!(
                "À {place}, {count} demandes d’aide se rejoignent. Un atelier est proposé en \
                 brouillon à une personne de votre équipe."
            ),
            format!(
                "In {place}, {count} requests for help meet. A workshop is proposed as a draft to \
                 somebody of your team."
            ),
        ),
    );
    let author = telling::account_reader(conn, new.author_id)?;
    if let Some(reader) = author.filter(|reader| reader.person_id != new.facilitator.1) {
        tell(conn, ctx, &reader, &note)?;
    }
    Ok(())
}

/// The drafts that requests made and that are not published yet: of one's own, or of one's team.
pub fn list(conn: &mut Conn, ctx: &Context, by: &Actor) -> Result<HelpDrafts, Problem> {
    let mut own = match by.is(Role::Coordinator) {
        true => facilitators::team_of(conn, by.account_id, ctx.clock.today())?,
        false => Vec::new(),
    };
    own.extend(by.facilitator_id);
    let rows = queries::seen(conn, by.account_id, &own)?;
    let ids: Vec<Id> = rows.iter().map(|row| row.workshop_id).collect();
    let counts = queries::counts(conn, &ids)?;
    let items = rows.into_iter().map(|row| HelpDraft {
        workshop_id: row.workshop_id,
        competence_id: row.competence_id,
        commune_name: territories::commune(&row.area)
            .map_or_else(String::new, |commune| commune.name.to_owned()),
        commune_code: row.area,
        facilitator_id: row.facilitator_id,
        facilitator_name: format!("{} {}", row.first_name, row.last_name),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        second_starts_at: row.second_starts_at,
        second_ends_at: row.second_ends_at,
        requests: counts.get(&row.workshop_id).copied().unwrap_or_default(),
        created_at: row.created_at,
    });
    Ok(HelpDrafts { items: items.collect() })
}
