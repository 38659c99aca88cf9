//! Two looks of one funder at levels: never a few people apart.

use serde_json::Value;

use coopair::policy::Role;

use super::{Network, YEAR, item};

const LATER: &str = "from=2026-02-01&to=2026-10-31";

impl Network {
    fn months(&self, months: &str) -> String {
        format!("{}?{months}", self.path)
    }
}

#[actix_web::test]
async fn looks_at_people_of_whom_a_few_are_not_the_same_are_refused() {
    let network = Network::new().await;
    let people = network.people(&network.ada, 30).await;
    network.meets(&network.ada, &people, "2026-01-20").await;
    // Two of thirty came in January alone.
    network.meets(&network.ada, &people[2..], "2026-03-10").await;
    network.proves(&people[..1], "1.1", 7, "2025-12-10");
    let claire = &network.claire;
    let first = claire.read(&network.months(YEAR)).await;
    let said = claire.get(&network.months(LATER)).await.is_problem(409, "too_close");
    assert!(said["detail"].as_str().is_some_and(|text| text.contains("11")), "{said}");
    claire.get(&network.months(LATER)).await.is_problem(409, "too_close");
    let again = claire.read(&network.months(YEAR)).await;
    assert_eq!(again["items"], first["items"], "answered again");
    // Whatever the level to teach, it is the same question.
    claire.read(&format!("{}&level=5", network.months(YEAR))).await;
    // Other figures of the same months are another matter, and do not open this one.
    let figures = network.path.replace("/levels", "/statistics");
    claire.get(&format!("{figures}?{LATER}")).await.is(200);
    claire.get(&network.months(LATER)).await.is_problem(409, "too_close");
    // Another reader begins with the other question.
    let bastien = network.app.person("Bastien", &[Role::Funder]).await;
    network.app.funds(&bastien, &network.perimeter);
    bastien.get(&network.months(LATER)).await.is(200);
    bastien.get(&network.months(YEAR)).await.is_problem(409, "too_close");
    // Administrators read exact figures anyway.
    network.root.get(&network.months(YEAR)).await.is(200);
    network.root.get(&network.months(LATER)).await.is(200);
}

#[actix_web::test]
async fn looks_at_the_same_people_between_which_a_few_moved_are_refused() {
    let network = Network::new().await;
    let people = network.people(&network.ada, 30).await;
    network.meets(&network.ada, &people, "2026-01-20").await;
    network.meets(&network.ada, &people, "2026-03-10").await;
    // Three have their last proof in January: they progressed in the year and not since.
    network.proves(&people[..3], "1.1", 2, "2025-10-10");
    network.proves(&people[..3], "1.1", 3, "2026-01-10");
    network.claire.get(&network.months(YEAR)).await.is(200);
    network.claire.get(&network.months(LATER)).await.is_problem(409, "too_close");
    // Until enough others did.
    network.proves(&people[3..15], "1.1", 2, "2025-10-10");
    network.proves(&people[3..15], "1.1", 3, "2026-01-10");
    let later = network.claire.read(&network.months(LATER)).await;
    assert_eq!(item(&later, "1.1")["progress"]["learners"]["value"], 0);
    let year = network.claire.read(&network.months(YEAR)).await;
    assert_eq!(item(&year, "1.1")["progress"]["learners"]["value"], 15);
}

#[actix_web::test]
async fn looks_that_differ_by_many_or_by_nobody_are_answered() {
    let network = Network::new().await;
    let people = network.people(&network.ada, 40).await;
    network.meets(&network.ada, &people[..25], "2026-01-20").await;
    network.meets(&network.ada, &people[..12], "2026-03-10").await;
    network.meets(&network.ada, &people[25..], "2026-04-10").await;
    network.proves(&people, "1.1", 2, "2025-10-10");
    let claire = &network.claire;
    let told = async |months: &str| -> Value {
        claire.read(&network.months(months)).await["population"]["value"].clone()
    };
    assert_eq!(told(YEAR).await, 40);
    assert_eq!(told(LATER).await, 27, "thirteen fewer");
    assert_eq!(told("from=2026-03-01&to=2026-10-31").await, 27, "the same people, nobody moved");
    assert_eq!(told("from=2026-04-01&to=2026-04-30").await, 15);
    // Few sessions apart, as with all figures: nobody new came, but few came once more.
    let few = network.people(&network.ada, 3).await;
    network.meets(&network.ada, &few, "2026-05-10").await;
    let months = network.months("from=2026-04-01&to=2026-05-31");
    claire.get(&months).await.is_problem(409, "too_close");
}
