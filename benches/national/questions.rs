//! The questions asked, and how long each may take. What they ask about (a département, an
//! organization …) is what the national answer itself has most of.

use serde_json::Value;

use crate::base::{odd_days, years_back};
use crate::http::{Client, request};
use crate::visitors::Visitors;

pub struct Ask {
    pub what: &'static str,
    pub request: String,
    /// Milliseconds; without a bar the line is for information.
    pub most: Option<f64>,
}

/// The values of a family with the most participations or people, at a distance apart.
fn most(answer: &Value, family: &str, count: usize) -> String {
    let lines = answer[family].as_array().expect("a family");
    let mut known: Vec<(i64, &str)> = lines
        .iter()
        .filter(|line| line["remote"] != true)
        .filter_map(|line| {
            let count = line["participations"].as_i64().or(line["followed"].as_i64())?;
            Some((count, line["code"].as_str()?))
        })
        .filter(|(_, code)| !["", "non_communique", "aucun"].contains(code))
        .collect();
    known.sort_unstable_by(|one, other| other.cmp(one));
    known.iter().take(count).map(|(_, code)| *code).collect::<Vec<_>>().join(",")
}

pub fn get(token: &str, query: &str) -> String {
    request("GET", &format!("/api/statistics?{query}"), token, None)
}

/// Everybody's last twelve months.
pub fn nation(visitors: &Visitors) -> String {
    get(&visitors.admin, &format!("scope=network&from={}", years_back(1)))
}

/// The same question in another spelling, so that no kept answer fits: filters without a value
/// change nothing.
pub fn respelt(visitors: &Visitors, number: usize) -> String {
    const EMPTY: [&str; 12] = [
        "themes",
        "tags",
        "communes",
        "epcis",
        "regions",
        "durations",
        "equipment",
        "place_types",
        "genders",
        "statuses",
        "age_bands",
        "residence_communes",
    ];
    let mut query = format!("scope=network&from={}", years_back(1));
    for (_, name) in EMPTY.iter().enumerate().filter(|(at, _)| number >> at & 1 == 1) {
        query.push_str(&format!("&{name}="));
    }
    get(&visitors.admin, &query)
}

/// What a funder reads of the busiest département, and what costs most of the rest. Makes the
/// perimeter first.
pub fn protected(visitors: &Visitors, client: &mut Client, answer: &Value) -> Vec<Ask> {
    let body = serde_json::json!({
        "name": "Mesure",
        "account_ids": [visitors.funder_id],
        "territories": [{ "kind": "departement", "code": most(answer, "by_departement", 1) }],
    });
    let create = request("POST", "/api/perimeters", &visitors.admin, Some(&body.to_string()));
    let made = client.ask(&create);
    assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
    let made: Value = serde_json::from_slice(&made.body).expect("JSON");
    let path = format!("/api/perimeters/{}/statistics", made["id"].as_str().expect("an id"));
    let funder = |what, path: String, most| Ask {
        what,
        request: request("GET", &path, &visitors.funder, None),
        most,
    };
    let workbook = format!("/api/statistics/export/xlsx?scope=network&from={}", years_back(1));
    vec![
        funder("protected, a département, 12 months", path.clone(), Some(100.0)),
        funder("protected, with two earlier periods", format!("{path}?compare=true"), None),
        funder("protected, one theme", format!("{path}?themes=email"), Some(100.0)),
        Ask {
            what: "XLSX of the nation, 12 months",
            request: request("GET", &workbook, &visitors.admin, None),
            most: Some(1_000.0),
        },
    ]
}

pub fn all(visitors: &Visitors, answer: &Value) -> Vec<Ask> {
    let admin = visitors.admin.as_str();
    let (year, both) = (years_back(1), years_back(2));
    let (odd_from, odd_to) = odd_days();
    let departement = most(answer, "by_departement", 1);
    let five = most(answer, "by_departement", 5);
    let organization = most(answer, "by_organization", 1);
    let programme = most(answer, "by_programme", 1);
    let tag = most(answer, "by_tag", 1);
    let commune = most(answer, "by_residence_commune", 1);
    let nation = |what, filters: &str| Ask {
        what,
        request: get(admin, &format!("scope=network&from={both}{filters}")),
        most: Some(50.0),
    };
    let within = |what, from, filters: &str, most| Ask {
        what,
        request: get(admin, &format!("scope=network&from={from}{filters}")),
        most: Some(most),
    };
    let own = |what, token: &str, scope: &str, most| Ask {
        what,
        request: get(token, &format!("scope={scope}&from={year}")),
        most: Some(most),
    };
    vec![
        own("the busiest mediator, 12 months", &visitors.busiest, "own", 6.0),
        own("the median mediator, 12 months", &visitors.median, "own", 6.0),
        own("a coordinator's 50 mediators, 12 months", &visitors.coordinator, "team", 20.0),
        within("a département, 12 months", year, &format!("&departements={departement}"), 20.0),
        within("an organization, 12 months", year, &format!("&organizations={organization}"), 20.0),
        within("a programme, 12 months", year, &format!("&programmes={programme}"), 20.0),
        within("the nation, 12 months", year, "", 30.0),
        within("the nation, 404 odd days", odd_from, &format!("&to={odd_to}"), 30.0),
        within("five départements, 12 months", year, &format!("&departements={five}"), 30.0),
        within("workshops of the nation, 12 months", year, "&kind=workshop", 30.0),
        nation("the nation, 24 months", ""),
        nation("24 months, a theme", "&themes=email"),
        nation("24 months, administrative help", "&administrative=yes"),
        nation("24 months, a tag", &format!("&tags={tag}")),
        nation("24 months, equipment", "&equipment=tablette"),
        nation("24 months, place types", "&place_types=domicile,autre"),
        nation("24 months, durations", "&durations=30-59,60-119"),
        nation("24 months, mediators only", "&facilitator_kind=mediator"),
        nation("24 months, a gender", "&genders=feminin"),
        nation("24 months, an age band", "&age_bands=soixante_dix_plus"),
        nation("24 months, a commune of residence", &format!("&residence_communes={commune}")),
        nation(
            "24 months, theme, equipment, place type, gender and age band",
            "&themes=email&equipment=ordinateur&place_types=lieu_activite&genders=feminin\
             &age_bands=soixante_dix_plus,soixante_soixante_neuf",
        ),
        Ask {
            what: "the nation, 12 months, compared with two earlier periods",
            request: get(admin, &format!("scope=network&from={year}&compare=true")),
            most: None,
        },
    ]
}
