//! Enrolment written down a second time as plainly as possible: cards that lie on piles, minutes
//! counted from the first workshop's start, and a look at every card for every question. Shares
//! nothing with what it judges.

/// A person's card in one workshop.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub no: u32,
    pub who: u32,
    pub helps: bool,
    pub pile: &'static str,
    pub entered: i64,
    pub priority: u8,
    pub offer_ends: Option<i64>,
    pub answer_ends: Option<i64>,
    pub approved: bool,
    pub lapsed: bool,
    pub passed: bool,
    pub late: bool,
}

/// What somebody was told: the person's number, 0 for the lead, 999 for who approves.
pub type Told = (u32, &'static str);
const LEAD: u32 = 0;
const APPROVER: u32 = 999;

#[derive(Clone, Debug, PartialEq)]
pub struct Workshop {
    pub open: bool,
    pub seats: usize,
    pub asks: bool,
    /// Minutes.
    pub start: i64,
    pub end: i64,
    /// What the clock on the wall shows at minute 0, in minutes since midnight.
    pub midnight: i64,
    pub facilitator: u32,
    pub cards: Vec<Card>,
}

#[derive(Clone, Copy, PartialEq)]
enum Now {
    Give,
    Offer(i64),
    Leave,
}

impl Workshop {
    fn now(&self, t: i64) -> Now {
        if self.start - t > 24 * 60 {
            return Now::Give;
        }
        let mut told = t;
        loop {
            let hour = (self.midnight + told).rem_euclid(1440) / 60;
            if (7..20).contains(&hour) {
                break;
            }
            told += 1;
        }
        let mut ends = told + 240;
        if ends > self.start - 120 {
            ends = self.start - 120;
        }
        if ends > told { Now::Offer(ends) } else { Now::Leave }
    }

    pub fn taken(&self) -> usize {
        let mut taken = 0;
        for card in self.cards.iter().filter(|card| !card.helps) {
            match card.pile {
                "confirmed" | "offered" | "attended" | "partial" | "excused" | "no_show"
                | "walk_in" => taken += 1,
                "requested" if card.answer_ends.is_some() => taken += 1,
                _ => {}
            }
        }
        taken
    }

    pub fn has_free(&self) -> bool {
        self.taken() < self.seats
    }

    fn before(one: &Card, other: &Card) -> bool {
        if one.priority != other.priority {
            return one.priority > other.priority;
        }
        if one.entered != other.entered {
            return one.entered < other.entered;
        }
        one.no < other.no
    }

    /// The numbers of who waits, in order.
    pub fn line(&self) -> Vec<u32> {
        let mut left: Vec<&Card> = self.cards.iter().filter(|c| c.pile == "waitlisted").collect();
        let mut line = Vec::new();
        while !left.is_empty() {
            let mut first = 0;
            for at in 1..left.len() {
                if Self::before(left[at], left[first]) {
                    first = at;
                }
            }
            line.push(left.remove(first).no);
        }
        line
    }

    pub fn card(&mut self, no: u32) -> Option<&mut Card> {
        self.cards.iter_mut().find(|card| card.no == no)
    }

    pub fn here(&self, who: u32) -> Option<&Card> {
        let gone = ["declined", "cancelled_by_learner", "cancelled_by_organiser"];
        self.cards.iter().find(|card| card.who == who && !gone.contains(&card.pile))
    }

    /// What happens by itself.
    pub fn wait(&mut self, t: i64, busy: &[u32], told: &mut Vec<Told>) {
        self.forget_offers(t, told);
        self.call_up(t, busy, told);
    }

    pub fn forget_offers(&mut self, t: i64, told: &mut Vec<Told>) {
        for card in &mut self.cards {
            if card.pile == "offered" && card.offer_ends.unwrap() <= t {
                card.pile = "waitlisted";
                card.entered = card.offer_ends.unwrap();
                card.offer_ends = None;
                card.priority = 0;
                card.lapsed = true;
                told.push((card.who, "offer_lapsed"));
            }
            if card.pile == "requested" && card.answer_ends.is_some_and(|end| end <= t) {
                card.answer_ends = None;
            }
        }
    }

    fn call_up(&mut self, t: i64, busy: &[u32], told: &mut Vec<Told>) {
        let now = self.now(t);
        if now == Now::Leave || !self.open {
            return;
        }
        for no in self.line() {
            if !self.has_free() {
                return;
            }
            let needs_yes = self.asks && !self.card(no).unwrap().approved;
            let card = self.card(no).unwrap();
            if card.lapsed {
                continue;
            }
            if busy.contains(&card.who) {
                if !card.passed {
                    told.push((card.who, "passed_over"));
                }
                card.passed = true;
                continue;
            }
            if needs_yes {
                self.ask_for_yes(no, t, told);
            } else if let Now::Offer(ends) = now {
                card.pile = "offered";
                card.offer_ends = Some(ends);
                told.push((card.who, "offered"));
            } else {
                card.pile = "confirmed";
                told.push((card.who, "promoted"));
            }
        }
    }

    pub fn ask_for_yes(&mut self, no: u32, t: i64, told: &mut Vec<Told>) {
        let start = self.start;
        let card = self.card(no).unwrap();
        card.pile = "requested";
        card.lapsed = false;
        let mut ends = t + 24 * 60;
        if ends > start - 120 {
            ends = start - 120;
        }
        if t >= start - 120 {
            ends = start;
        }
        card.answer_ends = Some(ends);
        told.push((card.who, "requested"));
        told.push((APPROVER, "approval_asked"));
    }

    /// A seat for who asks, or a place in the line, or neither.
    pub fn come(
        &mut self,
        no: u32,
        t: i64,
        busy: &[u32],
        waits: bool,
        told: &mut Vec<Told>,
    ) -> Result<(), &'static str> {
        let alone = self.line().iter().all(|other| *other == no);
        let who = self.card(no).unwrap().who;
        if self.has_free() && (alone || self.now(t) != Now::Leave) {
            if busy.contains(&who) {
                return Err("overlap");
            }
            if self.asks && !self.card(no).unwrap().approved {
                self.ask_for_yes(no, t, told);
            } else {
                self.card(no).unwrap().pile = "confirmed";
                self.card(no).unwrap().lapsed = false;
                told.push((who, "confirmed"));
            }
            return Ok(());
        }
        if !waits {
            return Err("full");
        }
        let card = self.card(no).unwrap();
        card.pile = "waitlisted";
        card.entered = t;
        card.lapsed = false;
        told.push((who, "waitlisted"));
        Ok(())
    }

    /// Whether the lead should be told that a seat is theirs to give.
    pub fn call_lead(&self, before: &Self, t: i64, told: &mut Vec<Told>) {
        let free = |workshop: &Self| workshop.seats.saturating_sub(workshop.taken());
        if t < self.start
            && self.now(t) == Now::Leave
            && free(self) > free(before)
            && !self.line().is_empty()
        {
            told.push((LEAD, "seat_left"));
        }
    }

    pub fn may_leave_to_lead(&self, t: i64) -> bool {
        self.now(t) == Now::Leave
    }

    pub fn is_the_day(&self, t: i64) -> bool {
        let of_day = (self.midnight + self.start).rem_euclid(1440);
        t >= self.start - of_day && t < self.end + 30 * 1440
    }
}
