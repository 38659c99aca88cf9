//! A fact as bytes: about 100 for a usual session, so that millions are read in seconds.
//!
//! Numbers are LEB128 (seven bits a byte, the low ones first), ids their 16 bytes, texts and lists
//! are preceded by their length, optional codes of a list are their position + 1 and 0 for none.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::model::{Counted, Insee, Person, SessionFact};
use crate::vocabulary::{
    AgeBand, Autonomy, EquipmentSet, Gender, PlaceType, Redirection, SessionKind, SocialStatus,
    ThemeSet, WorkshopLevel,
};

/// Raised whenever the bytes change their meaning: all facts are then packed again.
pub const VERSION: u8 = 1;

/// The first day a session may have; days are counted from it.
const FIRST: NaiveDate = match NaiveDate::from_ymd_opt(2015, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

pub fn pack(fact: &SessionFact) -> Vec<u8> {
    let mut to = Writer(Vec::with_capacity(128));
    to.byte(VERSION);
    to.number((fact.date - FIRST).num_days().unsigned_abs());
    to.byte(fact.kind as u8);
    to.byte(fact.place_type as u8);
    to.number(fact.duration_min.into());
    to.number(fact.themes.bits().unsigned_abs());
    to.number(fact.equipment.bits().unsigned_abs().into());
    to.byte(fact.autonomy.map_or(0, |code| code as u8 + 1));
    to.byte(fact.level.map_or(0, |code| code as u8 + 1));
    to.byte(u8::from(fact.redirected));
    to.byte(fact.redirection.map_or(0, |code| code as u8 + 1));
    to.id(Some(fact.facilitator));
    to.id(fact.organization);
    to.id(fact.programme);
    to.id(fact.place);
    to.code(fact.commune);
    to.code(fact.departement);
    to.number(fact.anonymous.into());
    to.number(fact.anonymous_supported.into());
    to.list(&fact.counted, |to, counted| {
        to.byte(counted.column);
        to.number(counted.people.into());
    });
    to.list(&fact.residences, |to, (commune, people)| {
        to.code(Some(*commune));
        to.number((*people).into());
    });
    to.list(&fact.tags, |to, tag| to.id(Some(*tag)));
    to.list(&fact.followed, |to, person| {
        to.id(Some(person.learner));
        to.byte(u8::from(person.first_time));
        to.byte(person.gender.map_or(0, |code| code as u8 + 1));
        to.byte(person.age_band.map_or(0, |code| code as u8 + 1));
        to.byte(person.status.map_or(0, |code| code as u8 + 1));
        to.code(person.commune);
    });
    to.0
}

/// None for bytes of another version, or damaged.
pub fn unpack(bytes: &[u8]) -> Option<SessionFact> {
    let mut from = Reader(bytes);
    if from.byte()? != VERSION {
        return None;
    }
    Some(SessionFact {
        date: FIRST.checked_add_days(Days::new(from.number()?))?,
        kind: code(SessionKind::ALL, from.byte()?)?,
        place_type: code(PlaceType::ALL, from.byte()?)?,
        duration_min: from.small()?,
        themes: ThemeSet::from_bits(i64::try_from(from.number()?).ok()?),
        equipment: EquipmentSet::from_bits(i32::try_from(from.number()?).ok()?),
        autonomy: optional(Autonomy::ALL, from.byte()?)?,
        level: optional(WorkshopLevel::ALL, from.byte()?)?,
        redirected: from.byte()? != 0,
        redirection: optional(Redirection::ALL, from.byte()?)?,
        facilitator: from.id()??,
        organization: from.id()?,
        programme: from.id()?,
        place: from.id()?,
        commune: from.code()?,
        departement: from.code()?,
        anonymous: from.small()?,
        anonymous_supported: from.small()?,
        counted: from.list(|from| Some(Counted { column: from.byte()?, people: from.small()? }))?,
        residences: from.list(|from| Some((from.code()??, from.small()?)))?,
        tags: from.list(|from| from.id()?)?,
        followed: from.list(|from| {
            Some(Person {
                learner: from.id()??,
                first_time: from.byte()? != 0,
                gender: optional(Gender::ALL, from.byte()?)?,
                age_band: optional(AgeBand::ALL, from.byte()?)?,
                status: optional(SocialStatus::ALL, from.byte()?)?,
                commune: from.code()?,
            })
        })?,
    })
}

fn code<T: Copy>(all: &[T], position: u8) -> Option<T> {
    all.get(usize::from(position)).copied()
}

fn optional<T: Copy>(all: &[T], stored: u8) -> Option<Option<T>> {
    match stored.checked_sub(1) {
        None => Some(None),
        Some(position) => code(all, position).map(Some),
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn id(&mut self, id: Option<Uuid>) {
        self.byte(u8::from(id.is_some()));
        if let Some(id) = id {
            self.0.extend_from_slice(id.as_bytes());
        }
    }

    fn code(&mut self, code: Option<Insee>) {
        let text = code.as_ref().map_or("", Insee::as_str);
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.number(items.len() as u64);
        for item in items {
            write(self, item);
        }
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn small(&mut self) -> Option<u16> {
        u16::try_from(self.number()?).ok()
    }

    fn bytes(&mut self, count: usize) -> Option<&[u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn id(&mut self) -> Option<Option<Uuid>> {
        if self.byte()? == 0 {
            return Some(None);
        }
        Some(Uuid::from_slice(self.bytes(16)?).ok())
    }

    fn code(&mut self) -> Option<Option<Insee>> {
        let length = usize::try_from(self.number()?).ok()?;
        let text = std::str::from_utf8(self.bytes(length)?).ok()?;
        if text.is_empty() { Some(None) } else { Insee::new(text).map(Some) }
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = usize::try_from(self.number()?).ok()?;
        // Damaged bytes must not ask for memory: each item takes one byte at least.
        if count > self.0.len() {
            return None;
        }
        (0..count).map(|_| read(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use proptest::prelude::*;

    use super::*;

    fn optional_id() -> impl Strategy<Value = Option<Uuid>> {
        prop::option::of(any::<u128>().prop_map(Uuid::from_u128))
    }

    fn code() -> impl Strategy<Value = Insee> {
        "[0-9]{2,5}|2[AB][0-9]{3}".prop_filter_map("a code", |code| Insee::new(&code))
    }

    fn commune() -> impl Strategy<Value = Option<Insee>> {
        prop::option::of(code())
    }

    prop_compose! {
        fn person()(
            learner in any::<u128>(),
            first_time in any::<bool>(),
            gender in prop::option::of(prop::sample::select(Gender::ALL)),
            age_band in prop::option::of(prop::sample::select(AgeBand::ALL)),
            status in prop::option::of(prop::sample::select(SocialStatus::ALL)),
            commune in commune(),
        ) -> Person {
            let learner = Uuid::from_u128(learner);
            Person { learner, first_time, gender, age_band, status, commune }
        }
    }

    prop_compose! {
        fn fact()(
            what in (0_i64..20_000, prop::sample::select(SessionKind::ALL),
                prop::sample::select(PlaceType::ALL), 1_u16..=1440,
                prop::collection::vec(prop::sample::select(Theme::ALL), 0..8),
                prop::collection::vec(prop::sample::select(Equipment::ALL), 0..3)),
            codes in (prop::option::of(prop::sample::select(Autonomy::ALL)),
                prop::option::of(prop::sample::select(WorkshopLevel::ALL)), any::<bool>(),
                prop::option::of(prop::sample::select(Redirection::ALL))),
            ids in (any::<u128>(), optional_id(), optional_id(), optional_id(), commune(), commune()),
            counts in (any::<u16>(), any::<u16>(),
                prop::collection::vec((0_u8..COLUMNS, 1_u16..10_000), 0..6),
                prop::collection::vec((code(), 1_u16..10_000), 0..4)),
            tags in prop::collection::vec(any::<u128>().prop_map(Uuid::from_u128), 0..4),
            followed in prop::collection::vec(person(), 0..12),
        ) -> SessionFact {
            SessionFact {
                date: FIRST + Duration::days(what.0),
                kind: what.1,
                place_type: what.2,
                duration_min: what.3,
                themes: what.4.into_iter().collect(),
                equipment: what.5.into_iter().collect(),
                autonomy: codes.0,
                level: codes.1,
                redirected: codes.2,
                redirection: codes.3,
                facilitator: Uuid::from_u128(ids.0),
                organization: ids.1,
                programme: ids.2,
                place: ids.3,
                commune: ids.4,
                departement: ids.5,
                anonymous: counts.0,
                anonymous_supported: counts.1,
                counted: counts.2.into_iter()
                    .map(|(column, people)| Counted { column, people })
                    .collect(),
                residences: counts.3,
                tags,
                followed,
            }
        }
    }

    use crate::vocabulary::{Equipment, Theme};
    const COLUMNS: u8 = super::super::COUNTED as u8;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(fact in fact()) {
            prop_assert_eq!(unpack(&pack(&fact)), Some(fact));
        }

        #[test]
        fn damaged_bytes_are_no_fact_and_no_panic(
            fact in fact(), cut in any::<prop::sample::Index>(), bytes in any::<Vec<u8>>(),
        ) {
            let packed = pack(&fact);
            prop_assert_eq!(unpack(&packed[..cut.index(packed.len())]), None);
            let _ = unpack(&bytes);
        }
    }

    #[test]
    fn a_day_out_of_reach_is_no_fact() {
        assert_eq!(unpack(&[VERSION, 128, 128, 128, 128, 128, 4]), None);
    }
}
