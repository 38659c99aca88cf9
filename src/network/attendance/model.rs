//! What people send about who came.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::network::enrolment::Attendance;
use crate::platform::database::Id;
use crate::platform::http::{Checked, Faults, Said};
use crate::sessions::AnonymousGroup;
use crate::vocabulary::Equipment;

/// The most marks of one request.
const MOST: usize = 1_000;

/// What became of a seat.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkInput {
    pub enrolment_id: Id,
    pub attendance: Attendance,
}

/// Who came, of a list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarksInput {
    pub marks: Vec<MarkInput>,
}

impl Checked for MarksInput {
    fn check(&self, faults: &mut Faults) {
        if self.marks.is_empty() {
            faults.required("/marks");
        }
        check_marks(faults, &self.marks);
    }
}

fn check_marks(faults: &mut Faults, marks: &[MarkInput]) {
    if marks.len() > MOST {
        faults.range("/marks", marks.len(), 0, MOST);
    }
    for (at, mark) in marks.iter().enumerate() {
        if marks[..at].iter().any(|other| other.enrolment_id == mark.enrolment_id) {
            faults.contradiction(
                format!("/marks/{at}/enrolment_id"),
                "Cette inscription figure deux fois.",
                "This enrolment is listed twice.",
            );
        }
    }
}

/// What the log needs beside who came.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseInput {
    /// Marks to write down first, or to correct.
    #[serde(default)]
    pub marks: Vec<MarkInput>,
    /// People who came and are not on the list.
    pub anonymous: Option<AnonymousGroup>,
    #[serde(default)]
    pub equipment: Vec<Equipment>,
    /// The lead's own; at most 10,000 characters.
    pub notes: Option<String>,
}

impl Checked for CloseInput {
    fn check(&self, faults: &mut Faults) {
        check_marks(faults, &self.marks);
        faults.text("/notes", self.notes.as_deref(), 10_000);
        if self.equipment.contains(&Equipment::Aucun) && self.equipment.len() > 1 {
            faults.contradiction(
                "/equipment",
                "« Pas de matériel » exclut les autres choix.",
                "“No device” excludes the other choices.",
            );
        }
        let Some(group) = &self.anonymous else { return };
        faults.range("/anonymous/total", group.total, 0, 10_000);
        let most = group.total.max(0);
        faults.range("/anonymous/already_supported", group.already_supported, 0, most);
        let families: [(&str, Vec<i32>); 3] = [
            ("genders", group.genders.values().copied().collect()),
            ("age_bands", group.age_bands.values().copied().collect()),
            ("statuses", group.statuses.values().copied().collect()),
        ];
        for (family, counts) in families {
            let pointer = format!("/anonymous/{family}");
            if counts.iter().any(|count| *count < 0) {
                faults.range(pointer, -1, 0, most);
            } else if counts.iter().map(|count| i64::from(*count)).sum::<i64>() > i64::from(most) {
                let said = Said::new(
                    "La somme dépasse le nombre de personnes anonymes.",
                    "The sum exceeds the number of anonymous people.",
                );
                faults.add(pointer, "sum_exceeds_total", said);
            }
        }
    }
}
