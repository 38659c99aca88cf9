//! What the network plans: a dozen workshops around today, with people enrolled and waiting.

use chrono::{Datelike, Duration, NaiveDate, Weekday};
use chrono_tz::Tz;

use super::cast::Cast;
use super::levels::facilitator;
use super::peers::enrol;
use crate::network::workshops::{self, Visibility, WorkshopInput};
use crate::platform::clock::Clock;
use crate::platform::context::Context;
use crate::platform::database::Conn;
use crate::platform::day::{Day, TimeOfDay};
use crate::platform::http::{Expected, Problem};
use crate::vocabulary::Theme;

/// (title, days from today, start, end, capacity, people, theme)
pub(super) type Plan = (&'static str, i64, &'static str, &'static str, i32, usize, Theme);

/// The first two are over, and wait for their lists.
pub(super) const PLANS: [Plan; 12] = [
    ("Ranger ses photos", -3, "14:00", "16:00", 8, 5, Theme::Email),
    ("Mes démarches sans stress", -1, "10:00", "12:00", 6, 4, Theme::Email),
    ("Reconnaître un message piégé", 2, "14:00", "16:00", 8, 6, Theme::SecuriteNumerique),
    ("Premiers pas au clavier", 3, "09:30", "11:30", 6, 8, Theme::Email),
    ("Écrire et envoyer un courriel", 5, "14:00", "15:30", 10, 7, Theme::Email),
    ("Des mots de passe solides", 6, "10:00", "11:30", 5, 9, Theme::SecuriteNumerique),
    ("Ma messagerie au quotidien", 8, "14:00", "16:00", 8, 3, Theme::Email),
    ("Payer en ligne en confiance", 10, "10:00", "12:00", 8, 2, Theme::SecuriteNumerique),
    ("Trier et chercher ses fichiers", 13, "14:00", "16:00", 6, 6, Theme::Email),
    ("Parler à ses petits-enfants en vidéo", 16, "15:00", "16:30", 6, 7, Theme::Email),
    ("Reconnaître une fausse nouvelle", 20, "18:00", "19:30", 12, 4, Theme::SecuriteNumerique),
    ("Atelier ouvert : venez comme vous êtes", 25, "14:00", "17:00", 15, 0, Theme::Email),
];

/// Plans the workshops, two weeks before today, through the same deeds as real work.
pub fn plan(conn: &mut Conn, ctx: &Context, zone: Tz, cast: &Cast) -> Result<(), Problem> {
    let today = ctx.clock.today();
    let then = ctx.clock.now().plus_seconds(-15 * 86_400);
    let ctx = Context { clock: Clock::frozen(zone, then), ..ctx.clone() };
    let leads = cast.members.iter().filter(|member| !member.place_ids.is_empty());
    for (plan, member) in PLANS.iter().zip(leads.cycle()) {
        let by = facilitator(conn, member)?.actor;
        let id = ctx.clock.new_id();
        let input = input_of(plan, today, member.place_ids.first().copied());
        workshops::put(conn, &ctx, &by, id, Expected::NONE, &input)?;
        workshops::publish(conn, &ctx, &by, id)?;
        for learner_id in member.learner_ids.iter().take(plan.5) {
            enrol(conn, &ctx, &by, id, Some(*learner_id))?;
        }
    }
    Ok(())
}

pub(super) fn input_of(
    (title, days, from, to, capacity, people, theme): &Plan,
    today: NaiveDate,
    place_id: Option<crate::platform::database::Id>,
) -> WorkshopInput {
    let day = today + Duration::days(*days);
    // Nobody meets on a Sunday.
    let day = if day.weekday() == Weekday::Sun { day + Duration::days(1) } else { day };
    WorkshopInput {
        template_id: None,
        title: Some((*title).to_owned()),
        objectives: None,
        date: Day(day),
        start_time: TimeOfDay((*from).to_owned()),
        end_time: TimeOfDay((*to).to_owned()),
        setup_min: 0,
        teardown_min: 0,
        place_id,
        room_id: None,
        remote_url: None,
        programme_id: None,
        themes: vec![*theme],
        competences: Vec::new(),
        capacity: Some(*capacity),
        min_people: Some(3),
        devices: Vec::new(),
        devices_per_learner: None,
        needs_wires: None,
        // To the open one anybody may come.
        visibility: if *people == 0 { Visibility::Public } else { Visibility::Network },
        approval: None,
    }
}
