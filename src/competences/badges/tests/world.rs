//! A network, its key, and a badge that it gives.

use std::sync::LazyLock;

use chrono::NaiveDate;
use rsa::RsaPrivateKey;
use rsa::rand_core::OsRng;

use crate::competences::badges::{
    About, Attained, Award, Competence, Facilitation, Issuer, NamedSubject, Recipient, SaltedEmail,
    SigningKey,
};
use crate::competences::levels::{EvidenceKind, Level};
use crate::competences::taught::Taught;
use crate::platform::database::Moment;
use crate::platform::http::Lang;

/// Slow to find: once for all tests.
static KEYS: LazyLock<[SigningKey; 2]> = LazyLock::new(|| [(); 2].map(|()| new_key()));

pub fn new_key() -> SigningKey {
    let key = RsaPrivateKey::new(&mut OsRng, 2048).expect("a key");
    SigningKey::new(&key).expect("a signing key")
}

pub fn key() -> &'static SigningKey {
    &KEYS[0]
}

pub fn other_key() -> &'static SigningKey {
    &KEYS[1]
}

pub fn issuer() -> Issuer {
    Issuer {
        name: "Réseau d’essai".to_owned(),
        public_url: "https://coopair.exemple.fr".to_owned(),
    }
}

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// 2026-03-02T09:30:15.250Z.
pub const ISSUED: Moment = Moment::from_millis(1_772_443_815_250);

fn search() -> Competence {
    Competence {
        framework: "Pix".to_owned(),
        url: "https://pix.fr/competences".to_owned(),
        code: "1.1".to_owned(),
        title: "Mener une recherche et une veille d’information".to_owned(),
    }
}

/// Level 4 of 1.1, attested by a peer.
pub fn attained() -> Attained {
    Attained {
        competence: search(),
        level: Level::new(4).expect("a level"),
        evidence: EvidenceKind::Peer,
    }
}

/// Eight sessions, fourteen hours, three of them about 1.1 up to level 3.
pub fn facilitation() -> Facilitation {
    let taught = Taught {
        workshops_led: 5,
        workshops_co_led: 1,
        individual_led: 2,
        hours: 14,
        span: Some((day(2025, 9, 1), day(2026, 2, 27))),
        subjects: Vec::new(),
    };
    let subject = NamedSubject { competence: search(), level: Level::new(3) };
    Facilitation { taught, subjects: vec![subject] }
}

/// The same network, for having taught; without an end, without a name.
pub fn teaching_award() -> Award {
    Award {
        id: "019ca000-0000-7000-8000-00000000beef".parse().expect("an id"),
        valid_until: None,
        about: About::Facilitation(facilitation()),
        recipient: Recipient::default(),
        ..award()
    }
}

/// Level 4 of 1.1, attested by a peer, until the end of 2099.
pub fn award() -> Award {
    Award {
        id: "019ca000-0000-7000-8000-00000000c0de".parse().expect("an id"),
        issued_at: ISSUED,
        valid_until: Some(day(2099, 12, 31)),
        about: About::Level(attained()),
        recipient: Recipient {
            name: Some("Ada Essai".to_owned()),
            email: Some(SaltedEmail {
                address: "a@example.com".to_owned(),
                salt: "Kosher".to_owned(),
            }),
        },
        lang: Lang::Fr,
    }
}
