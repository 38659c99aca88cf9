//! What one held session is to the figures: small numbers, nothing that names a person.

/// Lengths of the closed lists; the order of each list is that of the vocabulary.
pub const THEMES: usize = 30;
pub const EQUIPMENT: usize = 5;
pub const PLACE_TYPES: usize = 4;
pub const DURATIONS: usize = 4;
pub const AUTONOMY: usize = 3;
pub const LEVELS: usize = 3;
pub const REDIRECTIONS: usize = 7;
pub const GENDERS: usize = 3;
pub const AGE_BANDS: usize = 8;
pub const STATUSES: usize = 5;
/// Counters of anonymous people: genders, then age bands, then statuses.
pub const COLUMNS: usize = GENDERS + AGE_BANDS + STATUSES;

/// Position of "at a distance" among the place types.
pub const AT_A_DISTANCE: u8 = 3;
/// Position of the workshop among the kinds of session.
pub const WORKSHOP: u8 = 1;
/// A session lasts a day at most; a longer one counts as a day.
pub const LONGEST: u16 = 1440;

/// One held session. In optional codes and keys 0 is none and i + 1 the i-th; a code beyond its
/// list counts as none, a bit beyond its list as absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// Days since 2015-01-01.
    pub day: u16,
    /// 0 individual, 1 workshop.
    pub kind: u8,
    /// 0 to 3; 3 is at a distance.
    pub place_type: u8,
    /// 1 to 1440.
    pub minutes: u16,
    /// Bit i is the i-th theme.
    pub themes: u64,
    /// Bit i is the i-th equipment.
    pub equipment: u32,
    /// Of an individual session.
    pub autonomy: u8,
    /// Of a workshop.
    pub level: u8,
    pub redirected: bool,
    /// Kind of body, when redirected.
    pub redirection: u8,
    /// Dense key from 0: every session has a facilitator.
    pub facilitator: u32,
    pub organization: u32,
    pub programme: u32,
    pub place: u32,
    pub commune: u16,
    /// Of the activity; of the employer when at a distance.
    pub departement: u8,
    /// Anonymous people.
    pub anonymous: u16,
    /// Of these, helped before, as they said.
    pub anonymous_supported: u16,
    /// Anonymous people by column (see [`COLUMNS`]), people > 0.
    pub counted: Vec<(u8, u16)>,
    /// Anonymous people by commune of residence; commune 0 is not told.
    pub residences: Vec<(u16, u16)>,
    pub tags: Vec<u32>,
    /// Named people.
    pub followed: Vec<Followed>,
}

/// One followed person in one session, as they were on that day; 0 is not told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// Dense key from 0.
    pub person: u32,
    pub residence: u16,
    pub gender: u8,
    pub age_band: u8,
    pub status: u8,
    /// The first participation ever of this person.
    pub first_time: bool,
}

impl Fact {
    /// Everybody who took part, named or not.
    pub fn participants(&self) -> u32 {
        u32::try_from(self.followed.len())
            .unwrap_or(u32::MAX)
            .saturating_add(u32::from(self.anonymous))
    }

    pub fn is_workshop(&self) -> bool {
        self.kind == WORKSHOP
    }

    /// At a distance: in no place and no commune, in the employer's département.
    pub fn is_remote(&self) -> bool {
        self.place_type() == usize::from(AT_A_DISTANCE)
    }

    /// Position of the place type.
    pub fn place_type(&self) -> usize {
        usize::from(self.place_type.min(AT_A_DISTANCE))
    }

    /// Minutes that count, at most [`LONGEST`].
    pub fn length(&self) -> u16 {
        self.minutes.min(LONGEST)
    }

    /// Position of the duration: [0,30[ [30,60[ [60,120[ [120,∞[ minutes.
    pub fn duration(&self) -> usize {
        match self.minutes {
            0..30 => 0,
            30..60 => 1,
            60..120 => 2,
            120.. => 3,
        }
    }
}

/// The code of an optional value of a list of `length` values: 0 when not told or unknown.
pub fn told(code: u8, length: usize) -> usize {
    let code = usize::from(code);
    if code <= length { code } else { 0 }
}

/// The positions of the bits of `set` below `length`.
pub fn positions(set: u64, length: usize) -> impl Iterator<Item = usize> {
    (0..length.min(64)).filter(move |at| set >> at & 1 == 1)
}
