//! Offering to teach, steps of a facilitator's life, and what coordinators see of it.

use std::collections::HashMap;

use super::life::{By, Facts, Step, take_step};
use super::offer::Offer;
use super::queries::{self, Profile, Standing};
use super::views::{
    AvailabilityView, FacilitationInput, FacilitationView, NetworkFacilitator,
    NetworkFacilitatorView, NetworkFacilitators, OfferSeen, OfferView, StepInput, StepView,
    TeachableView, WelcomeInput,
};
use crate::accounts;
use crate::audit::{self, Deed};
use crate::competences::levels::Level;
use crate::competences::{self, Knowing};
use crate::facilitators::{self, FacilitatorStatus};
use crate::network::telling::{self, Telling, tell};
use crate::network::workshops;
use crate::platform::clock::Clock;
use crate::platform::context::Context;
use crate::platform::database::{Conn, Id};
use crate::platform::faults::Reason;
use crate::platform::http::{Code, Expected, Faults, Problem, Recorded, Said};
use crate::policy::Actor;
use crate::teams;

/// What people know, by person and competence.
type Known = HashMap<(Id, Id), Knowing>;

/// A rule that was broken, said of a field.
pub fn refused(pointer: &str, reason: Reason) -> Problem {
    let Reason { code, fr, en } = reason;
    Problem::invalid(pointer, code, Said::new(fr, en))
}

/// One's own place in the network.
pub fn own(conn: &mut Conn, clock: &Clock, by: &Actor) -> Result<FacilitationView, Problem> {
    let catalogue = competences::catalogue(conn)?;
    let known = competences::knowing_of(conn, &catalogue, &[by.person_id], clock.today())?;
    let standing = queries::of_account(conn, by.account_id)?;
    let teaches = |id: Id| known.get(&(by.person_id, id)).and_then(Knowing::teaches);
    let able = catalogue.all().iter().filter_map(|competence| {
        let knowing = known.get(&(by.person_id, competence.id))?;
        let up_to = knowing.teaches().filter(|level| level.proves() && !competence.is_retired)?;
        let is_by_grant = knowing.is_by_grant();
        Some(TeachableView { competence_id: competence.id, up_to, is_by_grant })
    });
    let mut view = FacilitationView {
        version: 0,
        facilitator_id: standing.as_ref().map(|standing| standing.id),
        status: standing.as_ref().map(|standing| standing.status),
        offers: Vec::new(),
        monthly_limit: None,
        reach: None,
        may_teach: able.collect(),
        observed: 0,
        co_led: 0,
        steps: Vec::new(),
        may: Vec::new(),
    };
    let Some(standing) = standing else { return Ok(view) };
    let told = told_of(conn, &standing, &known)?;
    if let Some(profile) = told.profile {
        view.version = profile.version;
        view.monthly_limit = profile.monthly_limit;
        view.reach = Some(profile.reach);
    }
    view.offers = told.offers.iter().map(|offer| offer_view(offer, teaches)).collect();
    (view.observed, view.co_led) = told.tried;
    view.may = told.may(By::Themself);
    view.steps = queries::steps(conn, standing.id)?;
    Ok(view)
}

fn offer_view(offer: &Offer, teaches: impl Fn(Id) -> Option<Level>) -> OfferView {
    OfferView {
        competence_id: offer.competence_id,
        up_to: offer.up_to,
        holds_up_to: offer.holds_up_to(teaches(offer.competence_id)),
    }
}

/// A facilitator with all that the rules ask of them.
struct Told {
    status: FacilitatorStatus,
    profile: Option<Profile>,
    offers: Vec<Offer>,
    teachable: usize,
    /// Observed, co-led.
    tried: (usize, usize),
}

