//! The table. One line per route: method, path, who.

use super::Role;
use Role::{Admin, Coordinator, Facilitator, Funder, Learner};
use Rule::{Anyone, OneOf, SignedIn, Visitor};

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// With or without an account.
    Anyone,
    /// The same, so many times from one address: doors that guess at secrets or cost much to open.
    Visitor,
    /// Any active account.
    SignedIn,
    /// Accounts that wear one of these hats.
    OneOf(&'static [Role]),
}

/// One route and its rule.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub method: &'static str,
    pub path: &'static str,
    pub rule: Rule,
}

const fn on(method: &'static str, path: &'static str, rule: Rule) -> Entry {
    Entry { method, path, rule }
}

const ADMIN: Rule = OneOf(&[Admin]);
const FACILITATOR: Rule = OneOf(&[Facilitator]);
const COORDINATOR: Rule = OneOf(&[Coordinator]);
const STAFF: Rule = OneOf(&[Admin, Coordinator]);
/// Those who keep tags and places of their own, or the network's.
const KEEPERS: Rule = OneOf(&[Admin, Facilitator]);
const READERS: Rule = OneOf(&[Admin, Coordinator, Facilitator]);
/// Those who have sessions of their own or of their team.
const AUTHORS: Rule = OneOf(&[Coordinator, Facilitator]);
/// Those who read what the network plans.
const MEMBERS: Rule = OneOf(&[Admin, Coordinator, Facilitator, Learner]);
/// Those who learn, and those who enrol others.
const PEOPLE: Rule = OneOf(&[Coordinator, Facilitator, Learner]);
/// Those who fund, and those who say what they see.
const FUNDERS: Rule = OneOf(&[Admin, Funder]);

