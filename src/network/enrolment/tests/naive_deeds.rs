//! The deeds of the plain enrolment in `naive.rs`.

use super::naive::{Card, Told, Workshop};

/// What somebody does with a card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Touch {
    Renew,
    Approve,
    Decline,
    Accept,
    Withdraw,
    Remove,
    Seat,
    Mark(&'static str),
}

/// The moment, and who is taken elsewhere.
#[derive(Clone, Copy)]
pub struct When<'a> {
    pub t: i64,
    pub busy: &'a [u32],
}

type Answer = Result<(), &'static str>;

impl Workshop {
    /// All of a deed, or nothing of it.
    pub fn whole(
        &mut self,
        when: When,
        gives_first: bool,
        told: &mut Vec<Told>,
        deed: impl FnOnce(&mut Self, &mut Vec<Told>) -> Answer,
    ) -> Answer {
        let (before, mut said) = (self.clone(), Vec::new());
        if gives_first {
            self.wait(when.t, when.busy, &mut said);
        } else {
            self.forget_offers(when.t, &mut said);
        }
        let done = if self.open { deed(self, &mut said) } else { Err("closed") };
        if done.is_err() {
            *self = before;
            return done;
        }
        self.wait(when.t, when.busy, &mut said);
        self.call_lead(&before, when.t, &mut said);
        told.append(&mut said);
        Ok(())
    }

    pub fn enrol(&mut self, new: Card, waits: bool, when: When, told: &mut Vec<Told>) -> Answer {
        if when.t >= self.start {
            return Err("started");
        }
        self.may_come(&new)?;
        let (no, who) = (new.no, new.who);
        if new.helps {
            if when.busy.contains(&who) {
                return Err("overlap");
            }
            self.cards.push(Card { pile: "confirmed", ..new });
            told.push((who, "confirmed"));
            return Ok(());
        }
        self.cards.push(new);
        self.come(no, when.t, when.busy, waits, told)
    }

    fn may_come(&self, new: &Card) -> Answer {
        if new.who == self.facilitator {
            return Err("facilitates");
        }
        if self.here(new.who).is_some() {
            return Err("already_enrolled");
        }
        if self.cards.iter().any(|card| card.no == new.no) {
            return Err("id_taken");
        }
        Ok(())
    }

    pub fn walk_in(&mut self, new: Card, t: i64) -> Answer {
        if !self.is_the_day(t) {
            return Err("not_the_time");
        }
        let who = new.who;
        let came = |card: &&mut Card| {
            card.who == who && ["requested", "waitlisted", "offered"].contains(&card.pile)
        };
        if let Some(card) = self.cards.iter_mut().find(came) {
            card.pile = "walk_in";
            card.offer_ends = None;
            card.answer_ends = None;
            return Ok(());
        }
        self.may_come(&new)?;
        self.cards.push(Card { pile: "walk_in", ..new });
        Ok(())
    }

    pub fn count_seats(&mut self, seats: usize) {
        self.seats = seats;
        while self.taken() > seats {
            let mut last: Option<(i64, u32)> = None;
            for card in self.cards.iter().filter(|card| card.pile == "requested") {
                if let Some(ends) = card.answer_ends {
                    last = last.max(Some((ends, card.no)));
                }
            }
            let Some((_, no)) = last else { return };
            self.card(no).unwrap().answer_ends = None;
        }
    }

    pub fn cancel_all(&mut self, t: i64, told: &mut Vec<Told>) -> Answer {
        if t >= self.start {
            return Err("started");
        }
        for card in &mut self.cards {
            if ["requested", "confirmed", "waitlisted", "offered"].contains(&card.pile) {
                card.pile = "cancelled_by_organiser";
                card.offer_ends = None;
                card.answer_ends = None;
                told.push((card.who, "cancelled"));
            }
        }
        self.open = false;
        Ok(())
    }

    pub fn touch(&mut self, no: u32, touch: Touch, when: When, told: &mut Vec<Told>) -> Answer {
        let begun = when.t >= self.start;
        match touch {
            Touch::Mark(_) if !self.is_the_day(when.t) => return Err("not_the_time"),
            Touch::Mark(_) | Touch::Remove => {}
            _ if begun => return Err("started"),
            _ => {}
        }
        let (is_left, free) = (self.may_leave_to_lead(when.t), self.has_free());
        let (late, t, asks) = (self.start - when.t < 24 * 60, when.t, self.asks);
        let Some(card) = self.card(no) else { return Err("unknown_value") };
        let is_busy = when.busy.contains(&card.who);
        let live = ["requested", "confirmed", "waitlisted", "offered"].contains(&card.pile);
        match (touch, card.pile) {
            (Touch::Renew, "waitlisted") if card.lapsed => self.come(no, t, when.busy, true, told),
            (Touch::Approve, "requested") => {
                card.approved = true;
                if card.answer_ends.is_none() {
                    return self.come(no, t, when.busy, true, told);
                }
                confirm(card, is_busy, told)
            }
            (Touch::Accept, "waitlisted") if card.lapsed => Err("offer_lapsed"),
            (Touch::Accept, "offered") => confirm(card, is_busy, told),
            (Touch::Seat, "waitlisted") if !is_left => Err("queue_decides"),
            (Touch::Seat, "waitlisted") if !free => Err("full"),
            (Touch::Seat, "waitlisted") if is_busy => Err("overlap"),
            (Touch::Seat, "waitlisted") if asks && !card.approved => {
                self.ask_for_yes(no, t, told);
                Ok(())
            }
            (Touch::Seat, "waitlisted") => confirm(card, false, told),
            (Touch::Decline, "requested") => leave(card, "declined", "declined", told),
            (Touch::Withdraw, pile) if live => {
                card.late = late && pile == "confirmed";
                leave(card, "cancelled_by_learner", "withdrawn", told)
            }
            (Touch::Remove, _) if live && begun => Err("started"),
            (Touch::Remove, pile) if live || pile == "walk_in" => {
                leave(card, "cancelled_by_organiser", "cancelled", told)
            }
            (Touch::Mark(seen), "confirmed" | "attended" | "partial" | "excused" | "no_show") => {
                card.pile = seen;
                Ok(())
            }
            _ => Err("not_possible"),
        }
    }
}

fn confirm(card: &mut Card, is_busy: bool, told: &mut Vec<Told>) -> Answer {
    if is_busy {
        return Err("overlap");
    }
    card.pile = "confirmed";
    card.offer_ends = None;
    card.answer_ends = None;
    card.lapsed = false;
    told.push((card.who, "confirmed"));
    Ok(())
}

fn leave(card: &mut Card, pile: &'static str, word: &'static str, told: &mut Vec<Told>) -> Answer {
    card.pile = pile;
    card.offer_ends = None;
    card.answer_ends = None;
    told.push((card.who, word));
    Ok(())
}