impl Told {
    fn facts<'a>(&self, reason: &'a str) -> Facts<'a> {
        Facts {
            offers: self.offers.len(),
            teachable: self.teachable,
            observed: self.tried.0,
            co_led: self.tried.1,
            reason,
        }
    }

    /// The steps that somebody may take, given a reason where one is needed.
    fn may(&self, by: By) -> Vec<Step> {
        let facts = self.facts("?");
        let may = |step: &&Step| take_step(Some(self.status), **step, by, &facts).is_ok();
        Step::ALL.iter().filter(may).copied().collect()
    }
}

fn told_of(conn: &mut Conn, standing: &Standing, known: &Known) -> Result<Told, Problem> {
    let offers = queries::offers(conn, &[standing.id])?.remove(&standing.id).unwrap_or_default();
    let tried = queries::tried(conn, &[standing.id])?.remove(&standing.id).unwrap_or_default();
    Ok(Told {
        status: standing.status,
        profile: queries::profile(conn, standing.id)?,
        teachable: teachable(&offers, standing.person_id, known),
        offers,
        tried,
    })
}

fn teachable(offers: &[Offer], person_id: Id, known: &Known) -> usize {
    let teaches = |offer: &&Offer| {
        let knowing = known.get(&(person_id, offer.competence_id));
        offer.holds_up_to(knowing.and_then(Knowing::teaches)).is_some()
    };
    offers.iter().filter(teaches).count()
}

/// Says what one offers. For who is no facilitator yet, this is volunteering.
///
/// # Errors
/// 428 without the version of a profile that exists, 412 with an old one; 422 for a competence
/// that does not exist, or a level that one may not teach.
pub fn offer(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    expected: Expected,
    input: &FacilitationInput,
) -> Result<Recorded<FacilitationView>, Problem> {
    let standing = queries::of_account(conn, by.account_id)?;
    let profile = match &standing {
        Some(standing) => queries::profile(conn, standing.id)?,
        None => None,
    };
    let version = match profile {
        Some(profile) => {
            expected.required()?.must_be(profile.version)?;
            profile.version + 1
        }
        None if expected.version().is_some_and(|version| version != 0) => {
            return Err(Problem::stale(0));
        }
        None => 1,
    };
    let before = match &standing {
        Some(own) => queries::offers(conn, &[own.id])?.remove(&own.id).unwrap_or_default(),
        None => Vec::new(),
    };
    // A volunteer says what they would like to teach: whether they may is asked when they are
    // welcomed.
    let is_wish = standing.as_ref().is_none_or(|own| {
        matches!(own.status, FacilitatorStatus::Candidate | FacilitatorStatus::Retired)
    });
    let offers = checked(conn, clock, by.person_id, input, &before, is_wish)?;
    let facilitator_id = match standing {
        Some(standing) => standing.id,
        None => volunteer(conn, clock, by, offers.len())?,
    };
    let profile = Profile { version, monthly_limit: input.monthly_limit, reach: input.reach };
    queries::save(conn, facilitator_id, profile, &offers, clock.now())?;
    let deed = Deed::on("facilitation.offer", "facilitator", facilitator_id);
    audit::record(conn, clock, Some(by.account_id), deed)?;
    let view = own(conn, clock, by)?;
    Ok(if version == 1 { Recorded::created(view) } else { Recorded::as_is(view) })
}

/// What is offered, once the rules are content; an offer that stands already is not asked again.
fn checked(
    conn: &mut Conn,
    clock: &Clock,
    person_id: Id,
    input: &FacilitationInput,
    before: &[Offer],
    is_wish: bool,
) -> Result<Vec<Offer>, Problem> {
    let catalogue = competences::catalogue(conn)?;
    let known = competences::knowing_of(conn, &catalogue, &[person_id], clock.today())?;
    let (mut faults, mut offers) = (Faults::new(), Vec::new());
    for (at, named) in input.offers.iter().enumerate() {
        let up_to = Level::new(named.up_to).unwrap_or_default();
        let offer = Offer { competence_id: named.competence_id, up_to };
        let stands = before.contains(&offer);
        let competence = catalogue.find(offer.competence_id);
        if !competence.is_some_and(|found| !found.is_retired || stands) {
            faults.unknown(
                format!("/offers/{at}/competence_id"),
                "Cette compétence n’existe pas, ou plus.",
                "There is no such competence, or no longer.",
            );
        }
        let knowing = known.get(&(person_id, offer.competence_id)).copied().unwrap_or_default();
        if !is_wish && !stands && knowing.teaches() < Some(up_to) {
            faults.add(format!("/offers/{at}/up_to"), "above_own_level", above(knowing.teaches()));
        }
        offers.push(offer);
    }
    if faults.is_empty() { Ok(offers) } else { Err(faults.into()) }
}

