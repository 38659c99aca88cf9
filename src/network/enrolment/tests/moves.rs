//! Moving from one of two workshops to the other, as rosters and as plain cards.

use super::both::{Both, card};
use super::checks::{check_changed, same_told};
use super::naive::{Card, Told};
use super::naive_deeds::{Touch, When};
use crate::network::enrolment::*;
use crate::network::tests::id;

impl Both {
    pub fn transfer(&mut self, at: usize, who: u32) {
        let (no, there) = (self.no_of(at, who), 1 - at);
        self.count += 1;
        let (number, new) = (5_000 + self.count, 1_000 + self.count * 7_919 % 1_009);
        self.load_busy(0);
        self.load_busy(1);
        let before = self.rosters.clone();
        let asked = Transfer { enrolment_id: id(no), new_id: id(new), source: Source::Account };
        let now = self.now();
        let [one, two] = &mut self.rosters;
        let (from, to) = if at == 0 { (one, two) } else { (two, one) };
        let outcome = transfer(from, to, id(number), &asked, now);

        let expected = self.naive_transfer(at, no, new);
        let code = outcome.as_ref().err().map(|refusal| refusal.reason().code);
        assert_eq!(code, expected.as_ref().err().copied(), "move");
        match (outcome, expected) {
            (Ok((left, come)), Ok((left_told, come_told))) => {
                same_told(&left, left_told, &mut self.reached);
                same_told(&come, come_told, &mut self.reached);
                check_changed(&before[at], &self.rosters[at], &left);
                check_changed(&before[there], &self.rosters[there], &come);
                *self.reached.entry("moved").or_default() += 1;
            }
            _ => assert_eq!(self.rosters, before),
        }
    }

    fn naive_transfer(
        &mut self,
        at: usize,
        no: u32,
        new: u32,
    ) -> Result<(Vec<Told>, Vec<Told>), &'static str> {
        let (before, t, there) = (self.naive.clone(), self.t, 1 - at);
        let (mut left, mut come) = (Vec::new(), Vec::new());
        let done = self.naive_steps(at, (no, new), &mut left, &mut come);
        if let Err(code) = done {
            self.naive = before;
            return Err(code);
        }
        self.naive[at].call_lead(&before[at], t, &mut left);
        self.naive[there].call_lead(&before[there], t, &mut come);
        Ok((left, come))
    }

    fn naive_steps(
        &mut self,
        at: usize,
        (no, new): (u32, u32),
        left: &mut Vec<Told>,
        come: &mut Vec<Told>,
    ) -> Result<(), &'static str> {
        let (t, there) = (self.t, 1 - at);
        // Who was taken when it was loaded stays so, whatever lapses meanwhile.
        let loaded = [self.busy(0, None), self.busy(1, None)];
        self.naively_wait(at, &loaded, left);
        self.naively_wait(there, &loaded, come);
        let old = self.naive[at].card(no).ok_or("unknown_value")?.clone();
        if !["requested", "confirmed", "waitlisted", "offered"].contains(&old.pile) {
            return Err("not_possible");
        }
        if !self.naive[there].open {
            return Err("closed");
        }
        let busy = self.busy(there, Some(old.who));
        let card = Card { helps: old.helps, priority: old.priority, ..card(new, old.who, t) };
        self.naive[there].enrol(card, false, When { t, busy: &busy }, come)?;
        if !self.naive[at].open {
            return Err("closed");
        }
        self.naive[at].touch(no, Touch::Withdraw, When { t, busy: &[] }, left)?;
        self.naively_wait(at, &loaded, left);
        self.naively_wait(there, &loaded, come);
        Ok(())
    }

    fn naively_wait(&mut self, at: usize, loaded: &[Vec<u32>; 2], told: &mut Vec<Told>) {
        let mut busy = self.busy(at, None);
        busy.extend(&loaded[at]);
        self.naive[at].wait(self.t, &busy, told);
    }
}
