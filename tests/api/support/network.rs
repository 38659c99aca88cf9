//! Bodies and short ways of the network: templates, rooms, planned workshops, enrolments.

use serde_json::{Value, json};

use super::{Person, Reply, new_id, with};

/// A template of an hour and a half for twelve.
pub fn template() -> Value {
    json!({
        "title": "Reconnaître un message piégé",
        "objectives": "Savoir dire si un message est sincère.",
        "duration_min": 90,
        "min_people": 3,
        "max_people": 12,
        "themes": ["securite_numerique"],
    })
}

/// A room with fourteen seats.
pub fn room(place_id: &str) -> Value {
    json!({ "place_id": place_id, "name": "Salle du fond", "seats": 14, "wired_ports": 6 })
}

/// A workshop on Thursday 26 November 2026 from 14:00 to 16:00, at a distance.
pub fn planned() -> Value {
    json!({
        "title": "Reconnaître un message piégé",
        "date": "2026-11-26",
        "start_time": "14:00",
        "end_time": "16:00",
        "remote_url": "https://visio.exemple.fr/atelier",
        "themes": ["securite_numerique"],
        "capacity": 12,
        "visibility": "network",
    })
}

/// Five Tuesdays from 17 November 2026, from 10:00 to 12:00, at a distance.
pub fn series() -> Value {
    json!({
        "rule": { "frequency": "weekly", "weekdays": ["TU"], "count": 5 },
        "first_on": "2026-11-17",
        "start_time": "10:00",
        "duration_min": 120,
        "title": "Premiers pas au clavier",
        "remote_url": "https://visio.exemple.fr/serie",
        "themes": ["prendre_en_main_du_materiel"],
        "capacity": 12,
        "visibility": "network",
    })
}

impl Person {
    /// Plans a workshop; its id.
    pub async fn plan(&self, changes: Value) -> String {
        let id = new_id();
        let path = format!("/api/planned-workshops/{id}");
        self.put(&path, with(planned(), changes)).await.is(201);
        id
    }

    /// Plans and publishes a workshop; its id.
    pub async fn publish(&self, changes: Value) -> String {
        let id = self.plan(changes).await;
        self.post(&format!("/api/planned-workshops/{id}/publish"), json!({})).await.is(200);
        id
    }

    /// Asks for a seat.
    pub async fn enrol(&self, workshop: &str, changes: Value) -> Reply {
        let body = with(json!({ "id": new_id() }), changes);
        self.post(&format!("/api/planned-workshops/{workshop}/enrolments"), body).await
    }

    /// Asks for a seat; the enrolment as it is then.
    pub async fn enrols(&self, workshop: &str) -> Value {
        self.enrol(workshop, json!({})).await.is(201).json()
    }

    /// Does something with an enrolment.
    pub async fn asks(&self, enrolment: &Value, asked: Value) -> Reply {
        let id = |key: &str| enrolment[key].as_str().expect("an id");
        let (workshop, own) = (id("workshop_id"), id("id"));
        let path = format!("/api/planned-workshops/{workshop}/enrolments/{own}/commands");
        self.post(&path, with(json!({ "id": new_id() }), asked)).await
    }
}