fn above(teaches: Option<Level>) -> Said {
    match teaches.filter(|level| level.proves()) {
        None => Said::new(
            "On propose ce qu’on peut enseigner : il faut un niveau vérifié, ou une autorisation \
             en cours.",
            "One offers what one may teach: a verified level, or a current grant, is needed.",
        ),
        Some(level) => Said::new(
            format!(
                "On propose ce qu’on peut enseigner : ici, jusqu’au niveau {level} (niveau \
                 vérifié ou autorisation en cours)."
            ),
            format!(
                "One offers what one may teach: here, up to level {level} (verified, or by a \
                 current grant)."
            ),
        ),
    }
}

fn volunteer(conn: &mut Conn, clock: &Clock, by: &Actor, offers: usize) -> Result<Id, Problem> {
    let facts = Facts { offers, ..Facts::default() };
    let status = take_step(None, Step::Volunteer, By::Themself, &facts)
        .map_err(|why| refused("/offers", why.reason()))?;
    let id = facilitators::volunteer(conn, clock, by.account_id)?;
    let at = clock.now();
    let view = StepView { step: Step::Volunteer, status, is_waiver: false, reason: None, at };
    queries::note_step(conn, clock, id, by.account_id, &view)?;
    Ok(id)
}

/// Takes a step of one's own.
///
/// # Errors
/// 422 with the rule that refuses it.
pub fn take_own(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    input: &StepInput,
) -> Result<FacilitationView, Problem> {
    match queries::of_account(conn, by.account_id)? {
        Some(standing) => take(conn, ctx, by, (&standing, By::Themself), input)?,
        None => {
            let why = take_step(None, input.step, By::Themself, &Facts::default());
            return Err(
                why.map_or_else(|why| refused("/step", why.reason()), |_| Problem::not_found())
            );
        }
    }
    own(conn, &ctx.clock, by)
}

/// Takes a step for a facilitator of one's team.
///
/// # Errors
/// 404 for anybody else's; 403 for oneself; 422 with the rule that refuses it.
pub fn take_for(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    facilitator_id: Id,
    input: &StepInput,
) -> Result<NetworkFacilitatorView, Problem> {
    let clock = &ctx.clock;
    let (standing, is_in_team) = get_seen(conn, clock, by, facilitator_id)?;
    if !is_in_team {
        return Err(refused(
            "/step",
            Reason::fixed(
                "no_team",
                "Accueillez d’abord cette personne dans une de vos équipes.",
                "Take this person into one of your teams first.",
            ),
        ));
    }
    if standing.account_id == by.account_id {
        return Err(Problem::forbidden());
    }
    take(conn, ctx, by, (&standing, By::Coordinator), input)?;
    seen(conn, clock, by, facilitator_id)
}

