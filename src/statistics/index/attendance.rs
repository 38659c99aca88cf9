//! Followed people: one list of participations per day, sorted by session.

use super::super::fact::{AGE_BANDS, Fact, Followed, GENDERS, STATUSES, told};

/// One participation of a followed person.
#[derive(Clone, Copy, Default)]
pub struct Attendance {
    pub session: u32,
    pub person: u32,
    pub residence: u16,
    /// Gender in 2 bits, age band in 4, status in 3, first time in 1.
    pub traits: u16,
}

/// Number of distinct traits, first time or not.
pub const TRAITS: usize = 1 << 10;
/// The bit of a first time.
pub const FIRST_TIME: u16 = 9;

/// Positions of gender, age band and status in `traits`.
pub fn read(traits: usize) -> (usize, usize, usize) {
    (traits & 3, traits >> 2 & 15, traits >> 6 & 7)
}

impl Attendance {
    fn new(session: u32, followed: &Followed) -> Self {
        let traits = told(followed.gender, GENDERS)
            | told(followed.age_band, AGE_BANDS) << 2
            | told(followed.status, STATUSES) << 6
            | usize::from(followed.first_time) << FIRST_TIME;
        Self {
            session,
            person: followed.person,
            residence: followed.residence,
            traits: traits as u16,
        }
    }
}

/// All participations of followed people.
#[derive(Default)]
pub struct Attendances {
    days: Vec<Vec<Attendance>>,
    /// Above every person and every residence seen.
    pub persons: usize,
    pub residences: usize,
}

impl Attendances {
    /// Makes the people of a session, of the day `before` so far, those of `fact`.
    pub fn replace(&mut self, session: u32, before: Option<u16>, fact: Option<&Fact>) {
        if let Some(before) = before.filter(|before| fact.is_none_or(|fact| fact.day != *before)) {
            self.put(session, before, &[]);
        }
        if let Some(fact) = fact {
            self.put(session, fact.day, &fact.followed);
        }
    }

    /// Makes the people of a session on a day `people`: nothing moves when their number stays.
    fn put(&mut self, session: u32, day: u16, people: &[Followed]) {
        for followed in people {
            self.persons = self.persons.max(followed.person as usize + 1);
            self.residences = self.residences.max(usize::from(followed.residence) + 1);
        }
        if usize::from(day) >= self.days.len() {
            if people.is_empty() {
                return;
            }
            self.days.resize_with(usize::from(day) + 1, Vec::new);
        }
        let list = &mut self.days[usize::from(day)];
        let needed = list.len() + people.len();
        if needed > list.capacity() {
            // An eighth of spare room: doubling would cost 20 MB at 3 million sessions.
            list.reserve_exact(people.len() + needed / 8);
        }
        let (first, after) = place(list, session);
        list.splice(first..after, people.iter().map(|one| Attendance::new(session, one)));
    }

    /// The lists of the days `from..=to`, in order.
    pub fn period(&self, from: u16, to: u16) -> &[Vec<Attendance>] {
        let after = self.days.len().min(usize::from(to) + 1);
        self.days.get(usize::from(from)..after).unwrap_or(&[])
    }

    /// The participations in one session.
    pub fn of_session(&self, session: u32, day: u16) -> &[Attendance] {
        let Some(list) = self.days.get(usize::from(day)) else { return &[] };
        let (first, after) = place(list, session);
        &list[first..after]
    }

    /// Memory in bytes.
    pub fn bytes(&self) -> usize {
        let lists: usize = self.days.iter().map(Vec::capacity).sum();
        lists * size_of::<Attendance>() + self.days.capacity() * size_of::<Vec<Attendance>>()
    }
}

/// Where the participations of a session are, or would be, in a list.
fn place(list: &[Attendance], session: u32) -> (usize, usize) {
    if list.last().is_none_or(|last| last.session < session) {
        return (list.len(), list.len());
    }
    let first = list.partition_point(|other| other.session < session);
    let after = list[first..].iter().take_while(|other| other.session == session).count();
    (first, first + after)
}