#[rustfmt::skip]
pub const TABLE: &[Entry] = &[
    // sign-in
    on("POST", "/api/sign-in", Anyone),
    on("POST", "/api/sign-in/link", Anyone),
    on("POST", "/api/sign-in/link/redeem", Anyone),
    on("POST", "/api/sign-in/refresh", Anyone),
    on("POST", "/api/sign-out", Anyone),
    on("GET", "/api/me", SignedIn),
    on("PUT", "/api/me", SignedIn),
    on("PUT", "/api/me/password", SignedIn),
    // shared lists
    on("GET", "/api/enumerations", Anyone),
    on("GET", "/api/communes", SignedIn),
    on("GET", "/api/departements", SignedIn),
    on("GET", "/api/territories", SignedIn),
    // sessions: the author's own; team and network in pseudonymous form
    on("POST", "/api/individual-sessions", FACILITATOR),
    on("PUT", "/api/individual-sessions/{id}", FACILITATOR),
    on("POST", "/api/workshops", FACILITATOR),
    on("PUT", "/api/workshops/{id}", FACILITATOR),
    on("GET", "/api/sessions", FACILITATOR),
    on("POST", "/api/sessions/search", FACILITATOR),
    on("GET", "/api/sessions/export/{format}", AUTHORS),
    on("GET", "/api/sessions/{id}", READERS),
    on("DELETE", "/api/sessions/{id}", FACILITATOR),
    on("POST", "/api/sessions/{id}/restore", FACILITATOR),
    on("GET", "/api/workspace", FACILITATOR),
    on("GET", "/api/home", FACILITATOR),
    on("GET", "/api/tags", READERS),
    on("POST", "/api/tags", KEEPERS),
    on("PUT", "/api/tags/{id}", KEEPERS),
    on("DELETE", "/api/tags/{id}", KEEPERS),
    // planned workshops: who planned, facilitates or coordinates them; seats are one's own
    on("GET", "/api/workshop-templates", READERS),
    on("GET", "/api/workshop-templates/{id}", READERS),
    on("PUT", "/api/workshop-templates/{id}", AUTHORS),
    on("POST", "/api/workshop-templates/{id}/archive", AUTHORS),
    on("GET", "/api/places/{id}/rooms", READERS),
    on("PUT", "/api/rooms/{id}", READERS),
    on("PUT", "/api/device-pools/{id}", READERS),
    on("POST", "/api/workshop-series/preview", AUTHORS),
    on("GET", "/api/workshop-series/{id}", MEMBERS),
    on("PUT", "/api/workshop-series/{id}", AUTHORS),
    on("POST", "/api/workshop-series/{id}/publish", AUTHORS),
    on("POST", "/api/workshop-series/{id}/change/preview", AUTHORS),
    on("POST", "/api/workshop-series/{id}/change", AUTHORS),
    on("POST", "/api/workshop-series/{id}/cancel", AUTHORS),
    on("GET", "/api/planned-workshops", MEMBERS),
    on("GET", "/api/planned-workshops/days", MEMBERS),
    on("GET", "/api/planned-workshops/{id}", MEMBERS),
    on("PUT", "/api/planned-workshops/{id}", AUTHORS),
    on("POST", "/api/planned-workshops/{id}/publish", AUTHORS),
    on("POST", "/api/planned-workshops/{id}/cancel", AUTHORS),
    on("POST", "/api/planned-workshops/{id}/postpone", AUTHORS),
    on("POST", "/api/planned-workshops/{id}/did-not-happen", AUTHORS),
    on("PUT", "/api/planned-workshops/{id}/facilitators/{facilitator_id}", AUTHORS),
    on("POST", "/api/planned-workshops/{id}/facilitators/{facilitator_id}/answer", AUTHORS),
    on("POST", "/api/planned-workshops/{id}/invitations", AUTHORS),
    on("GET", "/api/planned-workshops/{id}/invitations", AUTHORS),
    on("DELETE", "/api/planned-workshops/{id}/invitations/{person_id}", AUTHORS),
    on("POST", "/api/planned-workshops/{id}/enrolments", PEOPLE),
    on("POST", "/api/planned-workshops/{id}/enrolments/{enrolment_id}/commands", PEOPLE),
    on("POST", "/api/planned-workshops/{id}/enrolments/{enrolment_id}/move", PEOPLE),
    on("POST", "/api/planned-workshops/{id}/walk-ins", AUTHORS),
    on("GET", "/api/planned-workshops/{id}/roster", AUTHORS),
    on("POST", "/api/planned-workshops/{id}/attendance", AUTHORS),
    on("POST", "/api/planned-workshops/{id}/close", AUTHORS),
    on("GET", "/api/me/enrolments", SignedIn),
    on("POST", "/api/slips/release", Visitor),
    // saying that one is there: who holds the kiosk's secret; who is signed in and scanned its code
    on("GET", "/api/planned-workshops/{id}/kiosk", AUTHORS),
    on("POST", "/api/planned-workshops/{id}/kiosk", AUTHORS),
    on("POST", "/api/planned-workshops/{id}/kiosk/close", AUTHORS),
    on("POST", "/api/kiosk/read", Visitor),
    on("POST", "/api/kiosk/taps", Visitor),
    on("POST", "/api/kiosk/undo", Visitor),
    on("POST", "/api/me/presence/read", PEOPLE),
    on("POST", "/api/me/presence", PEOPLE),
    // coordination: the coordinator's own; administrators count, and read in pseudonymous form
    on("POST", "/api/coordination/animations", COORDINATOR),
    on("PUT", "/api/coordination/animations/{id}", COORDINATOR),
    on("POST", "/api/coordination/events", COORDINATOR),
    on("PUT", "/api/coordination/events/{id}", COORDINATOR),
    on("POST", "/api/coordination/partnerships", COORDINATOR),
    on("PUT", "/api/coordination/partnerships/{id}", COORDINATOR),
    on("GET", "/api/coordination/activities", COORDINATOR),
    on("GET", "/api/coordination/activities/{id}", STAFF),
    on("DELETE", "/api/coordination/activities/{id}", COORDINATOR),
    on("POST", "/api/coordination/activities/{id}/restore", COORDINATOR),
    on("GET", "/api/coordination/export", COORDINATOR),
    on("GET", "/api/coordination/statistics", STAFF),
    // learners: their own facilitator, nobody else
    on("GET", "/api/learners", FACILITATOR),
    on("POST", "/api/learners", FACILITATOR),
    on("POST", "/api/learners/search", FACILITATOR),
    on("GET", "/api/learners/duplicates", FACILITATOR),
    on("POST", "/api/learners/import", FACILITATOR),
    on("GET", "/api/learners/import-template", FACILITATOR),
    on("GET", "/api/learners/export", FACILITATOR),
    on("GET", "/api/learners/{id}", FACILITATOR),
    on("PUT", "/api/learners/{id}", FACILITATOR),
    on("POST", "/api/learners/{id}/anonymise", FACILITATOR),
    on("POST", "/api/learners/{id}/merge", FACILITATOR),
    on("POST", "/api/learners/{id}/codes", FACILITATOR),
    // competences and levels: one's own; learners of own sessions; the team, noted
    on("GET", "/api/competences", Anyone),
    on("POST", "/api/competences", ADMIN),
    on("PUT", "/api/competences/{id}", ADMIN),
    on("POST", "/api/frameworks/maxima", ADMIN),
    on("GET", "/api/me/levels", SignedIn),
    on("GET", "/api/me/levels/history", SignedIn),
    on("GET", "/api/me/levels/looks", SignedIn),
    on("GET", "/api/me/levels/statement", SignedIn),
    on("GET", "/api/me/evidence", SignedIn),
    on("PUT", "/api/me/placements/{id}", SignedIn),
    on("POST", "/api/me/claims", SignedIn),
    on("POST", "/api/evidence/{id}/acts", SignedIn),
    on("GET", "/api/sessions/{id}/levels", FACILITATOR),
    on("PUT", "/api/sessions/{id}/competences", FACILITATOR),
    on("PUT", "/api/attestations/{id}", FACILITATOR),
    on("GET", "/api/cosignatures", COORDINATOR),
    on("POST", "/api/cosignatures/{id}/decision", COORDINATOR),
    on("GET", "/api/teaching-grants", COORDINATOR),
    on("PUT", "/api/teaching-grants/{id}", COORDINATOR),
    on("POST", "/api/teaching-grants/{id}/end", COORDINATOR),
    on("GET", "/api/teams/{id}/coverage", COORDINATOR),
    on("GET", "/api/teams/{id}/members/{facilitator_id}/levels", COORDINATOR),
    on("GET", "/api/reviews", STAFF),
    on("GET", "/api/levels/figures", STAFF),
    on("POST", "/api/levels/import", STAFF),
    // badges: one's own; anybody checks one
    on("GET", "/api/me/badges", SignedIn),
    on("POST", "/api/me/badges", SignedIn),
    on("GET", "/api/me/badges/facilitation", SignedIn),
    on("POST", "/api/me/badges/facilitation", SignedIn),
    on("POST", "/api/me/badges/{id}/revoke", SignedIn),
    on("GET", "/api/badges/issuer", Anyone),
    on("GET", "/api/badges/keys", Anyone),
    on("GET", "/api/badges/keys/{thumbprint}", Anyone),
    on("GET", "/api/badges/revocations", Anyone),
    on("GET", "/api/badges/awards/{id}", Visitor),
    on("GET", "/api/badges/awards/{id}/state", Visitor),
    on("POST", "/api/badges/check", Visitor),
    // self-placement on a shared tablet: who holds the code
    on("POST", "/api/placement/open", Visitor),
    on("POST", "/api/placement/answers", Visitor),
    // facilitators of the network: one's own; the team, and volunteers without one
    on("GET", "/api/me/facilitation", SignedIn),
    on("PUT", "/api/me/facilitation", SignedIn),
    on("POST", "/api/me/facilitation/steps", SignedIn),
    on("GET", "/api/me/availability", SignedIn),
    on("PUT", "/api/me/availability", SignedIn),
    on("GET", "/api/network/facilitators", COORDINATOR),
    on("GET", "/api/network/facilitators/{id}", COORDINATOR),
    on("POST", "/api/network/facilitators/{id}/steps", COORDINATOR),
    on("POST", "/api/network/facilitators/{id}/team", COORDINATOR),
    on("GET", "/api/network/figures", STAFF),
    // who can help with what: those who offer to
    on("GET", "/api/facilitators/for", READERS),
    on("GET", "/api/me/helpers", SignedIn),
    // help requests: whose they are, whom they are shown to, who took them on
    on("GET", "/api/me/help-requests", SignedIn),
    on("GET", "/api/help-requests", AUTHORS),
    on("GET", "/api/help-drafts", AUTHORS),
    on("GET", "/api/help-requests/{id}", PEOPLE),
    on("PUT", "/api/help-requests/{id}", PEOPLE),
    on("POST", "/api/help-requests/{id}/steps", PEOPLE),
    // pairs: the two
    on("GET", "/api/mentoring-pairs", PEOPLE),
    on("GET", "/api/mentoring-pairs/{id}", PEOPLE),
    on("PUT", "/api/mentoring-pairs/{id}", PEOPLE),
    on("POST", "/api/mentoring-pairs/{id}/steps", PEOPLE),
    // what people thought, of nobody in particular; what one gave, for oneself
    on("GET", "/api/me/satisfaction", SignedIn),
    on("POST", "/api/planned-workshops/{id}/satisfaction", PEOPLE),
    on("GET", "/api/planned-workshops/{id}/satisfaction", AUTHORS),
    on("GET", "/api/me/recognition", SignedIn),
    on("GET", "/api/me/recognition/statement", SignedIn),
    // calendars: who knows the address
    on("GET", "/api/me/calendars", SignedIn),
    on("POST", "/api/me/calendars", MEMBERS),
    on("POST", "/api/me/calendars/{id}/revoke", SignedIn),
    on("GET", "/api/calendars/{token}.ics", Visitor),
    // figures
    on("GET", "/api/statistics", READERS),
    on("GET", "/api/statistics/families/{family}", READERS),
    on("GET", "/api/statistics/export/{format}", READERS),
    on("GET", "/api/programmes/{id}/progress", STAFF),
    // places and organizations
    on("GET", "/api/places", SignedIn),
    on("POST", "/api/places", KEEPERS),
    on("POST", "/api/places/import", ADMIN),
    on("GET", "/api/places/export", READERS),
    on("GET", "/api/places/{id}", SignedIn),
    on("PUT", "/api/places/{id}", READERS),
    on("POST", "/api/places/{id}/attachment", FACILITATOR),
    on("DELETE", "/api/places/{id}/attachment", FACILITATOR),
    on("GET", "/api/organizations", SignedIn),
    on("POST", "/api/organizations", ADMIN),
    on("GET", "/api/organizations/{id}", SignedIn),
    on("PUT", "/api/organizations/{id}", STAFF),
    on("GET", "/api/programmes", SignedIn),
    on("GET", "/api/programmes/{id}", SignedIn),
    on("POST", "/api/programmes", ADMIN),
    on("PUT", "/api/programmes/{id}", ADMIN),
    // funders: what they see, never whom
    on("GET", "/api/perimeters", FUNDERS),
    on("POST", "/api/perimeters", ADMIN),
    on("GET", "/api/perimeters/{id}", FUNDERS),
    on("GET", "/api/perimeters/{id}/levels", FUNDERS),
    on("GET", "/api/perimeters/{id}/network", FUNDERS),
    on("GET", "/api/perimeters/{id}/statistics", FUNDERS),
    on("GET", "/api/perimeters/{id}/statistics/export/{format}", FUNDERS),
    on("PUT", "/api/perimeters/{id}", ADMIN),
    on("POST", "/api/perimeters/{id}/invitations", ADMIN),
    on("DELETE", "/api/perimeters/{id}", ADMIN),
    // sharing: those who may read figures exactly share them protected
    on("GET", "/api/share-links", READERS),
    on("POST", "/api/share-links", READERS),
    on("POST", "/api/share-links/{id}/revoke", READERS),
    on("GET", "/api/shared/{token}", Visitor),
    on("GET", "/api/shared/{token}/statistics", Visitor),
    on("GET", "/api/shared/{token}/statistics/export/{format}", Visitor),
    on("GET", "/api/public/statistics", Visitor),
    on("GET", "/api/public/statistics/export/{format}", Visitor),
    on("GET", "/api/public", Anyone),
    // workshops that their facilitators show to everybody
    on("GET", "/api/public/workshops", Visitor),
    on("GET", "/api/public/workshops/choices", Visitor),
    on("GET", "/api/public/workshops/{id}", Visitor),
    // people and teams
    on("GET", "/api/accounts", STAFF),
    on("POST", "/api/accounts", STAFF),
    on("POST", "/api/accounts/search", STAFF),
    on("GET", "/api/accounts/{id}", STAFF),
    on("PUT", "/api/accounts/{id}", ADMIN),
    on("POST", "/api/accounts/{id}/invitation", STAFF),
    on("POST", "/api/accounts/{id}/suspend", ADMIN),
    on("POST", "/api/accounts/{id}/reactivate", ADMIN),
    on("GET", "/api/facilitators", STAFF),
    on("GET", "/api/teams", STAFF),
    on("POST", "/api/teams", ADMIN),
    on("GET", "/api/teams/{id}", STAFF),
    on("PUT", "/api/teams/{id}", ADMIN),
    on("PUT", "/api/teams/{id}/members/{facilitator_id}", ADMIN),
    on("GET", "/api/teams/{id}/members", STAFF),
    on("GET", "/api/teams/{id}/members/{facilitator_id}", STAFF),
    on("GET", "/api/me/teams", FACILITATOR),
    on("POST", "/api/me/teams/{id}/leave", FACILITATOR),
    on("POST", "/api/teams/{id}/members/{facilitator_id}/archive", STAFF),
    on("POST", "/api/teams/{id}/members/{facilitator_id}/remove", STAFF),
    // invitations into teams: who holds the token answers
    on("GET", "/api/teams/{id}/invitations", STAFF),
    on("POST", "/api/teams/{id}/invitations", STAFF),
    on("POST", "/api/team-invitations/{id}/withdraw", STAFF),
    on("POST", "/api/team-invitations/read", Visitor),
    on("POST", "/api/team-invitations/accept", Visitor),
    on("POST", "/api/team-invitations/decline", Visitor),
    // operating
    on("GET", "/api/settings", ADMIN),
    on("PUT", "/api/settings", ADMIN),
    on("GET", "/api/audit", ADMIN),
    on("GET", "/api/mails", ADMIN),
];