fn take(
    conn: &mut Conn,
    ctx: &Context,
    by: &Actor,
    (standing, whose): (&Standing, By),
    input: &StepInput,
) -> Result<(), Problem> {
    let clock = &ctx.clock;
    let catalogue = competences::catalogue(conn)?;
    let known = competences::knowing_of(conn, &catalogue, &[standing.person_id], clock.today())?;
    let told = told_of(conn, standing, &known)?;
    let facts = told.facts(input.reason());
    let status = take_step(Some(standing.status), input.step, whose, &facts)
        .map_err(|why| refused("/step", why.reason()))?;
    if !facilitators::set_status(conn, standing.id, standing.status, status)? {
        // Somebody else was faster: look again.
        return Err(Problem::new(Code::StaleVersion));
    }
    let untried = told.tried.0 == 0 || told.tried.1 == 0;
    let view = StepView {
        step: input.step,
        status,
        is_waiver: input.step == Step::Activate && untried,
        reason: Some(input.reason().to_owned()).filter(|reason| !reason.is_empty()),
        at: clock.now(),
    };
    queries::note_step(conn, clock, standing.id, by.account_id, &view)?;
    if input.step.releases() {
        release(conn, ctx, by, standing)?;
    }
    if status == FacilitatorStatus::Active {
        let account = accounts::get(conn, standing.account_id)?;
        accounts::make_facilitator(conn, clock, &account)?;
    }
    let deed = Deed::on(deed(input.step), "facilitator", standing.id);
    Ok(audit::record(conn, clock, Some(by.account_id), deed)?)
}

/// Gives back the workshops of somebody who steps aside, and tells those who planned them.
fn release(conn: &mut Conn, ctx: &Context, by: &Actor, standing: &Standing) -> Result<(), Problem> {
    let now = ctx.clock.now();
    for (workshop_id, author_id) in queries::to_give_back(conn, standing.id, now)? {
        workshops::step_back(conn, ctx, by, (workshop_id, standing.id))?;
        let Some(reader) = telling::account_reader(conn, author_id)? else { continue };
        // Nobody is told of their own deed.
        if reader.person_id == by.person_id {
            continue;
        }
        let telling = Telling {
            kind: "facilitator_left",
            object_id: workshop_id,
            time: now,
            subject: Said::new("Il manque quelqu’un pour un atelier", "A workshop needs somebody"),
            text: Said::new(
                "Une personne qui devait animer ou coanimer cet atelier n’est plus disponible. \
                 Cherchez qui peut la remplacer.",
                "Somebody who was to lead or co-lead this workshop is no longer available. Look \
                 for who can take their place.",
            ),
            path: format!("/ateliers/{workshop_id}"),
        };
        tell(conn, ctx, &reader, &telling)?;
    }
    Ok(())
}

const fn deed(step: Step) -> &'static str {
    match step {
        Step::Volunteer => "facilitation.volunteer",
        Step::Welcome => "facilitation.welcome",
        Step::Activate => "facilitation.activate",
        Step::Pause => "facilitation.pause",
        Step::Resume => "facilitation.resume",
        Step::Retire => "facilitation.retire",
        Step::Suspend => "facilitation.suspend",
        Step::Reinstate => "facilitation.reinstate",
    }
}

/// Takes a volunteer into a team of one's own.
///
/// # Errors
/// 404 for anybody but volunteers without a team and one's own members; 422 for a team of somebody
/// else.
pub fn take_in(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    facilitator_id: Id,
    input: &WelcomeInput,
) -> Result<NetworkFacilitatorView, Problem> {
    get_seen(conn, clock, by, facilitator_id)?;
    let team = teams::find(conn, input.team_id)?
        .filter(|team| team.coordinator_account_id == by.account_id);
    let Some(team) = team else {
        let mut faults = Faults::new();
        faults.unknown(
            "/team_id",
            "Cette équipe n’est pas une des vôtres.",
            "This team is not one of yours.",
        );
        return Err(faults.into());
    };
    teams::join(conn, clock, team.id, facilitator_id)?;
    let deed = Deed::on("facilitation.take_in", "facilitator", facilitator_id);
    audit::record(conn, clock, Some(by.account_id), deed)?;
    seen(conn, clock, by, facilitator_id)
}

/// Somebody of a coordinator's teams, or a volunteer without one.
fn get_seen(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    facilitator_id: Id,
) -> Result<(Standing, bool), Problem> {
    let all = queries::seen_by(conn, by.account_id, clock.today())?;
    let found = all.into_iter().find(|(standing, _)| standing.id == facilitator_id);
    found.ok_or_else(Problem::not_found)
}

