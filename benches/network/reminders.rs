//! Reminders of the day before yesterday's people: planned and sent once each, although a process
//! is killed in the middle of it, and although two work side by side where the engine allows it.

use std::time::{Duration, Instant};

use coopair::platform::database::schema::{enrolments, facilitations, mails, workshops};
use coopair::platform::database::{Conn, Id, Moment};
use diesel::prelude::*;

use crate::Line;
use crate::base::{Base, LEADERS};
use crate::http::Client;
use crate::process::Server;
use crate::sink::Sink;

/// People of each workshop.
const SEATS: usize = 20;
const HOUR: i64 = 3_600_000;
const QUARTER: i64 = HOUR / 4;
/// Longer than a mail that was taken in hand by a killed process is left alone.
const PATIENCE: Duration = Duration::from_secs(600);

pub fn run(base: &Base, is_shared: bool, lines: &mut Vec<Line>) {
    let count = base.size.reminders;
    let groups = plan(base, count.div_ceil(SEATS));
    let before: i64 = mails_of_reminders(&mut base.conn());
    assert_eq!(before, 0, "reminders before their time");
    everything_is_sent(base);
    fill(base, &groups, count);
    base.tidy();
    let sink = Sink::open();
    let started = Instant::now();
    let first = Server::start(base, Some(&sink.url));
    let second = is_shared.then(|| Server::start(base, Some(&sink.url)));
    wait_for(&sink, count / 3);
    first.kill();
    let at_kill = sink.count();
    let third = Server::start(base, Some(&sink.url));
    wait_for(&sink, count);
    let took = started.elapsed();
    // Whatever comes twice comes soon.
    std::thread::sleep(Duration::from_secs(5));
    drop((second, third));
    let (again, wrong) = sink.look(|taken| {
        let again: usize = taken.by_message.values().map(|times| times - 1).sum();
        (again, taken.by_recipient.values().filter(|times| **times != 1).count())
    });
    assert_eq!((sink.count(), wrong), (count, 0), "reminders, and people without just one");
    let planned = mails_of_reminders(&mut base.conn());
    assert_eq!(planned as usize, count, "reminders in the outbox");
    let processes = if is_shared { "two processes, one" } else { "one process," };
    lines.push(Line {
        what: format!("{count} reminders planned and sent, {processes} killed on the way"),
        measured: format!(
            "{count} different mails in {:.0} s, the kill after {at_kill}; {again} came a second \
             time under the same Message-ID",
            took.as_secs_f64()
        ),
        // Between the server's yes and the note of it, nobody can know: see notifications/delivery.
        bar: "each once; ≤ 1 repeated by a kill".to_owned(),
        holds: Some(again <= 1),
    });
}

fn wait_for(sink: &Sink, count: usize) {
    let end = Instant::now() + PATIENCE;
    while sink.count() < count {
        assert!(Instant::now() < end, "{} of {count} mails came", sink.count());
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn mails_of_reminders(conn: &mut Conn) -> i64 {
    mails::table.filter(mails::kind.eq("two_days_before")).count().get_result(conn).expect("mails")
}

/// Mails of what was measured before go into files, not among the reminders.
fn everything_is_sent(base: &Base) {
    let _server = Server::start(base, None);
    let (mut conn, end) = (base.conn(), Instant::now() + PATIENCE);
    let mut wait = || -> i64 {
        let waiting = mails::table.filter(mails::state.ne("sent"));
        waiting.count().get_result(&mut conn).expect("mails")
    };
    while wait() > 0 {
        assert!(Instant::now() < end, "mails wait");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// So many workshops of people who lead nothing else.
fn plan(base: &Base, groups: usize) -> Vec<Id> {
    let server = Server::start(base, None);
    let others = &base.facilitators[LEADERS..];
    let leader = |at: usize| base.token_of(&others[at % others.len()]);
    let tokens: Vec<String> = (0..groups).map(leader).collect();
    let client = &mut Client::open(&server.address);
    let plan = |(at, token): (usize, &String)| base.publish(client, token, at, SEATS);
    tokens.iter().enumerate().map(plan).map(|id| id.parse().expect("an id")).collect()
}

/// Everybody has had their seat for five days; the workshops begin in forty hours.
fn fill(base: &Base, groups: &[Id], count: usize) {
    let now = base.clock.now();
    let start = Moment::from_millis((now.millis() + 40 * HOUR).div_euclid(QUARTER) * QUARTER);
    let end = start.plus_seconds(45 * 60);
    let since = now.plus_seconds(-5 * 86_400);
    let mut conn = base.conn();
    let people: Vec<_> = base.facilitators.iter().chain(&base.learners).collect();
    conn.transaction(|conn| {
        for (at, workshop) in groups.iter().enumerate() {
            let own = SEATS.min(count - at * SEATS);
            diesel::update(workshops::table.find(*workshop))
                .set((
                    workshops::starts_at.eq(start),
                    workshops::ends_at.eq(end),
                    workshops::due_at.eq(now),
                    workshops::used_count.eq(i32::try_from(own).unwrap_or_default()),
                ))
                .execute(conn)?;
            let rows: Vec<_> = (0..own)
                .map(|seat| {
                    let number = at * SEATS + seat;
                    // Nobody learns where they lead.
                    let one = people[(number + LEADERS + groups.len()) % people.len()];
                    (
                        enrolments::id.eq(base.clock.new_id()),
                        enrolments::workshop_id.eq(*workshop),
                        enrolments::person_id.eq(one.person_id),
                        enrolments::state.eq("confirmed"),
                        enrolments::role.eq("learner"),
                        enrolments::source.eq("account"),
                        enrolments::created_by.eq(one.account_id),
                        enrolments::created_at.eq(since),
                        enrolments::priority.eq(0),
                        enrolments::confirmed_at.eq(since),
                        enrolments::is_approved.eq(false),
                        enrolments::has_lapsed.eq(false),
                        enrolments::was_passed_over.eq(false),
                        enrolments::is_late.eq(false),
                    )
                })
                .collect();
            coopair::on_either!(&mut *conn, |c| diesel::insert_into(enrolments::table)
                .values(rows)
                .execute(c))?;
        }
        QueryResult::Ok(())
    })
    .expect("people in their seats");
    let led: i64 = facilitations::table.count().get_result(&mut conn).expect("leaders");
    assert!(led as usize >= groups.len());
}