/// The facilitators of a coordinator's teams, and volunteers without a team.
pub fn list(conn: &mut Conn, clock: &Clock, by: &Actor) -> Result<NetworkFacilitators, Problem> {
    let all = queries::seen_by(conn, by.account_id, clock.today())?;
    let mut items = items(conn, clock, &all)?;
    items.sort_by_key(|item| {
        let comes_first =
            matches!(item.status, FacilitatorStatus::Candidate | FacilitatorStatus::Observing);
        !comes_first
    });
    Ok(NetworkFacilitators { items })
}

fn items(
    conn: &mut Conn,
    clock: &Clock,
    all: &[(Standing, bool)],
) -> Result<Vec<NetworkFacilitator>, Problem> {
    let ids: Vec<Id> = all.iter().map(|(standing, _)| standing.id).collect();
    let people: Vec<Id> = all.iter().map(|(standing, _)| standing.person_id).collect();
    let catalogue = competences::catalogue(conn)?;
    let known = competences::knowing_of(conn, &catalogue, &people, clock.today())?;
    let offers = queries::offers(conn, &ids)?;
    let tried = queries::tried(conn, &ids)?;
    let item = |(standing, is_in_team): &(Standing, bool)| {
        let own = offers.get(&standing.id).map(Vec::as_slice).unwrap_or_default();
        let (observed, co_led) = tried.get(&standing.id).copied().unwrap_or_default();
        NetworkFacilitator {
            facilitator_id: standing.id,
            name: standing.name(),
            kind: standing.kind,
            status: standing.status,
            is_in_team: *is_in_team,
            offers: own.len(),
            teachable: teachable(own, standing.person_id, &known),
            observed,
            co_led,
        }
    };
    Ok(all.iter().map(item).collect())
}

/// One facilitator, as a coordinator sees them.
///
/// # Errors
/// 404 for anybody but those of the coordinator's teams, and volunteers without one.
pub fn seen(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    facilitator_id: Id,
) -> Result<NetworkFacilitatorView, Problem> {
    let (standing, is_in_team) = get_seen(conn, clock, by, facilitator_id)?;
    let catalogue = competences::catalogue(conn)?;
    let known = competences::knowing_of(conn, &catalogue, &[standing.person_id], clock.today())?;
    let told = told_of(conn, &standing, &known)?;
    let is_teachable = |offer: &Offer| {
        let knowing = known.get(&(standing.person_id, offer.competence_id));
        knowing.and_then(Knowing::teaches).is_some_and(Level::proves)
    };
    let offered = told.offers.iter().map(|offer| OfferSeen {
        competence_id: offer.competence_id,
        up_to: offer.up_to,
        is_teachable: is_teachable(offer),
    });
    let offered = offered.collect();
    let is_oneself = standing.account_id == by.account_id;
    let may = if is_in_team && !is_oneself { told.may(By::Coordinator) } else { Vec::new() };
    let item = items(conn, clock, &[(standing, is_in_team)])?.pop();
    Ok(NetworkFacilitatorView {
        item: item.ok_or_else(Problem::not_found)?,
        offered,
        monthly_limit: told.profile.and_then(|profile| profile.monthly_limit),
        reach: told.profile.map(|profile| profile.reach),
        steps: queries::steps(conn, facilitator_id)?,
        may,
    })
}

/// When one can come.
pub fn own_availability(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
) -> Result<AvailabilityView, Problem> {
    Ok(queries::availability(conn, by.person_id)?.since(clock.today()))
}

/// Says when one can come; the last word counts.
pub fn say_availability(
    conn: &mut Conn,
    clock: &Clock,
    by: &Actor,
    input: &AvailabilityView,
) -> Result<AvailabilityView, Problem> {
    queries::set_weekly(conn, by.person_id, &input.weekly)?;
    queries::set_absences(conn, clock, by.person_id, &input.absences)?;
    own_availability(conn, clock, by)
}
